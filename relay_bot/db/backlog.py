"""Messages that wait for a group's budget, and whether its manager knows."""

from datetime import timedelta

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.backlog import NO_BACKLOG, Backlog
from relay_bot.domain.outgoing import Priority

_SQL = of(__file__)


async def of_desk(session: Session, desk: str) -> Backlog:
    """What people wait for: pushes, answers and messages; edits and looks are no backlog."""
    row = (await session.execute(_SQL["backlog"], {"desk": desk, "least": int(Priority.RELAY)})).one_or_none()
    if row is None:
        return NO_BACKLOG
    lasting = None if row.lasting_s is None else timedelta(seconds=row.lasting_s)
    return Backlog(row.waiting, timedelta(seconds=row.oldest_s), row.closed, lasting)


async def is_behind(session: Session, desk: str, *, behind: bool) -> None:
    """Since now, or no longer."""
    await session.execute(_SQL["is_behind"], {"desk": desk, "behind": behind})


async def rests(session: Session, desk: str, seconds: float) -> bool:
    """Telegram has told the group to rest; False: the admins know of this rest."""
    return (await session.execute(_SQL["rests"], {"desk": desk, "seconds": seconds})).first() is not None
