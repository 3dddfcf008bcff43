"""Why did this go there? What a client's message causes, and what of the desk's words leaves the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from relay_bot.domain.relay import (
    ACKNOWLEDGE_AFTER,
    ASK_PHONE_AGAIN_AFTER,
    FromClient,
    decide_from_client,
    decide_from_desk,
)
from tests.unit.delivery.rows import NOW

QUIET_GAP = timedelta(minutes=10)
MOMENT = timedelta(microseconds=1)
MANAGER, STRANGER = 10, 555


def after(silence: timedelta | None, **values: Any) -> FromClient:
    known: dict[str, Any] = {"identified": True, "phone_asked_at": None} | values
    wrote_at = None if silence is None else NOW - silence
    return decide_from_client(wrote_at=wrote_at, now=NOW, quiet_gap=QUIET_GAP, **known)


def test_a_first_message_sounds_and_one_that_follows_closely_does_not() -> None:
    assert not after(None).silent
    assert after(QUIET_GAP - MOMENT).silent
    assert not after(QUIET_GAP).silent


def test_the_client_is_told_once_that_it_was_passed_on() -> None:
    assert after(None).acknowledge
    assert not after(ACKNOWLEDGE_AFTER - MOMENT).acknowledge
    assert after(ACKNOWLEDGE_AFTER).acknowledge


def test_who_is_not_identified_is_asked_for_the_phone_instead() -> None:
    first = after(None, identified=False)
    assert first.ask_phone and not first.acknowledge
    assert not after(None).ask_phone


def test_the_phone_is_not_asked_for_after_every_message() -> None:
    asked = NOW - ASK_PHONE_AGAIN_AFTER
    assert not after(MOMENT, identified=False, phone_asked_at=asked + MOMENT).ask_phone
    assert after(MOMENT, identified=False, phone_asked_at=asked).ask_phone


@pytest.mark.parametrize(
    "text",
    [
        "// должен за июль",
        "//",
        "/note",
        "  // с пробелом",
        "\n/testpush",
        "\u00a0//nbsp",
        "// раз\n// два",
        "// своё\n/info",
    ],
)
@pytest.mark.parametrize("author", [MANAGER, STRANGER])
def test_notes_and_commands_stay_inside_whoever_writes_them(text: str, author: int) -> None:
    assert decide_from_desk(author_id=author, speakers={MANAGER}, content={"text": text}) == "internal"


@pytest.mark.parametrize(
    "text", ["добрый день", "1/2 места", "см. // ниже", "", None, "привет\n// своё", "// своё\nпривет"]
)
def test_what_a_speaker_writes_goes_to_the_client_with_or_without_words(text: str | None) -> None:
    assert decide_from_desk(author_id=MANAGER, speakers={MANAGER}, content={"text": text}) == "relay"


def test_an_outsider_reaches_nobody() -> None:
    assert decide_from_desk(author_id=STRANGER, speakers={MANAGER}, content={"text": "я новенький"}) == "outsider"
    assert decide_from_desk(author_id=STRANGER, speakers=set(), content={"sticker": {}}) == "outsider"
