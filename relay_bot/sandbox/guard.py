"""Only pages of this computer may drive the sandbox: against DNS rebinding and requests forged by other sites."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

LOCAL_NAMES = ("127.0.0.1", "localhost", "::1")

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def local_only(also: Sequence[str] = ()) -> Middleware:
    """Refuse foreign Host and Origin headers. Bots send no Origin; a browser always does when it posts.

    `also` names further hosts that the sandbox is known by (a container's, for example).
    """
    names = {*LOCAL_NAMES, *also}

    @web.middleware
    async def guard(request: web.Request, handler: _Handler) -> web.StreamResponse:
        if urlsplit(f"//{request.host}").hostname not in names:
            raise web.HTTPForbidden(text="The sandbox answers only on localhost.")
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            raise web.HTTPForbidden(text="The sandbox is driven only by its own page.")
        return await handler(request)

    return guard
