"""Claims with their files and the log of what was done with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Select, func, insert, select, update

from relay_bot.db.session import Session
from relay_bot.db.tables import claim_files, claim_steps, claims, clients
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.forms.heard import Attached

CLAIM = (
    claims.c.id,
    claims.c.number,
    claims.c.client_id,
    claims.c.waybill_id,
    claims.c.waybill_text,
    claims.c.story,
    claims.c.amount,
    claims.c.email,
    claims.c.status,
    claims.c.received_at,
    claims.c.due_on,
    claims.c.awarded,
    claims.c.grounds,
    claims.c.decided_at,
    claims.c.closed_at,
)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a claim, under Telegram's id."""

    kind: Literal["photo", "document"]
    file_id: str
    name: str


@dataclass(frozen=True, slots=True)
class LoggedStep:
    at: datetime
    by: int
    was: str
    became: str
    note: str


def _made(row: Any) -> Claim:
    return Claim(*row)


async def _one(session: Session, query: Select[Any]) -> Claim | None:
    row = (await session.execute(query.limit(1))).one_or_none()
    return None if row is None else Claim(*row)


async def file(
    session: Session,
    *,
    number: str,
    client_id: int,
    draft_id: int,
    waybill_id: int | None,
    waybill_text: str,
    story: str,
    amount: Decimal | None,
    email: str,
    at: datetime,
    due: date,
) -> Claim:
    """One draft makes one claim: the database refuses a second."""
    fresh = insert(claims).values(
        number=number,
        client_id=client_id,
        draft_id=draft_id,
        waybill_id=waybill_id,
        waybill_text=waybill_text,
        story=story,
        amount=amount,
        email=email,
        received_at=at,
        due_on=due,
    )
    return Claim(*(await session.execute(fresh.returning(*CLAIM))).one())


async def by_id(session: Session, claim_id: int, *, lock: bool = False) -> Claim | None:
    query = select(*CLAIM).where(claims.c.id == claim_id)
    return await _one(session, query.with_for_update() if lock else query)


async def open_of(session: Session, client_id: int) -> list[Claim]:
    """The client's claims that are not decided yet, oldest first."""
    undecided = (claims.c.client_id == client_id, func.claim_open(claims.c.status))
    query = select(*CLAIM).where(*undecided).order_by(claims.c.id)
    return [_made(row) for row in await session.execute(query)]


async def due_by(session: Session, desk: str, until: date) -> list[Claim]:
    """Undecided claims of the desk's clients whose answer is due by `until`, the next deadline first."""
    undecided = (claims.c.closed_at.is_(None), func.claim_open(claims.c.status), claims.c.due_on <= until)
    query = select(*CLAIM).join(clients, clients.c.id == claims.c.client_id).where(clients.c.desk == desk, *undecided)
    return [_made(row) for row in await session.execute(query.order_by(claims.c.due_on, claims.c.id))]


async def last_of(session: Session, client_id: int, most: int, before: int | None = None) -> list[Claim]:
    """The client's claims, newest first; `before`: only those older than this id."""
    query = select(*CLAIM).where(claims.c.client_id == client_id)
    if before is not None:
        query = query.where(claims.c.id < before)
    return [_made(row) for row in await session.execute(query.order_by(claims.c.id.desc()).limit(most))]


async def count_open(session: Session, client_id: int) -> int:
    query = (
        select(func.count())
        .select_from(claims)
        .where(claims.c.client_id == client_id, func.claim_open(claims.c.status))
    )
    return int((await session.execute(query)).scalar_one())


async def change(session: Session, claim_id: int, **values: object) -> Claim:
    row = await session.execute(update(claims).where(claims.c.id == claim_id).values(**values).returning(*CLAIM))
    return Claim(*row.one())


# --- the log ----------------------------------------------------------------------------------------------------------


async def log(session: Session, claim_id: int, at: datetime, by: int, was: str, became: str, note: str = "") -> None:
    values = {"claim_id": claim_id, "at": at, "by": by, "was": was, "became": became, "note": note}
    await session.execute(insert(claim_steps).values(**values))


async def steps(session: Session, claim_id: int) -> list[LoggedStep]:
    """Everything that was done, oldest first."""
    c = claim_steps.c
    query = select(c.at, c.by, c.was, c.became, c.note).where(c.claim_id == claim_id).order_by(c.id)
    return [LoggedStep(*row) for row in await session.execute(query)]


# --- files ------------------------------------------------------------------------------------------------------------


async def attach(session: Session, claim_id: int, files: Sequence[Attached], at: datetime) -> None:
    """In the order of sending."""
    rows = [
        {"claim_id": claim_id, "kind": one.kind, "file_id": one.file_id, "name": one.name, "added_at": at}
        for one in files
    ]
    if rows:
        await session.execute(insert(claim_files), rows)


async def files_of(session: Session, claim_id: int) -> list[StoredFile]:
    c = claim_files.c
    query = select(c.kind, c.file_id, c.name).where(c.claim_id == claim_id).order_by(c.id)
    return [StoredFile(*row) for row in await session.execute(query)]


async def take_files(session: Session, client_id: int, claim_id: int | None, at: datetime) -> None:
    """The client's next files are for this claim; None: no longer."""
    values = {"attaching_to": claim_id, "attaching_at": at}
    await session.execute(update(clients).where(clients.c.id == client_id).values(**values))


async def taking_files(session: Session, client_id: int, since: datetime) -> Claim | None:
    """The claim that the client's files are for, if that was said (or a file came) after `since`."""
    joined = select(*CLAIM).join(clients, clients.c.attaching_to == claims.c.id)
    return await _one(session, joined.where(clients.c.id == client_id, clients.c.attaching_at > since))


async def count_files(session: Session, claim_id: int, since: datetime | None = None) -> int:
    """All of them, or those that came since a moment."""
    query = select(func.count()).select_from(claim_files).where(claim_files.c.claim_id == claim_id)
    if since is not None:
        query = query.where(claim_files.c.added_at >= since)
    return int((await session.execute(query)).scalar_one())
