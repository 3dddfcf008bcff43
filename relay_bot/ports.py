"""A port of this machine, which somebody else may hold just now: it is waited for, and nothing else waits with it."""

import asyncio

import structlog
from aiohttp import web

log = structlog.get_logger(__name__)

TRY_AGAIN_S = 5.0


async def serve(runner: web.AppRunner, listen: str, *, shared: bool | None = None) -> None:
    """Returns once `runner`, which is set up, is reached at `listen` ("host:port", "[::1]:port")."""
    host, _, port = listen.rpartition(":")
    told = False
    while True:
        site = web.TCPSite(runner, host.strip("[]"), int(port), reuse_port=shared)
        try:
            await site.start()
        except OSError as error:  # taken, or no address of ours
            await site.stop()
            if not told:
                log.error("port_unavailable", listen=listen, error=error.strerror or str(error))
            told = True
            await asyncio.sleep(TRY_AGAIN_S)
        else:
            return
