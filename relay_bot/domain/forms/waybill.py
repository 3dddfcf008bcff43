"""The waybill's form: six questions, of which an answer may hold several. Pure data and a few small rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from relay_bot.domain.forms.draft import Draft, Filled
from relay_bot.domain.forms.form import Button, Field, Form, Line, Memory, Rows, Say, Talk
from relay_bot.domain.forms.saying import CANCEL
from relay_bot.domain.parsing import density_ok, read_field, read_waybill
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Dims,
    FieldName,
    Payment,
    Reading,
    ThirdParty,
    Value,
    Weight,
)

PAYMENTS: dict[str, Payment] = {
    "invoice": Payment("sender", "invoice"),
    "cash": Payment("sender", "cash"),
    "card": Payment("sender", "card"),
    "recipient": Payment("recipient", None),
    "third": Payment("third", None),
}
"""What the five buttons mean, by their names in config.toml."""

WHOLE_WAYBILL_MIN = 30
"""Characters: a weight and two addresses are not shorter."""

MARKS = ("wb-summary_approx", "wb-hazard", "wb-oversize")
"""Warnings that the client reads on the summary, in this order; the manager sees all of them."""


def _dims_buttons(talk: Talk, draft: Draft) -> Rows:
    return ((Button("btn-dims_unknown", "unknown"),),) if talk.rules.allow_unknown_dims else ()


def _pin_button(talk: Talk, draft: Draft) -> Rows:
    return ((Button("btn-addr_geo", "pin"),),)


def _to_buttons(talk: Talk, draft: Draft) -> Rows:
    last = tuple(
        (Button("btn-addr_last", "addr", str(number), {"address_short": address}),)
        for number, address in enumerate(talk.memory.addresses)
    )
    return (*last, *_pin_button(talk, draft))


def _pay_buttons(talk: Talk, draft: Draft) -> Rows:
    """In the order of config.toml, the client's last choice first."""
    last = next((name for name, payment in PAYMENTS.items() if payment == talk.memory.payment), None)
    names = sorted(talk.payments, key=lambda name: name != last)
    return tuple((Button(f"btn-pay_{name}", "pay", name),) for name in names)


def _refuses(talk: Talk, values: Mapping[FieldName, Filled], name: FieldName, value: Value) -> str | None:
    """What no parser can know: ways of paying that config.toml does not offer, and one address for both ends."""
    if isinstance(value, Payment) and not any(_covers(PAYMENTS[one], value) for one in talk.payments):
        return "err-pay_none"
    start = values["frm"].value if name == "to" and "frm" in values else None
    same = isinstance(value, Address) and isinstance(start, Address) and value.text == start.text
    return "err-addr_same" if same else None


def _covers(offered: Payment, asked: Payment) -> bool:
    return offered.payer == asked.payer and offered.method in (None, asked.method)


def _summary(draft: Draft) -> tuple[Line, ...]:
    value = draft.value
    payer = (value("pay"), value("third")) if value("third") and value("pay").payer == "third" else value("pay")
    summary = Line(
        "wb-summary",
        {
            "descr": value("descr"),
            "weight": value("weight"),
            "dims": value("dims"),
            "addr_from": value("frm"),
            "addr_to": value("to"),
            "payment": payer,
        },
    )
    return (summary, *_notes(draft))


def _notes(draft: Draft) -> tuple[Line, ...]:
    marks = {mark for filled in draft.values.values() for mark in filled.marks}
    notes = [Line("wb-summary_comment", {"comment": draft.comment})] if draft.comment else []
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


WAYBILL = Form(
    name="waybill",
    fields=(
        Field("descr", "wb-ask_descr", "btn-edit_descr"),
        Field("weight", "wb-ask_weight", "btn-edit_weight"),
        Field("dims", "wb-ask_dims", "btn-edit_dims", _dims_buttons),
        Field("frm", "wb-ask_from", "btn-edit_from", _pin_button, remembered="wb-from_remembered"),
        Field("to", "wb-ask_to", "btn-edit_to", _to_buttons),
        Field("pay", "wb-ask_pay", "btn-edit_pay", _pay_buttons),
        Field(
            "third",
            "wb-ask_third",
            "label-third",
            needed=lambda draft: getattr(draft.value("pay"), "payer", None) == "third",
        ),
    ),
    opening=("descr", "weight", "dims"),
    opening_prompt="wb-ask_cargo",
    read=read_waybill,
    read_field=read_field,
    refuses=_refuses,
    summary=_summary,
    summary_buttons=((Button("btn-create", "create"),), (Button("btn-edit", "edit"), CANCEL)),
    check=_unlikely,
)


def picked(talk: Talk, verb: str, arg: str) -> tuple[FieldName, Value] | None:
    """The field and value that a button of this form stands for; None: it is no such button, or it is outdated."""
    match verb:
        case "unknown":
            return "dims", Dims()
        case "pay" if arg in talk.payments:
            return "pay", PAYMENTS[arg]
        case "addr" if arg.isdecimal() and int(arg) < len(talk.memory.addresses):
            return "to", talk.memory.addresses[int(arg)]
        case _:
            return None


def may_say_it_all(text: str) -> bool:
    """A glance before reading: most messages are too short for two addresses and a weight."""
    return len(text) >= WHOLE_WAYBILL_MIN and "?" not in text


def says_it_all(reading: Reading) -> bool:
    """A message outside of a form that is plainly a waybill: what, how heavy, from where to where; no question."""
    given = {name for name, outcome in reading.fields.items() if isinstance(outcome, Accept)}
    return not reading.question and {"weight", "frm", "to"} <= given and bool(given & {"descr", "dims"})


def third_party(draft: Draft) -> ThirdParty | None:
    payment = draft.value("pay")
    found = draft.value("third")
    return found if isinstance(payment, Payment) and payment.payer == "third" else None


def memory_of(earlier: Sequence[Mapping[FieldName, Filled]], addresses: int) -> Memory:
    """What the client's earlier waybills (newest first) offer: from, payment and payer; the last `addresses`."""
    if not earlier:
        return Memory()
    last = earlier[0]
    names: tuple[FieldName, ...] = ("frm", "pay", "third")
    filled = {name: replace(last[name], by="memory", text="") for name in names if name in last}
    recent: dict[str, Address] = {}
    for values in earlier:
        to = values["to"].value if "to" in values else None
        if isinstance(to, Address):
            recent.setdefault(to.text.casefold(), to)
    payment = filled["pay"].value if "pay" in filled else None
    return Memory(
        filled,
        tuple(recent.values())[:addresses],
        {name: one.value for name, one in last.items()},
        payment if isinstance(payment, Payment) else None,
    )
