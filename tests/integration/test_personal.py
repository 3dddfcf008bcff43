"""Every table is asked: what of a client is in it, does /forget find it, is it in an export?

A row is written into each, with the client's name wherever words can stand. So a table or a column that is added later
fails here until db/personal.sql knows of it, or until it is said below why nothing of a client can be in it.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import (
    ARRAY,
    Column,
    Date,
    DateTime,
    LargeBinary,
    Table,
    Text,
    cast,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from relay_bot.db import locks, personal
from relay_bot.db.session import Database, Session
from relay_bot.db.tables import metadata
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Icon, Out, Priority
from relay_bot.errors import Unsettled
from tests.integration.street import Street, out

NAME, PHONE, TG = "Тихомир", "+79001234567", 700_700

NOBODY = {
    "absences": "a manager's days",
    "alarms": "keys with numbers",
    "alembic_version": "alembic's own",
    "budgets": "of a group; its trouble is Telegram's sentence",
    "counters": "of documents",
    "desks": "of a manager",
    "handovers": "from desk to desk",
    "pictures": "figures of a desk",
    "service_messages": "numbers of Telegram's",
    "throttle": "times",
    "workers": "processes",
}
"""Tables in which no client can be."""

LAW = {"waybills", "claims", "claim_files", "claim_steps", "mails"}
"""What has to be kept: docs/operating.md, "Personal data"."""

NOT_GIVEN_OUT = {
    "cards": "what they show is made of what is given out",
    "handover_clients": "numbers",
    "imports": "lists of the company's, deleted after a day",
    "inbox": "that updates came; what is in those that wait or are parked is given out with their messages",
    "kept_inside": "keys of albums",
    "kept_parts": "what a manager kept from them",
    "lanes": "addresses",
    "lost_threads": "addresses",
    "mishaps": "tracebacks",
    "missed": "carries nobody's name; what they wrote is given out",
    "notices": "numbers",
    "outbox": "what was sent of what is given out",
    "refusals": "as outbox",
    "topics": "where their conversation stands in Telegram",
    "uploads": "files made of what is given out, deleted after a day",
}
"""Tables with something of a client that no export has."""

KNOWN: dict[str, dict[str, Any]] = {
    "clients": {"tg_id": TG, "phone": PHONE, "lang": "ru"},
    "records": {"phone": PHONE, "lang": None},
    "topics": {"address": "topic:{client}", "state": "ok", "icon": "💬"},
    "messages": {"side": "client", "kind": "text"},
    "recordings": {"kind": "voice", "state": "done", "trouble": "blank"},
    "cards": {"key": "call:{call}"},
    "lanes": {"address": "client:{client}"},
    "lost_threads": {"address": "topic:{client}"},
    "inbox": {"lane": str(TG), "state": "done"},
    "outbox": {"state": "sent", "once": None, "card": "call:{call}", "kind": "text", "bundle": f"{TG}/1"},
    "kept_inside": {"bundle": f"{TG}/1"},
    "kept_parts": {"bundle": f"{TG}/1", "kind": "photo"},
    "drafts": {"form": "waybill", "state": "done", "told": "done", "result": "2611-00001"},
}
"""What a row of theirs is found by, besides its foreign keys."""

FIRST = ("clients", "calls")
"""Whose numbers stand in the others' keys."""

MORE: list[tuple[str, dict[str, Any]]] = [
    ("cards", {"key": "claims_list:1"}),
    ("topics", {"address": "former:{client}:7:-1001", "thread_id": 7}),
]
"""Rows that are found in another way than the table's first."""


def value(column: Column[Any], ids: dict[str, Any]) -> Any:
    """Something for the column, with the name in it where there can be words; None: leave it to the database."""
    for key in column.foreign_keys:
        return ids.get(key.column.table.name)
    kind = column.type
    if isinstance(kind, JSONB):
        return {"words": NAME}
    if isinstance(kind, ARRAY):
        return [NAME] if isinstance(kind.item_type, Text) else None
    if isinstance(kind, Text):
        return NAME
    if isinstance(kind, LargeBinary):
        return NAME.encode()
    if column.nullable or column.server_default is not None:
        return None
    if isinstance(kind, DateTime):
        return func.now()
    return func.current_date() if isinstance(kind, Date) else 1


