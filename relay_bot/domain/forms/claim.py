"""The claim's form: which waybill, what happened, how much, where to answer; files at any step. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relay_bot.domain.forms.draft import Draft, Filled
from relay_bot.domain.forms.form import Button, Field, Form, Line, Rows, Say, Talk
from relay_bot.domain.forms.saying import CANCEL
from relay_bot.domain.parsing import read_field
from relay_bot.domain.parsing.complaint import read_complaint
from relay_bot.domain.parsing.values import Amount, Email, FieldName, Reading, Rules, Value, WaybillNumber
from relay_bot.domain.waybill import code_of

WAYBILLS_SHOWN = 5
SHORT_DIGITS = 5


def _waybill_buttons(talk: Talk, draft: Draft) -> Rows:
    return tuple(
        (Button("btn-cl_wb", "claimed", one.number, {"number": one.number, "to_city": one.to_city, "date": one.date}),)
        for one in talk.memory.waybills[:WAYBILLS_SHOWN]
    )


def _amount_buttons(talk: Talk, draft: Draft) -> Rows:
    return ((Button("btn-cl_no_amount", "no_amount"),),) if talk.rules.amount_optional else ()


def _email_buttons(talk: Talk, draft: Draft) -> Rows:
    return ((Button("btn-cl_email", "email", "", {"email": talk.memory.email}),),) if talk.memory.email else ()


def _read(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Reading:
    return read_complaint(text, rules, asked, frozenset(known))


def _settle(talk: Talk, value: Value) -> Value:
    """A short number is one of the client's own waybills; another spelling of a known number is that number."""
    if not isinstance(value, WaybillNumber):
        return value
    code = code_of(value.text)
    known = [one.number for one in talk.memory.waybills]
    exact = next((number for number in known if code and code_of(number) == code), None)
    short = next((number for number in known if code_of(number).endswith(code.zfill(SHORT_DIGITS))), None)
    found = exact or (short if code == value.text.strip("№# ") and len(code) <= SHORT_DIGITS else None)
    return WaybillNumber(found) if found else value


def _knows(talk: Talk, number: str) -> bool:
    return any(one.number == number for one in talk.memory.waybills)


def _remark(talk: Talk, value: Value) -> Line | None:
    if isinstance(value, WaybillNumber) and not _knows(talk, value.text):
        return Line("cl-wb_unknown", {"number": value.text})
    return None


def _refuses(talk: Talk, values: Mapping[FieldName, Filled], name: FieldName, value: Value) -> str | None:
    """With claims.accept_unknown_waybill = false only the client's own waybills will do."""
    unknown = isinstance(value, WaybillNumber) and not _knows(talk, value.text)
    return "err-wb_none" if unknown and not talk.any_waybill else None


def _duplicate(talk: Talk, draft: Draft) -> tuple[str, Say] | None:
    """There is an open claim about this waybill: add to it, or file another one."""
    number = draft.value("waybill")
    if number is None or number.text not in talk.memory.claimed:
        return None
    claim, status = talk.memory.claimed[number.text]
    buttons = (
        (Button("btn-cl_append", "append", "", {"claim_no": claim}),),
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
    hint = () if draft.files else (Line("cl-no_files_yet"),)
    return (Line("cl-summary", values), *hint)


def story_of(draft: Draft) -> str:
    """What the client told, with what they added later."""
    story = draft.value("story")
    return "\n".join(filter(None, [story.text if story else "", draft.comment]))


CLAIM = Form(
    name="claim",
    fields=(
        Field("waybill", "cl-ask_wb", "label-waybill", _waybill_buttons),
        Field(
            "story",
            "cl-ask_story",
            "label-story",
            words=lambda draft: {"number": draft.value("waybill") or ""},
        ),
        Field("amount", "cl-ask_amount", "label-amount", _amount_buttons),
        Field("email", "cl-ask_email", "label-email", _email_buttons),
    ),
    opening=(),
    opening_prompt="",
    read=_read,
    read_field=read_field,
    refuses=_refuses,
    summary=_summary,
    summary_buttons=((Button("btn-cl_send", "create"),), (Button("btn-edit", "edit"), CANCEL)),
    check=_duplicate,
    question="cl-question_detected",
    settle=_settle,
    remark=_remark,
)


def claim_form(max_files: int) -> Form:
    """`max_files` comes from config.toml."""
    return replace(CLAIM, max_files=max_files)


def picked(talk: Talk, verb: str, arg: str) -> tuple[FieldName, Value] | None:
    """The field and value that a button of this form stands for; None: it is no such button."""
    match verb:
        case "claimed" if _knows(talk, arg):
            return "waybill", WaybillNumber(arg)
        case "no_amount" if talk.rules.amount_optional:
            return "amount", Amount(None)
        case "email" if talk.memory.email:
            return "email", Email(talk.memory.email, talk.memory.email)
        case _:
            return None
