"""A decided claim, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from relay_bot.domain.claim.life import Claim, Status
from relay_bot.texts import Texts

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


RU, EN = Texts.load().lang("ru"), Texts.load().lang("en")


def claim(status: Status = "partial", awarded: int | None = 7500, grounds: str = "Одна коробка из двух.") -> Claim:
    return Claim(
        id=5,
        number="П-2611-0001",
        client_id=1,
        waybill_id=None,
        waybill_text="2611-00042",
        story="Разбили",
        amount=Decimal(15000),
        email="ivan@mail.ru",
        status=status,
        received_at=NOW,
        due_on=date(2026, 12, 24),
        awarded=None if awarded is None else Decimal(awarded),
        grounds=grounds,
        decided_at=NOW,
        closed_at=None,
    )
