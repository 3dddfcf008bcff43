"""Where a claimed row goes, and what must be made there first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from relay_bot.db.topic import ADOPT_WITHIN
from relay_bot.delivery.action import (
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
    SendPaper,
    SendRow,
    SendUpload,
    Wait,
)
from relay_bot.delivery.places import decide_action
from relay_bot.delivery.standing import POSTED_TRIES, REFRESH_TRIES
from relay_bot.domain.outgoing import Callback, Card, Close, Document, Ensure, Farewell, Pin, Refresh, Row, Upload
from relay_bot.domain.work import (
    BoardTopic,
    BotItself,
    CardAt,
    ClientChat,
    ClientTopic,
    DeskState,
    FormerTopic,
    OtherChat,
    Place,
    StandingCard,
    TopicState,
)
from relay_bot.views.topic import notice
from tests.unit.delivery.rows import CLIENT, DESK, GROUP, NOW, RU, THREAD, WORDS, config, pin, topic, work

TOPIC = Chat(GROUP, THREAD)
CARD_AT = CardAt(GROUP, THREAD, 31)


def decided(place: Place, row: Row = WORDS, **values: Any) -> Action:
    return decide_action(work(place, row, **values), config(), RU, NOW)


def at_topic(made: TopicState | None = None, pinned: CardAt | None = None, row: Row = WORDS, **values: Any) -> Action:
    """What is done for a row to the client's topic."""
    return decided(ClientTopic(CLIENT, made, pinned), row, **values)


@pytest.mark.parametrize(
    ("place", "chat_id"),
    [(ClientChat(CLIENT), CLIENT.tg_id), (OtherChat(100), 100), (OtherChat(-55), -55), (BotItself(), 0)],
)
def test_a_private_row_goes_straight_to_its_chat(place: Place, chat_id: int) -> None:
    assert decided(place) == SendRow(Chat(chat_id), WORDS)


def test_rows_with_files_are_sent_with_them() -> None:
    document, upload = Document(7, "7.pdf", "№ 7"), Upload(3)
    assert decided(ClientChat(CLIENT), document) == SendPaper(Chat(CLIENT.tg_id), document)
    assert at_topic(topic(), pin(), upload) == SendUpload(TOPIC, upload)


def test_a_missing_topic_is_made_then_its_card_then_the_pin_then_the_row_goes() -> None:
    assert isinstance(at_topic(), CreateTopic)
    assert isinstance(at_topic(topic()), PostPin)
    assert at_topic(topic(), pin(pinned=None)) == PinPost(TOPIC, 900)
    assert at_topic(topic(), pin()) == SendRow(TOPIC, notice(WORDS))


def test_a_new_topic_is_called_after_the_client() -> None:
    assert at_topic() == CreateTopic(Chat(GROUP), "ООО Вектор · Казань", "💬")


def test_a_pin_that_the_bot_may_not_set_holds_up_nothing() -> None:
    assert at_topic(topic(), pin(pinned=False)) == SendRow(TOPIC, notice(WORDS))


def test_a_creation_without_an_answer_is_waited_for_before_it_is_repeated() -> None:
    asked = NOW - timedelta(seconds=1)
    waiting = topic(thread_id=None, group_id=None, creating_since=asked)
    assert at_topic(waiting) == Wait(asked + ADOPT_WITHIN, "waiting to see whether the topic was made")
    late = topic(thread_id=None, group_id=None, creating_since=NOW - ADOPT_WITHIN)
    assert isinstance(at_topic(late), CreateTopic)


def test_a_closed_topic_is_reopened_before_anything_else() -> None:
    assert at_topic(topic("старое имя", state="closed")) == ReopenTopic(TOPIC)


def test_a_topic_that_seems_gone_is_probed_with_its_own_name() -> None:
    assert at_topic(topic(state="suspect"), pin()) == RenameTopic(TOPIC, "ООО Вектор · Казань")


def test_a_topic_is_renamed_when_its_client_is_called_otherwise_now() -> None:
    assert at_topic(topic("Иван"), pin()) == RenameTopic(TOPIC, "ООО Вектор · Казань")


def test_a_group_with_another_id_gets_a_new_topic() -> None:
    moved = DeskState("anna", -1001000000099)
    assert at_topic(topic(), pin(), desk=moved) == CreateTopic(Chat(-1001000000099), "ООО Вектор · Казань", "💬")


def test_a_card_in_a_former_topic_is_posted_anew() -> None:
    assert isinstance(at_topic(topic(), pin(thread_id=12)), PostPin)


def test_a_desk_without_a_group_waits() -> None:
    assert at_topic(desk=DeskState("anna", None)) == Wait(NOW + timedelta(minutes=1), "desk has no group")


