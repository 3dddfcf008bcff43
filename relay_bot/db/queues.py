"""How the street is doing, for whoever watches the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from relay_bot.db import locks, waiting
from relay_bot.db.session import Session
from relay_bot.db.statements import of

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Queues:
    """`lag_s`: the age of the oldest that is not done. `listening`: some process talks with Telegram."""

    inbox_waiting: int
    inbox_lag_s: float
    outbox_waiting: int
    outbox_lag_s: float
    parked_updates: int
    parked_rows: int
    mishaps: int
    processes: int
    listening: bool


async def now(session: Session) -> Queues:
    values = {"worker": locks.WORKER, "listener": locks.LISTENER}
    return Queues(*(await session.execute(_SQL["queues"], values)).one())


async def waiting_by_desk(session: Session, desks: Sequence[str]) -> Mapping[str, int]:
    """How many clients wait for an answer."""
    return {desk: len(await waiting.at_desk(session, desk)) for desk in desks}
