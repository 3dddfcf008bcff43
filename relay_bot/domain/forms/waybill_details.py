"""What a waybill says besides its questions: declared value, times and firms at both ends, conditions. Pure.

None of it is asked for. It is taken from what people write, shown on the summary, and corrected like everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from relay_bot.domain.forms.form import Field
from relay_bot.domain.parsing import read_field, read_waybill
from relay_bot.domain.parsing.numbers import NUMBER, parse_number, read_line
from relay_bot.domain.parsing.reading import Details, Reading
from relay_bot.domain.parsing.text import flat
from relay_bot.domain.parsing.values import (
    Accept,
    Amount,
    Condition,
    Dims,
    End,
    FieldName,
    Firm,
    Outcome,
    Refuse,
    Rules,
    ThirdParty,
    Value,
    Volume,
    Window,
)
from relay_bot.domain.parsing.volume import find_volume

LONGEST = 200
_ENDS: tuple[End, End] = ("frm", "to")
_TOLD = re.compile(  # the name of the field says it already
    r"(?<![а-яa-z])(?:(?:погрузка|загрузка|выгрузка|разгрузка|забор|доставка|сдача|подача|loading|unloading"
    r"|pick-?up|delivery)(?![а-яa-z])"
    r"[ :—-]*|(?:темп(?:ература|\.)?(?: режим)?|режим|temp(?:erature)?|t)[ :°]+(?=[+-]?\d))",
    re.IGNORECASE,
)


# --- what a message says ----------------------------------------------------------------------------------------------


def read(text: str, rules: Rules, asked: FieldName | None, known: Mapping[FieldName, Value]) -> Reading:
    """A message for the questions and the details alike. A detail is asked for only by «Изменить»: then the whole
    message is the answer, unless it plainly is about something else.
    """
    about = next((one for one in DETAILS if one.name == asked), None)
    if about is None:
        return _with_details(read_waybill(text, rules, asked, known))
    reading = _with_details(read_waybill(text, rules, None, known))
    bare = not re.search(r"[^\W\d_]", text)  # «150 000»
    other = any(isinstance(outcome, Accept) for outcome in reading.fields.values())
    if reading.question or (other and not bare):
        return reading
    return Reading({about.name: about.reader(text, rules)})


def _with_details(reading: Reading) -> Reading:
    said = dict(_said(reading.details, reading.fields))
    return replace(reading, fields={**reading.fields, **said}, comment=reading.remark)


def _said(details: Details, fields: Mapping[FieldName, Outcome]) -> Iterator[tuple[FieldName, Outcome]]:
    if details.declared_rub:
        yield "declared", Accept(Amount(details.declared_rub))
    for end in _ENDS:
        times = [_TOLD.sub("", one.text, count=1) or one.text for one in details.windows if one.end == end]
        if times:
            yield f"{end}_when", Accept(Window(end, "; ".join(times)))
        firms = [one for one in details.firms if one.end == end]
        if firms:
            yield f"{end}_firm", Accept(firms[0])
    dims = fields.get("dims")
    if details.volume_m3 and isinstance(dims, Accept) and isinstance(dims.value, Dims) and dims.value.pieces:
        yield "volume", Accept(Volume(details.volume_m3))
    for name, words in (
        ("temperature", _TOLD.sub("", details.temperature, count=1)),
        ("care", "; ".join(details.care)),
        ("hazard", details.hazard),
        ("loading", "; ".join(details.loading)),
    ):
        if words:
            yield name, Accept(Condition(re.sub(r"^\(([^()]*)\)$", r"\1", words)))


# --- the answer to «Изменить» -----------------------------------------------------------------------------------------


def _declared(text: str, rules: Rules) -> Outcome:
    found = read_waybill(text).details.declared_rub
    outcome = Accept(Amount(found)) if found else read_field("amount", text, rules)
    nothing = isinstance(outcome, Accept) and isinstance(outcome.value, Amount) and not outcome.value.rub
    return Refuse("err-amount_none") if nothing or isinstance(outcome, Refuse) else outcome


def _volume(text: str, rules: Rules) -> Outcome:
    plain = read_line(text).plain
    bare = re.fullmatch(rf" ?({NUMBER}) ?", plain)
    found = find_volume(plain)
    m3 = found[0] if found else parse_number(bare[1])[0] if bare else Decimal(0)
    return Accept(Volume(m3)) if 0 < m3 <= rules.max_volume_m3 else Refuse("err-volume_none")


def _window(end: End, text: str, rules: Rules) -> Outcome:
    words = flat(text)[:LONGEST]
    return Accept(Window(end, words)) if re.search(r"\w\w", words) else Refuse("err-detail_none")


def _firm(end: End, text: str, rules: Rules) -> Outcome:
    outcome = read_field("third", text, rules)
    named = outcome.value if isinstance(outcome, Accept) else None
    return Accept(Firm(end, named.name, named.inn)) if isinstance(named, ThirdParty) else Refuse("err-firm_none")


def _condition(text: str, rules: Rules) -> Outcome:
    words = flat(text)[:LONGEST]
    return Accept(Condition(words)) if re.search(r"\w", words) else Refuse("err-detail_none")


def _both(new: Value, old: Value) -> Value:
    """«хрупкое», and later «не кантовать»."""
    if not (isinstance(new, Condition) and isinstance(old, Condition)) or new.text in old.text:
        return old
    return Condition(f"{old.text}; {new.text}"[:LONGEST])


# --- the fields -------------------------------------------------------------------------------------------------------

DETAILS = (
    Field("declared", "wb-ask_declared", "label-declared", Amount, _declared, said="wb-said_declared", offered=True),
    Field(
        "frm_when",
        "wb-ask_frm_when",
        "label-frm_when",
        Window,
        lambda text, rules: _window("frm", text, rules),
        said="wb-said_frm_when",
        offered=True,
        repeated=False,
    ),
    Field(
        "to_when",
        "wb-ask_to_when",
        "label-to_when",
        Window,
        lambda text, rules: _window("to", text, rules),
        said="wb-said_to_when",
        offered=True,
        repeated=False,
    ),
    Field(
        "frm_firm",
        "wb-ask_frm_firm",
        "label-frm_firm",
        Firm,
        lambda text, rules: _firm("frm", text, rules),
        said="wb-said_frm_firm",
    ),
    Field(
        "to_firm",
        "wb-ask_to_firm",
        "label-to_firm",
        Firm,
        lambda text, rules: _firm("to", text, rules),
        said="wb-said_to_firm",
    ),
    Field("volume", "wb-ask_volume", "label-volume", Volume, _volume, said="wb-said_volume"),
    Field("temperature", "wb-ask_temperature", "label-temperature", Condition, _condition, said="wb-said_temperature"),
    Field("care", "wb-ask_care", "label-care", Condition, _condition, said="wb-said_care", merge=_both, adds=True),
    Field("hazard", "wb-ask_hazard", "label-hazard", Condition, _condition, said="wb-said_hazard"),
    Field(
        "loading",
        "wb-ask_loading",
        "label-loading",
        Condition,
        _condition,
        said="wb-said_loading",
        merge=_both,
        adds=True,
    ),
)
