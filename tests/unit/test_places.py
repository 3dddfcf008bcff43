"""Where a claimed row goes, and what must be made there first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from relay_bot.db.topic import ADOPT_WITHIN
from relay_bot.delivery.places import (
    POSTED_TRIES,
    REFRESH_TRIES,
    Action,
    Chat,
    CloseTopic,
    CreateTopic,
    EditCard,
    Nothing,
    PinPost,
    PostElsewhere,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SayFarewell,
    SendRow,
    Wait,
    decide_action,
)
from tests.unit.rows import CLIENT, GROUP, NOW, RU, THREAD, config, pin, topic, work

TOPIC = Chat(GROUP, THREAD)


def decided(address: str = "topic:5", **values: Any) -> Action:
    return decide_action(work(address, **values), config(), RU, NOW)


@pytest.mark.parametrize(
    ("address", "chat_id"), [("client:5", CLIENT["tg_id"]), ("chat:100", 100), ("chat:-55", -55), ("bot", 0)]
)
def test_a_private_row_goes_straight_to_its_chat(address: str, chat_id: int) -> None:
    assert decided(address) == SendRow(Chat(chat_id))


def test_a_missing_topic_is_made_then_its_card_then_the_pin_then_the_row_goes() -> None:
    assert isinstance(decided(), CreateTopic)
    assert isinstance(decided(topic=topic()), PostPin)
    assert decided(topic=topic(), pin=pin(pinned=None)) == PinPost(TOPIC, 900)
    assert decided(topic=topic(), pin=pin()) == SendRow(TOPIC)


def test_a_new_topic_is_called_after_the_client() -> None:
    assert decided() == CreateTopic(Chat(GROUP), "ООО Вектор · Казань", "💬")


def test_a_pin_that_the_bot_may_not_set_holds_up_nothing() -> None:
    assert decided(topic=topic(), pin=pin(pinned=False)) == SendRow(TOPIC)


def test_a_creation_without_an_answer_is_waited_for_before_it_is_repeated() -> None:
    asked = NOW - timedelta(seconds=1)
    waiting = topic(thread_id=None, group_id=None, creating_since=asked.isoformat())
    assert decided(topic=waiting) == Wait(asked + ADOPT_WITHIN, "waiting to see whether the topic was made")
    late = topic(thread_id=None, group_id=None, creating_since=(NOW - ADOPT_WITHIN).isoformat())
    assert isinstance(decided(topic=late), CreateTopic)


def test_a_closed_topic_is_reopened_before_anything_else() -> None:
    assert decided(topic=topic("старое имя", state="closed")) == ReopenTopic(TOPIC)


def test_a_topic_that_seems_gone_is_probed_with_its_own_name() -> None:
    assert decided(topic=topic(state="suspect"), pin=pin()) == RenameTopic(TOPIC, "ООО Вектор · Казань")


def test_a_topic_is_renamed_when_its_client_is_called_otherwise_now() -> None:
    assert decided(topic=topic("Иван"), pin=pin()) == RenameTopic(TOPIC, "ООО Вектор · Казань")


def test_a_group_with_another_id_gets_a_new_topic() -> None:
    moved = {"group_id": -1001000000099, "rights": None, "manager_started_at": None}
    assert decided(topic=topic(), pin=pin(), desk_state=moved) == CreateTopic(
        Chat(-1001000000099), "ООО Вектор · Казань", "💬"
    )


def test_a_card_in_a_former_topic_is_posted_anew() -> None:
    assert isinstance(decided(topic=topic(), pin=pin(thread_id=12)), PostPin)


def test_a_desk_without_a_group_waits() -> None:
    nowhere = {"group_id": None, "rights": None, "manager_started_at": None}
    assert decided(desk_state=nowhere) == Wait(NOW + timedelta(minutes=1), "desk has no group")


def test_general_is_never_created_only_renamed_and_its_checklist_not_pinned() -> None:
    general = "board:anna:general"
    assert decided(general, kind="ensure", payload={}) == RenameTopic(Chat(GROUP), "📊 Сводка")
    named = topic("📊 Сводка", thread_id=0)
    assert isinstance(decided(general, kind="ensure", payload={}, topic=named), PostPin)
    posted = pin(thread_id=0, pinned=None)
    assert decided(general, kind="ensure", payload={}, topic=named, pin=posted) == Nothing()
    assert decided(general, topic=named, pin=posted) == SendRow(Chat(GROUP))


def test_a_board_that_stands_is_probed_once_and_then_left_alone() -> None:
    board = {"topic": topic("🔔 Вызовы"), "pin": pin()}
    assert decided("board:anna:calls", kind="ensure", payload={}, **board) == RenameTopic(TOPIC, "🔔 Вызовы")
    assert decided("board:anna:calls", kind="ensure", payload={"probed": True}, **board) == Nothing()


def test_a_card_is_edited_where_it_stands() -> None:
    card = {"chat_id": GROUP, "thread_id": THREAD, "message_id": 31, "pinned": None}
    assert decided("card:call:17", kind="card", card_key="call:17", card=card) == EditCard(Chat(GROUP), 31)


def test_an_edit_waits_for_the_card_that_is_being_sent() -> None:
    found = decided("card:call:17", kind="card", card_key="call:17")
    assert isinstance(found, Wait) and found.until > NOW


@pytest.mark.parametrize("card", [None, {"chat_id": -1, "thread_id": THREAD, "message_id": 31, "pinned": None}])
def test_an_edit_of_a_card_that_is_nowhere_in_the_group_posts_it_anew(card: dict[str, object] | None) -> None:
    edit = {"kind": "card", "card_key": "call:17", "card": card, "attempts": POSTED_TRIES}
    assert decided("card:call:17", payload={"board": "calls"}, **edit) == PostElsewhere()
    assert decided("card:call:17", payload={}, **edit) == Nothing()


def test_a_refresh_waits_a_little_for_its_card_and_then_gives_up() -> None:
    first = decided("card:board:anna:general", kind="refresh", payload={})
    assert isinstance(first, Wait) and first.until > NOW
    assert decided("card:board:anna:general", kind="refresh", payload={}, attempts=REFRESH_TRIES) == Nothing()


def test_a_refresh_shows_what_the_bot_sees_now() -> None:
    seen = {"group_id": GROUP, "rights": {"status": "creator"}, "manager_started_at": NOW.isoformat()}
    edit = decided("card:board:anna:general", kind="refresh", payload={}, desk_state=seen, pin=pin(thread_id=0))
    assert isinstance(edit, EditCard) and edit.message_id == 900
    assert edit.html is not None and "❌" not in edit.html


def test_hostile_names_are_escaped_in_the_card_and_plain_in_the_name_of_the_topic() -> None:
    hostile = CLIENT | {"name": "<b>Вася</b>", "company": "<script>", "city": "A&B", "username": '"><i>'}
    card = decided(client=hostile, topic=topic("<script> · A&B"))
    assert isinstance(card, PostPin)
    assert "&lt;b&gt;Вася&lt;/b&gt;" in card.html and "&lt;script&gt;" in card.html and "A&amp;B" in card.html
    assert not any(tag in card.html for tag in ("<script>", "<b>Вася", "<i>\n"))
    created = decided(client=hostile)
    assert isinstance(created, CreateTopic) and created.name == "<script> · A&B"


def test_a_former_topic_is_written_to_and_closed_and_never_made_renamed_or_reopened() -> None:
    there = {"address": "former:5:77:1", "topic": topic("how it was called", state="closed"), "client": None}
    assert decided(**there) == SendRow(Chat(GROUP, THREAD))
    assert decided(**there, kind="close", payload={}) == CloseTopic(Chat(GROUP, THREAD))
    assert decided("former:5:77:1", client=None, topic=None) == Nothing()
    assert decided("former:5:77:1", client=None, topic=topic(group_id=-1)) == Nothing()


def test_farewell_is_said_once_the_new_topic_is_there() -> None:
    assert isinstance(decided(kind="farewell", payload={}), CreateTopic)
    assert decided(kind="farewell", payload={}, topic=topic(), pin=pin()) == SayFarewell()
