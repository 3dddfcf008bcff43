"""Who may use what: every command and every button, tried by everybody who may not. Nothing changes or is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Router
from aiogram.filters import Command
from sqlalchemy import text

from relay_bot.db.session import Database
from relay_bot.domain import tap as taps
from relay_bot.handlers import build_dispatcher
from relay_bot.sandbox import Message, Person
from tests.acceptance.conftest import ANNA_GROUP, ANNA_ID, PETR_GROUP, PETR_ID, Stage

WATCHED = (
    "absences", "calls", "claim_files", "claim_steps", "claims", "clients", "drafts", "handovers", "mails", "messages",
    "notes", "pictures", "reminders", "topics", "uploads", "waybills",
)  # fmt: skip
"""Everything that a command or a button may change, but for the people themselves."""

SECRETS = ("Иван", "7900123", "2611-00001", "П-2611-0001", "разбили ящик")
"""Of the client whose things are tried; nobody else may read them in an answer."""


@pytest.fixture
async def db(stage: Stage) -> AsyncIterator[Database]:
    opened = Database(stage.database)
    yield opened
    await opened.close()


async def things_of(db: Database, client: Person) -> dict[str, int]:
    """One of each thing that a button may be about, all of them `client`'s; their ids."""
    now = datetime.now(UTC)
    made: dict[str, int] = {}
    statements = {
        "client": "SELECT id FROM clients WHERE tg_id = :tg_id",
        "call": "INSERT INTO calls (client_id, called_at) VALUES (:client, :now) RETURNING id",
        "first_draft": "INSERT INTO drafts (client_id, form, state, content, started_at, touched_at, finished_at) "
        "VALUES (:client, 'waybill', 'done', CAST(:content AS jsonb), :now, :now, :now) RETURNING id",
        "waybill": "INSERT INTO waybills (number, code, client_id, draft_id, issued_at, sheet, content, file_id) "
        "VALUES ('2611-00001', '261100001', :client, :first_draft, :now, '{}', '{}', 'x') RETURNING id",
        "second_draft": "INSERT INTO drafts (client_id, form, state, content, started_at, touched_at, finished_at) "
        "VALUES (:client, 'claim', 'done', CAST(:content AS jsonb), :now, :now, :now) RETURNING id",
        "claim": "INSERT INTO claims (number, client_id, draft_id, waybill_text, story, email, received_at, due_on) "
        "VALUES ('П-2611-0001', :client, :second_draft, '2611-00001', 'разбили ящик', 'i@example.org', :now, "
        "current_date + 30) RETURNING id",
        "message": "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at) "
        "VALUES (:client, 'client', 1, 1, 1, 'photo', '{}', :now) RETURNING id",
        "recording": "INSERT INTO recordings (client_id, relay_id, lane, kind, file_id, bytes, state, text) "
        "VALUES (:client, :message, '1', 'photo', 'x', 1, 'done', 'разбили ящик') RETURNING id",
        "letter": "INSERT INTO mails (claim_id, sender_id, address, subject, body, sheet, state, pdf) "
        "VALUES (:claim, 1, 'i@example.org', 's', 'разбили ящик', '{}', 'draft', 'x') RETURNING id",
        "draft": "INSERT INTO drafts (client_id, form, state, content, started_at, touched_at, rung_at) "
        "VALUES (:client, 'waybill', 'open', CAST(:content AS jsonb), :now, :now, :now) RETURNING id",
    }
    content = (
        '{"values": {}, "asked": null, "undecided": [], "held": [], "refusals": 0, "partial": "", "places": null, '
        '"comment": "", "confirmed": "", "summaries": 0, "like": "", "files": [], "surplus": false, "album": ""}'
    )
    async with db.transaction() as session:
        for name, statement in statements.items():
            known = {"tg_id": client.id, "now": now, "content": content, **made}
            wanted = {key: value for key, value in known.items() if f":{key}" in statement}
            made[name] = (await session.execute(text(statement), wanted)).scalar_one()
    return made


async def state_of(db: Database) -> dict[str, str]:
    """A fingerprint of every table that is watched, and of what people may see."""
    async with db.transaction() as session:
        found = {}
        for table in WATCHED:
            row = "CAST(to_jsonb(t) - 'icon' - 'icon_at' AS text)"  # icons follow by themselves
            query = text(f"SELECT md5(string_agg({row}, '|' ORDER BY {row})) FROM {table} t")
            found[table] = (await session.execute(query)).scalar_one()
        return found


def every_tap(things: dict[str, int]) -> list[taps.Tap]:
    """A button of each kind about the client's things; a kind that nobody thought of here fails the test."""
    values: dict[str, Any] = {f"{name}_id": number for name, number in things.items()}
    values |= {
        "lang": "en", "moment": 9_999_999_999_999_999, "act": "drop", "arg": "", "step": "take", "since": 0,
        "key": "hello", "manager": "petr", "order_id": 1, "what": "all", "days": 0, "page": 0, "asked_by": 1,
        "message_id": 1, "message": 1, "wanted": 1, "import_id": 1,
        "claim": str(things["claim"]),
    }  # fmt: skip
    acts = {taps.OnDraft: "dismiss", taps.InClaimList: "one"}
    made = []
    for kind in taps.KINDS.values():
        given = {one.name: values[one.name] for one in fields(kind)}  # type: ignore[arg-type]
        if kind in acts:
            given["act"] = acts[kind]
        made.append(kind(**given))
    return made


