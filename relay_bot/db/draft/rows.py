"""Unfinished forms and errands: at most one open draft of a kind a client. The statements are in rows.sql."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.forms import draft as drafting
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.errand import Errand
from relay_bot.domain.forms.stored import Stored

_SQL = of(__file__)


async def open_of(session: Session, client_id: int, form: str) -> Stored | None:
    """The open draft of this form. The client's row is locked by whoever asks, so it can't change."""
    return await _one(session, "open_of", client=client_id, form=form)


async def last_open(session: Session, client_id: int) -> Stored | None:
    """The open draft, of whatever form, that the client touched last; `paused` ones only when nothing else is open."""
    return await _one(session, "last_open", client=client_id, kinds=registry.form_kinds())


async def by_id(session: Session, draft_id: int) -> Stored | None:
    return await _one(session, "by_id", id=draft_id)


async def begin(session: Session, client_id: int, form: str, content: Draft, now: datetime) -> Stored:
    """A new draft; an older one of the same form is given up, one of another form waits until it is resumed, and the
    visit that led to it is over.
    """
    about = {"client": client_id, "form": form, "now": now}
    await acted(session, client_id, now)
    await session.execute(_SQL["pause_others"], {"client": client_id, "form": form})
    await session.execute(_SQL["give_up"], about)
    stored = await _one(session, "begin", **about, content=_json(content))
    assert stored is not None
    return stored


async def visited(session: Session, client_id: int, errand: Errand, now: datetime) -> None:
    """An action without questions was begun, or goes on."""
    values = {"client": client_id, "form": errand.kind, "content": _json(Draft()), "now": now}
    await session.execute(_SQL["visited"], values)


async def ended(session: Session, client_id: int, errand: Errand, now: datetime) -> None:
    """The client did what they had come for."""
    await session.execute(_SQL["ended"], {"client": client_id, "kinds": [errand.kind], "now": now})


async def acted(session: Session, client_id: int, now: datetime) -> None:
    """The client does something: for some errands that is what they had come for."""
    await session.execute(_SQL["ended"], {"client": client_id, "kinds": registry.over_with_anything(), "now": now})


async def keep(session: Session, draft_id: int, content: Draft, now: datetime) -> None:
    """The client's step: the draft takes their messages (again)."""
    await session.execute(_SQL["keep"], {"id": draft_id, "content": _json(content), "now": now})


async def finish(session: Session, draft_id: int, state: str, now: datetime, result: str | None = None) -> None:
    """`state`: done | cancelled; `result`: the number of what it became."""
    await session.execute(_SQL["finish"], {"id": draft_id, "state": state, "now": now, "result": result})


async def _one(session: Session, question: str, **values: Any) -> Stored | None:
    row = (await session.execute(_SQL[question], values)).one_or_none()
    return None if row is None else stored_of(row)


def stored_of(row: Sequence[Any]) -> Stored:
    """The columns of rows.sql in their order."""
    id, client_id, form, state, content, *rest = row
    return Stored(id, client_id, form, state, drafting.from_json(registry.types_of(form), content), *rest)


def _json(content: Draft) -> str:
    return json.dumps(drafting.to_json(content))
