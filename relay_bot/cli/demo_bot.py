"""The demo's bot: a child process exactly as in production, started again when it dies, ended with the demo."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from relay_bot.cli.told import say
from relay_bot.domain.signs import shortened
from relay_bot.sandbox import TOKEN, Sandbox
from relay_bot.texts import Language

BOT_STOP_S = 15
LOG_LIMIT_BYTES = 5_000_000
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class DemoBot:
    """One bot of the demo: its Telegram, the file and the language of its configuration, its database and its log."""

    telegram: Sandbox
    path: Path
    language: str
    database_url: str
    log: Path
    t: Language
    stop: asyncio.Event

    async def keep(self) -> None:
        """Run the bot until the demo stops; if it dies, say so and run it again, after 1, 2, 4 … 60 seconds."""
        delay_s = 1
        back: asyncio.Future[None] = asyncio.Future()
        while not self.stop.is_set():
            started = time.monotonic()
            code = await self._run()
            back.cancel()
            if self.stop.is_set():
                return
            if time.monotonic() - started > 60:
                delay_s = 1
            if code > 0:  # it ended by itself; the log says nothing of a signal
                say(_tail(self.log))
            say(self.t.plain("cli-demo_bot_died", code=code, seconds=delay_s))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.stop.wait(), delay_s)
            delay_s = min(delay_s * 2, 60)
            back = asyncio.create_task(self._say_when_back())

    async def once_opened(self) -> None:
        """As `keep`, from when somebody opens its page: a bot that nobody plays with costs 300 MB and its start."""
        opened = asyncio.create_task(self.telegram.opened.wait())
        stopped = asyncio.create_task(self.stop.wait())
        await asyncio.wait({opened, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for one in (opened, stopped):
            one.cancel()
        await self.keep()

    @property
    def asked(self) -> int:
        """How often it has asked for updates."""
        return self.telegram.stats.by_method.get("getUpdates", 0)

    async def asks(self, within_s: float) -> bool:
        """Whether it has asked for updates, waiting so long for it: then it is there."""
        started = time.monotonic()
        while not self.asked and time.monotonic() < started + within_s:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        return bool(self.asked)

    async def _say_when_back(self) -> None:
        before = self.asked
        while self.asked == before:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        say(self.t.plain("cli-demo_bot_back"))

    async def _run(self) -> int:
        """One life of the bot; ends it when the demo ends. Returns its exit code."""
        environment = os.environ | {
            "RELAY_BOT_TELEGRAM__API_URL": self.telegram.url,
            "RELAY_BOT_TELEGRAM__TOKEN": TOKEN,
            "RELAY_BOT_TELEGRAM__MODE": "polling",
            "RELAY_BOT_DATABASE__URL": self.database_url,
            "RELAY_BOT_BOT__DEFAULT_LANG": self.language,
            "RELAY_BOT_LOG_FORMAT": "text",
        }
        command = [sys.executable, "-m", "relay_bot", "run", "--config", str(self.path)]
        with _opened_log(self.log) as log:
            bot = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,  # Ctrl-C reaches us alone: we stop the bot, then Telegram, then PostgreSQL
                preexec_fn=_die_with_parent(),
            )
        ended = asyncio.create_task(bot.wait())
        stopped = asyncio.create_task(self.stop.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not ended.done():
            bot.terminate()
            done, _ = await asyncio.wait({ended}, timeout=BOT_STOP_S)
            if not done:
                bot.kill()
        return await ended


def _opened_log(path: Path) -> IO[bytes]:
    too_long = path.exists() and path.stat().st_size > LOG_LIMIT_BYTES
    return path.open("wb" if too_long else "ab")


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel ends the bot if the demo is killed: two bots must not ask for the same updates."""
    if sys.platform != "linux":
        return None
    import ctypes

    libc = ctypes.CDLL(None)

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask_kernel


def _tail(path: Path, lines: int = 8, width: int = 160) -> str:
    """The end of the log, where a crash names its reason."""
    latest = path.read_bytes()[-8000:].decode("utf-8", "replace").splitlines()[-lines:]
    return "\n".join(shortened(line, width) for line in latest)
