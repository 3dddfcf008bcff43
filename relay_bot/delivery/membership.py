"""What the bot sees of a group: getters only, which draw on no budget."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError
from aiogram.types import TelegramObject

log = structlog.get_logger(__name__)

PRESENT = ("creator", "administrator", "member")


@dataclass(frozen=True, slots=True)
class Membership:
    """`rights`: the bot's membership, as the desk's row keeps it; `present`: it may read and write there."""

    title: str
    present: bool
    rights: dict[str, Any]


Sees = Callable[[int, int], Awaitable[bool | None]]
"""Whether a person (the second) is in a group (the first)."""

Look = Callable[[int], Awaitable[Membership | None]]


async def look_at(bot: Bot, group_id: int) -> Membership | None:
    """None: Telegram does not show it now. Delivery meets the same and tells the admin."""
    try:
        member = await _asked(bot.get_chat_member(group_id, bot.id), exclude={"user"})
        group = await _asked(bot.get_chat(group_id), include={"title"})
    except AiogramError as error:
        log.warning("group_not_visible", group=group_id, error=type(error).__name__)
        return None
    rights = {name: value for name, value in member.items() if name != "user"}
    return Membership(group.get("title") or "", member.get("status") in PRESENT, rights)


async def is_in(bot: Bot, group_id: int, tg_id: int) -> bool | None:
    """Whether the person is in the group; None: Telegram does not say."""
    try:
        member = await _asked(bot.get_chat_member(group_id, tg_id), include={"status", "is_member"})
    except AiogramError:
        return None
    return member.get("status") in PRESENT or member.get("is_member") is True


async def _asked(call: Awaitable[TelegramObject], **wanted: set[str]) -> dict[str, Any]:
    """As Telegram said it, also where this aiogram misses a field: a right that is not named is not given."""
    try:
        return (await call).model_dump(mode="json", **wanted)  # type: ignore[arg-type]
    except ClientDecodeError as error:
        if not isinstance(error.data, dict) or not isinstance(error.data.get("result"), dict):
            raise
        return dict(error.data["result"])
