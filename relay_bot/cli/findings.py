"""`relay-bot check`: is everything outside of us as the bot needs it? Reads only, sends nothing that people see."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp

from relay_bot.config import Config, Manager
from relay_bot.errors import DocumentError, RelayBotError
from relay_bot.logs import redact
from relay_bot.texts import Language

TIMEOUT_S = 15
RIGHTS = {
    "can_manage_topics": "check-right_topics",
    "can_pin_messages": "check-right_pin",
    "can_delete_messages": "check-right_delete",
}


@dataclass(frozen=True)
class Finding:
    """One checked thing; `remedy` says what to do if it is not `ok`."""

    ok: bool
    what: str
    remedy: str = ""


@dataclass(frozen=True)
class Answer:
    """What the Bot API said: `result` if `ok`, else its code and description."""

    ok: bool
    result: Any
    code: int
    description: str


class BotApi:
    """The three calls that a check needs, without the weight of a framework."""

    def __init__(self, http: aiohttp.ClientSession, config: Config) -> None:
        self._http = http
        self._base = f"{config.telegram.api_url}/bot{config.telegram.token.get_secret_value()}/"

    async def call(self, method: str, **params: Any) -> Answer:
        """Raises OSError or aiohttp.ClientError if nobody answers in the Bot API's way."""
        async with self._http.post(self._base + method, json=params) as response:
            body = await response.json(content_type=None)
        if not isinstance(body, dict):
            raise aiohttp.ClientPayloadError(f"HTTP {response.status}")
        return Answer(bool(body.get("ok")), body.get("result"), response.status, str(body.get("description", "")))


async def findings(config: Config, t: Language) -> AsyncIterator[Finding]:
    """Everything worth telling, in the order in which it should be put right."""
    managers, clients = len(config.managers), len(config.clients)
    yield Finding(True, t.plain("check-config", managers=managers, clients=clients))
    if config.telegram.mode != "polling":
        yield Finding(False, t.plain("check-no_webhook"), t.plain("check-no_webhook_do"))
    async for finding in _here(config, t):
        yield finding
    if not config.telegram.token.get_secret_value():
        yield Finding(False, t.plain("check-token_none"), t.plain("check-token_none_do"))
        return
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S)) as http:
        api = BotApi(http, config)
        try:
            async for finding in _telegram(api, config, t):
                yield finding
        except (aiohttp.ClientError, OSError, ValueError) as error:
            reason = redact(str(error)) or type(error).__name__
            what = t.plain("check-telegram_down", url=config.telegram.api_url, reason=reason)
            yield Finding(False, what, t.plain("check-telegram_down_do"))


async def _here(config: Config, t: Language) -> AsyncIterator[Finding]:
    """What needs no Telegram. The slow ones run at the same time."""
    from relay_bot.cli import models

    paper, mail = asyncio.create_task(_paper(config, t)), asyncio.create_task(_mail(config, t))
    yield await asyncio.to_thread(_database, config, t)
    for finding in await paper:
        yield finding
    yield await mail
    for finding in await asyncio.to_thread(models.findings, config, t):
        yield finding


async def _paper(config: Config, t: Language) -> list[Finding]:
    """The templates make documents of samples, with the logo on them."""
    from relay_bot.paper import sample
    from relay_bot.paper.press import Press

    press = Press(config.waybill.template, config.company.logo, workers=1)
    found, logo_fault = [], ""
    try:
        for sheet, template, good, remedy in (
            (sample.typical(config, t), None, "check-template", "check-template_bad_do"),
            (sample.answer(config, t), config.mail.template, "check-answer", "check-answer_bad_do"),
        ):
            try:
                logo_fault = (await press.proof(sheet, template)).logo_fault or logo_fault
                found.append(Finding(True, t.plain(good)))
            except DocumentError as error:
                found.append(Finding(False, t.plain(error.key, **error.values), t.plain(remedy)))
    finally:
        await press.close()
    if logo_fault:
        what = t.plain("check-logo_bad", file=config.company.logo, reason=logo_fault)
        found.append(Finding(False, what, t.plain("check-logo_bad_do")))
    return found


