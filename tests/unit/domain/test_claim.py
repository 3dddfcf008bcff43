"""A claim's life and its answer date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from relay_bot.domain.claim.life import (
    STEPS,
    Claim,
    Move,
    NeedGrounds,
    NeedSum,
    TooLate,
    days_left,
    decide_step,
    due_on,
    possible,
    urgency,
)

MOSCOW = ZoneInfo("Europe/Moscow")
CLAIM = Claim(
    id=1,
    number="П-2611-0001",
    client_id=5,
    waybill_id=None,
    waybill_text="2611-00042",
    story="разбили",
    amount=Decimal(15000),
    email="ivan@mail.ru",
    status="new",
    received_at=datetime(2026, 11, 22, 9, tzinfo=UTC),
    due_on=date(2026, 12, 22),
    awarded=None,
    grounds="",
    decided_at=None,
    closed_at=None,
)


def test_a_claim_of_the_22nd_of_november_is_answered_by_the_22nd_of_december() -> None:
    due = due_on(datetime(2026, 11, 22, 9, tzinfo=UTC), MOSCOW, 30)
    assert due == date(2026, 12, 22) and days_left(due, date(2026, 11, 22)) == 30


def test_the_day_of_receipt_is_the_companys() -> None:
    late = datetime(2026, 11, 22, 22, tzinfo=UTC)  # already the 23rd in Moscow
    assert due_on(late, MOSCOW, 30) == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("left", "icon"), [(30, "🟢"), (11, "🟢"), (10, "🟡"), (4, "🟡"), (3, "🔴"), (0, "🔴"), (-1, "⛔")]
)
def test_colours_of_the_days_that_are_left(left: int, icon: str) -> None:
    assert urgency(left) == icon


def test_a_refusal_needs_grounds_and_a_partial_decision_a_sum_too() -> None:
    assert decide_step(CLAIM, "reject") == NeedGrounds()
    assert decide_step(CLAIM, "reject", grounds="  ") == NeedGrounds()
    assert decide_step(CLAIM, "reject", grounds="упаковка") == Move("rejected")
    assert decide_step(CLAIM, "partial") == NeedSum()
    assert decide_step(CLAIM, "partial", awarded=Decimal(1)) == NeedGrounds()
    assert decide_step(CLAIM, "partial", awarded=Decimal(1), grounds="акт") == Move("partial")


def test_a_satisfied_claim_is_the_sum_that_was_claimed_or_one_that_is_asked_for() -> None:
    assert decide_step(CLAIM, "approve") == Move("approved")
    assert decide_step(replace(CLAIM, amount=None), "approve") == NeedSum()
    assert decide_step(replace(CLAIM, amount=None), "approve", awarded=Decimal(9)) == Move("approved")


def test_documents_are_waited_for_and_back() -> None:
    assert decide_step(CLAIM, "docs") == Move("need_docs")
    assert decide_step(replace(CLAIM, status="need_docs"), "take") == Move("in_work")


def test_a_final_status_comes_back_only_by_reopening_with_a_reason() -> None:
    for status in ("approved", "partial", "rejected", "closed"):
        final = replace(CLAIM, status=status)  # type: ignore[arg-type]
        assert "reopen" in possible(final)
        assert not {"take", "docs", "approve", "partial", "reject"} & set(possible(final))
        assert decide_step(final, "reopen") == NeedGrounds()
        assert decide_step(final, "reopen", grounds="новые фото") == Move("in_work")


def test_whatever_is_not_offered_is_too_late() -> None:
    for action, (sources, _) in STEPS.items():
        for status in ("new", "in_work", "need_docs", "approved", "partial", "rejected", "closed"):
            verdict = decide_step(replace(CLAIM, status=status), action, awarded=Decimal(1), grounds="да")
            assert (verdict == TooLate()) == (status not in sources)
