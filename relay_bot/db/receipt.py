"""Messages of a desk that have waited for a while: who wrote them sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.addresses import topic

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message of the desk's (of an album: its first part) that has not gone yet."""

    row_id: int
    client_id: int
    desk: str | None
    chat_id: int
    message_id: int


async def begin(session: Session, after_s: float, receipt: str) -> list[Waiting]:
    """Those that have waited for so long, each once: their rows remember it, and the emoji to show when they go."""
    about = {"after_s": after_s, "receipt": receipt}
    return [Waiting(*row) for row in await session.execute(_SQL["begin"], about)]


async def still(session: Session, late: Sequence[Waiting]) -> list[Waiting]:
    """Those that have not been settled meanwhile; none is before the transaction ends, for whoever does it says so in
    the lane of the topic, which is locked.
    """
    addresses = [topic(one.client_id, one.desk).key for one in late]
    await session.execute(_SQL["lock"], {"addresses": addresses})
    rows = {one.row_id for one in late}
    waiting = set((await session.execute(_SQL["still"], {"rows": list(rows)})).scalars())
    return [one for one in late if one.row_id in waiting]
