"""What has done its work: old updates, sent rows, files, summaries. Messages and their pairs stay: the history."""

from relay_bot.db.session import Session
from relay_bot.db.statements import of

_SQL = of(__file__)


async def forget_updates(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_updates"], {"days": days})


async def forget_rows(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_rows"], {"days": days})


async def forget_uploads(session: Session) -> None:
    await session.execute(_SQL["forget_uploads"])


async def forget_summaries(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_summaries"], {"days": days})


async def forget_cards_of_recordings(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_cards_of_recordings"], {"days": days})


async def forget_bundles(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_bundles"], {"days": days})


async def forget_threads(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_threads"], {"days": days})


async def forget_mishaps(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_mishaps"], {"days": days})


async def forget_keys(session: Session, days: int) -> None:
    """Of rows that rang, and of alarms."""
    await session.execute(_SQL["forget_keys"], {"days": days})
    await session.execute(_SQL["forget_alarms"], {"days": days})


async def forget_lanes(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_lanes"], {"days": days})


async def forget_workers(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_workers"], {"days": days})


async def forget_drafts(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_drafts"], {"days": days})


async def forget_letters(session: Session, days: int) -> None:
    await session.execute(_SQL["forget_letters"], {"days": days})
