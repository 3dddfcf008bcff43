"""What icons of topics show, how much may be spent on looks, and service messages to be tidied away."""

from collections.abc import Sequence
from datetime import timedelta

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.icon import Topic
from relay_bot.domain.outgoing import Priority

_SQL = of(__file__)


async def topics(session: Session, desk: str) -> Sequence[Topic]:
    """The topics of the desk's clients that stand in its group."""
    return [Topic(*row) for row in await session.execute(_SQL["topics"], {"desk": desk})]


async def shows(session: Session, topic: str, emoji: str) -> None:
    """The topic with this address has this icon now."""
    await session.execute(_SQL["shows"], {"topic": topic, "emoji": emoji})


async def room(session: Session, desk: str, most: int, window: timedelta) -> int:
    """How many messages of the desk's budget may be spent on looks now, of `most` in a window; 0 while others wait."""
    values = {"desk": desk, "most": most, "window_s": window.total_seconds(), "cosmetic": int(Priority.COSMETIC)}
    return int((await session.execute(_SQL["room"], values)).scalar_one_or_none() or 0)


async def note(session: Session, desk: str, group_id: int, message_id: int) -> None:
    """A service message of our own, to be deleted."""
    await session.execute(_SQL["note"], {"desk": desk, "group": group_id, "message": message_id})


async def take(session: Session, desk: str, stood: timedelta) -> list[int]:
    """Service messages of the desk's group to be deleted, if the first of them has stood so long; each only once."""
    rows = await session.execute(_SQL["take"], {"desk": desk, "stood_s": stood.total_seconds()})
    return sorted(row.message_id for row in rows)
