"""Outcomes as the tables write them: «800 кг», `ask.dims_unit_q: 2×3×4 м | 2×3×4 см`, `err.weight_zero`."""

from __future__ import annotations

from relay_bot.domain.parsing.values import Accept, Ask, Outcome
from relay_bot.texts import Texts
from relay_bot.views.values import show, show_choices

RU = Texts.load().lang("ru")


def told(outcome: Outcome) -> str:
    match outcome:
        case Accept():
            return show(RU, outcome.value, spell=str)
        case Ask():
            return f"{outcome.key.replace('-', '.', 1)}: {' | '.join(show_choices(RU, outcome))}"
    return outcome.key.replace("-", ".", 1)
