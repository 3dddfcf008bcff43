"""`understand`: what the bot makes of a message. Needs no database and no token."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from relay_bot.cli.colours import paint, painted, wanted
from relay_bot.cli.told import say, say_error, settings, speak
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.draft import Filled, value_from_json
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.forms.waybill_details import DETAILS
from relay_bot.domain.forms.waybill_details import read as read_with_details
from relay_bot.domain.parsing import TAPS, read_field, read_waybill
from relay_bot.domain.parsing.limits import rules_of
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Accept,
    Ask,
    Dims,
    FieldName,
    Outcome,
    Refuse,
    Rules,
    Value,
    Weight,
)
from relay_bot.texts import Language, why
from relay_bot.views.values import show, show_choices, show_parts

# How each field is called on the screen, and as the admin names it.
TITLES: dict[FieldName, str] = {
    "descr": "cli-field_descr",
    "weight": "cli-field_weight",
    "dims": "cli-field_dims",
    "frm": "cli-field_from",
    "to": "cli-field_to",
    "pay": "cli-field_pay",
    "third": "cli-field_third",
    "waybill": "cli-field_waybill",
    "story": "cli-field_story",
    "amount": "cli-field_amount",
    "email": "cli-field_email",
    "phone": "cli-field_phone",
}
FIELDS: dict[str, FieldName] = {("from" if name == "frm" else name): name for name in TITLES}
_ALL = {**TITLES, **{one.name: one.label for one in DETAILS}}  # what nobody is asked for is told to people only
SIGNS = {"accept": "✓", "ask": "?", "refuse": "✗"}


def understand(path: Path | None, message: str, field: str | None, as_json: bool) -> int:
    """Print the reading of `message` («-»: of standard input). 2 if there is no such field."""
    t = speak(os.environ)
    name = FIELDS.get("from" if field == "frm" else field or "")
    if field is not None and name is None:
        say_error(t.plain("cli-understand_no_field", field=field, known=", ".join(FIELDS)))
        return 2
    rules = rules_of(settings(path))
    text = sys.stdin.buffer.read().decode("utf-8", "replace") if message == "-" else message
    if name is not None:
        outcome = read_field(name, text, rules)
        told = {"field": "from" if name == "frm" else name} | _told(t, outcome)
        say(_json(told) if as_json else "\n".join(_lines(t, {name: outcome})))
        return 0
    if as_json:
        say(_json(_whole(t, read_waybill(text, rules))))
    else:
        reading = read_with_details(text, rules, None, {})
        if wanted() and reading.spans:
            say(painted(reading) + "\n", color=True)
        lines = [*_lines(t, reading.fields), *_besides(t, reading)]
        say("\n".join(lines) or t.plain("cli-understand_nothing"), color=wanted())
    return 0


def understand_lines(path: Path | None, file: Path) -> int:
    """Print the reading of every line of `file`, JSON in and out. 2 where a line is no such object."""
    t = speak(os.environ)
    rules = rules_of(settings(path))
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        say_error(t.plain("config-file_encoding", file=file))
        return 2
    except OSError as error:
        say_error(t.plain("cli-import_no_file", file=file, reason=why(t, error)))
        return 2
    for number, line in enumerate(lines, 1):
        try:
            told = read_line(t, rules, json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            say_error(t.plain("cli-understand_no_line", n=number))
            return 2
        say(json.dumps(told, ensure_ascii=False, default=json_number))
    return 0


def read_line(t: Language, rules: Rules, line: Mapping[str, Any]) -> dict[str, Any]:
    """`text`, perhaps `form` (its kind; none outside of a form) and `known`, the draft before."""
    text, kind = line["text"], line.get("form")
    form = registry.form_of(kind) if kind else None
    if kind and form is None:
        raise ValueError(f"no form {kind!r}")
    known = dict(_values(line.get("known") or {}))
    if form is not None and form is not WAYBILL:
        return _whole(t, form.reading(text, rules, None, {name: Filled(value) for name, value in known.items()}))
    reading = read_waybill(text, rules, known=known)  # what the form takes besides stays in the comment
    begins = form is None and any(one.whole(text, rules) is not None for one in registry.forms())
    return _whole(t, reading) | ({"starts_form": begins} if form is None else {})


def _values(known: Mapping[str, Any]) -> Iterator[tuple[FieldName, Value]]:
    types = {name: kind for form in registry.forms() for name, kind in form.types.items()}
    for key, data in known.items():
        name = FIELDS[key]
        yield name, value_from_json(types[name], data)


def _whole(t: Language, reading: Reading) -> dict[str, Any]:
    """A reading for a program."""
    fields = {("from" if key == "frm" else key): _told(t, outcome) for key, outcome in reading.fields.items()}
    details = {name: value for name, value in asdict(reading.details).items() if value}
    told = {"fields": fields, "places": reading.places, "comment": reading.comment, "question": reading.question}
    return told | ({"details": details} if details else {})


def _told(t: Language, outcome: Outcome) -> dict[str, Any]:
    """One outcome for a program."""
    value = outcome.value if isinstance(outcome, Accept) else None
    return {
        "outcome": type(outcome).__name__.lower(),
        "value": show(t, value, spell=str) if value is not None else None,
        "key": None if isinstance(outcome, Accept) else _dotted(outcome.key),
        "text": None if isinstance(outcome, Accept) else _sentence(t, outcome),
        "choices": list(show_choices(t, outcome)) if isinstance(outcome, Ask) else [],
        "marks": [_dotted(mark) for mark in outcome.marks] if isinstance(outcome, Accept) else [],
        "data": _data(value) if value is not None else None,
    }


def _lines(t: Language, fields: Mapping[FieldName, Outcome]) -> list[str]:
    """One outcome for a person: the name of the field, how it went, the value or the sentence, the buttons."""
    width = max((len(t.plain(_ALL[name])) for name in fields), default=0)
    margin = " " * (width + 4)
    lines = []
    for name, outcome in sorted(fields.items(), key=lambda item: list(_ALL).index(item[0])):
        told = _told(t, outcome)
        sign = SIGNS[told["outcome"]]
        title = paint(f"{t.plain(_ALL[name]):<{width}}", name)
        lines.append(f"{title}  {sign} {told['value'] or _with_key(told)}")
        lines += [f"{margin}{made_of}" for made_of in _made_of(t, outcome)]
        lines += [f"{margin}[{label}]" for label in _buttons(t, outcome)]
        lines += [f"{margin}! {_mark(t, mark)}" for mark in (outcome.marks if isinstance(outcome, Accept) else ())]
    return lines


def _made_of(t: Language, outcome: Outcome) -> list[str]:
    """«3 × 120 кг = 360 кг», where the value was computed."""
    value = outcome.value if isinstance(outcome, Accept) else None
    return [show_parts(t, value)] if isinstance(value, Weight) and value.parts else []


def _besides(t: Language, reading: Reading) -> list[str]:
    lines = []
    if reading.places is not None:
        lines.append(t.plain("cli-understand_places", n=reading.places))
    if reading.comment:
        lines.append(t.plain("cli-understand_comment", comment=reading.comment))
    if reading.question:
        lines.append(t.plain("cli-understand_question"))
    return ["", *lines] if lines and reading.fields else lines


def _with_key(told: Mapping[str, Any]) -> str:
    return f"{told['key']}: {told['text']}" if told["text"] else str(told["key"])


def _buttons(t: Language, outcome: Outcome) -> tuple[str, ...]:
    if not isinstance(outcome, Ask):
        return ()
    if outcome.key in TAPS:
        return tuple(_plain(t, key, outcome.values) for key in TAPS[outcome.key])
    return show_choices(t, outcome)


def _sentence(t: Language, outcome: Ask | Refuse) -> str | None:
    """None for a sentence that belongs to a form and is not written yet."""
    return _plain(t, outcome.key, outcome.values) if outcome.key in t else None


def _plain(t: Language, key: str, values: Mapping[str, Any]) -> str:
    shown = {name: show(t, value) if isinstance(value, Value) else value for name, value in values.items()}
    return t(key, **shown).striptags()


def _mark(t: Language, mark: str) -> str:
    return f"{_dotted(mark)}: {t(mark).striptags()}" if mark in t else _dotted(mark)


def _dotted(key: str) -> str:
    """`err-weight_zero` as texts.md writes it."""
    return key.replace("-", ".", 1)


def _data(value: Value) -> dict[str, Any]:
    data = asdict(value)
    if isinstance(value, Dims):
        data |= {"places": value.places, "volume": value.volume_m3}
    return data


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2, default=json_number)


def json_number(value: object) -> int | float:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(value)
