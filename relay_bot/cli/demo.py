"""`relay-bot demo`: the whole product on one machine, without a token and without a network.

PostgreSQL and the local Telegram live in this process's care, the bot is a child process exactly as in production.
Everything is kept in `data_dir`; the demo's database is its own, so that a real bot never meets the demo's people.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from relay_bot.cli.demo_boards import pin_boards
from relay_bot.cli.demo_cast import groups, people
from relay_bot.cli.told import CONFIG_NAME, say, speak
from relay_bot.config import Config, load
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.db.server import Keep
from relay_bot.domain.signs import shortened
from relay_bot.errors import DemoError
from relay_bot.sandbox import TOKEN, Sandbox, serve
from relay_bot.shipped import EXAMPLE
from relay_bot.texts import Language

DATABASE = "relay_bot_demo"
PORTS_TRIED = 10
BOT_START_S = 30
BOT_STOP_S = 15
LOG_LIMIT_BYTES = 5_000_000
PR_SET_PDEATHSIG = 1


def run(path: Path | None, port: int) -> None:
    """Run until Ctrl-C or SIGTERM. Raises ConfigError, EmbeddedPostgresError, DemoError."""
    t = speak(os.environ)
    path = path or (CONFIG_NAME if CONFIG_NAME.exists() else EXAMPLE)
    config = load(path, _here(path))
    folder = config.database.data_dir
    with _only_one(folder, t) as note:
        if note is None:
            return
        started = time.monotonic()
        server = EmbeddedPostgres(folder, database=DATABASE)
        with server as url:
            _step(t, t.plain("cli-demo_postgres"), started)
            asyncio.run(Demo(config, path, url, t, server.keep_running).run(port, note))


def _here(path: Path) -> dict[str, str]:
    """The environment; what the example of the program would keep beside itself is kept in this folder."""
    kept = {} if path != EXAMPLE else {"RELAY_BOT_DATABASE__DATA_DIR": str(Path("data").absolute())}
    return kept | dict(os.environ)


class Demo:
    """One run of the demo."""

    def __init__(self, config: Config, path: Path, database_url: str, t: Language, keep: Keep) -> None:
        self._config = config
        self._path = path
        self._folder = config.database.data_dir
        self._log = self._folder / "bot.log"
        self._database_url = database_url
        self._t = t
        self._keep = keep
        self._stop = asyncio.Event()

    async def run(self, port: int, announce: Callable[[str], None]) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop.set)
        started = time.monotonic()
        telegram = await self._telegram(port)
        try:
            announce(telegram.url)
            pin_boards(telegram, self._config)
            _step(self._t, self._t.plain("cli-demo_telegram"), started)
            await self._with_bot(telegram)
        finally:
            await telegram.stop()
        say(self._t.plain("cli-stopped"))

    async def _telegram(self, wanted: int) -> Sandbox:
        """The local Telegram on the wanted port or one of the next."""
        for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
            try:
                found = await serve(
                    port=port,
                    data_dir=self._folder / "sandbox",
                    people=people(self._config),
                    groups=groups(self._config),
                )
            except OSError:
                continue
            if port != wanted:
                say(self._t.plain("cli-demo_port_moved", wanted=wanted, port=port))
            return found
        raise DemoError("cli-demo_no_port", wanted=wanted, n=PORTS_TRIED - 1)

    async def _with_bot(self, telegram: Sandbox) -> None:
        keeper = asyncio.create_task(self._keep_bot(telegram))
        ready = asyncio.create_task(self._say_when_ready(telegram))
        database = asyncio.create_task(self._keep())
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({database, stopped}, return_when=asyncio.FIRST_COMPLETED)
        lost = database.exception() if database.done() else None
        self._stop.set()
        say(self._t.plain("cli-demo_stopping"))
        ready.cancel()
        database.cancel()
        await asyncio.gather(keeper, ready, database, stopped, return_exceptions=True)
        if lost is not None:
            raise lost

    async def _say_when_ready(self, telegram: Sandbox) -> None:
        """The bot is there once it asks for updates."""
        started = time.monotonic()
        while not telegram.stats.by_method.get("getUpdates") and time.monotonic() < started + BOT_START_S:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        if telegram.stats.by_method.get("getUpdates"):
            _step(self._t, self._t.plain("cli-demo_bot"), started)
        else:
            say(self._t.plain("cli-demo_bot_slow"))
        say(self._t.plain("cli-demo_ready", url=telegram.url, folder=_short(self._folder), log=_short(self._log)))

    async def _keep_bot(self, telegram: Sandbox) -> None:
        """Run the bot; if it dies, say so and run it again, after 1, 2, 4 … 60 seconds."""
        delay_s = 1
        back: asyncio.Future[None] = asyncio.Future()
        while not self._stop.is_set():
            started = time.monotonic()
            code = await self._run_bot(telegram.url)
            back.cancel()
            if self._stop.is_set():
                return
            if time.monotonic() - started > 60:
                delay_s = 1
            if code > 0:  # it ended by itself; the log says nothing of a signal
                say(_tail(self._log))
            say(self._t.plain("cli-demo_bot_died", code=code, seconds=delay_s))
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), delay_s)
            delay_s = min(delay_s * 2, 60)
            back = asyncio.create_task(self._say_when_back(telegram))

    async def _say_when_back(self, telegram: Sandbox) -> None:
        asked = telegram.stats.by_method.get("getUpdates", 0)
        while telegram.stats.by_method.get("getUpdates", 0) == asked:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        say(self._t.plain("cli-demo_bot_back"))

    async def _run_bot(self, api_url: str) -> int:
        """One life of the bot; ends it when the demo ends. Returns its exit code."""
        environment = os.environ | {
            "RELAY_BOT_TELEGRAM__API_URL": api_url,
            "RELAY_BOT_TELEGRAM__TOKEN": TOKEN,
            "RELAY_BOT_TELEGRAM__MODE": "polling",
            "RELAY_BOT_DATABASE__URL": self._database_url,
            "RELAY_BOT_LOG_FORMAT": "text",
        }
        command = [sys.executable, "-m", "relay_bot", "run", "--config", str(self._path)]
        with _opened_log(self._log) as log:
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
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if not ended.done():
            bot.terminate()
            done, _ = await asyncio.wait({ended}, timeout=BOT_STOP_S)
            if not done:
                bot.kill()
        return await ended


@contextlib.contextmanager
def _only_one(folder: Path, t: Language) -> Iterator[Callable[[str], None] | None]:
    """Yields where to write our address for others to see, or None after telling the address of the one that runs."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "demo.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            say(t.plain("cli-demo_running", url=lock.read().strip()))
            yield None
            return

        def note(url: str) -> None:
            lock.truncate(0)
            lock.write(url)
            lock.flush()

        note("")
        yield note


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


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _step(t: Language, what: str, started: float) -> None:
    say(t.plain("cli-demo_step", what=what, seconds=f"{time.monotonic() - started:.1f}"))
