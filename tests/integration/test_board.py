"""The live board against the tables: right after every step of a random history, and edited for nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from relay_bot.clocks.board import Boards
from relay_bot.config import Config
from relay_bot.db import card as cards
from relay_bot.db.board import Person
from relay_bot.db.row import card_from_json
from relay_bot.db.session import Database, Session
from relay_bot.domain import schedule
from relay_bot.texts import Texts
from relay_bot.views import board
from relay_bot.views.board import Called, Look, Overview, Waits
from tests.integration.street import Street
from tests.integration.writing import newcomer, write

CONFIG = Config.model_validate(
    {"managers": [{"key": "anna", "name": "Анна", "tg_id": 10, "phone": "+79000000010", "group_id": -1001000000010}]}
)
START = datetime(2026, 11, 24, 9, tzinfo=UTC)
STEPS = ("writes", "is_answered", "calls", "is_taken", "claims", "is_decided", "drafts", "finishes", "nothing")


@dataclass
class Model:
    """What a manager would know who had watched everything: per client, since when."""

    waiting: dict[int, datetime] = field(default_factory=dict)
    calls: dict[int, datetime] = field(default_factory=dict)
    claims: dict[int, str] = field(default_factory=dict)
    drafts: dict[int, datetime] = field(default_factory=dict)

    def overview(self) -> Overview:
        def oldest(rows: dict[int, datetime]) -> list[tuple[Any, datetime]]:
            return [(_person(client), at) for client, at in sorted(rows.items(), key=lambda row: (row[1], row[0]))]

        claims = [(_person(client), number, date(2026, 12, 24)) for client, number in self.claims.items()]
        drafts = [(person, "waybill", at) for person, at in reversed(oldest(self.drafts))]
        calls = [Called(*one) for one in oldest(self.calls)]
        return Overview(calls, [Waits(*one) for one in oldest(self.waiting)], claims, drafts)


def _person(client: int) -> Person:
    return Person(client, "К", "", "", None, None)


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from(STEPS)), max_size=9))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_board_says_what_happened(street: Street, history: list[tuple[int, str]]) -> None:
    street.loop.run_until_complete(_follow(street.db, history))


async def _follow(db: Database, history: list[tuple[int, str]]) -> None:
    boards, model, now, last = Boards(db, lambda: CONFIG, Texts.load(), 1, "bot"), Model(), START, ""
    async with db.transaction() as session:
        for table in ("outbox", "lanes", "cards", "calls", "claims", "drafts", "messages", "clients"):
            await session.execute(text(f"DELETE FROM {table}"))
        people = [await newcomer(session, "anna", n) for n in range(3)]
        for number, (who, step) in enumerate(history):
            await _take(session, model, people[who], number, step, now)
            now += timedelta(seconds=61)
            await boards.refresh(session, "anna", now)
            sent = await _delivered(session, now)
            look = Look(Texts.load().lang("ru"), CONFIG, schedule.of(CONFIG, CONFIG.managers[0]), now)
            expected = str(board.draw(look, model.overview()))
            assert sent is None or sent.partition("\n\n")[2] == expected
            assert (sent is not None) == (expected != last)
            last = expected


async def _take(session: Session, model: Model, client: int, number: int, step: str, at: datetime) -> None:
    """One thing happens to one client, in the tables and in the model."""
    about = {"client": client, "at": at, "number": f"П-{number:04}"}
    if step == "writes":
        await write(session, number, client, "client", at)
        model.waiting.setdefault(client, at)
    elif step == "is_answered":
        await write(session, number, client, "desk", at)
        model.waiting.pop(client, None)
    elif step == "calls" and client not in model.calls:
        await session.execute(text("UPDATE calls SET finished_at = :at WHERE client_id = :client"), about)
        await session.execute(text("INSERT INTO calls (client_id, called_at) VALUES (:client, :at)"), about)
        model.calls[client] = at
    elif step == "is_taken":
        await session.execute(text("UPDATE calls SET taken_at = :at WHERE client_id = :client"), about)
        model.calls.pop(client, None)
    elif step == "claims" and client not in model.claims:
        await session.execute(_CLAIM, about)
        model.claims[client] = about["number"]
    elif step == "is_decided":
        await session.execute(text("UPDATE claims SET status = 'approved' WHERE client_id = :client"), about)
        model.claims.pop(client, None)
    elif step == "drafts" and client not in model.drafts:
        await session.execute(_DRAFT, about)
        model.drafts[client] = at
    elif step == "finishes":
        await session.execute(text("UPDATE drafts SET state = 'done' WHERE client_id = :client"), about)
        model.drafts.pop(client, None)


_DRAFT = text(
    "INSERT INTO drafts (client_id, form, content, started_at, touched_at) VALUES (:client, 'waybill', '{}', :at, :at)"
)
_CLAIM = text("""
WITH draft AS (
    INSERT INTO drafts (client_id, form, state, content, started_at, touched_at)
    VALUES (:client, 'claim', 'done', '{}', :at, :at) RETURNING id)
INSERT INTO claims (number, client_id, draft_id, waybill_text, story, email, received_at, due_on)
SELECT :number, :client, id, '1', 'бой', 'a@example.org', :at, '2026-12-24' FROM draft
""")


async def _delivered(session: Session, now: datetime) -> str | None:
    """What was enqueued for the board is shown now; None: nothing was."""
    row = await session.execute(text("SELECT payload FROM outbox WHERE card = 'live:anna'"))
    payload = row.scalar_one_or_none()
    if payload is not None:
        await cards.posted(session, "live:anna", -1001000000010, 0, 7, card_from_json(payload))
        shown = json.dumps({"shown_at": now.isoformat()})
        await session.execute(
            text("UPDATE cards SET pinned = true, payload = payload || CAST(:shown AS jsonb)"), {"shown": shown}
        )
    await session.execute(text("DELETE FROM outbox"))
    return None if payload is None else str(payload["html"])


async def test_a_call_card_is_edited_by_one_process_and_few_of_them_in_a_minute(street: Street) -> None:
    boards = Boards(street.db, lambda: CONFIG, Texts.load(), 1, "bot")
    async with street.db.transaction() as session:
        for n in range(10):
            client = await newcomer(session, "anna", n)
            await session.execute(
                text("INSERT INTO calls (client_id, called_at) VALUES (:client, :at)"), {"client": client, "at": START}
            )
        await session.execute(
            text(
                "INSERT INTO cards (key, chat_id, message_id, payload) "
                "SELECT 'call:' || id, 1, id, '{\"html\": \"\"}' FROM calls"
            )
        )
    async with street.db.transaction() as session:
        await boards.refresh(session, "anna", START + timedelta(minutes=3))
        async with street.db.transaction() as other:  # another process at the same moment
            await boards.refresh(other, "anna", START + timedelta(minutes=3))
    rows = await street.ask("SELECT count(*) FROM outbox WHERE card LIKE 'call:%' AND priority = 3")
    assert rows == 4
