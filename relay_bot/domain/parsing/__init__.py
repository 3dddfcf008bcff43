"""What a client's message means. Pure, without I/O, and never raises whatever the text is.

    read_field("weight", "полторы тонны")        # Accept(Weight(1500)) — the answer to one question
    read_waybill("станок 800 кг 120х80х150")     # Reading — a message that may fill several fields
    check(value, rules)                          # a chosen or remembered value against the limits

`values.py` has the outcomes, one module a field how it is read, `message.py` the order of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping

from relay_bot.domain.parsing.address import read_address
from relay_bot.domain.parsing.amount import read_amount
from relay_bot.domain.parsing.claim import read_story, read_third
from relay_bot.domain.parsing.description import read_description
from relay_bot.domain.parsing.dims import check_dims, density_ok, read_dims
from relay_bot.domain.parsing.email import read_email
from relay_bot.domain.parsing.message import read_message
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.payment import read_pay_field
from relay_bot.domain.parsing.phone import read_phone
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Accept,
    Dims,
    FieldName,
    Outcome,
    Rules,
    Value,
    Weight,
)
from relay_bot.domain.parsing.waybill import read_waybill_number
from relay_bot.domain.parsing.weight import check_weight, read_weight

__all__ = ["PARTS", "TAPS", "check", "density_ok", "read_field", "read_waybill", "warm_up"]

# Questions whose buttons have labels of their own; of all others the choices themselves are the labels.
TAPS: Mapping[str, tuple[str, ...]] = {
    "ask-density": ("btn-all_right", "btn-fix_weight", "btn-fix_dims"),
    "ocr-confirm": ("btn-ocr_right",),
    "cl-email_typo": ("btn-typo_yes", "btn-typo_no"),
}

PARTS = frozenset({"ask-two_loads"})
"""Questions whose choices are parts of the message: the one that is picked is read anew, for all fields."""


def read_field(name: FieldName, text: str, rules: Rules = Rules()) -> Outcome:  # noqa: B008 frozen
    """The message as the answer to the question about this field."""
    line = read_line(text)
    match name:
        case "descr":
            return read_description(text)
        case "weight":
            return read_weight(line, rules)
        case "dims":
            return read_dims(line, rules)
        case "frm" | "to":
            return read_address(text)
        case "pay":
            return read_pay_field(line)
        case "third":
            return read_third(line)
        case "waybill":
            return read_waybill_number(line)
        case "story":
            return read_story(line)
        case "amount":
            return read_amount(line, rules)
        case "email":
            return read_email(line)
        case "phone":
            return read_phone(line)
    raise ValueError(f"no field {name!r}")


def read_waybill(
    text: str,
    rules: Rules = Rules(),  # noqa: B008 frozen
    asked: FieldName | None = None,
    known: Mapping[FieldName, Value] | None = None,
) -> Reading:
    """Everything about a waybill that the message says.

    With `asked` it is first of all the answer to that question; where it answers none, but speaks of another field,
    `asked` is left out rather than refused. `known`: a description that is known is replaced only when it is asked
    for or labelled, and the two addresses must differ.
    """
    if asked in ("third", "waybill", "story", "amount", "email", "phone"):
        return Reading({asked: read_field(asked, text, rules)})
    return read_message(text, rules, asked, known or {})


def check(value: Value, rules: Rules = Rules()) -> Outcome:  # noqa: B008 frozen
    """A value that was chosen by a button or remembered: accepted with its marks, or refused by today's limits."""
    match value:
        case Weight():
            return check_weight(value, rules)
        case Dims():
            return check_dims(value, rules)
        case _:
            return Accept(value)


def warm_up() -> None:
    """Load the dictionaries now (0.2 s) instead of at the first message."""
    read_waybill("станок, 800 килограм, 120х80х150, из Казани, Баумана 1, +79123456789 в Москву, безнл")
    read_field("email", "ivan@gmial.com")
