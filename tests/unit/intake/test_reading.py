"""Updates that this aiogram can't read as a whole: as much as possible is read, never something else."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot
from aiogram.enums import ContentType
from pydantic import ValidationError

from relay_bot.intake.reading import read

BOT = Bot("4200000001:AA-test-test-test-test-test-test-test")
ME = {"id": 4200000001, "is_bot": True, "first_name": "Бот"}
IVAN = {"id": 7001, "is_bot": False, "first_name": "Иван"}
CHAT = {"id": 7001, "type": "private", "first_name": "Иван"}
MESSAGE: dict[str, Any] = {"message_id": 5, "date": 1764000000, "chat": CHAT, "from": IVAN, "text": "привет"}
GROUP = {"id": -1001000000010, "type": "supergroup", "title": "Анна"}
ADMINISTRATOR = {"user": ME, "status": "administrator", "can_be_edited": False, "can_manage_topics": True}


def update(**message: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": MESSAGE | message}


BROKEN = {
    "forward_origin": {"type": "hidden_user", "date": 1764000000},
    "external_reply": {"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}, "story": {}},
    "quote": {"position": "start"},
    "entities": [{"type": "bold"}],
    "via_bot": {"id": "who"},
    "sender_business_bot": 7,
}


@pytest.mark.parametrize("field", sorted(BROKEN))
def test_what_can_not_be_read_is_left_out_and_the_message_is_there(field: str) -> None:
    message = read(update(**{field: BROKEN[field]}), BOT).message
    assert message is not None and message.text == "привет" and message.message_id == 5


@pytest.mark.parametrize("field", sorted(BROKEN))
def test_an_edit_is_read_as_a_message_is(field: str) -> None:
    message = read({"update_id": 1, "edited_message": MESSAGE | {field: BROKEN[field]}}, BOT).edited_message
    assert message is not None and message.text == "привет"


def test_what_is_left_out_takes_nothing_of_the_same_name_with_it() -> None:
    """Two faults in the answered message of another chat, one of them in its photo."""
    strange = {"origin": {"type": "hidden_user", "date": "x"}, "photo": [{}], "contact": {}}
    photo = [{"file_id": "A", "file_unique_id": "a", "width": 1, "height": 1}]
    message = read(update(photo=photo, external_reply=strange), BOT).message
    assert message is not None and message.photo is not None and message.text == "привет"


def test_reactions_of_a_kind_that_nobody_knows_are_none() -> None:
    heart, strange = {"type": "emoji", "emoji": "❤"}, {"type": "hologram"}
    raw = {"chat": CHAT, "message_id": 5, "user": IVAN, "date": 1764000000, "old_reaction": [strange]}
    reacted = read({"update_id": 1, "message_reaction": raw | {"new_reaction": [strange, heart, strange]}}, BOT)
    event = reacted.message_reaction
    assert event is not None and [one.type for one in event.new_reaction] == ["emoji"] and not event.old_reaction


def test_several_things_that_can_not_be_read_are_all_left_out() -> None:
    message = read(update(**BROKEN), BOT).message
    assert message is not None and message.text == "привет" and message.forward_origin is None


def test_a_content_that_can_not_be_read_is_an_unknown_one() -> None:
    raw = update(poll={"question": "?"})
    del raw["message"]["text"]
    message = read(raw, BOT).message
    assert message is not None and message.content_type == ContentType.UNKNOWN


def test_an_answered_message_keeps_its_id_though_something_in_it_can_not_be_read() -> None:
    answered = MESSAGE | {"message_id": 4, "forward_origin": BROKEN["forward_origin"]}
    message = read(update(reply_to_message=answered), BOT).message
    assert message is not None and message.reply_to_message is not None
    assert message.reply_to_message.message_id == 4


def test_an_answered_message_that_can_not_be_read_at_all_is_left_out() -> None:
    message = read(update(reply_to_message={"message_id": "no"}), BOT).message
    assert message is not None and message.text == "привет" and message.reply_to_message is None


def test_a_button_below_a_message_that_can_not_be_read_can_be_pressed() -> None:
    below = MESSAGE | {"external_reply": BROKEN["external_reply"]}
    query = {"id": "1", "from": IVAN, "chat_instance": "1", "data": "x", "message": below}
    assert read({"update_id": 1, "callback_query": query}, BOT).callback_query is not None


def test_a_membership_without_a_right_lacks_it() -> None:
    changed = {
        "chat": GROUP,
        "from": IVAN,
        "date": 1764000000,
        "old_chat_member": {"user": ME, "status": "left"},
        "new_chat_member": ADMINISTRATOR,
    }
    event = read({"update_id": 1, "my_chat_member": changed}, BOT).my_chat_member
    assert event is not None and event.new_chat_member.status == "administrator"
    rights = event.new_chat_member.model_dump()
    assert rights["can_manage_topics"] is True and rights["can_delete_messages"] is False


@pytest.mark.parametrize("broken", [{"message_id": "no number"}, {"date": "yesterday"}, {"chat": {}}])
def test_a_message_that_would_be_misread_is_not_read(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        read(update(**broken), BOT)
