"""Random histories and restarts: every unfinished action has exactly one ringing card, no other has one."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from relay_bot.clocks.draft import Drafts
from relay_bot.config import Config
from relay_bot.db import client as clients
from relay_bot.db.draft import rows as drafts
from relay_bot.db.session import Database, Session
from relay_bot.domain.forms.draft import Draft, Filled
from relay_bot.domain.parsing.values import Description
from relay_bot.texts import Texts
from tests.integration.street import Street

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
CONFIG = Config.model_validate(
    {
        "managers": [
            {
                "key": key,
                "name": key,
                "tg_id": number,
                "phone": f"+7900000000{number}",
                "group_id": -1001000000000 - number,
            }
            for number, key in ((1, "anna"), (2, "petr"))
        ]
    }
)
CONTENT = Draft({"descr": Filled(Description("Станок токарный"))})


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    base = Database(database)
    await Street(base).open()
    yield base
    await base.close()


@dataclass
class Model:
    """What must have rung, kept beside the tables: draft → the client's last step, while it is open."""

    idle_since: dict[int, datetime] = field(default_factory=dict)
    rung: set[int] = field(default_factory=set)

    def swept(self, now: datetime) -> None:
        limit = CONFIG.timers.draft_abandoned
        self.rung |= {draft for draft, since in self.idle_since.items() if now - since >= limit}


@pytest.mark.parametrize("seed", range(12))
async def test_every_unfinished_action_rings_exactly_once(db: Database, seed: int) -> None:
    rng, now, model = random.Random(seed), START, Model()
    people = []
    async with db.transaction() as session:
        for number in range(4):
            client = await clients.arrive(session, 7000 + number, f"Клиент {number}", "")
            people.append(await clients.assigned(session, client.id, rng.choice(("anna", "petr"))))
    sweeps = [Drafts(db, lambda: CONFIG, Texts.load()) for _ in range(2)]
    for _ in range(60):
        now += timedelta(minutes=rng.choice((0, 1, 5, 16, 200)), seconds=rng.randrange(60))
        action = rng.choice(("begin", "begin", "step", "finish", "cancel", "sweep", "sweep both", "restart"))
        async with db.transaction() as session:
            await _act(session, rng, now, action, people[rng.randrange(4)].id, model)
        if action == "restart":  # another process begins with what the tables say
            sweeps[rng.randrange(2)] = Drafts(db, lambda: CONFIG, Texts.load())
        if action.startswith("sweep"):
            await _sweep(db, sweeps if action == "sweep both" else sweeps[:1], now)
            model.swept(now)
    await _sweep(db, sweeps, now)
    model.swept(now)
    async with db.transaction() as session:
        rows = await session.execute(text("SELECT once FROM outbox WHERE starts_with(once, 'draft:')"))
        assert sorted(rows.scalars()) == sorted(f"draft:{draft}" for draft in model.rung)


async def _sweep(db: Database, sweeps: list[Drafts], now: datetime) -> None:
    """At the same moment: the transactions are open together."""
    if len(sweeps) == 1:
        async with db.transaction() as session:
            await sweeps[0].sweep(session, now)
        return
    async with db.transaction() as one, db.transaction() as other:
        await sweeps[0].sweep(one, now)
        await sweeps[1].sweep(other, now)


async def _act(session: Session, rng: random.Random, now: datetime, action: str, client: int, model: Model) -> None:
    form = rng.choice(("waybill", "claim"))
    found = await drafts.open_of(session, client, form)
    if action == "begin":
        if found is not None:
            model.idle_since.pop(found.id, None)
        fresh = await drafts.begin(session, client, form, CONTENT, now)
        model.idle_since[fresh.id] = now
    elif found is not None and action == "step":
        await drafts.keep(session, found.id, CONTENT, now)
        model.idle_since[found.id] = now
    elif found is not None and action in ("finish", "cancel"):
        await drafts.finish(session, found.id, "done" if action == "finish" else "cancelled", now)
        model.idle_since.pop(found.id, None)
