"""Plain values that the unit tests start from: a claimed row and its place, a configuration, a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from relay_bot.config import Config
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Row, Text
from relay_bot.domain.work import (
    BoardTopic,
    BotItself,
    CardAt,
    ClientChat,
    ClientTopic,
    DeskState,
    FormerTopic,
    Lease,
    OtherChat,
    Person,
    Place,
    StandingCard,
    TopicState,
    Work,
)
from relay_bot.texts import Texts

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
GROUP = -1001000000010
THREAD = 77
RU = Texts.load().lang("ru")

MANAGER = {"key": "anna", "name": "Анна", "tg_id": 10, "phone": "+79000000010", "group_id": GROUP}
CLIENT = Person(5, 5005, "Иван Петров", "ООО Вектор", "+79001234567", "ivan", "Казань", NOW)
DESK = DeskState("anna", GROUP)
WORDS = Text("привет")


def config(**tables: Any) -> Config:
    return Config.model_validate({"managers": [MANAGER], **tables})


def work(place: Place, row: Row = WORDS, **values: Any) -> Work:
    """A claimed row to `place`, of Anna's desk if it is at one."""
    key = _key(place)
    desk = None if isinstance(place, ClientChat | OtherChat | BotItself) else DESK
    made = Work(Lease(1, 1, NOW, 1), Address(key, desk and desk.key), place, row, desk=desk)
    return replace(made, **values)


def _key(place: Place) -> str:
    match place:
        case ClientChat(person=person):
            return f"client:{person.id}"
        case ClientTopic(person=person):
            return f"topic:{person.id}"
        case BoardTopic(board=board):
            return f"board:anna:{board}"
        case FormerTopic():
            return f"former:5:{THREAD}:{GROUP}"
        case StandingCard():
            return "card:call:17"
        case OtherChat(chat_id=chat_id):
            return f"chat:{chat_id}"
        case BotItself():
            return "bot"


def topic(name: str = "ООО Вектор · Казань", **values: Any) -> TopicState:
    """A topic as the database knows it: made, open, called as it should be."""
    return replace(TopicState(GROUP, THREAD, name), **values)


def pin(**values: Any) -> CardAt:
    """The card that stands first in that topic, pinned."""
    return replace(CardAt(GROUP, THREAD, 900, True), **values)
