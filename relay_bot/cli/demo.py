"""`relay-bot demo`: the whole product on one machine, without a token and without a network.

PostgreSQL and the local Telegram live in this process's care, the bot is a child process exactly as in production.
Everything is kept in `data_dir`; the demo's databases are its own, so that a real bot never meets the demo's people.

Played from the example, there is an English company beside the Russian one, for English browsers: a desk of its own,
in a Telegram of its own on the same port, with a bot of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from relay_bot.cli.demo_boards import pin_boards
from relay_bot.cli.demo_bot import DemoBot
from relay_bot.cli.demo_cast import groups, people
from relay_bot.cli.told import CONFIG_NAME, say, speak
from relay_bot.config import Config, load
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.db.server import Keep
from relay_bot.errors import DemoError
from relay_bot.sandbox import Sandbox, seed_demo, serve
from relay_bot.shipped import ENGLISH_EXAMPLE, EXAMPLE
from relay_bot.texts import Language

PORTS_TRIED = 10
BOT_START_S = 30


@dataclass(frozen=True, slots=True)
class Company:
    """Whom the demo plays: a configuration, and the names of what is kept of it. `suffix` tells one from another."""

    path: Path
    config: Config
    suffix: str = ""

    @property
    def language(self) -> str:
        return self.config.bot.default_lang

    @property
    def database(self) -> str:
        return f"relay_bot_demo{self.suffix}"

    @property
    def sandbox(self) -> Path:
        return self.config.database.data_dir / f"sandbox{self.suffix}"

    @property
    def log(self) -> Path:
        return self.config.database.data_dir / f"bot{self.suffix}.log"


def companies(path: Path, env: dict[str, str]) -> list[Company]:
    """The one of this file, and beside our Russian example the English one. Raises ConfigError."""
    first = Company(path, load(path, _here(path, env), speak(env).code))
    if path.resolve() != EXAMPLE.resolve() or first.language == "en":
        return [first]
    there = {"RELAY_BOT_DATABASE__DATA_DIR": str(first.config.database.data_dir), "RELAY_BOT_BOT__DEFAULT_LANG": "en"}
    return [first, Company(ENGLISH_EXAMPLE, load(ENGLISH_EXAMPLE, env | there), "_en")]


def run(path: Path | None, port: int) -> None:
    """Run until Ctrl-C or SIGTERM. Raises ConfigError, EmbeddedPostgresError, DemoError."""
    t = speak(os.environ)
    played = companies(path or (CONFIG_NAME if CONFIG_NAME.exists() else EXAMPLE), dict(os.environ))
    folder = played[0].config.database.data_dir
    with _only_one(folder, t) as note, contextlib.ExitStack() as servers:
        if note is None:
            return
        started = time.monotonic()
        users = [EmbeddedPostgres(folder, database=one.database) for one in played]
        urls = [servers.enter_context(one) for one in users]
        _step(t, t.plain("cli-demo_postgres"), started)
        asyncio.run(Demo(played, urls, t, users[0].keep_running).run(port, note))


def _here(path: Path, env: dict[str, str]) -> dict[str, str]:
    """The environment; what the example of the program would keep beside itself is kept in this folder."""
    kept = {} if path != EXAMPLE else {"RELAY_BOT_DATABASE__DATA_DIR": str(Path("data").absolute())}
    return kept | env


class Demo:
    """One run of the demo."""

    def __init__(self, played: Sequence[Company], urls: Sequence[str], t: Language, keep: Keep) -> None:
        self._played = played
        self._urls = urls
        self._folder = played[0].config.database.data_dir
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
            _step(self._t, self._t.plain("cli-demo_telegram"), started)
            await self._with_bots([telegram, *telegram.beside.values()])
        finally:
            await telegram.stop()
        say(self._t.plain("cli-stopped"))

    async def _telegram(self, wanted: int) -> Sandbox:
        """The local Telegram on the wanted port or one of the next; that of every further company below it."""
        first, *others = self._played
        beside = {one.language: _peopled(one) for one in others}
        for port in range(wanted, min(wanted + PORTS_TRIED, 65536)):
            try:
                found = await serve(
                    port=port,
                    data_dir=first.sandbox,
                    people=people(first.config),
                    groups=groups(first.config),
                    language=first.language if others else "",
                    beside=beside,
                )
            except OSError:
                continue
            if port != wanted:
                say(self._t.plain("cli-demo_port_moved", wanted=wanted, port=port))
            return found
        raise DemoError("cli-demo_no_port", wanted=wanted, n=PORTS_TRIED - 1)

    async def _with_bots(self, telegrams: Sequence[Sandbox]) -> None:
        """The first bot at once, any other when somebody opens its page."""
        bots = []
        for one, url, telegram in zip(self._played, self._urls, telegrams, strict=True):
            pin_boards(telegram, one.config)
            bots.append(DemoBot(telegram, one.path, one.language, url, one.log, self._t, self._stop))
        keepers = [asyncio.create_task(bots[0].keep()), *(asyncio.create_task(bot.once_opened()) for bot in bots[1:])]
        ready = asyncio.create_task(self._say_when_ready(bots[0]))
        database = asyncio.create_task(self._keep())
        stopped = asyncio.create_task(self._stop.wait())
        await asyncio.wait({database, stopped}, return_when=asyncio.FIRST_COMPLETED)
        lost = database.exception() if database.done() else None
        self._stop.set()
        say(self._t.plain("cli-demo_stopping"))
        ready.cancel()
        database.cancel()
        await asyncio.gather(*keepers, ready, database, stopped, return_exceptions=True)
        if lost is not None:
            raise lost

    async def _say_when_ready(self, bot: DemoBot) -> None:
        """It is there once it asks for updates."""
        started = time.monotonic()
        if await bot.asks(within_s=BOT_START_S):
            _step(self._t, self._t.plain("cli-demo_bot"), started)
        else:
            say(self._t.plain("cli-demo_bot_slow"))
        folder, log = _short(self._folder), _short(bot.log)
        say(self._t.plain("cli-demo_ready", url=bot.telegram.url, folder=folder, log=log))


def _peopled(company: Company) -> Sandbox:
    telegram = Sandbox(data_dir=company.sandbox, language=company.language)
    seed_demo(telegram, people(company.config), groups(company.config))
    return telegram


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


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _step(t: Language, what: str, started: float) -> None:
    say(t.plain("cli-demo_step", what=what, seconds=f"{time.monotonic() - started:.1f}"))
