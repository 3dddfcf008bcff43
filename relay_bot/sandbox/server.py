"""The Bot API over HTTP: reads a call, applies faults and limits, runs the method, writes the answer."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from relay_bot.sandbox import methods
from relay_bot.sandbox.call import Call, Upload, read_call
from relay_bot.sandbox.errors import ApiError, bad_request, conflict
from relay_bot.sandbox.faults import BAD_GATEWAY, Fault
from relay_bot.sandbox.files import UPLOAD_LIMIT
from relay_bot.sandbox.methods.polling import ask_for
from relay_bot.sandbox.spec import Json

if TYPE_CHECKING:
    from relay_bot.sandbox.sandbox import Sandbox

CLIENT_MAX_SIZE = UPLOAD_LIMIT + 1024 * 1024
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Dropped(Exception):
    """The connection ends without an answer."""


class BotApi:
    """Handlers for `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._world = sandbox.world

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.post("/bot{token}/{method}", self.call),
            web.get("/bot{token}/{method}", self.call),
            web.get("/file/bot{token}/{path:.+}", self.download),
        ]

    async def call(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._sandbox.token:
            return _answer(401, ApiError(401, "Unauthorized").answer())
        try:
            raw, files = await _read(request)
            call = read_call(request.match_info["method"], raw, files)
            return await self._faulty(call)
        except ApiError as error:
            self._world.commit()
            return _answer(error.code, error.answer())
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)

    async def _faulty(self, call: Call) -> web.Response:
        chat_id = call.get("chat_id")
        fault = self._sandbox.faults.next(call.method, chat_id if isinstance(chat_id, int) else None)
        stats = self._sandbox.stats
        stats.calls += 1
        stats.by_method[call.method] = stats.by_method.get(call.method, 0) + 1
        if fault is None:
            return _answer(200, {"ok": True, "result": await self._result(call)})
        return await self._apply(fault, call)

    async def _apply(self, fault: Fault, call: Call) -> web.Response:
        match fault.kind:
            case "rate_limited":
                self._sandbox.stats.too_many_requests += 1
                wait = fault.retry_after
                raise ApiError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
            case "bad_gateway":
                return web.Response(status=502, text=BAD_GATEWAY, content_type="text/html")
            case "server_error":
                raise ApiError(500, "Internal Server Error")
            case "error":
                raise ApiError(fault.code, fault.description, fault.parameters)
            case "reset_before":
                raise Dropped
            case "body_before":
                return web.Response(status=fault.code, text=fault.description)
            case "slow":
                await asyncio.sleep(fault.seconds)
        try:
            result = await self._result(call)
        finally:  # a refusal may be late, too
            if fault.kind == "late":
                await asyncio.sleep(fault.seconds)
        if fault.kind == "reset_after":
            raise Dropped
        if fault.kind == "body_after":
            return web.Response(status=fault.code, text=fault.description)
        return _answer(200, {"ok": True, "result": result})

    async def _result(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._get_updates(call)
        found = methods.find(call.method)
        world = self._world
        result = found.handler(world, call) if found.cost is None else self._counted(found, found.cost(call), call)
        world.commit()
        world.verify(found.returns, result)
        return result

    def _counted(self, found: methods.Method, cost: int, call: Call) -> Any:
        """A method that draws on the budgets: refused as a whole, or done and counted."""
        chat_id = call.get("chat_id")
        if not isinstance(chat_id, int):
            return found.handler(self._world, call)
        meter = self._sandbox.meter
        meter.check(chat_id, cost)
        result = found.handler(self._world, call)
        meter.spend(chat_id, cost)
        return result

    async def _get_updates(self, call: Call) -> Any:
        world = self._world
        if world.settings.webhook:
            raise conflict(WEBHOOK_ACTIVE)
        ask_for(world, call.get("allowed_updates"))
        limit = min(max(call.get("limit", 100), 1), 100)
        return await world.updates.poll(call.get("offset", 0), limit, min(max(call.get("timeout", 0), 0), 50))

    async def download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self._sandbox.token:
            return _answer(401, ApiError(401, "Unauthorized").answer())
        record = self._world.files.by_path(request.match_info["path"])
        if record is None:
            return _answer(404, ApiError(404, "Not Found: file not found").answer())
        return web.Response(body=self._world.files.content(record), content_type="application/octet-stream")


async def _read(request: web.Request) -> tuple[Json, dict[str, Upload]]:
    """The fields of a request, from the query, JSON, a form or multipart."""
    raw: Json = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method != "POST" or not request.can_read_body:
        return raw, files
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read() or b"{}")
        except (ValueError, RecursionError):
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("object expected as JSON body")
        return raw | body, files
    try:
        fields = await request.post()
    except (ValueError, HttpProcessingError):  # no boundary, a head that breaks off, bytes that are no text
        raise bad_request("can't parse the request's body") from None
    for key, value in fields.items():
        if isinstance(value, web.FileField):
            files[key] = Upload(value.filename, _mime(value), value.file.read())
            value.file.close()
        else:
            raw[key] = value
    return raw, files


def _mime(field: web.FileField) -> str:
    """The content type that the client gave; a generic one says less than the file's name."""
    return "" if field.content_type == "application/octet-stream" else field.content_type


def _answer(status: int, body: Json) -> web.Response:
    return web.Response(
        status=status, body=json.dumps(body, ensure_ascii=False).encode(), content_type="application/json"
    )
