"""The whole bot on the sandbox: one desk of Anna's, one of Petr's, an admin, and clients as they come."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from relay_bot import app
from relay_bot.clocks import document as printer
from relay_bot.config import Config
from relay_bot.paper.press import Press
from relay_bot.sandbox import Group, Limits, Person, Sandbox, Topic

ADMIN_ID, ANNA_ID, PETR_ID = 100000001, 100000010, 100000011
ANNA_GROUP, PETR_GROUP = -1001000000010, -1001000000011
PATIENCE_S = 90
"""How long a condition may take on the slowest machine: it decides a test only when what it waits for never comes."""

UNLIMITED = {"group_messages": 100_000, "chat_interval": "1s", "chat_burst": 100_000, "total_per_second": 100_000}

ALWAYS = {
    "workdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    "hours": "00:00-23:59",
    "holidays": [],
    "digest": "",
}
"""Somebody is at work whenever the tests run."""


def first(found: Iterable[Any]) -> Any:
    """For conditions: the first one, or None ("not yet")."""
    return next(iter(found), None)


class Stage:
    """A local Telegram with its people, and bots that can be started on it."""

    def __init__(self, tg: Sandbox, database: str) -> None:
        self.tg = tg
        self.database = database
        self.admin = tg.person(ADMIN_ID, "Ольга", role="admin")
        self.anna = tg.person(ANNA_ID, "Анна", last_name="Смирнова", phone="+79000000010", role="manager")
        self.petr = tg.person(PETR_ID, "Пётр", last_name="Волков", phone="+79000000011", role="manager")
        self.group = tg.group(ANNA_GROUP, "Анна · клиенты", owner=self.anna)
        self.petr_group = tg.group(PETR_GROUP, "Пётр · клиенты", owner=self.petr)
        self._ids = iter(range(7001, 9000))

    def client(self, name: str = "Иван", phone: str | None = None) -> Person:
        number = next(self._ids)
        return self.tg.person(number, name, phone=phone or f"+7900123{number}")

    def config(self, **tables: Any) -> Config:
        """The test's config.toml: two managers, no limits unless the test sets some."""
        telegram = {
            "token": self.tg.token,
            "api_url": self.tg.url,
            "admins": [ADMIN_ID],
            "limits": UNLIMITED,
            **tables.pop("telegram", {}),
        }
        managers = tables.pop("managers", None) or [
            _manager("anna", "Анна Смирнова", ANNA_ID, ANNA_GROUP, "ANNA26", substitute="petr"),
            _manager("petr", "Пётр Волков", PETR_ID, PETR_GROUP, "PETR26"),
        ]
        return Config.model_validate(
            {
                "telegram": telegram,
                "database": {"url": self.database},
                "managers": managers,
                "schedule": ALWAYS,
                "features": {"voice": False, "ocr": False},  # models need seconds to load: test_recordings.py has them
                **tables,
            }
        )

    @contextlib.asynccontextmanager
    async def bot(self, **tables: Any) -> AsyncIterator[None]:
        """One bot process in this one; several at once share the database."""
        async with app.running(self.config(**tables)) as tasks:
            yield
            for task in tasks:
                if task.done():
                    task.result()

    async def registered(self, client: Person, invite: str = "m_ANNA26") -> Topic:
        """Walk `client` through the door; returns their topic."""
        await client.start(invite)
        await self.tg.wait(lambda: client.chat.keyboard, what="the share-phone button")
        await client.share_contact()
        return await self.topic_of(client)

    def at(self, topic: Topic) -> dict[str, Any]:
        """Where a manager writes: `await stage.anna.write("…", **stage.at(topic))`."""
        return {"chat": self.tg.group(topic.record.chat_id), "topic": topic}

    async def topic_of(self, client: Person, group: Group | None = None) -> Topic:
        where = group or self.group
        name = client.name
        found = await self.tg.wait(
            lambda: next((t for t in where.topics if t.name == name and t.pinned), None),
            timeout=PATIENCE_S,
            what=f"a topic for {name}",
        )
        return found  # type: ignore[no-any-return]

    async def until(
        self,
        condition: Callable[[], Any],
        what: str = "the condition",
        timeout: float = PATIENCE_S,  # noqa: ASYNC109
    ) -> Any:
        return await self.tg.wait(condition, timeout=timeout, what=what)


def _manager(key: str, name: str, tg_id: int, group_id: int, invite: str, **more: Any) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "tg_id": tg_id,
        "phone": f"+7{9_000_000_000 + tg_id % 100}",
        "group_id": group_id,
        "invite": invite,
        **more,
    }


class HandedOn(Press):
    """A press that one bot leaves to the next: its workers need seconds to start."""

    async def close(self) -> None:
        """The bot goes, the workers stay."""

    async def end(self) -> None:
        await super().close()


@pytest.fixture(scope="session")
async def presses() -> AsyncIterator[dict[tuple[Path, Path | None], HandedOn]]:
    """By template and logo."""
    known: dict[tuple[Path, Path | None], HandedOn] = {}
    yield known
    for press in known.values():
        await press.end()


@pytest.fixture
async def stage(
    database: str, presses: dict[tuple[Path, Path | None], HandedOn], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Stage]:
    def press(*papers: Any) -> Press:
        return presses.setdefault(papers, HandedOn(*papers))

    monkeypatch.setattr(printer, "Press", press)
    async with Sandbox(limits=Limits(enabled=False), self_check=True) as tg:
        yield Stage(tg, database)
        assert not tg.problems
