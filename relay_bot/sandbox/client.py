"""A bare caller of the Bot API, for tests and benchmarks that want no library between them and the server."""

from __future__ import annotations

import json
from types import TracebackType
from typing import Any, Self

import aiohttp

from relay_bot.sandbox.call import Upload
from relay_bot.sandbox.errors import ApiError


class Client:
    """`await client.call("sendMessage", chat_id=1, text="…")` gives the result or raises ApiError."""

    def __init__(self, url: str, token: str) -> None:
        self._base = f"{url}/bot{token}/"
        self._files = f"{url}/file/bot{token}/"
        self.session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.session.close()

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method with JSON, or with multipart when a parameter is an Upload."""
        async with self.session.post(self._base + method, **_body(params)) as response:
            answer = await response.json()
        if not answer["ok"]:
            raise ApiError(answer["error_code"], answer["description"], answer.get("parameters"))
        return answer["result"]

    async def download(self, file_path: str) -> bytes:
        async with self.session.get(self._files + file_path) as response:
            response.raise_for_status()
            return await response.read()


def _body(params: dict[str, Any]) -> dict[str, Any]:
    if not any(isinstance(value, Upload) for value in params.values()):
        return {"json": params}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in params.items():
        if isinstance(value, Upload):
            content_type = value.mime or "application/octet-stream"
            form.add_field(name, value.content, filename=value.name, content_type=content_type)
        else:
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    return {"data": form}
