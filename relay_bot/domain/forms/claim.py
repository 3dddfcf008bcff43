"""The claim's form: which waybill, what happened, how much, where to answer; files at any step. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from relay_bot.domain.forms import engine
from relay_bot.domain.forms.draft import Draft, Filled, Values
from relay_bot.domain.forms.form import Button, Field, Form, Line, Rows, Say, Step, Talk
from relay_bot.domain.forms.saying import CANCEL
from relay_bot.domain.parsing import read_field
from relay_bot.domain.parsing.complaint import read_complaint
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Amount,
    Email,
    FieldName,
    Rules,
    Story,
    Value,
    WaybillNumber,
)
from relay_bot.domain.signs import shortened
from relay_bot.domain.waybill import code_of

if TYPE_CHECKING:
    from relay_bot.domain.waybill import Waybill

WAYBILLS_SHOWN = 5
CITY_MAX = 16
SHORT_DIGITS = 5

APPEND = "append"
"""Ends the form by adding to the claim that there is."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A waybill of the client that a claim may be about."""

    number: str
    to_city: str
    date: str


@dataclass(frozen=True, slots=True)
class Offers:
    """What is known of the client's waybills and claims, and what the company accepts."""

    waybills: tuple[Earlier, ...] = ()  # newest first
    claimed: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # waybill → open claim, its status in words
    email: str = ""
    any_waybill: bool = True  # a claim may be about a waybill that the bot does not know


def _offers(talk: Talk) -> Offers:
    return talk.offers if isinstance(talk.offers, Offers) else Offers()


# --- buttons, and what a tap on them stands for -----------------------------------------------------------------------


def _waybill_buttons(talk: Talk, draft: Draft) -> Rows:
    return tuple(
        (Button("btn-cl_wb", "claimed", one.number, {"number": one.number, "to_city": _city(one), "date": one.date}),)
        for one in _offers(talk).waybills[:WAYBILLS_SHOWN]
    )


def _city(waybill: Earlier) -> str:
    """What a button has no room for goes from the town, which the number and the date tell apart anyway."""
    return shortened(waybill.to_city, CITY_MAX)


def _amount_buttons(talk: Talk, draft: Draft) -> Rows:
    return ((Button("btn-cl_no_amount", "no_amount"),),) if talk.rules.amount_optional else ()


def _email_buttons(talk: Talk, draft: Draft) -> Rows:
    email = _offers(talk).email
    return ((Button("btn-cl_email", "email", "", {"email": email}),),) if email else ()


def _claimed(talk: Talk, arg: str) -> WaybillNumber | None:
    return WaybillNumber(arg) if _knows(talk, arg) else None


def _no_amount(talk: Talk, arg: str) -> Amount | None:
    return Amount(None) if talk.rules.amount_optional else None


def _known_email(talk: Talk, arg: str) -> Email | None:
    email = _offers(talk).email
    return Email(email, email) if email else None


# --- rules that no parser can know ------------------------------------------------------------------------------------


def _read(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Reading:
    return read_complaint(text, rules, asked, frozenset(known))


def _settle(talk: Talk, value: Value) -> Value:
    """A short number is one of the client's own waybills; another spelling of a known number is that number."""
    if not isinstance(value, WaybillNumber):
        return value
    code = code_of(value.text)
    known = [one.number for one in _offers(talk).waybills]
    exact = next((number for number in known if code and code_of(number) == code), None)
    short = next((number for number in known if code_of(number).endswith(code.zfill(SHORT_DIGITS))), None)
    found = exact or (short if code == value.text.strip("№# ") and len(code) <= SHORT_DIGITS else None)
    return WaybillNumber(found) if found else value


def _knows(talk: Talk, number: str) -> bool:
    return any(one.number == number for one in _offers(talk).waybills)


def _remark(talk: Talk, value: Value) -> Line | None:
    if isinstance(value, WaybillNumber) and not _knows(talk, value.text):
        return Line("cl-wb_unknown", {"number": value.text})
    return None


def _refuses(talk: Talk, values: Values, value: Value) -> str | None:
    """With claims.accept_unknown_waybill = false only the client's own waybills will do."""
    unknown = isinstance(value, WaybillNumber) and not _knows(talk, value.text)
    return "err-wb_none" if unknown and not _offers(talk).any_waybill else None


def _duplicate(talk: Talk, draft: Draft) -> tuple[str, Say] | None:
    """There is an open claim about this waybill: add to it, or file another one."""
    number = draft.value("waybill")
    claimed = _offers(talk).claimed
    if number is None or number.text not in claimed:
        return None
    claim, status = claimed[number.text]
    buttons = (
        (Button("btn-cl_append", APPEND, "", {"claim_no": claim}),),
        (Button("btn-cl_new", "right"),),
        (CANCEL,),
    )
    words = {"number": number.text, "claim_no": claim, "status": status}
    return f"duplicate of {claim}", Say((Line("cl-duplicate", words),), buttons)


def _summary(draft: Draft) -> tuple[Line, ...]:
    values = {
        "number": draft.value("waybill"),
        "story": story_of(draft),
        "amount": draft.value("amount"),
        "email": draft.value("email"),
        "files": len(draft.files),
    }
    return (Line("cl-summary", values),)


def _hints(draft: Draft) -> tuple[Line, ...]:
    return () if draft.files else (Line("cl-no_files_yet"),)


def story_of(draft: Draft) -> str:
    """What the client told, with what they added later."""
    story = draft.value("story")
    return "\n".join(filter(None, [story.text if story else "", draft.comment]))


def _like(talk: Talk, waybill: Waybill) -> Step:
    """⚠️ under a document: its number is filled in."""
    return engine.begin(talk, {"waybill": Filled(WaybillNumber(waybill.number), by="picked")})


CLAIM = Form(
    kind="claim",
    prefix="cl",
    command="claim",
    menu="menu-claim",
    fields=(
        Field(
            "waybill",
            "cl-ask_wb",
            "label-waybill",
            WaybillNumber,
            partial(read_field, "waybill"),
            buttons=_waybill_buttons,
            taps={"claimed": _claimed},
            refuses=_refuses,
            settle=_settle,
            remark=_remark,
            by_photo="take",
            coded=True,
        ),
        Field(
            "story",
            "cl-ask_story",
            "label-story",
            Story,
            partial(read_field, "story"),
            words=lambda draft: {"number": draft.value("waybill") or ""},
            by_photo="ignore",
        ),
        Field(
            "amount",
            "cl-ask_amount",
            "label-amount",
            Amount,
            partial(read_field, "amount"),
            buttons=_amount_buttons,
            taps={"no_amount": _no_amount},
            speaks_of_manager=frozenset({"err-amount_max"}),
        ),
        Field(
            "email",
            "cl-ask_email",
            "label-email",
            Email,
            partial(read_field, "email"),
            buttons=_email_buttons,
            taps={"email": _known_email},
        ),
    ),
    read=_read,
    doubt=_duplicate,
    endings=frozenset({APPEND}),
    summary=_summary,
    hints=_hints,
    summary_buttons=((Button("btn-cl_send", "create"),), (Button("btn-edit", "edit"), CANCEL)),
    like=_like,
    takes_files=True,
)
