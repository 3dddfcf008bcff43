"""The questions in their order, and what has to happen in Telegram between them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

from pydantic import TypeAdapter, ValidationError

from relay_bot.cli.botapi import BotApi
from relay_bot.cli.check.telegram import missing_rights
from relay_bot.cli.init.file import Answers, Desk, invite_of, key_of
from relay_bot.cli.init.seen import Group, Moved, Wrote
from relay_bot.cli.init.terminal import Terminal
from relay_bot.cli.init.watching import Watching
from relay_bot.config import Config
from relay_bot.config import network as net
from relay_bot.config import values as v
from relay_bot.errors import RelayBotError
from relay_bot.texts import Language

LOOK_AGAIN_S = 1.0
RIGHTS = "manage_topics+pin_messages+delete_messages"
TOKEN = TypeAdapter[Any](net.Token)
PHONE = TypeAdapter[Any](v.Phone)
ZONE = TypeAdapter[Any](v.Timezone)


class Dialogue:
    """One set-up. `settings`: what the environment says already; `connect` opens the Bot API with a token."""

    def __init__(
        self,
        t: Language,
        terminal: Terminal,
        settings: Config,
        connect: Callable[[str], AbstractAsyncContextManager[BotApi]],
        api_url: str,
    ) -> None:
        self._t, self._terminal, self._settings = t, terminal, settings
        self._connect, self._api_url = connect, api_url

    async def run(self) -> Answers:
        """Raises EOFError when nobody answers, OSError or ValueError when Telegram does not, RelayBotError."""
        self._terminal.tell("init-hello")
        token, me = await self._bot()
        async with self._connect(token) as api:
            await self._free_of_webhook(api)
            watching = Watching(api)
            admin = await self._admin(watching, me)
            desks = await self._desks(api, watching, me)
        company = self._ask_filled("init-ask_company")
        zone = str(self._ask_checked("init-ask_timezone", ZONE, default=str(self._settings.bot.timezone)))
        known = self._settings.telegram.token.get_secret_value()
        return Answers(
            bot=me["username"],
            token="" if known else token,
            api_url=self._api_url,
            admin=admin,
            company=company,
            timezone=zone,
            database=self._database(),
            managers=tuple(desks),
        )

    # --- the bot and its admin

    async def _bot(self) -> tuple[str, dict[str, Any]]:
        token = self._settings.telegram.token.get_secret_value()
        asked = not token
        while True:
            if asked:
                token = self._terminal.secret("init-ask_token")
                try:
                    TOKEN.validate_python(token)
                except ValidationError:
                    token = ""
            if token:
                async with self._connect(token) as api:
                    me = await api.call("getMe")
                if me.ok:
                    self._terminal.tell("init-bot", name=me.result["first_name"], bot=me.result["username"])
                    return token, me.result
            self._terminal.tell("init-token_bad")
            asked = True

    async def _free_of_webhook(self, api: BotApi) -> None:
        hook = await api.call("getWebhookInfo")
        if hook.ok and hook.result.get("url"):
            if not self._terminal.yes("init-webhook", default=False, url=hook.result["url"]):
                raise RelayBotError("init-nothing_written")
            await api.call("deleteWebhook")

    async def _admin(self, watching: Watching, me: dict[str, Any]) -> int:
        self._terminal.tell("init-wait_admin", link=f"https://t.me/{me['username']}")
        strangers: set[int] = set()
        while True:
            event = await watching.next()
            if isinstance(event, Wrote) and event.group is None and event.person not in strangers:
                if self._terminal.yes("init-is_admin", name=event.name, id=str(event.person)):
                    return event.person
                strangers.add(event.person)

    # --- desks

    async def _desks(self, api: BotApi, watching: Watching, me: dict[str, Any]) -> list[Desk]:
        desks: list[Desk] = []
        while True:
            desks.append(await self._desk(api, watching, me, desks))
            if not self._terminal.yes("init-one_more", default=False):
                return desks

    async def _desk(self, api: BotApi, watching: Watching, me: dict[str, Any], others: list[Desk]) -> Desk:
        bot = me["username"]
        self._terminal.tell("init-wait_group", link=f"https://t.me/{bot}?startgroup=true&admin={RIGHTS}", bot=bot)
        group = await self._group(api, watching, {desk.group_id for desk in others})
        group = await self._ready(api, group, me)
        self._terminal.tell("init-wait_manager", title=group.title)
        who = await self._manager(watching, group, {desk.tg_id for desk in others})
        name = self._terminal.ask("init-ask_name", default=who.name)
        phone = self._ask_checked("init-ask_phone", PHONE)
        key = key_of(name, {desk.key for desk in others})
        return Desk(key, name, who.person, phone, group.id, invite_of(key))

    async def _group(self, api: BotApi, watching: Watching, taken: set[int]) -> Group:
        """A group that the bot is in now, whatever has happened before."""
        while True:
            match await watching.next():
                case Group() as found:
                    group = found
                case Wrote(group=Group() as found):
                    group = found
                case Moved(now=now):
                    group = Group(now, "")
                case _:
                    continue
            chat = await api.call("getChat", chat_id=group.id)
            if group.id in taken or not chat.ok:
                continue
            taken.add(group.id)
            if self._terminal.yes("init-is_group", title=chat.result.get("title", "")):
                return Group(group.id, chat.result.get("title", ""))

    async def _ready(self, api: BotApi, group: Group, me: dict[str, Any]) -> Group:
        """Waits until topics are on and the bot has its rights; says what is missing whenever that changes."""
        said = ""
        while True:
            chat = await api.call("getChat", chat_id=group.id)
            if not chat.ok and (now := chat.moved_to):
                group = Group(now, group.title)
                continue
            member = await api.call("getChatMember", chat_id=group.id, user_id=me["id"])
            missing = [] if chat.ok and chat.result.get("is_forum") else [self._t.plain("init-topics")]
            missing += missing_rights(member, self._t)
            if not missing:
                self._terminal.tell("init-group_ready", title=group.title)
                return group
            told = ", ".join(missing)
            if told != said:
                self._terminal.tell("init-group_lacks", title=group.title, missing=told, bot=me["username"])
                said = told
            await asyncio.sleep(LOOK_AGAIN_S)

    async def _manager(self, watching: Watching, group: Group, taken: set[int]) -> Wrote:
        while True:
            event = await watching.next()
            if not isinstance(event, Wrote) or event.group is None or event.group.id != group.id:
                continue
            if event.anonymous:
                self._terminal.tell("init-anonymous")
            elif event.person not in taken:
                taken.add(event.person)
                if self._terminal.yes("init-is_manager", name=event.name, id=str(event.person), title=group.title):
                    return event

    # --- the rest

    def _database(self) -> str:
        """Empty: the embedded one, or the environment's."""
        if self._settings.database.url.get_secret_value():
            return ""
        from relay_bot.db.server import serving

        while True:
            url = self._terminal.ask("init-ask_database")
            if not url:
                return ""
            try:
                with serving(Config.model_validate({"database": {"url": url}})):
                    return url
            except ValidationError:
                self._terminal.tell("config-bad_database_url")
            except RelayBotError as error:
                self._terminal.tell(error.key, **error.values)
                if f"{error.key}_do" in self._t:
                    self._terminal.tell(f"{error.key}_do", **error.values)

    def _ask_filled(self, key: str) -> str:
        while True:
            if answer := self._terminal.ask(key):
                return answer

    def _ask_checked(self, key: str, kind: TypeAdapter[Any], default: str = "") -> Any:
        """Again until it is one; what was wrong is said in the words of config.toml."""
        while True:
            try:
                return kind.validate_python(self._terminal.ask(key, default=default))
            except ValidationError as error:
                problem = error.errors()[0]
                self._terminal.tell(problem["type"], **problem.get("ctx", {}))
