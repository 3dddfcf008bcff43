"""An unfinished form as a value, and its way to JSON and back. Pure: `db/drafts.py` keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from relay_bot.domain.parsing.values import (
    Address,
    Amount,
    Description,
    Dims,
    Email,
    FieldName,
    Payment,
    Phone,
    Story,
    ThirdParty,
    Value,
    WaybillNumber,
    Weight,
)

By = Literal["typed", "picked", "memory", "repeat"]

TYPES: Mapping[FieldName, type] = {
    "descr": Description,
    "weight": Weight,
    "dims": Dims,
    "frm": Address,
    "to": Address,
    "pay": Payment,
    "third": ThirdParty,
    "waybill": WaybillNumber,
    "story": Story,
    "amount": Amount,
    "email": Email,
    "phone": Phone,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A field's value, the words it came from, who gave it, and warnings (text keys)."""

    value: Value
    text: str = ""
    by: By = "typed"
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undecided:
    """A field that can be read in two ways: one tap decides. `text` is what the client wrote."""

    name: FieldName
    key: str
    choices: tuple[Value, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A message that looks like a question to the manager: the client says what it is, and going on passes it on."""

    text: str
    relay_id: int | None = None  # where the message is kept, should it be passed on
    serial: int = 0  # its buttons name it


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that the client sent with the form, by Telegram's id; `key` tells the same file sent twice."""

    kind: Literal["photo", "document"]
    file_id: str
    key: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in, what is asked now, what waits for a tap."""

    values: Mapping[FieldName, Filled] = field(default_factory=dict)
    asked: FieldName | None = None  # None: the summary was shown, or a tap is waited for
    undecided: tuple[Undecided, ...] = ()
    held: tuple[Held, ...] = ()
    refusals: int = 0  # in a row, of the asked field
    partial: str = ""  # what was refused only for a missing part: the answer completes it
    places: int | None = None  # pieces, named before there was a weight to keep them with
    comment: str = ""
    confirmed: str = ""  # the unlikely pair of weight and size that the client has confirmed
    summaries: int = 0  # summaries posted so far: corrections edit the last one
    like: str = ""  # number of the waybill that this one repeats
    files: tuple[Attached, ...] = ()
    surplus: bool = False  # it was said that no more files are taken
    album: str = ""  # the album whose pictures were passed on last: that is said once

    def value(self, name: FieldName) -> Any:
        found = self.values.get(name)
        return None if found is None else found.value

    @property
    def begun(self) -> bool:
        """The client has given something of their own."""
        given = any(filled.by in ("typed", "picked") for filled in self.values.values())
        return given or bool(self.like) or bool(self.files)


def value_to_json(value: Value) -> Any:
    return _adapter(type(value)).dump_python(value, mode="json")


def value_from_json(name: FieldName, data: Any) -> Value:
    """Raises pydantic.ValidationError for what is no value of this field."""
    value: Value = _adapter(TYPES[name]).validate_python(data)
    return value


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def filled_to_json(values: Mapping[FieldName, Filled]) -> dict[str, Any]:
    return {
        name: {"value": value_to_json(one.value), "text": one.text, "by": one.by, "marks": list(one.marks)}
        for name, one in values.items()
    }


def filled_from_json(data: Mapping[str, Any]) -> dict[FieldName, Filled]:
    """In the order in which the fields are declared: JSON in PostgreSQL keeps none."""
    return {name: _filled_from_json(name, data[name]) for name in TYPES if name in data}


def _filled_from_json(name: FieldName, one: Mapping[str, Any]) -> Filled:
    return Filled(value_from_json(name, one["value"]), one["text"], one["by"], tuple(one["marks"]))


def to_json(draft: Draft) -> dict[str, Any]:
    plain = {one.name: getattr(draft, one.name) for one in fields(draft)}
    return plain | {
        "values": filled_to_json(draft.values),
        "undecided": [_undecided_to_json(one) for one in draft.undecided],
        "held": [asdict(one) for one in draft.held],
        "files": [asdict(one) for one in draft.files],
    }


def from_json(data: Mapping[str, Any]) -> Draft:
    return Draft(
        **{
            **data,
            "values": filled_from_json(data["values"]),
            "undecided": tuple(_undecided_from_json(one) for one in data["undecided"]),
            "held": tuple(Held(**one) for one in data["held"]),
            "files": tuple(Attached(**one) for one in data.get("files", ())),
        }
    )


_VALUE = "value of the field"  # marks a value among the words of a question


def _undecided_to_json(one: Undecided) -> dict[str, Any]:
    return {
        "name": one.name,
        "key": one.key,
        "choices": [value_to_json(choice) for choice in one.choices],
        "values": {
            key: {_VALUE: value_to_json(value)} if is_dataclass(value) else value  # type: ignore[arg-type]
            for key, value in one.values.items()
        },
        "text": one.text,
    }


def _undecided_from_json(data: Mapping[str, Any]) -> Undecided:
    name: FieldName = data["name"]
    values = {
        key: value_from_json(name, value[_VALUE]) if isinstance(value, dict) and _VALUE in value else value
        for key, value in data["values"].items()
    }
    choices = tuple(value_from_json(name, choice) for choice in data["choices"])
    return Undecided(name, data["key"], choices, values, data["text"])
