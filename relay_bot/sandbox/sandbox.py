"""The local Telegram as one object: start it, fill it with people and groups, point a bot at it, watch."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from relay_bot.sandbox.control import control_routes
from relay_bot.sandbox.errors import NotHappened
from relay_bot.sandbox.faults import Faults
from relay_bot.sandbox.groups import Group, _rights
from relay_bot.sandbox.guard import local_only
from relay_bot.sandbox.limits import Limits, Meter, Stats
from relay_bot.sandbox.model import Account, ChatRecord, Member
from relay_bot.sandbox.page_server import PageServer
from relay_bot.sandbox.people import Person
from relay_bot.sandbox.server import CLIENT_MAX_SIZE, BotApi
from relay_bot.sandbox.transcript import transcript
from relay_bot.sandbox.webhook import WebhookDelivery
from relay_bot.sandbox.world import Clock, World

TOKEN = "4200000001:AAsandbox-relay-desk-0123456789abcdef"  # noqa: S105 - a token of nowhere


class Sandbox:
    """A local Telegram with one bot.

    `async with Sandbox() as tg` serves it on a free port of 127.0.0.1. With `data_dir` everything survives a restart,
    even a kill. `self_check` compares every outgoing object with the Bot API and collects what is wrong in `problems`.
    `language`: of its page, ru or en, whoever looks; without one it is the browser's.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        data_dir: Path | None = None,
        token: str = TOKEN,
        bot_name: str = "Relay Desk",
        bot_username: str = "relay_desk_bot",
        self_check: bool = False,
        clock: Clock = time.time,
        allowed_hosts: Sequence[str] = (),
        language: str = "",
    ) -> None:
        self.token = token
        self.language = language
        bot = Account(int(token.split(":")[0]), bot_name, username=bot_username, is_bot=True)
        self.world = World(bot, data_dir, clock, self_check)
        self.limits = limits or Limits()
        self.stats = Stats()
        self.meter = Meter(self.limits, self.stats, clock)
        self.faults = Faults()
        self.url = ""
        self.beside: Mapping[str, Sandbox] = {}
        self.opened = asyncio.Event()  # somebody looks at the page, or has done so
        self._allowed_hosts = allowed_hosts
        self._runner: web.AppRunner | None = None
        self._webhook: asyncio.Task[None] | None = None

    @property
    def bot_id(self) -> int:
        return self.world.bot.id

    @property
    def bot_username(self) -> str:
        return self.world.bot.username

    @property
    def problems(self) -> list[str]:
        """Outgoing objects that Telegram would not send; filled with `self_check=True`."""
        return self.world.problems

    # --- serving

    async def start(self, port: int = 0, host: str = "127.0.0.1", beside: Mapping[str, Sandbox] | None = None) -> Self:
        """Serve the Bot API and the page; `url` says where. Raises OSError when the port is taken.

        `beside`: further ones by the language of their pages, each below `url`/<language>; a browser that speaks it and
        opens this one's page is taken there. They start and stop with this one.
        """
        self.beside = dict(beside or {})
        app = self._application()
        for language, other in self.beside.items():
            app.add_subapp(f"/{language}/", other._application())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self._serving(f"http://{host}:{runner.addresses[0][1]}")
        for language, other in self.beside.items():
            other._serving(f"{self.url}/{language}")
        return self

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=CLIENT_MAX_SIZE, middlewares=[local_only(self._allowed_hosts)])
        page = PageServer(self)
        app.add_routes([*BotApi(self).routes(), *control_routes(self), *page.routes()])
        app.on_shutdown.append(page.close)
        return app

    def _serving(self, url: str) -> None:
        self.url = url
        self._webhook = asyncio.create_task(WebhookDelivery(self.world).run())

    async def stop(self) -> None:
        """End open polls and connections and write what is left."""
        whole = [self, *self.beside.values()]
        for one in whole:
            await one._quieten()
        if self._runner is not None:
            await self._runner.cleanup()
        for one in whole:
            one.world.close()

    async def _quieten(self) -> None:
        """Nobody waits for updates any more, and none are carried away."""
        self.world.updates.end_reader()
        if self._webhook is not None:
            self._webhook.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._webhook

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    # --- people and groups

    def person(
        self,
        person_id: int,
        first_name: str = "",
        *,
        last_name: str = "",
        username: str = "",
        phone: str = "",
        language_code: str = "ru",
        role: str = "client",
        start_link: str = "",
    ) -> Person:
        """The person with this id; made, or brought up to date, when a name is given."""
        if first_name:
            known = self.world.accounts.get(person_id)
            account = Account(person_id, first_name, last_name, username, phone, language_code)
            account.deactivated = known.deactivated if known is not None else False
            account.role, account.start_link = role, start_link
            if account != known:
                self.world.put_account(account)
                self.world.commit()
        elif person_id not in self.world.accounts:
            raise KeyError(f"nobody has the id {person_id}")
        return Person(self, person_id)

    @property
    def people(self) -> list[Person]:
        return [Person(self, one.id) for one in self.world.accounts.values() if not one.is_bot]

    def group(
        self,
        group_id: int,
        title: str = "",
        *,
        owner: Person | None = None,
        forum: bool = True,
        bot: str = "administrator",
        rights: Mapping[str, bool] | None = None,
    ) -> Group:
        """The group with this id; made, with the bot in it, when a title is given.

        Ids below -10¹² are supergroups, others basic groups. `bot` is its place: administrator (with all rights but
        those set to False in `rights`), member, or "" for a group without it. Making a group tells the bot nothing.
        """
        if title and group_id not in self.world.chats:
            supergroup = group_id < -1_000_000_000_000
            chat = ChatRecord(group_id, "supergroup" if supergroup else "group", title, forum=forum and supergroup)
            if owner is not None:
                chat.members[owner.id] = Member("creator")
                chat.managers = [owner.id]
            if bot:
                chat.members[self.bot_id] = Member(bot, _rights(dict(rights or {})) if bot == "administrator" else {})
            self.world.put_chat(chat)
            self.world.commit()
        elif group_id not in self.world.chats:
            raise KeyError(f"no group has the id {group_id}")
        return Group(self, group_id)

    @property
    def groups(self) -> dict[int, Group]:
        return {one.id: Group(self, one.id) for one in self.world.chats.values() if not one.private}

    def mute(self, chat: ChatRecord, person_id: int, muted: bool) -> None:
        chat.muted = [one for one in chat.muted if one != person_id] + [person_id] * muted
        self.world.touch("chat", str(chat.id))
        self.world.commit()

    # --- watching

    async def wait(
        self,
        condition: Callable[[], Any | Awaitable[Any]],
        timeout: float = 10,  # noqa: ASYNC109
        what: str = "the condition",
    ) -> Any:
        """Wait until `condition()` (which may be a coroutine) is true; its value.

        Looked at after every change here, and a few times a second for what changes elsewhere (a database, a process).
        IndexError and KeyError count as "not yet". Raises NotHappened with a transcript of every chat.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while True:
            value, error = await _value(condition)
            if value:
                return value
            left = deadline - loop.time()
            if left <= 0:
                raise NotHappened(f"{what} did not happen in {timeout} s\n{self.transcript()}") from error
            await self.world.changed(min(left, 0.2))

    def transcript(self, last: int = 12) -> str:
        """What was said in every chat, for people."""
        return transcript(self.world, last)


async def _value(condition: Callable[[], Any | Awaitable[Any]]) -> tuple[Any, Exception | None]:
    try:
        value = condition()
        return (await value if inspect.isawaitable(value) else value), None
    except (IndexError, KeyError) as error:
        return None, error
