"""Which lane an update belongs to: one private chat, one topic, or its sender."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relay_bot.intake.lanes import is_plain, lane_of

USER = {"id": 5005, "is_bot": False, "first_name": "Иван"}
PRIVATE = {"id": 5005, "type": "private"}
GROUP = {"id": -1001000000010, "type": "supergroup", "is_forum": True}
TOPIC = {"chat": GROUP, "from": USER, "message_id": 9, "message_thread_id": 77, "is_topic_message": True}


def lane(kind: str, body: Any) -> str:
    return lane_of({"update_id": 1, kind: body})


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_a_private_chat_is_a_lane_and_so_is_a_topic(kind: str) -> None:
    assert lane(kind, {"chat": PRIVATE, "from": USER, "text": "привет"}) == "5005"
    assert lane(kind, TOPIC) == "-1001000000010:77"


def test_general_is_the_lane_of_the_group() -> None:
    assert lane("message", {"chat": GROUP, "from": USER}) == "-1001000000010"


def test_a_reply_chain_outside_topics_is_no_lane_of_its_own() -> None:
    assert lane("message", {"chat": GROUP, "from": USER, "message_thread_id": 12}) == "-1001000000010"


def test_a_button_belongs_to_the_chat_of_its_message() -> None:
    assert lane("callback_query", {"id": "1", "from": USER, "message": TOPIC}) == "-1001000000010:77"
    private = {"chat": PRIVATE, "message_id": 3, "date": 0}
    assert lane("callback_query", {"id": "1", "from": USER, "message": private}) == "5005"


def test_a_button_of_an_inline_message_belongs_to_who_pressed_it() -> None:
    assert lane("callback_query", {"id": "1", "from": USER, "inline_message_id": "x"}) == "user:5005"


@pytest.mark.parametrize("kind", ["my_chat_member", "chat_member"])
def test_a_change_of_membership_belongs_to_its_chat(kind: str) -> None:
    assert lane(kind, {"chat": GROUP, "from": USER, "new_chat_member": {}}) == "-1001000000010"
    assert lane(kind, {"chat": PRIVATE, "from": USER, "new_chat_member": {}}) == "5005"


def test_a_reaction_belongs_to_its_chat() -> None:
    assert lane("message_reaction", {"chat": GROUP, "message_id": 9, "user": USER}) == "-1001000000010"


def test_an_update_without_a_chat_belongs_to_its_sender() -> None:
    assert lane("inline_query", {"id": "1", "from": USER, "query": ""}) == "user:5005"
    assert lane("poll", {"id": "1", "question": "?"}) == "other"
    assert lane_of({"update_id": 1}) == "other"


def plain(**message: Any) -> bool:
    return is_plain({"update_id": 1, "message": TOPIC | message})


def test_what_people_say_in_a_conversation_is_plain() -> None:
    assert plain(text="Где груз?")
    assert plain(text="// перезвонить в пять")
    assert plain(photo=[], caption="Вот он")
    assert plain(voice={})


def test_what_may_lock_more_than_its_client_is_not_plain() -> None:
    assert not plain(text="/start m_ANNA26")
    assert not plain(caption="/done", photo=[])
    assert not plain(contact={})
    assert not plain(photo=[], media_group_id="5")
    assert not plain(forum_topic_created={})
    assert not is_plain({"update_id": 1, "callback_query": {"id": "1", "message": TOPIC | {"text": "Меню"}}})
    assert not is_plain({"update_id": 1, "edited_message": TOPIC | {"text": "Где груз?"}})


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["message", "chat", "from", "id", "message_thread_id", "is_topic_message"])
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "what_is_this"]), _json, max_size=3))
def test_no_update_breaks_the_intake(update: dict[str, Any]) -> None:
    """One that did would be asked for again and again, and nothing after it would ever be heard."""
    assert lane_of(update)
    assert is_plain(update) in (True, False)