def test_general_is_never_created_only_renamed_and_its_checklist_not_pinned() -> None:
    assert decided(BoardTopic("general"), Ensure()) == RenameTopic(Chat(GROUP), "📊 Сводка")
    named = topic("📊 Сводка", thread_id=0)
    assert isinstance(decided(BoardTopic("general", named), Ensure()), PostPin)
    posted = BoardTopic("general", named, pin(thread_id=0, pinned=None))
    assert decided(posted, Ensure()) == Nothing()
    assert decided(posted) == SendRow(Chat(GROUP), WORDS)


def test_a_board_that_stands_is_probed_once_and_then_left_alone() -> None:
    board = BoardTopic("calls", topic("🔔 Вызовы"), pin())
    assert decided(board, Ensure()) == RenameTopic(TOPIC, "🔔 Вызовы")
    assert decided(board, Ensure(probed=True)) == Nothing()


def test_a_card_is_edited_where_it_stands() -> None:
    card = Card("звонит", [[Callback("Беру", "call_take:17")]])
    edit = EditCard(Chat(GROUP), 31, "звонит", card.buttons)
    assert decided(StandingCard(), card, card_key="call:17", card=CARD_AT) == edit
    private = CardAt(CLIENT.tg_id, 0, 31)
    assert decided(ClientChat(CLIENT), card, card=private) == replace(edit, chat=Chat(CLIENT.tg_id))
    assert decided(ClientChat(CLIENT), card) == SendRow(Chat(CLIENT.tg_id), card)


def test_an_edit_waits_for_the_card_that_is_being_sent() -> None:
    found = decided(StandingCard(), Card(""), card_key="call:17")
    assert isinstance(found, Wait) and found.until > NOW


@pytest.mark.parametrize("at", [None, CardAt(-1, THREAD, 31)])
def test_an_edit_of_a_card_that_is_nowhere_in_the_group_posts_it_anew(at: CardAt | None) -> None:
    known: dict[str, Any] = {"card_key": "call:17", "card": at, "attempts": POSTED_TRIES}
    on_board = Card("", board="calls")
    assert decided(StandingCard(), on_board, **known) == PostElsewhere(on_board, "calls")
    assert decided(StandingCard(), Card(""), **known) == Nothing()


def test_a_refresh_waits_a_little_for_its_card_and_then_gives_up() -> None:
    first = decided(StandingCard(about="general"), Refresh())
    assert isinstance(first, Wait) and first.until > NOW
    assert decided(StandingCard(about="general"), Refresh(), attempts=REFRESH_TRIES) == Nothing()


def test_a_refresh_shows_what_the_bot_sees_now() -> None:
    seen = replace(DESK, fit=True, manager_started=True)
    edit = decided(StandingCard(pin(thread_id=0), "general"), Refresh(), desk=seen)
    assert isinstance(edit, EditCard) and edit.message_id == 900
    assert "❌" not in edit.html


def test_a_card_is_pinned_once_where_it_stands() -> None:
    live = StandingCard(pin(thread_id=0, pinned=None))
    assert decided(live, Pin()) == PinPost(Chat(GROUP), 900)
    assert decided(StandingCard(pin(pinned=False)), Pin()) == Nothing()
    assert decided(StandingCard(), Pin()) == Nothing()


def test_hostile_names_are_escaped_in_the_card_and_plain_in_the_name_of_the_topic() -> None:
    hostile = replace(CLIENT, name="<b>Вася</b>", company="<script>", city="A&B", username='"><i>')
    card = decided(ClientTopic(hostile, topic("<script> · A&B")))
    assert isinstance(card, PostPin)
    assert "&lt;b&gt;Вася&lt;/b&gt;" in card.html and "&lt;script&gt;" in card.html and "A&amp;B" in card.html
    assert not any(tag in card.html for tag in ("<script>", "<b>Вася", "<i>\n"))
    created = decided(ClientTopic(hostile))
    assert isinstance(created, CreateTopic) and created.name == "<script> · A&B"


def test_a_former_topic_is_written_to_and_closed_and_never_made_renamed_or_reopened() -> None:
    there = FormerTopic(topic("how it was called", state="closed"))
    assert decided(there) == SendRow(TOPIC, WORDS)
    assert decided(there, Close()) == CloseTopic(TOPIC)
    assert decided(FormerTopic()) == Nothing()
    assert decided(FormerTopic(topic(group_id=-1))) == Nothing()


def test_farewell_is_said_once_the_new_topic_is_there() -> None:
    farewell = Farewell(None, "petr")
    assert isinstance(at_topic(row=farewell), CreateTopic)
    assert at_topic(topic(), pin(), farewell) == SayFarewell(farewell, TOPIC)


def test_a_row_that_is_no_message_does_not_go_to_a_chat() -> None:
    with pytest.raises(AssertionError):
        decided(ClientChat(CLIENT), Refresh())
