"""What the clock asks of the tables: pushes that were made already, figures of the night."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from relay_bot.db.session import Session
from relay_bot.db.statements import of

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Night:
    """Figures of the morning digest."""

    calls: int
    drafts: int


async def known_keys(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these pushes were made already."""
    return set((await session.execute(_SQL["known_keys"], {"keys": list(keys)})).scalars())


async def on_their_way(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these pushes wait still. One in flight is as good as there."""
    return set((await session.execute(_SQL["on_their_way"], {"keys": list(keys)})).scalars())


async def ring(session: Session, keys: Iterable[str]) -> set[str]:
    """These ring now; returns those for which no other process has rung."""
    return set((await session.execute(_SQL["ring"], {"keys": sorted(keys)})).scalars())


async def night(session: Session, desk: str, since: datetime, yesterday: datetime) -> Night:
    """Calls after `since`; forms that were left after `yesterday` and are still open."""
    row = (await session.execute(_SQL["night"], {"desk": desk, "since": since, "yesterday": yesterday})).one()
    return Night(*row)