def commands(router: Router) -> Iterator[str]:
    """Every command that a router and those below it know."""
    for handler in router.message.handlers:
        for one in handler.filters or ():
            for part in (one.callback, *getattr(one.callback, "targets", ())):
                found = getattr(part, "callback", part)
                if isinstance(found, Command):
                    yield from (str(command) for command in found.commands)
    for inner in router.sub_routers:
        yield from commands(inner)


def desk_commands() -> list[str]:
    room = next(one for one in build_dispatcher().sub_routers if one.name == "desk")
    return sorted(set(commands(room)))


def managers() -> list[dict[str, Any]]:
    """Two who do not stand in for each other."""
    return [
        {"key": "anna", "name": "Анна Смирнова", "tg_id": ANNA_ID, "phone": "+79000000010", "group_id": ANNA_GROUP,
         "invite": "ANNA26"},
        {"key": "petr", "name": "Пётр Волков", "tg_id": PETR_ID, "phone": "+79000000011", "group_id": PETR_GROUP,
         "invite": "PETR26"},
    ]  # fmt: skip


async def pressed(stage: Stage, person: Person, shown: Message, tap: taps.Tap) -> str:
    """What `person` is told who presses a button with this data below `shown`."""
    press = await person.press_button(shown.record, {"text": "…", "callback_data": taps.data_of(tap)})
    return await press.answer()


def by_bot(messages: Iterable[Message]) -> Message:
    return next(one for one in messages if one.from_bot)


def unread(messages: Iterable[Message], known: set[int]) -> list[str]:
    return [one.text for one in messages if one.id not in known]


async def test_every_button_of_a_client_is_dead_for_everybody_else(stage: Stage, db: Database) -> None:
    ivan, olga, stranger = stage.client("Иван"), stage.client("Ольга"), stage.tg.person(5555, "Чужой")
    replies = [{"key": "hello", "ru": "Здравствуйте, {name}", "en": "Hello {name}"}]
    async with stage.bot(managers=managers(), replies=replies):
        topic = await stage.registered(ivan)
        await olga.start("m_PETR26")
        await stage.until(lambda: olga.chat.keyboard)
        await olga.share_contact()
        await stage.topic_of(olga, stage.petr_group)
        stage.group.add(stranger, olga, stage.petr)
        every = every_tap(await things_of(db, ivan))
        await stage.petr.start()
        await stage.until(lambda: any(one.from_bot for one in stage.petr.chat))
        desk, others = by_bot(topic.messages), by_bot(stage.petr_group.general.messages)
        tries: list[tuple[Person, Message]] = [
            (stranger, desk),
            (olga, desk),
            (stage.petr, desk),
            (stage.petr, others),
            (olga, by_bot(olga.chat)),
            (stage.petr, by_bot(stage.petr.chat)),
        ]
        read: list[Callable[[], list[Message]]] = [
            lambda: list(ivan.chat),
            lambda: list(olga.chat),
            lambda: list(stage.petr.chat),
            lambda: stage.petr_group.messages,
            lambda: topic.messages,
        ]
        known = [{one.id for one in chat()} for chat in read]
        before = await state_of(db)
        for person, shown in tries:
            for tap in every:
                if isinstance(tap, taps.ChooseLanguage) or (
                    isinstance(tap, taps.EarlierDocuments | taps.QueueAfter | taps.PushMissing | taps.ShowBoard)
                    and shown in (others, by_bot(olga.chat))
                ):
                    continue  # their own language, their own lists
                said = await pressed(stage, person, shown, tap)
                assert not any(secret in said for secret in SECRETS), (person.name, tap, said)
        assert await state_of(db) == before
        for chat, ids in zip(read, known, strict=True):
            assert not [one for one in unread(chat(), ids) if any(secret in one for secret in SECRETS)]
        assert not unread(read[0](), known[0])


async def test_every_command_of_a_desk_is_refused_to_everybody_else(stage: Stage, db: Database) -> None:
    ivan, olga, stranger = stage.client("Иван"), stage.client("Ольга"), stage.tg.person(5555, "Чужой")
    async with stage.bot(managers=managers()):
        topic = await stage.registered(ivan)
        await things_of(db, ivan)
        stage.group.add(stranger, olga, stage.petr)
        before, known = await state_of(db), {one.id for one in ivan.chat}
        shown = {one.id for one in [*topic.messages, *stage.group.general.messages]}
        typed = {"remind": "1м позвонить", "find": "Иван", "note": "тайна", "away": "3д", "waybill": "1", "t": "hello"}
        people: list[Person] = [stranger, olga, stage.petr]
        for command in desk_commands():
            line = f"/{command} {typed.get(command, '')}".strip()
            for person in people:
                for where in (stage.at(topic), {"chat": stage.group}):
                    await person.write(line, **where)
                    await person.send_photo(caption=line, **where)
        await stage.anna.write("/help", **stage.at(topic))
        await stage.until(lambda: any("/info" in one.text for one in topic.messages if one.from_bot))
        assert await state_of(db) == before
        assert {one.id for one in ivan.chat} == known
        told = [
            one.text
            for one in [*topic.messages, *stage.group.general.messages]
            if one.from_bot and one.id not in shown and "/info" not in one.text
        ]
        assert not [one for one in told if any(secret in one for secret in SECRETS)]


def test_every_kind_of_button_has_its_handler() -> None:
    """A button that is made somewhere is read somewhere, and no handler reads what no button carries."""
    read = {kind for room in build_dispatcher().sub_routers for kind in _pressed_in(room)}
    assert read == set(taps.KINDS.values())


def _pressed_in(router: Router) -> Iterator[type[taps.Tap]]:
    for handler in router.callback_query.handlers:
        for one in handler.filters or ():
            yield from getattr(one.callback, "kinds", ())
    for inner in router.sub_routers:
        yield from _pressed_in(inner)
