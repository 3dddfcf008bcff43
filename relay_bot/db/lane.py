"""Lanes: what is addressed to one place, in order; held while nothing may be sent there."""

from relay_bot.db import bells
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address

_SQL = of(__file__)


async def let_go(session: Session, address: str) -> None:
    """A held lane may send again."""
    await session.execute(_SQL["let_go"], {"address": address})
    await bells.ring(session, bells.OUTBOX)


async def assign(session: Session, address: str, desk: str) -> None:
    """The lane draws on this desk's budget from now on, and may send."""
    await session.execute(_SQL["assign"], {"address": address, "desk": desk})
    await bells.ring(session, bells.OUTBOX)


async def follow(session: Session, client_id: int, desk: str) -> None:
    """Lanes of the client's cards draw on the new desk's budget; quotes of the former group are left out."""
    await session.execute(_SQL["follow"], {"client": client_id, "desk": desk})
    await session.execute(_SQL["leave_quotes"], {"address": addresses.topic(client_id, desk).key})


async def refresh(session: Session, lane_id: int) -> None:
    """Its queue was changed by hand: how urgent it is must be looked at anew."""
    await session.execute(_SQL["refresh"], {"lane": lane_id})


async def lock(session: Session, *to: Address) -> None:
    """Before a budget is: whoever locks both begins with the lanes, or two would wait for each other."""
    await session.execute(_SQL["lock_all"], {"addresses": [one.key for one in to]})


async def try_again(session: Session, address: str, relay_id: int) -> bool:
    """A message that was given up, or that waits for a person who stopped the bot; False: it is neither.

    The lane is locked first, as `enqueue` does.
    """
    lane = (await session.execute(_SQL["lock"], {"address": address})).scalar_one_or_none()
    tried = await session.execute(_SQL["try_again"], {"lane": lane, "relay": relay_id})
    if lane is None or tried.first() is None:
        return False
    await refresh(session, lane)
    await let_go(session, address)
    return True
