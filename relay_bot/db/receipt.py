"""Messages of a desk that have waited for a while: who wrote them sees it."""

from __future__ import annotations

from dataclasses import dataclass

from relay_bot.db.session import Session
from relay_bot.db.statements import of

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message of the desk's (of an album: its first part) that has not gone yet."""

    client_id: int
    desk: str | None
    chat_id: int
    message_id: int


async def begin(session: Session, after_s: float, receipt: str) -> list[Waiting]:
    """Those that have waited for so long, each once: their rows remember it, and the emoji to show when they go."""
    about = {"after_s": after_s, "receipt": receipt}
    return [Waiting(*row) for row in await session.execute(_SQL["begin"], about)]
