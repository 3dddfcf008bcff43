"""Only pages of this computer may drive the sandbox: against DNS rebinding and requests forged by other sites."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def local_only(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """Refuse foreign Host and Origin headers. Bots send no Origin; a browser always does when it posts."""
    if urlsplit(f"//{request.host}").hostname not in LOCAL_NAMES:
        raise web.HTTPForbidden(text="The sandbox answers only on localhost.")
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise web.HTTPForbidden(text="The sandbox is driven only by its own page.")
    return await handler(request)
