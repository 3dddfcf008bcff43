"""Values in words, as the summary, the document and the buttons say them. Plain text: the caller escapes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import assert_never

from relay_bot.domain.parsing import values as v
from relay_bot.phones import spelled
from relay_bot.texts import Language

METRES = 100


def show(t: Language, value: v.Value, spell: Callable[[str], str] = spelled) -> str:
    """`spell`: how a phone number is written; `str` leaves it in its normal form."""
    match value:
        case v.Weight():
            return _weight(t, value)
        case v.Dims():
            return _dims(t, value)
        case v.Payment():
            return _payment(t, value)
        case v.Amount():
            return t.plain("value-no_amount") if value.rub is None else _roubles(t, value.rub)
        case v.Address():
            contact = " ".join(filter(None, [value.contact, with_extension(t, spell(value.phone), value.ext)]))
            return f"{value.text} ({t.plain('value-contact', contact=contact)})" if contact else value.text
        case v.ThirdParty():
            return f"{value.name}, {t.plain('value-inn', inn=value.inn)}" if value.inn else value.name
        case v.Description() | v.Story() | v.WaybillNumber():
            return value.text
        case v.Email():
            return value.address
        case v.Phone():
            return spell(value.e164)
        case v.Window() | v.Condition():
            return value.text
        case v.Firm():
            return ", ".join(filter(None, [value.name, value.inn and t.plain("value-inn", inn=value.inn)]))
        case v.Volume():
            return show_volume(t, value.m3)
        case v.Worded():
            key, words = value.in_words()
            return t.plain(key, **words)
    assert_never(value)


def with_extension(t: Language, phone: str, ext: str) -> str:
    return t.plain("value-extension", number=phone, ext=ext) if phone and ext else phone


def show_choices(t: Language, question: v.Ask) -> tuple[str, ...]:
    """The labels of an Ask's buttons: where the question is about the unit, they say it."""
    labels = tuple(show(t, choice) for choice in question.choices)
    match question.key:
        case "ask-dims_unit_q":
            small = min(map(_longest, question.choices), default=Decimal(0))
            return tuple(
                _dims(t, choice, metres=_longest(choice) > small) if isinstance(choice, v.Dims) else label
                for choice, label in zip(question.choices, labels, strict=True)
            )
        case "ask-weight_unit_q":
            return tuple(
                t.plain("value-kg_or_t", kg=label, t=show_number(t, choice.kg / 1000))
                if isinstance(choice, v.Weight) and choice is question.choices[-1]
                else label
                for choice, label in zip(question.choices, labels, strict=True)
            )
    return labels


def show_number(t: Language, number: Decimal, places: int | None = None) -> str:
    """`places` decimals at most (None: all there are), without trailing zeros, thousands apart from 1,000 on."""
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if t.code == "en" else text.replace(",", " ").replace(".", ",")


def show_volume(t: Language, m3: Decimal) -> str:
    """Three decimals below 1 m³, then two."""
    return t.plain("value-m3", number=show_number(t, m3, 3 if m3 < 1 else 2))


def _weight(t: Language, weight: v.Weight) -> str:
    text = ("≈" if weight.approx else "") + t.plain("value-kg", number=show_number(t, weight.kg))
    return t.plain("value-weight_places", weight=text, places=weight.places) if weight.places else text


def show_parts(t: Language, weight: v.Weight) -> str:
    """What a weight was computed from: «3 × 120 кг + 40 кг = 400 кг», «800 кг − 50 кг = 750 кг»; empty where it was
    said as it is.
    """
    if not weight.parts:
        return ""
    text = ""
    for n, kg in weight.parts:
        sign = " − " if kg < 0 else " + "
        text += sign * bool(text) + (f"{n} × " if n > 1 else "") + t.plain("value-kg", number=show_number(t, abs(kg)))
    return f"{text} = {t.plain('value-kg', number=show_number(t, weight.kg))}"


def _dims(t: Language, dims: v.Dims, metres: bool = False) -> str:
    if dims.pieces:
        alone = len(dims.pieces) == 1 and dims.pieces[0].n == 1
        return "; ".join(_pieces(t, pieces, metres, alone) for pieces in dims.pieces)
    if dims.volume is not None:
        return t.plain("value-dims_volume", volume=show_volume(t, dims.volume))
    return t.plain("value-dims_unknown")


def _pieces(t: Language, pieces: v.Pieces, metres: bool, alone: bool) -> str:
    scale = METRES if metres else 1
    sides = "×".join(_side(t, side / scale) for side in (pieces.l, pieces.w, pieces.h))
    text = t.plain("value-dims_m", sides=sides) if metres else t.plain("value-dims_cm", sides=sides)
    return text if alone else f"{pieces.n} × {text}"


def _side(t: Language, side: Decimal) -> str:
    return show_number(t, side).replace(" " if t.code != "en" else ",", "")


def _longest(value: v.Value) -> Decimal:
    return max((p.l for p in value.pieces), default=Decimal(0)) if isinstance(value, v.Dims) else Decimal(0)


METHODS: dict[v.Method, str] = {"invoice": "value-pay_invoice", "cash": "value-pay_cash", "card": "value-pay_card"}
SHORT: dict[v.Method, str] = {
    "invoice": "value-method_invoice",
    "cash": "value-method_cash",
    "card": "value-method_card",
}
PAYERS: dict[v.Payer, str] = {
    "sender": "value-pay_sender",
    "recipient": "value-pay_recipient",
    "third": "value-pay_third",
}


def _payment(t: Language, payment: v.Payment) -> str:
    if payment.method is None:
        return t.plain(PAYERS[payment.payer])
    if payment.payer == "sender":
        return t.plain(METHODS[payment.method])
    return t.plain("value-pay_with_method", payer=t.plain(PAYERS[payment.payer]), method=t.plain(SHORT[payment.method]))


def _roubles(t: Language, rub: Decimal) -> str:
    whole = rub == rub.to_integral_value()
    text = f"{rub:,.0f}" if whole else f"{rub:,.2f}"
    number = text if t.code == "en" else text.replace(",", " ").replace(".", ",")
    return t.plain("value-rub", number=number)
