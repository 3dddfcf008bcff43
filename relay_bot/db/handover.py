"""Handing a client over to another desk: whatever is addressed to the old one follows, or stays there and says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from relay_bot.db import lane as lanes
from relay_bot.db import reminder as reminders
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.tables import handovers, records
from relay_bot.domain.forms import registry

_SQL = of(__file__)


async def follow(session: Session, client_id: int, desk: str, manager_tg_id: int) -> None:
    """Lanes of the client's cards draw on the new desk's budget, reminders ring there; quotes of the old group go."""
    await lanes.follow(session, client_id, desk)
    await reminders.follow(session, client_id, desk, manager_tg_id)


async def rung_drafts(session: Session, client_id: int) -> Sequence[int]:
    """Unfinished actions of the client whose cards are on a board, or on their way there."""
    return list((await session.execute(_SQL["rung_drafts"], {"client": client_id})).scalars())


async def open_drafts(session: Session, client_id: int) -> int:
    """Forms that the client has begun and may still finish."""
    about = {"client": client_id, "kinds": registry.form_kinds()}
    return int((await session.execute(_SQL["open_drafts"], about)).scalar_one())


# --- all clients of a manager -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handover:
    """All clients of one desk go to another, or those of a list; `moved` have gone."""

    id: int
    from_desk: str | None  # None: a list of clients, each to a desk of their own
    to_desk: str | None
    asked_by: int
    moved: int
    confirmed_at: datetime | None
    finished_at: datetime | None


_H = handovers.c
_HANDOVER = (_H.id, _H.from_desk, _H.to_desk, _H.asked_by, _H.moved, _H.confirmed_at, _H.finished_at)


async def ask(session: Session, from_desk: str, to_desk: str, by: int, at: datetime) -> int:
    """Its id; nothing happens before it is confirmed."""
    values = {"from_desk": from_desk, "to_desk": to_desk, "asked_by": by, "asked_at": at}
    return int((await session.execute(insert(handovers).values(**values).returning(_H.id))).scalar_one())


async def by_id(session: Session, handover_id: int) -> Handover | None:
    """Locked: of two taps one is first."""
    row = (await session.execute(select(*_HANDOVER).where(_H.id == handover_id).with_for_update())).one_or_none()
    return None if row is None else Handover(*row)


async def confirm(session: Session, handover_id: int, at: datetime) -> None:
    await session.execute(update(handovers).where(_H.id == handover_id).values(confirmed_at=at))


async def going_on(session: Session) -> Handover | None:
    """The oldest that is not finished, locked: another process skips it."""
    query = select(*_HANDOVER).where(_H.confirmed_at.is_not(None), _H.finished_at.is_(None)).order_by(_H.id).limit(1)
    row = (await session.execute(query.with_for_update(skip_locked=True))).one_or_none()
    return None if row is None else Handover(*row)


CLOCK = "handovers"
"""Whose mishaps these are."""


async def next_clients(session: Session, one: Handover, most: int, now: datetime) -> Mapping[int, str]:
    """Client → new desk. Empty: nobody is left who can go now."""
    values = {"desk": one.from_desk, "handover": one.id, "most": most, "clock": CLOCK, "now": now}
    if one.from_desk is None:
        return {row[0]: row[1] for row in await session.execute(_SQL["next_of_list"], values)}
    ids = (await session.execute(_SQL["next_clients"], values)).scalars()
    return dict.fromkeys(ids, one.to_desk or "")


async def left(session: Session, one: Handover) -> int:
    """How many of its list have not gone: the bot met an error with them."""
    return int((await session.execute(_SQL["left_of_list"], {"handover": one.id})).scalar_one())


async def gone(session: Session, one: Handover, clients: Sequence[int]) -> None:
    """The list is done with them."""
    await session.execute(_SQL["gone"], {"handover": one.id, "clients": list(clients)})


async def moved(session: Session, handover_id: int, count: int) -> None:
    await session.execute(update(handovers).where(_H.id == handover_id).values(moved=_H.moved + count))


async def finish(session: Session, one: Handover, at: datetime) -> None:
    """Who has not come yet goes to the new desk as well."""
    await session.execute(update(handovers).where(_H.id == one.id).values(finished_at=at))
    if one.from_desk is not None:
        await session.execute(update(records).where(records.c.desk == one.from_desk).values(desk=one.to_desk))


# --- a list of clients ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Choice:
    """One client, who serves them, and who is to."""

    client_id: int
    desk: str
    to_desk: str


async def chosen(session: Session, desks_of: Mapping[str, str]) -> list[Choice]:
    """Of those who have come; `desks_of`: phone → new desk."""
    values = {"phones": list(desks_of), "desks": list(desks_of.values())}
    return [Choice(*row) for row in await session.execute(_SQL["chosen"], values)]


async def by_rule(session: Session, from_desk: str, to_desk: str, city: str | None, most: int) -> list[Choice]:
    values = {"from_desk": from_desk, "to_desk": to_desk, "city": city, "most": most}
    return [Choice(*row) for row in await session.execute(_SQL["by_rule"], values)]


async def ask_list(session: Session, choices: Sequence[Choice], by: int, at: datetime) -> int:
    """They go, a few a second (`clocks/handover.py`), from the moment this is committed. Returns the handover's id."""
    values = {"asked_by": by, "asked_at": at, "confirmed_at": at}
    number = int((await session.execute(insert(handovers).values(**values).returning(_H.id))).scalar_one())
    listed = {"clients": [one.client_id for one in choices], "desks": [one.to_desk for one in choices]}
    await session.execute(_SQL["put_on_list"], {"handover": number, **listed})
    await session.execute(_SQL["note_desks"], listed)
    return number
