"""Plain values that the unit tests start from: a claimed row, a configuration, a moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from relay_bot.config import Config
from relay_bot.db.outbox import Work
from relay_bot.texts import Texts

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
GROUP = -1001000000010
THREAD = 77
RU = Texts.load().lang("ru")

MANAGER = {"key": "anna", "name": "Анна", "tg_id": 10, "phone": "+79000000010", "group_id": GROUP}
CLIENT = {
    "id": 5,
    "tg_id": 5005,
    "phone": "+79001234567",
    "name": "Иван Петров",
    "company": "ООО Вектор",
    "city": "Казань",
    "username": "ivan",
    "since": NOW.isoformat(),
    "reported": False,
    "waybills": 0,
    "claims": 0,
}


def config(**tables: Any) -> Config:
    return Config.model_validate({"managers": [MANAGER], **tables})


def work(address: str = "topic:5", **values: Any) -> Work:
    """A claimed row of a lane; whatever is not given is not there yet."""
    private = address.split(":")[0] in ("client", "chat", "bot")
    known: dict[str, Any] = {
        "lane_id": 1,
        "lease": 1,
        "claimed_at": NOW,
        "address": address,
        "desk": None if private else "anna",
        "row_id": 1,
        "kind": "text",
        "payload": {"html": "привет"},
        "attempts": 0,
        "card_key": None,
        "push_key": None,
        "desk_state": None if private else {"group_id": GROUP, "rights": None, "manager_started_at": None},
        "trouble": None,
        "client": CLIENT if address.split(":")[0] in ("client", "topic") else None,
        "topic": None,
        "pin": None,
        "card": None,
        "relay": None,
    }
    return Work(**known | values)


def topic(name: str = "ООО Вектор · Казань", **values: Any) -> dict[str, Any]:
    """A topic as the database knows it: made, open, called as it should be."""
    return {"group_id": GROUP, "thread_id": THREAD, "name": name, "state": "ok", "creating_since": None} | values


def pin(**values: Any) -> dict[str, Any]:
    """The pinned card of that topic."""
    return {"chat_id": GROUP, "thread_id": THREAD, "message_id": 900, "pinned": True} | values
