"""One update's turn, from its claim to its commit: what its handler works with, and who is at the door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relay_bot.actions.turn import Turn
from relay_bot.config import Config
from relay_bot.db import who as people
from relay_bot.db.session import Session
from relay_bot.domain import tap as taps
from relay_bot.domain.duty import Duty
from relay_bot.domain.tap import Tap
from relay_bot.domain.who import Actor, Owner, Who
from relay_bot.handlers.actor import actor_of
from relay_bot.texts import Texts


@dataclass(slots=True, kw_only=True)
class Visit(Turn):
    """`tap`: the button that was pressed (None also for one that nobody knows); `owner`: whose its thing is."""

    who: Who
    tap: Tap | None = None
    owner: Owner | None = None


async def visit_of(
    update: dict[str, Any],
    session: Session,
    config: Config,
    texts: Texts,
    now: datetime,
    bot_id: int,
    bot_name: str,
) -> Visit:
    """`update`: as Telegram sent it."""
    actor = actor_of(update)
    who, away = await _seen(session, config, actor)
    data = (update.get("callback_query") or {}).get("data")
    tap = taps.read(data) if isinstance(data, str) else None
    owner = await people.owner_of(session, tap) if tap is not None else None
    duty = Duty(config, (*config.away, *away), now)
    number = update.get("update_id")
    return Visit(session, config, texts, duty, bot_id, bot_name, number, who=who, tap=tap, owner=owner)


async def _seen(session: Session, config: Config, actor: Actor) -> people.Seen:
    if actor.chat == "group":
        return await people.at_desk(session, actor)
    if actor.chat == "private" and actor.person_id:
        staff = actor.person_id in config.telegram.admins or config.manager_by_tg(actor.person_id) is not None
        return await people.in_private(session, actor, is_staff=staff)
    return await people.nowhere(session, actor)
