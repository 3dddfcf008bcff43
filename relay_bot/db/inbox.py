"""Updates on their way to the handlers: stored before they are acknowledged, handled in order per lane."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from relay_bot.db.outbox import as_json, storable
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.outgoing import Out

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as Telegram sent it, and the lane (one private chat or one topic) that keeps its order.

    `plain`: it may share its transaction with plain ones of other lanes.
    """

    update_id: int
    lane: str
    payload: Mapping[str, Any]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Claimed:
    """`at`: when it was taken, by PostgreSQL's clock."""

    id: int
    update_id: int
    lane: str
    payload: dict[str, Any]
    attempts: int
    plain: bool
    at: datetime


async def store(session: Session, bot_id: int, updates: Sequence[Incoming], *, tell: bool = False) -> int:
    """Keep `updates`; returns how many were new. `tell`: no worker of this process will look for them."""
    values = {"bot_id": bot_id, "updates": storable([asdict(one) for one in updates]), "tell": tell}
    return int((await session.execute(_SQL["store"], values)).one()[0])


async def claim(session: Session, most: int = 1) -> list[Claimed]:
    """The next updates to handle, locked until the transaction ends: a batch of plain ones, or one of another kind."""
    return [Claimed(*row) for row in await session.execute(_SQL["claim"], {"most": most})]


async def finish(
    session: Session, ids: Sequence[int], rows: Sequence[Out] = (), *, full: bool = False, tell: bool = False
) -> bool:
    """Done: `rows` are what they caused. Nothing else may follow in the transaction (enqueueing locks lanes).

    `full`: there is enough in the inbox for other processes, too. `tell`: no delivery of this process will look for the
    rows. True: something is left to do, for somebody.
    """
    done = await session.execute(_SQL["finish"], {"ids": ids, "rows": as_json(rows), "full": full, "tell": tell})
    return bool(done.one().more)


async def heard_since(session: Session, chat_id: int, moment: datetime) -> bool:
    """Whether the person of this private chat has been here since `moment`, and has not only stopped the bot."""
    heard = await session.execute(_SQL["heard_since"], {"lane": str(chat_id), "moment": moment})
    return bool(heard.scalar_one())


async def part(session: Session, claimed: Sequence[Claimed]) -> None:
    """They failed together: from now on each is handled alone."""
    await session.execute(_SQL["part"], {"ids": [one.id for one in claimed]})


async def postpone(session: Session, claimed: Claimed, delay_s: float, error: str) -> bool:
    """Try again in `delay_s`; False when somebody else has tried it meanwhile, and their result counts."""
    values = {"id": claimed.id, "attempts": claimed.attempts, "delay_s": delay_s, "error": error}
    return (await session.execute(_SQL["postpone"], values)).rowcount > 0


async def later(session: Session, claimed: Claimed, delay_s: float) -> None:
    """Handle it in `delay_s`: nothing went wrong."""
    await session.execute(_SQL["later"], {"id": claimed.id, "delay_s": delay_s})


async def park(session: Session, claimed: Claimed, error: str) -> bool:
    """Leave it to the admin; False as in `postpone`."""
    values = {"id": claimed.id, "attempts": claimed.attempts, "error": error}
    return (await session.execute(_SQL["park"], values)).rowcount > 0
