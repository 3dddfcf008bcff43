"""What weights come to: one within the limits, or the question which of several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from relay_bot.domain.parsing.beside import Mention
from relay_bot.domain.parsing.denial import without_denied
from relay_bot.domain.parsing.kilograms import GRAM
from relay_bot.domain.parsing.mentions import find_weights
from relay_bot.domain.parsing.pieces import find_places, total
from relay_bot.domain.parsing.text import Line, blank
from relay_bot.domain.parsing.values import Accept, Ask, Outcome, Refuse, Rules, Weight

HEAVY_KG = 1500  # a separate truck?
MOST_TARE = Decimal("1.3")  # how much heavier than its pieces the whole may be: pallets, boxes
LIGHT_FRACTION = 30  # below, a fraction without a unit may be tonnes
_NEGATIVE = re.compile(r"(?:^|[:=]) ?(?:-|минус|minus) ?\d")


def weigh(found: Sequence[Mention], places: int | None, rules: Rules, apart: bool = False) -> Outcome | None:
    """What the mentions come to; None when there are none. `places`: pieces that the message counts; `apart`: the
    mentions are of a list of cargo, not of one thing.
    """
    if not found:
        return None
    chosen = [m for m in found if m.whole] or [m for m in found if not m.net] or list(found)
    if any(m.foreign for m in chosen):
        return Refuse("err-weight_unit")
    listed = apart or all(m.count and m.each for m in chosen)
    if not any(m.whole for m in chosen) and len(chosen) > 1 and listed and all(len(m.kg) == 1 for m in chosen):
        parts = tuple(((m.count or 1) if m.each else 1, m.kg[0]) for m in chosen)
        n = sum(m.count or 0 for m in chosen) if all(m.count and m.each for m in chosen) else places
        kg = sum((count * one for count, one in parts), Decimal(0))
        return settle((kg,), n, any(m.approx for m in chosen), rules, parts)
    totals = [_total(m, places) for m in chosen]
    distinct = list(dict.fromkeys(kg[0] for kg in totals))
    ones = sum((_total(m, places)[0] for m in found if m.each and not m.net), Decimal(0))
    if chosen[0].whole and len(distinct) == 1 and ones and not ones <= distinct[0] <= ones * MOST_TARE:
        distinct.append(ones)  # «3 места по 50 кг, общий вес 120 кг»
    if len(distinct) > 1:
        return _several(distinct, any(m.approx for m in chosen), rules)
    first = chosen[0]
    pieces_said = next((m.count for m in found if m.count), None) or places
    if not first.unit and len(totals[0]) == 1 and not first.each and _fraction(totals[0][0]):
        value = totals[0][0]
        choices = (Weight(value), Weight(value * 1000))
        return Ask("ask-weight_unit_q", choices, {"value": float(value)}) if value > 0 else Refuse("err-weight_zero")
    n = first.count or places or 1
    parts = ((n, first.kg[0]),) if first.each and n > 1 else ()
    return settle(totals[0], pieces_said, any(m.approx for m in chosen), rules, parts)


def _fraction(value: Decimal) -> bool:
    return value < LIGHT_FRACTION and value != value.to_integral_value()


def _total(m: Mention, places: int | None) -> tuple[Decimal, ...]:
    n = (m.count or places or 1) if m.each else 1
    return tuple(kg * n for kg in m.kg)


def _several(distinct: list[Decimal], approx: bool, rules: Rules) -> Outcome:
    fit = [kg for kg in distinct if 0 < kg <= rules.max_weight_kg]
    if len(fit) == 2 and sum(fit) <= rules.max_weight_kg:
        fit.append(fit[0] + fit[1])
    if len(fit) < 2:
        return settle(tuple(fit or distinct[:1]), None, approx, rules)
    return Ask("ask-weight_many", tuple(Weight(tidy(kg), None, approx) for kg in fit[:3]))


def settle(
    readings: tuple[Decimal, ...],
    places: int | None,
    approx: bool,
    rules: Rules,
    parts: tuple[tuple[int, Decimal], ...] = (),
) -> Outcome:
    """One weight within the limits, or the question which of two."""
    fit = [kg for kg in readings if 0 < kg <= rules.max_weight_kg and tidy(kg) > 0]
    if len(fit) > 1:
        a, b = (Weight(tidy(kg), places, approx) for kg in fit[:2])
        return Ask("ask-weight_ambiguous", (a, b), {"a": a, "b": b})
    if not fit:
        return _too_heavy(rules) if any(kg > rules.max_weight_kg for kg in readings) else Refuse("err-weight_zero")
    return check_weight(Weight(tidy(fit[0]), places, approx, parts), rules)


def check_weight(weight: Weight, rules: Rules) -> Outcome:
    """Within the limits, with its marks."""
    if weight.kg > rules.max_weight_kg:
        return _too_heavy(rules)
    if weight.kg <= 0:
        return Refuse("err-weight_zero")
    return Accept(weight, ("mark-heavy",) * (weight.kg > HEAVY_KG) + ("wb-summary_approx",) * weight.approx)


def _too_heavy(rules: Rules) -> Refuse:
    tonnes = rules.max_weight_kg / 1000
    return Refuse("err-weight_max", {"max": int(tonnes) if tonnes == int(tonnes) else tonnes})


def tidy(number: Decimal) -> Decimal:
    """To the gram, without an exponent or trailing zeros."""
    rounded = number.quantize(GRAM)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def read_weight(line: Line, rules: Rules) -> Outcome:
    """The answer to «Вес?»: a bare number will do."""
    plain = without_denied(line.plain)
    if _NEGATIVE.search(plain):
        return Refuse("err-weight_zero")
    found = find_weights(plain, bare=True)
    rest = plain
    for mention in found:
        rest = blank(rest, mention.start, mention.end)
    return weigh(found, total(find_places(rest)), rules) or Refuse("err-weight_none")