async def put(session: Session, table: Table, ids: dict[str, Any], known: dict[str, Any]) -> None:
    """A row; its number is kept in `ids`."""
    names = {"client": ids.get("clients"), "call": ids.get("calls")}
    row = {name: one.format(**names) if isinstance(one, str) else one for name, one in known.items()}
    for column in table.columns:
        if column.identity is None and column.computed is None and column.name not in row:
            row[column.name] = value(column, ids)
    row = {name: one for name, one in row.items() if one is not None}
    added = await session.execute(insert(table).values(row).returning(*table.primary_key))
    first = added.one()[0]
    if isinstance(first, int):
        ids.setdefault(table.name, first)


async def test_every_table_is_known_to_whoever_erases_a_client_and_to_whoever_gives_their_data_out(
    db: Database, street: Street
) -> None:
    ids: dict[str, Any] = {"desks": "anna"}
    async with db.transaction() as session:
        for table in sorted(metadata.sorted_tables, key=lambda table: table.name not in FIRST):
            if table.name not in NOBODY or table.name == "handovers":
                await put(session, table, ids, KNOWN.get(table.name, {}))
        for name, known in MORE:
            await put(session, metadata.tables[name], ids, KNOWN[name] | known)
        person = await personal.by_phone(session, PHONE)
        assert person is not None
        given = await personal.everything(session, person)
    filled = {table.name for table in metadata.sorted_tables} - NOBODY.keys()
    assert filled - given.keys() == NOT_GIVEN_OUT.keys()
    assert await _naming(db) >= {name for name in filled if _has_words(metadata.tables[name])} - {
        "lanes",
        "lost_threads",
    }, "put in"
    async with db.transaction() as session:
        await personal.forget(session, person)
    assert await _naming(db) == LAW


async def _naming(db: Database) -> set[str]:
    """Tables with a row that has the name, the number or the account in it."""
    found = set()
    async with db.transaction() as session:
        for table in metadata.sorted_tables:
            rows = select(cast(func.to_jsonb(literal_column(table.name)), Text)).select_from(table)
            said = "".join((await session.execute(rows)).scalars())
            if any(word in said for word in (NAME, NAME.encode().hex(), PHONE[1:], str(TG))):
                found.add(table.name)
    return found


def _has_words(table: Table) -> bool:
    return any(isinstance(one.type, (Text, JSONB, LargeBinary)) and not one.foreign_keys for one in table.columns)


async def test_an_icon_that_waits_is_withdrawn_and_one_that_a_living_process_changes_is_waited_for(
    db: Database, street: Street
) -> None:
    """Telegram's own message of the change would bring the name back."""
    topic = await street.topic(TG)
    await street.ask("UPDATE clients SET phone = :phone WHERE tg_id = :tg RETURNING 1", phone=PHONE, tg=TG)
    await street.put(Out(addresses.look(topic.key, "anna"), Icon("💬"), Priority.COSMETIC, card=f"icon:{topic.key}"))
    work = await street.one()
    async with db.transaction() as session:
        person = await personal.by_phone(session, PHONE)
    assert person is not None
    async with db.transaction() as living:
        await living.execute(select(func.pg_advisory_lock(locks.WORKER, 1)))
        with pytest.raises(Unsettled):
            async with db.transaction() as session:
                await personal.forget(session, person)
        assert await street.settle(work, "retry", await street.clock())
        async with db.transaction() as session:
            await personal.forget(session, person)
        await living.execute(select(func.pg_advisory_unlock(locks.WORKER, 1)))
    assert await street.state(work) == "dropped"
    assert await street.claim() == []


async def test_what_a_dead_process_was_sending_is_withdrawn(db: Database, street: Street) -> None:
    topic = await street.topic(TG)
    await street.ask("UPDATE clients SET phone = :phone WHERE tg_id = :tg RETURNING 1", phone=PHONE, tg=TG)
    await street.put(out(topic, NAME))
    work = await street.one()
    async with db.transaction() as session:
        person = await personal.by_phone(session, PHONE)
        assert person is not None
        await personal.forget(session, person)
    assert await street.state(work) == "dropped"
    assert await _naming(db) == set()
