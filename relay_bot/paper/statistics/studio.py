"""Starts the process that draws, and does not wait for it for ever."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

import structlog

TIMEOUT_S = 60.0
"""Drawing takes about two seconds; the very first time matplotlib looks through the fonts of the machine."""

PNG = b"\x89PNG\r\n\x1a\n"

log = structlog.get_logger(__name__)


async def draw(figures: dict[str, Any], *, timeout_s: float = TIMEOUT_S) -> bytes | None:
    """The PNG; None when it could not be drawn (the log says why). Cancelled, it ends the process.

    `figures`: title, fonts (a folder), days (labels), and of each panel its title and values; see drawing.py.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "relay_bot.paper.statistics",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C in the terminal is for the bot
    )
    try:
        async with asyncio.timeout(timeout_s):
            png, errors = await process.communicate(json.dumps(figures).encode())
    except TimeoutError:
        log.warning("picture_timed_out", seconds=timeout_s)
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not png.startswith(PNG):
        log.warning("picture_failed", code=process.returncode, error=errors.decode(errors="replace")[-500:])
        return None
    return png
