"""The waybill's form: six questions, of which an answer may hold several, and what people say besides.

Pure data and a few small rules; what nobody is asked for is in waybill_details.py.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from relay_bot.domain.forms import engine, waybill_details
from relay_bot.domain.forms.draft import Draft, Values
from relay_bot.domain.forms.form import Button, Explained, Field, Form, Line, Lines, Say, Step, Talk
from relay_bot.domain.forms.heard import Pin
from relay_bot.domain.forms.saying import CANCEL
from relay_bot.domain.forms.waybill_counts import kept_places, tally
from relay_bot.domain.forms.waybill_offers import (
    address_of,
    dims_buttons,
    not_offered,
    pay_buttons,
    payment_of,
    pin_button,
    to_buttons,
)
from relay_bot.domain.parsing import check, density_ok, read_field
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Description,
    Dims,
    FieldName,
    Payment,
    Refuse,
    Rules,
    ThirdParty,
    Value,
    Weight,
)

if TYPE_CHECKING:
    from relay_bot.domain.waybill import Waybill

WHOLE_WAYBILL_MIN = 30
"""Characters: a weight and two addresses are not shorter."""

MARKS = ("wb-summary_approx", "wb-hazard", "wb-oversize")
"""Warnings that the client reads on the summary, in this order; the manager sees all of them."""


# --- rules that no parser can know ------------------------------------------------------------------------------------


def _same_as_start(talk: Talk, values: Values, value: Value) -> str | None:
    """One address for both ends."""
    start = values["frm"].value if "frm" in values else None
    same = isinstance(value, Address) and isinstance(start, Address) and value.text == start.text
    return "err-addr_same" if same else None


def _in_the_way(values: Values, reading: Reading) -> tuple[FieldName, FieldName] | None:
    """A new start that is the old end."""
    start = reading.fields.get("frm")
    same = isinstance(start, Refuse) and start.key == "err-addr_same"
    return ("frm", "to") if same and "to" in values else None


def _summary(draft: Draft) -> tuple[Line, ...]:
    value = draft.value
    payer = (value("pay"), value("third")) if value("third") and value("pay").payer == "third" else value("pay")
    summary = Line(
        "wb-summary",
        {
            "descr": value("descr"),
            "weight": Explained(value("weight")),
            "dims": value("dims"),
            "addr_from": value("frm"),
            "addr_to": value("to"),
            "payment": payer,
            "details": Lines(WAYBILL.told(draft)),
        },
    )
    return (summary, *_notes(draft))


def _notes(draft: Draft) -> tuple[Line, ...]:
    marks = {mark for filled in draft.values.values() for mark in filled.marks}
    notes = [Line("form-comment", {"comment": draft.comment})] if draft.comment else []
    if all(name in draft.values and draft.values[name].by == "memory" for name in ("frm", "pay")):
        notes.append(Line("wb-summary_memo"))
    return (*notes, *(Line(mark) for mark in MARKS if mark in marks))


def _unlikely(talk: Talk, draft: Draft) -> tuple[str, Say] | None:
    """A density that no cargo has: one of the two numbers is probably mistyped."""
    weight, dims = draft.value("weight"), draft.value("dims")
    if not isinstance(weight, Weight) or not isinstance(dims, Dims) or density_ok(weight, dims):
        return None
    buttons = (
        (Button("btn-all_right", "right"),),
        (Button("btn-fix_weight", "field", "weight"), Button("btn-fix_dims", "field", "dims")),
        (CANCEL,),
    )
    question = Say((Line("ask-density", {"weight": weight, "dims": dims}),), buttons)
    return f"{weight.kg}/{dims.volume_m3 or Decimal(0)}", question


def _address_at(pin: Pin) -> Address:
    return pin.address


def _as_usual(value: Value) -> Line:
    return Line("wb-from_remembered", {"address": value})


def _like(talk: Talk, waybill: Waybill) -> Step:
    return engine.repeat(talk, waybill.values, waybill.number)


def _whole(text: str, rules: Rules) -> Reading | None:
    """The reading of a message outside of a form that says it all."""
    if not _may_say_it_all(text):
        return None
    reading = waybill_details.read(text, rules, None, {})
    return reading if _says_it_all(reading) else None


WAYBILL = Form(
    kind="waybill",
    prefix="wb",
    command="new",
    menu="menu-waybill",
    fields=(
        Field(
            "descr",
            "wb-ask_descr",
            "btn-edit_descr",
            Description,
            partial(read_field, "descr"),
            speaks_of_manager=frozenset({"err-descr_ban"}),
        ),
        Field(
            "weight",
            "wb-ask_weight",
            "btn-edit_weight",
            Weight,
            partial(read_field, "weight"),
            check=check,
            merge=kept_places,
            by_photo="take",
            speaks_of_manager=frozenset({"err-weight_max"}),
        ),
        Field(
            "dims",
            "wb-ask_dims",
            "btn-edit_dims",
            Dims,
            partial(read_field, "dims"),
            buttons=dims_buttons,
            taps={"unknown": lambda talk, arg: Dims()},
            check=check,
            by_photo="take",
            completed=True,
            speaks_of_manager=frozenset({"err-dims_max"}),
        ),
        Field(
            "frm",
            "wb-ask_from",
            "btn-edit_from",
            Address,
            partial(read_field, "frm"),
            buttons=pin_button,
            pin=_address_at,
            remembered=_as_usual,
            as_before="err-addr_nolast",
        ),
        Field(
            "to",
            "wb-ask_to",
            "btn-edit_to",
            Address,
            partial(read_field, "to"),
            buttons=to_buttons,
            taps={"addr": address_of},
            pin=_address_at,
            refuses=_same_as_start,
            as_before="err-addr_nolast",
        ),
        Field(
            "pay",
            "wb-ask_pay",
            "btn-edit_pay",
            Payment,
            partial(read_field, "pay"),
            buttons=pay_buttons,
            taps={"pay": payment_of},
            refuses=not_offered,
        ),
        Field(
            "third",
            "wb-ask_third",
            "label-third",
            ThirdParty,
            partial(read_field, "third"),
            needed=lambda draft: getattr(draft.value("pay"), "payer", None) == "third",
        ),
        *waybill_details.DETAILS,
    ),
    opening=("descr", "weight", "dims"),
    opening_prompt="wb-ask_cargo",
    read=waybill_details.read,
    tally=tally,
    in_the_way=_in_the_way,
    doubt=_unlikely,
    summary=_summary,
    hints=lambda draft: (Line("wb-summary_hint"),),
    summary_buttons=((Button("btn-create", "create"),), (Button("btn-edit", "edit"), CANCEL)),
    like=_like,
    whole=_whole,
    droppable="btn-drop_remark",
    toast="wb-creating",
)


def _may_say_it_all(text: str) -> bool:
    """A glance before reading: most messages are too short for two addresses and a weight."""
    return len(text) >= WHOLE_WAYBILL_MIN and "?" not in text


def _says_it_all(reading: Reading) -> bool:
    """A message outside of a form that is plainly a waybill: what, how heavy, from where to where; no question."""
    given = {name for name, outcome in reading.fields.items() if isinstance(outcome, Accept)}
    return not reading.question and {"weight", "frm", "to"} <= given and bool(given & {"descr", "dims"})
