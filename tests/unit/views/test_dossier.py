"""/info: what is known of a client, and nothing of what is not."""

from __future__ import annotations

from relay_bot.domain.dossier import Facts
from relay_bot.views import cards, dossier
from tests.unit.views.test_board import LOOK, NOW

NOBODY = Facts("", "", None, 0, None, None, None, [])


def drawn(facts: Facts) -> str:
    person = cards.Person("Иван", "", "+79001234567", "", "")
    return str(dossier.draw(LOOK, dossier.Dossier(person, "ru", True, facts, None, [], [])))


def test_what_is_not_known_leaves_no_label() -> None:
    assert "ИНН" not in drawn(NOBODY) and "✉️" not in drawn(NOBODY)


def test_what_is_known_is_said_with_its_label() -> None:
    known = Facts("ivan@mail.ru", "1650000000", NOW, 2, None, "waybill", NOW, [])
    assert "✉️ ivan@mail.ru · ИНН 1650000000" in drawn(known)
    assert "⏳ Незаконченная накладная, последнее действие 15:00" in drawn(known)
