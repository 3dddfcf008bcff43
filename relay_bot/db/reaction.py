"""What people have put on a message; of several people's the newest is what the other side sees."""

from datetime import datetime

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.reaction import Reaction

_SQL = of(__file__)


async def put(
    session: Session, relay_id: int, side: str, person_id: int, reaction: Reaction | None, at: datetime
) -> None:
    """None: taken back."""
    about = {"relay": relay_id, "side": side, "person": person_id}
    if reaction is None:
        await session.execute(_SQL["take_back"], about)
    else:
        await session.execute(_SQL["put"], about | {"emoji": reaction.kept, "at": at})


async def newest(session: Session, relay_id: int, side: str) -> Reaction | None:
    kept = (await session.execute(_SQL["newest"], {"relay": relay_id, "side": side})).scalar_one_or_none()
    return None if kept is None else Reaction.of(kept)
