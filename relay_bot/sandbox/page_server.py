"""The page's backend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from relay_bot.sandbox.sandbox import Sandbox


class PageServer:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def routes(self) -> list[web.AbstractRouteDef]:
        return []

    async def close(self, app: web.Application) -> None:
        return None
