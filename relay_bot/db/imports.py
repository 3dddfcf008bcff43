"""Lists of clients that admins have sent: a row from the message to the end of the import."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select, update

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.tables import imports

_SQL = of(__file__)
_I = imports.c


@dataclass(frozen=True, slots=True)
class Import:
    """`state`: asked (to be fetched and checked) | shown | confirmed (to be brought in) | done."""

    id: int
    admin_id: int
    file_id: str
    content: bytes | None
    state: str
    tries: int


async def ask(session: Session, admin_id: int, file_id: str) -> None:
    await session.execute(insert(imports).values(admin_id=admin_id, file_id=file_id))


async def lease(session: Session, lease_s: float) -> Import | None:
    row = (await session.execute(_SQL["lease"], {"lease_s": lease_s})).one_or_none()
    return None if row is None else Import(*row)


async def checked(session: Session, one: Import, content: bytes | None) -> None:
    """Its report is told; it waits for a tap. Without content there is nothing to confirm."""
    state = "shown" if content else "done"
    await session.execute(update(imports).where(_I.id == one.id).values(content=content, state=state))


async def confirm(session: Session, number: int, admin_id: int) -> bool:
    """False: it is not there any more, or was confirmed before."""
    shown = (_I.id == number) & (_I.admin_id == admin_id) & (_I.state == "shown")
    done = await session.execute(update(imports).where(shown).values(state="confirmed", tries=0, due_at=func.now()))
    return done.rowcount > 0


async def still_confirmed(session: Session, one: Import) -> bool:
    """Locked: whoever has worked at it for too long finds that another has done it."""
    query = select(_I.state).where(_I.id == one.id).with_for_update()
    return (await session.execute(query)).scalar_one_or_none() == "confirmed"


async def finish(session: Session, one: Import) -> None:
    await session.execute(update(imports).where(_I.id == one.id).values(content=None, state="done"))


async def forget(session: Session) -> None:
    await session.execute(_SQL["forget"])
