"""The buttons' data: made and read in one place, matched whole."""

import pytest

from relay_bot.domain import tap as taps

EVERY = [
    taps.ChooseLanguage("ru"),
    taps.InForm(17, "pay", "invoice"),
    taps.InForm(17, "claimed", "2611-00042: и ещё"),
    taps.StepClaim(5, "need_docs"),
    taps.PushMissing(),
    taps.HandOver(3, "petr"),
    taps.HandOverNow(3, "petr"),
    taps.Decide(3, "yes"),
    taps.WantPapers(3, 31, "set"),
    taps.QueueAfter(1_700_000_000_000_000, 9),
    taps.InClaimList("one", "open", 0, 1, 77, "5"),
    taps.InClaimList("list", "in_work", 30, 0, 77),
]


@pytest.mark.parametrize("tap", EVERY)
def test_what_a_button_says_is_what_is_read(tap: taps.Tap) -> None:
    assert taps.read(taps.data_of(tap)) == tap


@pytest.mark.parametrize(
    "data",
    [
        "",
        "claim",
        "claim:",
        "claim:1",
        "claim:1:take!",
        "claim:1:take:2",
        "claim:-1:take",
        "claim:١:take",
        "assign:1:",
        "assign:1:a b",
        "transfer_all:1:2",
        "testpush:1",
        "lang:de",
        "nobody:1",
        "call_take:9999999999999999999",
        "left:1:x",
        "claims:drop:open:0:0:1:",
    ],
)
def test_anything_else_is_no_tap(data: str) -> None:
    assert taps.read(data) is None


def test_a_button_longer_than_telegram_takes_is_never_made() -> None:
    with pytest.raises(ValueError, match="too long"):
        taps.data_of(taps.InForm(17, "claimed", "я" * 40))
