"""What the bot sees of a group: getters only, which draw on no budget."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

log = structlog.get_logger(__name__)

PRESENT = ("creator", "administrator", "member")


@dataclass(frozen=True, slots=True)
class Sight:
    """`rights`: the bot's membership, as the desk's row keeps it; `present`: it may read and write there."""

    title: str
    present: bool
    rights: dict[str, Any]


Look = Callable[[int], Awaitable[Sight | None]]


async def look_at(bot: Bot, group_id: int) -> Sight | None:
    """None: Telegram does not show it now. Delivery meets the same and tells the admin."""
    try:
        member = await bot.get_chat_member(group_id, bot.id)
        group = await bot.get_chat(group_id)
    except AiogramError as error:
        log.warning("group_not_visible", group=group_id, error=type(error).__name__)
        return None
    return Sight(group.title or "", member.status in PRESENT, member.model_dump(mode="json", exclude={"user"}))
