"""What «sent» writes: for most messages nothing but the row itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relay_bot.delivery.action import (
    Call,
    Chat,
    CloseTopic,
    CreateTopic,
    EditCard,
    PinPost,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SendPaper,
    SendRow,
    SendUpload,
)
from relay_bot.delivery.done import what_remains
from relay_bot.delivery.rows import Sent
from relay_bot.domain.outgoing import Album, Card, Document, Ensure, File, Relay, Row, Upload
from relay_bot.domain.work import ClientTopic
from tests.unit.delivery.rows import CLIENT, DESK, GROUP, THREAD, WORDS, work

TOPIC, PLACE = Chat(GROUP, THREAD), ClientTopic(CLIENT)
SENT = Sent(GROUP, THREAD, 31)
CARD, DOCUMENT = Card("звонок"), Document(7, "7.pdf", "№ 7")


def remains(row: Row, call: Call, sent: Sent = SENT, *, trouble: str | None = None, key: str | None = None) -> int:
    """How many writes, besides the row and its lane."""
    desk = replace(DESK, trouble=trouble)
    return len(what_remains(work(PLACE, row, desk=desk, card_key=key), call, sent)[1])


@pytest.mark.parametrize(
    ("row", "call"),
    [
        (WORDS, SendRow(TOPIC, WORDS)),
        (Relay(), SendRow(TOPIC, Relay())),
        (Album((File("photo", "a"),)), SendRow(TOPIC, Album((File("photo", "a"),)))),
        (Upload(3), SendUpload(TOPIC, Upload(3))),
        (WORDS, CloseTopic(TOPIC)),
    ],
)
def test_a_message_that_was_sent_is_settled_in_one_statement(row: Row, call: Call) -> None:
    assert remains(row, call) == 0


def test_a_card_is_found_again_and_a_file_is_sent_by_its_id_from_now_on() -> None:
    assert remains(CARD, SendRow(TOPIC, CARD), key="call:17") == 1
    assert remains(CARD, EditCard(TOPIC, 31, CARD.html), key="call:17") == 1
    assert remains(CARD, EditCard(TOPIC, 31, CARD.html), Sent(GROUP, THREAD), key="call:17") == 0  # as it was already
    assert remains(DOCUMENT, SendPaper(TOPIC, DOCUMENT)) == 1  # an answer to it is an answer to the waybill
    assert remains(DOCUMENT, SendPaper(TOPIC, DOCUMENT), replace(SENT, file_id="abc")) == 2


def test_trouble_with_a_desk_is_over_when_something_went_there() -> None:
    assert remains(WORDS, SendRow(TOPIC, WORDS), trouble="Forbidden") == 1


def test_what_is_only_changed_there_shows_nothing_about_trouble() -> None:
    for row, call in ((CARD, EditCard(TOPIC, 31, CARD.html)), (WORDS, CloseTopic(TOPIC)), (WORDS, PinPost(TOPIC, 9))):
        assert remains(row, call, trouble="CHAT_RESTRICTED") == remains(row, call)


@pytest.mark.parametrize(
    ("step", "writes"),
    [
        (CreateTopic(TOPIC, "Иван", "💬"), 2),
        (RenameTopic(TOPIC, "Иван"), 1),
        (ReopenTopic(TOPIC), 1),
        (PostPin(TOPIC, "карточка"), 1),
        (PinPost(TOPIC, 9), 1),
    ],
)
def test_a_step_is_noted_and_the_row_goes_on(step: Call, writes: int) -> None:
    settled, written = what_remains(work(PLACE), step, SENT)
    assert (settled.outcome, len(written)) == ("step", writes)
    assert len(what_remains(work(PLACE, Ensure()), step, SENT)[1]) == writes + 1  # it was asked after
