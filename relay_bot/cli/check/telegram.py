"""The token, and every desk: its group, the bot's rights in it, the manager, the substitute, the admins."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from relay_bot.cli.botapi import Answer, BotApi
from relay_bot.cli.check.finding import Finding, bad, good
from relay_bot.config import Config, Manager, tables
from relay_bot.config.network import CLOUD
from relay_bot.texts import Language

RIGHTS = {
    "can_manage_topics": "check-right_topics",
    "can_pin_messages": "check-right_pin",
    "can_delete_messages": "check-right_delete",
}
ABSENT = ("left", "kicked")


async def telegram(api: BotApi, config: Config, t: Language) -> AsyncIterator[Finding]:
    """Raises OSError or aiohttp.ClientError when Telegram can't be asked."""
    me = await api.call("getMe")
    if not me.ok:
        if me.code not in (401, 404):
            raise aiohttp.ClientPayloadError(me.description)
        yield bad(t, "check-token_bad")
        return
    bot = me.result["username"]
    yield good(t, "check-token", bot=bot)
    hook = await api.call("getWebhookInfo")
    if hook.ok:
        for finding in webhook(hook.result, config.telegram, t):
            yield finding
    for manager in config.managers:
        async for finding in _desk(api, config, manager, me.result, t):
            yield finding
    for admin in config.telegram.admins:
        if config.manager_by_tg(admin) is None and not await _started(api, admin):
            yield bad(t, "check-admin_not_started", admin=str(admin), bot=bot)


def webhook(info: dict[str, Any], telegram: tables.Telegram, t: Language) -> Iterator[Finding]:
    """What Telegram knows of a webhook, beside config.toml; one of our own is `run`'s to set and to remove."""
    known, own, polling = info.get("url", ""), telegram.webhook.url, telegram.mode == "polling"
    if known and known != own:
        yield bad(t, "check-webhook_set" if polling else "check-webhook_other", url=known)
    if polling:
        return
    if telegram.api_url == CLOUD and not _reachable(own):
        yield bad(t, "check-webhook_address", url=own)
    elif known == own and info.get("last_error_message"):
        waiting = info.get("pending_update_count", 0)
        yield bad(t, "check-webhook_error", url=own, reason=info["last_error_message"], waiting=waiting)
    else:
        yield good(t, "check-webhook", url=own)


def _reachable(url: str) -> bool:
    """Telegram's cloud brings updates by HTTPS and to these ports only."""
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.port or 443) in (443, 80, 88, 8443)


async def _desk(
    api: BotApi, config: Config, manager: Manager, me: dict[str, Any], t: Language
) -> AsyncIterator[Finding]:
    """Nothing is said of people where the group itself is unknown: that has its own finding."""
    chat = await api.call("getChat", chat_id=manager.group_id) if manager.group_id is not None else None
    member = await api.call("getChatMember", chat_id=manager.group_id, user_id=me["id"]) if chat and chat.ok else None
    for finding in group(chat, member, manager, me["username"], t):
        yield finding
    if chat is not None and chat.ok:
        title = chat.result.get("title", "")
        seen = await api.call("getChatMember", chat_id=manager.group_id, user_id=manager.tg_id)
        if _absent(seen):
            yield bad(t, "check-manager_absent", manager=manager.name, title=title)
        elif seen.result.get("is_anonymous"):
            yield bad(t, "check-manager_anonymous", manager=manager.name, title=title)
        if helper := config.manager(manager.substitute):
            seen = await api.call("getChatMember", chat_id=manager.group_id, user_id=helper.tg_id)
            if _absent(seen):
                yield bad(t, "check-substitute_absent", manager=manager.name, substitute=helper.name, title=title)
    if await _started(api, manager.tg_id):
        yield good(t, "check-manager_started", manager=manager.name)
    else:
        yield bad(t, "check-manager_not_started", manager=manager.name, bot=me["username"])


def group(chat: Answer | None, member: Answer | None, manager: Manager, bot: str, t: Language) -> Iterator[Finding]:
    """Topics on, nothing forbidden that copying needs, the bot an admin with the rights it uses."""
    name = manager.name
    if chat is None:
        yield bad(t, "check-no_group", manager=name)
        return
    if not chat.ok:
        yield bad(t, "check-group_unknown", manager=name, group=str(manager.group_id), reason=chat.description, bot=bot)
        return
    title = chat.result.get("title", "")
    missing = missing_rights(member, t)
    if not chat.result.get("is_forum"):
        yield bad(t, "check-group_no_topics", manager=name, title=title)
    elif missing:
        yield bad(t, "check-bot_no_rights", manager=name, title=title, rights=", ".join(missing), bot=bot)
    else:
        yield good(t, "check-group", manager=name, title=title)
    if chat.result.get("has_protected_content"):
        yield bad(t, "check-group_protected", manager=name, title=title)


def missing_rights(member: Answer | None, t: Language) -> list[str]:
    """What the bot may not do in a group, in words."""
    if member is None or not member.ok or member.result.get("status") not in ("administrator", "creator"):
        return [t.plain("check-right_admin"), *(t.plain(key) for key in RIGHTS.values())]
    if member.result["status"] == "creator":
        return []
    return [t.plain(key) for right, key in RIGHTS.items() if not member.result.get(right)]


def _absent(member: Answer) -> bool:
    return not member.ok or member.result.get("status") in ABSENT


async def _started(api: BotApi, person: int) -> bool:
    """A chat action is invisible outside that chat and refused before the person has pressed Start."""
    return (await api.call("sendChatAction", chat_id=person, action="typing")).ok
