"""The looks of a desk: icons that say how each client is, and service messages of our own that are tidied away.

They are the last that a group's budget is spent on: nothing goes while anything else waits, and a part of the budget
stays free for the next message.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from relay_bot.config import Config
from relay_bot.db import icon as icons
from relay_bot.db.session import Session
from relay_bot.domain import addresses
from relay_bot.domain.icon import State, next_changes
from relay_bot.domain.outgoing import Icon, Out, Priority, Tidy

SHARE = 0.75
"""Of a group's budget: the rest is kept for whoever writes next."""

MOST = 3
"""So many icons a round: the budget allows no more for long, and a burst of them would be in the way of messages."""

STOOD = timedelta(seconds=30)
"""Service messages are gathered so long, since one call deletes a hundred."""


async def looks(
    session: Session, config: Config, desk: str, waiting: Collection[int], now: datetime, known: Collection[str]
) -> list[Out]:
    """What the desk's budget allows of it. `waiting`: clients who wait; `known`: the emoji that an icon can be."""
    limits = config.telegram.limits
    room = await icons.room(session, desk, int(limits.group_messages * SHARE), limits.group_window)
    if not room:
        return []
    rows = []
    if tidy := await icons.take(session, desk, STOOD):
        to = addresses.look(addresses.board(desk, "general").key, desk)
        rows.append(Out(to, Tidy(tidy), Priority.COSMETIC))
    emoji = _emoji(config)
    if set(emoji.values()) <= set(known):
        changes = next_changes(
            await icons.topics(session, desk),
            waiting,
            emoji,
            now=now,
            debounce=config.timers.icon_debounce,
            room=min(room - len(rows), MOST),
        )
        for change in changes:
            to = addresses.look(change.address, desk)
            rows.append(Out(to, Icon(change.emoji), Priority.COSMETIC, card=f"icon:{change.address}"))
    return rows


def _emoji(config: Config) -> dict[State, str]:
    icon = config.topics.icons
    return {"call": icon.call, "waiting": icon.waiting, "claim": icon.claim, "normal": icon.normal}
