"""Unfinished forms: at most one open draft of a form a client."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from relay_bot.db.session import Session
from relay_bot.db.tables import drafts
from relay_bot.domain.forms import draft as drafting
from relay_bot.domain.forms.draft import Draft


@dataclass(frozen=True, slots=True)
class Stored:
    """A draft with its place in the database. `state`: open | done | cancelled."""

    id: int
    client_id: int
    form: str
    state: str
    content: Draft
    started_at: datetime
    touched_at: datetime
    paused: bool = False  # another form came between


_DRAFT = (
    drafts.c.id,
    drafts.c.client_id,
    drafts.c.form,
    drafts.c.state,
    drafts.c.content,
    drafts.c.started_at,
    drafts.c.touched_at,
    drafts.c.paused,
)


def _stored(row: Any) -> Stored | None:
    if row is None:
        return None
    return Stored(
        row.id, row.client_id, row.form, row.state, drafting.from_json(row.content), row[5], row[6], row.paused
    )


async def open_of(session: Session, client_id: int, form: str) -> Stored | None:
    """The open draft of this form. The client's row is locked by whoever asks, so it can't change."""
    open_one = (drafts.c.client_id == client_id, drafts.c.form == form, drafts.c.state == "open")
    return _stored((await session.execute(select(*_DRAFT).where(*open_one))).one_or_none())


async def last_open(session: Session, client_id: int) -> Stored | None:
    """The open draft, of whatever form, that the client touched last; `paused` ones only when nothing else is open."""
    forms = drafts.c.form.in_(("waybill", "claim"))
    query = select(*_DRAFT).where(drafts.c.client_id == client_id, drafts.c.state == "open", forms)
    latest = query.order_by(drafts.c.paused, drafts.c.touched_at.desc()).limit(1)
    return _stored((await session.execute(latest)).one_or_none())


async def by_id(session: Session, draft_id: int) -> Stored | None:
    return _stored((await session.execute(select(*_DRAFT).where(drafts.c.id == draft_id))).one_or_none())


async def begin(session: Session, client_id: int, form: str, content: Draft, now: datetime) -> Stored:
    """A new draft; an older one of the same form is given up, one of another form waits until it is resumed, and the
    visit that led to it is over.
    """
    await ended(session, client_id, "visit", now)
    others = (drafts.c.client_id == client_id, drafts.c.form != form, drafts.c.state == "open")
    await session.execute(update(drafts).where(*others).values(paused=True))
    await session.execute(
        update(drafts)
        .where(drafts.c.client_id == client_id, drafts.c.form == form, drafts.c.state == "open")
        .values(state="cancelled", finished_at=now)
    )
    fresh = insert(drafts).values(
        client_id=client_id, form=form, content=_json(content), started_at=now, touched_at=now
    )
    stored = _stored((await session.execute(fresh.returning(*_DRAFT))).one())
    assert stored is not None
    return stored


async def visited(session: Session, client_id: int, form: str, now: datetime) -> None:
    """An action without questions was begun, or goes on: `form` registration | visit."""
    fresh = pg_insert(drafts).values(
        client_id=client_id, form=form, content=_json(Draft()), started_at=now, touched_at=now
    )
    again = fresh.on_conflict_do_update(
        index_elements=[drafts.c.client_id, drafts.c.form],
        index_where=drafts.c.state == "open",
        set_={"touched_at": now},
    )
    await session.execute(again)


async def ended(session: Session, client_id: int, form: str, now: datetime) -> None:
    """The client did what they had come for."""
    open_one = (drafts.c.client_id == client_id, drafts.c.form == form, drafts.c.state == "open")
    await session.execute(update(drafts).where(*open_one).values(state="done", finished_at=now))


async def keep(session: Session, draft_id: int, content: Draft, now: datetime) -> None:
    """The client's step: the draft takes their messages (again)."""
    step = {"content": _json(content), "touched_at": now, "paused": False}
    await session.execute(update(drafts).where(drafts.c.id == draft_id).values(**step))


async def finish(session: Session, draft_id: int, state: str, now: datetime) -> None:
    """`state`: done | cancelled."""
    await session.execute(update(drafts).where(drafts.c.id == draft_id).values(state=state, finished_at=now))


def _json(content: Draft) -> Any:
    return json.loads(json.dumps(drafting.to_json(content)))  # tuples become lists
