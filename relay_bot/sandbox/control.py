"""Control over HTTP for tests in other processes: faults, limits and figures."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from relay_bot.sandbox.sandbox import Sandbox


def control_routes(sandbox: Sandbox) -> list[web.AbstractRouteDef]:
    """POST and DELETE /control/faults, GET and DELETE /control/stats, POST /control/limits, GET /control/transcript."""

    async def add_fault(request: web.Request) -> web.Response:
        try:
            sandbox.faults.add(**json.loads(await request.text()))
        except (TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        return web.json_response({"ok": True})

    async def clear_faults(request: web.Request) -> web.Response:
        sandbox.faults.clear()
        return web.json_response({"ok": True})

    async def stats(request: web.Request) -> web.Response:
        return web.json_response(asdict(sandbox.stats))

    async def reset_stats(request: web.Request) -> web.Response:
        sandbox.stats.reset()
        return web.json_response({"ok": True})

    async def set_limits(request: web.Request) -> web.Response:
        try:
            wanted = json.loads(await request.text())
            for name, value in wanted.items():
                if not hasattr(sandbox.limits, name):
                    raise ValueError(f"unknown limit {name!r}")
                setattr(sandbox.limits, name, value)
        except (AttributeError, ValueError) as error:
            raise web.HTTPBadRequest(text=str(error)) from None
        return web.json_response(asdict(sandbox.limits))

    async def show_transcript(request: web.Request) -> web.Response:
        return web.Response(text=sandbox.transcript(int(request.query.get("last", "12"))))

    return [
        web.post("/control/faults", add_fault),
        web.delete("/control/faults", clear_faults),
        web.get("/control/stats", stats),
        web.delete("/control/stats", reset_stats),
        web.post("/control/limits", set_limits),
        web.get("/control/transcript", show_transcript),
    ]
