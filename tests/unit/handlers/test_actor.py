"""Who sent an update and where, from its raw JSON."""

from __future__ import annotations

from typing import Any

import pytest

from relay_bot.domain.who import Actor
from relay_bot.handlers.actor import actor_of

IVAN = {"id": 7, "first_name": "Иван", "last_name": "Петров", "username": "ivan"}
GROUP = {"id": -100, "type": "supergroup"}


def test_a_message_in_a_topic() -> None:
    body = {"from": IVAN, "chat": GROUP, "message_thread_id": 12, "is_topic_message": True}
    assert actor_of({"update_id": 1, "message": body}) == Actor(7, "Иван Петров", "ivan", -100, "group", 12)


def test_a_pressed_button_is_where_its_message_is() -> None:
    message = {"from": {"id": 1}, "chat": GROUP, "message_thread_id": 12}
    assert actor_of({"callback_query": {"from": IVAN, "message": message}}).thread_id is None
    assert actor_of({"callback_query": {"from": IVAN, "message": message}}).person_id == 7


def test_membership_in_private() -> None:
    body = {"from": {"id": 7, "first_name": "И"}, "chat": {"id": 7, "type": "private"}}
    assert actor_of({"my_chat_member": body}) == Actor(7, "И", "", 7, "private")


@pytest.mark.parametrize(
    "update",
    [{}, {"update_id": 1}, {"poll": None}, {"message": {"from": "x", "chat": 5}}, {"channel_post": {"chat": {}}}],
)
def test_whatever_is_missing_raises_nothing(update: dict[str, Any]) -> None:
    assert actor_of(update).chat == "other"


@pytest.mark.parametrize(("username", "name"), [("ivan", "ivan"), (None, "id7")])
def test_who_has_a_name_that_nobody_can_see_is_called_what_telegram_calls_them(username: str | None, name: str) -> None:
    sender = {"id": 7, "first_name": "\u3164", "last_name": "\u2800", "username": username}
    assert actor_of({"message": {"from": sender, "chat": {"id": 7, "type": "private"}}}).name == name
