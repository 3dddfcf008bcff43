"""Who is at the door, with everything that is known of them: one statement for clients, one for desks."""

from collections.abc import Callable, Sequence
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
    "message": _SQL["owner_of_message"],
    "waybill": _SQL["owner_of_waybill"],
}


async def see(
    session: Session, actors: Sequence[Actor], is_staff: Callable[[int], bool]
) -> tuple[list[Who], Sequence[Away]]:
    """Who each of them is, and the absences of /away, which say who answers for whom."""
    absent = None
    seen: dict[Actor, Who] = {}
    at_desks = [one for one in actors if one.chat == "group"]
    clients_in_private = [one for one in actors if _is_private(one) and not is_staff(one.person_id)]
    if at_desks:
        asked = {"groups": [one.chat_id for one in at_desks], "threads": [one.thread_id for one in at_desks]}
        rows = (await session.execute(_SQL["at_desk"], asked)).all()
        seen |= {actor: _at_desk(actor, row) for actor, row in zip(at_desks, rows, strict=True)}
        absent = rows[0].away
    if clients_in_private:
        asked = {"persons": [one.person_id for one in clients_in_private], "kinds": registry.form_kinds()}
        found = {row.tg_id: row for row in await session.execute(_SQL["in_private"], asked)}
        seen |= {actor: await _in_private(session, actor, found.get(actor.person_id)) for actor in clients_in_private}
        absent = next((row.away for row in found.values()), absent)
    if not at_desks and not (clients_in_private and found):
        absent = (await session.execute(_SQL["absences"])).scalar_one()
    return [seen.get(one) or _nobody(one) for one in actors], absences.from_json(absent)


def _is_private(actor: Actor) -> bool:
    return actor.chat == "private" and bool(actor.person_id)


def _nobody(actor: Actor) -> Who:
    """A manager or an admin in private, or somebody in a channel."""
    return InPrivate(actor, None) if _is_private(actor) else Nowhere(actor)


def _at_desk(actor: Actor, row: Any) -> AtDesk:
    """In a group: its desk, the topic with its client. A topic of a group that has changed hands is nobody's."""
    desk = Desk(*row[:6]) if row.key is not None else None
    topic = Topic(*row[6:9]) if row.address is not None and desk is not None and row.topic_desk == desk.key else None
    client = Client(*row[9:24]) if topic is not None and row.client is not None else None
    return AtDesk(actor, desk, topic, client)


async def _in_private(session: Session, actor: Actor, row: Any) -> InPrivate:
    """Anybody but staff is a client: locked, so that their desk can't change meanwhile, and made if they are new."""
    if row is None:
        return InPrivate(actor, await clients.arrive(session, actor.person_id, actor.name, actor.username))
    client = Client(*row[:15])
    if client.username != actor.username:
        client = await clients.change(session, client.id, username=actor.username)
    return InPrivate(actor, client, stored_of(row[15:24]) if row.draft_id is not None else None)


async def owner_of(session: Session, tap: Tap) -> Owner | None:
    """Whose the thing is that a button is about."""
    if tap.about is None:
        return None
    row = (await session.execute(_OWNERS[tap.about], {"id": tap.number})).one_or_none()
    return None if row is None else Owner(*row)