async def _mail(config: Config, t: Language) -> Finding:
    """The mail server takes us: connected, encrypted, logged in; nothing is sent."""
    from relay_bot.mail import smtp
    from relay_bot.views import letter_news as mailnews

    if not config.mail.configured:
        return Finding(True, t.plain("check-mail_none"))
    try:
        await smtp.greet(config.mail)
    except smtp.MailFailed as failure:
        login = failure.fault.trouble == "login"
        what = t.plain("check-mail_bad", reason=mailnews.in_words(t, config, failure.fault))
        return Finding(False, what, t.plain("check-mail_login_do" if login else "check-mail_bad_do"))
    return Finding(True, t.plain("check-mail", host=config.mail.host, sender=config.mail.sender))


def _database(config: Config, t: Language) -> Finding:
    from relay_bot.db.migrations import differences
    from relay_bot.db.server import serving

    try:
        with serving(config) as url:
            if differences(url):
                return Finding(False, t.plain("check-database_old"), t.plain("check-database_old_do"))
    except RelayBotError as error:
        reason = t.plain(error.key, **error.values) if "reason" not in error.values else error.values["reason"]
        what = t.plain("check-database_down", reason=reason)
        return Finding(False, what, t.plain("check-database_down_do"))
    return Finding(True, t.plain("check-database"))


async def _telegram(api: BotApi, config: Config, t: Language) -> AsyncIterator[Finding]:
    me = await api.call("getMe")
    if not me.ok:
        if me.code not in (401, 404):
            raise aiohttp.ClientPayloadError(me.description)
        yield Finding(False, t.plain("check-token_bad"), t.plain("check-token_bad_do"))
        return
    yield Finding(True, t.plain("check-token", bot=me.result["username"]))
    for manager in config.managers:
        yield await _group(api, manager, me.result, t)
        if manager.group_id is not None:
            async for finding in _membership(api, manager, t):
                yield finding
        yield await _started(api, manager, me.result["username"], t)


async def _group(api: BotApi, manager: Manager, me: dict[str, Any], t: Language) -> Finding:
    """Topics on, the bot an admin with the rights it uses."""
    name, bot = manager.name, me["username"]
    if manager.group_id is None:
        return Finding(False, t.plain("check-no_group", manager=name), t.plain("check-no_group_do"))
    chat = await api.call("getChat", chat_id=manager.group_id)
    if not chat.ok:
        what = t.plain("check-group_unknown", manager=name, group=str(manager.group_id), reason=chat.description)
        return Finding(False, what, t.plain("check-group_unknown_do", bot=bot))
    title = chat.result.get("title", "")
    if not chat.result.get("is_forum"):
        what = t.plain("check-group_no_topics", manager=name, title=title)
        return Finding(False, what, t.plain("check-group_no_topics_do"))
    member = await api.call("getChatMember", chat_id=manager.group_id, user_id=me["id"])
    missing = _missing_rights(member, t)
    if missing:
        what = t.plain("check-bot_no_rights", manager=name, title=title, rights=", ".join(missing))
        return Finding(False, what, t.plain("check-bot_no_rights_do", bot=bot))
    return Finding(True, t.plain("check-group", manager=name, title=title))


def _missing_rights(member: Answer, t: Language) -> list[str]:
    if not member.ok or member.result.get("status") not in ("administrator", "creator"):
        return [t.plain("check-right_admin"), *(t.plain(key) for key in RIGHTS.values())]
    if member.result["status"] == "creator":
        return []
    return [t.plain(key) for right, key in RIGHTS.items() if not member.result.get(right)]


async def _membership(api: BotApi, manager: Manager, t: Language) -> AsyncIterator[Finding]:
    """Nothing to say where the group itself is unknown: that has its own finding."""
    chat = await api.call("getChat", chat_id=manager.group_id)
    if not chat.ok:
        return
    member = await api.call("getChatMember", chat_id=manager.group_id, user_id=manager.tg_id)
    if not member.ok or member.result.get("status") in ("left", "kicked"):
        what = t.plain("check-manager_absent", manager=manager.name, title=chat.result.get("title", ""))
        yield Finding(False, what, t.plain("check-manager_absent_do"))


async def _started(api: BotApi, manager: Manager, bot: str, t: Language) -> Finding:
    """A chat action is invisible outside that chat and refused before the manager has pressed Start."""
    action = await api.call("sendChatAction", chat_id=manager.tg_id, action="typing")
    if action.ok:
        return Finding(True, t.plain("check-manager_started", manager=manager.name))
    what = t.plain("check-manager_not_started", manager=manager.name)
    return Finding(False, what, t.plain("check-manager_not_started_do", bot=bot))
