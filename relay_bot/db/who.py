"""Who is at the door, with everything that is known of them: one statement an update."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import TextClause

from relay_bot.config import Away
from relay_bot.db import absence as absences
from relay_bot.db import client as clients
from relay_bot.db.draft.rows import stored_of
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.forms import registry
from relay_bot.domain.tap import Tap, Thing
from relay_bot.domain.who import Actor, AtDesk, InPrivate, Nowhere, Owner, Who

_SQL = of(__file__)

_OWNERS: dict[Thing, TextClause] = {
    "call": _SQL["owner_of_call"],
    "claim": _SQL["owner_of_claim"],
    "client": _SQL["owner_of_client"],
    "draft": _SQL["owner_of_draft"],
    "letter": _SQL["owner_of_letter"],
    "waybill": _SQL["owner_of_waybill"],
}

Seen = tuple[Who, Sequence[Away]]
"""Who it is, and the absences of /away, which say who answers for whom."""


async def at_desk(session: Session, actor: Actor) -> Seen:
    """In a group: its desk, the topic with its client. A topic of a group that has changed hands is nobody's."""
    row = (await session.execute(_SQL["at_desk"], {"group": actor.chat_id, "thread": actor.thread_id})).one()
    desk = Desk(*row[:6]) if row.key is not None else None
    topic = Topic(*row[6:9]) if row.address is not None and desk is not None and row.topic_desk == desk.key else None
    client = Client(*row[9:23]) if topic is not None and row.client is not None else None
    return AtDesk(actor, desk, topic, client), absences.from_json(row.away)


async def in_private(session: Session, actor: Actor, *, is_staff: bool) -> Seen:
    """Anybody but staff is a client: locked, so that their desk can't change meanwhile, and made if they are new."""
    if is_staff:
        row = (await session.execute(_SQL["nobody"])).one()
        return InPrivate(actor, None), absences.from_json(row.away)
    about = {"person": actor.person_id, "kinds": registry.form_kinds()}
    found: Any = (await session.execute(_SQL["in_private"], about)).one_or_none()
    if found is None:
        client = await clients.arrive(session, actor.person_id, actor.name, actor.username)
        row = (await session.execute(_SQL["nobody"])).one()
        return InPrivate(actor, client), absences.from_json(row.away)
    client = Client(*found[:14])
    if client.username != actor.username:
        client = await clients.change(session, client.id, username=actor.username)
    draft = stored_of(found[14:23]) if found.draft_id is not None else None
    return InPrivate(actor, client, draft), absences.from_json(found.away)


async def nowhere(session: Session, actor: Actor) -> Seen:
    row = (await session.execute(_SQL["nobody"])).one()
    return Nowhere(actor), absences.from_json(row.away)


async def owner_of(session: Session, tap: Tap) -> Owner | None:
    """Whose the thing is that a button is about."""
    if tap.about is None:
        return None
    row = (await session.execute(_OWNERS[tap.about], {"id": tap.number})).one_or_none()
    return None if row is None else Owner(*row)
