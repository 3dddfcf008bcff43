"""An unfinished form as a value, and its way to JSON and back. Pure: `db/draft/` keeps it.

What type a value has is the form's own matter: whoever reads JSON passes the types of the form's fields.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter

from relay_bot.domain.forms.heard import Attached
from relay_bot.domain.parsing.values import FieldName, Value

By = Literal["typed", "picked", "memory", "repeat", "photo"]
Types = Mapping[FieldName, type[Any]]
"""The types of a form's values, in the order in which its fields are declared."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A field's value, the words it came from, who gave it, and warnings (text keys)."""

    value: Value
    text: str = ""
    by: By = "typed"
    marks: tuple[str, ...] = ()


Values = Mapping[FieldName, Filled]


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
    """A message that looks like a question to the manager, or that was hardly heard: the client says what it is. Going
    on passes on what is kept.
    """

    text: str
    relay_id: int | None = None  # where the message is kept, should it be passed on
    serial: int = 0  # its buttons name it
    unsure: bool = False  # heard with doubt: nothing is taken from it before the client says that it is right
    album: str = ""  # the album that it stands below: the other pictures of it are no going on


@dataclass(frozen=True, slots=True)
class Draft:
    """What is filled in, what is asked now, what waits for a tap."""

    values: Values = field(default_factory=dict)
    asked: FieldName | None = None  # None: the summary was shown, or a tap is waited for
    undecided: tuple[Undecided, ...] = ()
    held: tuple[Held, ...] = ()
    refusals: int = 0  # in a row, of the asked field
    partial: str = ""  # what was refused only for a missing part: the answer completes it
    places: int | None = None  # a count of pieces, named before there was a value to keep it with
    comment: str = ""
    confirmed: str = ""  # the doubt that the client has dispelled
    summaries: int = 0  # summaries posted so far: corrections edit the last one
    like: str = ""  # number of the document that this one repeats
    files: tuple[Attached, ...] = ()
    surplus: bool = False  # it was said that no more files are taken
    album: str = ""  # the album that was passed on or answered something last: what is said of it is said once

    def value(self, name: FieldName) -> Any:
        found = self.values.get(name)
        return None if found is None else found.value

    @property
    def stamp(self) -> str:
        """What the buttons of a summary carry: the summary's number, and a checksum of what it shows."""
        shown = json.dumps([filled_to_json(self.values), self.comment], sort_keys=True, ensure_ascii=True)
        return f"{self.summaries}.{zlib.crc32(shown.encode()):08x}"

    @property
    def whole_stamp(self) -> str:
        """What the buttons carry that throw the draft away: files that came later are not thrown away with it."""
        return f"{self.stamp}.{len(self.files)}"

    @property
    def begun(self) -> bool:
        """The client has given something of their own."""
        given = any(filled.by in ("typed", "picked", "photo") for filled in self.values.values())
        return given or bool(self.like) or bool(self.files)


# --- to JSON and back -------------------------------------------------------------------------------------------------


def to_json(draft: Draft) -> dict[str, Any]:
    plain = {one.name: getattr(draft, one.name) for one in fields(draft)}
    return plain | {
        "values": filled_to_json(draft.values),
        "undecided": [_undecided_to_json(one) for one in draft.undecided],
        "held": [asdict(one) for one in draft.held],
        "files": [asdict(one) for one in draft.files],
    }


def from_json(types: Types, data: Mapping[str, Any]) -> Draft:
    """What belongs to no field of the form (any more) is left out. Raises pydantic.ValidationError for wrong values."""
    return Draft(
        **{
            **data,
            "values": filled_from_json(types, data["values"]),
            "asked": data["asked"] if data["asked"] in types else None,
            "undecided": tuple(
                _undecided_from_json(types[one["name"]], one) for one in data["undecided"] if one["name"] in types
            ),
            "held": tuple(Held(**one) for one in data["held"]),
            "files": tuple(Attached(**one) for one in data.get("files", ())),
        }
    )


def filled_to_json(values: Values) -> dict[str, Any]:
    return {
        name: {"value": value_to_json(one.value), "text": one.text, "by": one.by, "marks": list(one.marks)}
        for name, one in values.items()
    }


def filled_from_json(types: Types, data: Mapping[str, Any]) -> dict[FieldName, Filled]:
    """In the order in which the fields are declared: JSON in PostgreSQL keeps none."""
    return {name: _filled_from_json(kind, data[name]) for name, kind in types.items() if name in data}


def _filled_from_json(kind: type[Any], one: Mapping[str, Any]) -> Filled:
    return Filled(value_from_json(kind, one["value"]), one["text"], one["by"], tuple(one["marks"]))


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def value_to_json(value: Value) -> Any:
    return _adapter(type(value)).dump_python(value, mode="json")


def value_from_json(kind: type[Any], data: Any) -> Value:
    value: Value = _adapter(kind).validate_python(data)
    return value


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


def _undecided_from_json(kind: type[Any], data: Mapping[str, Any]) -> Undecided:
    values = {
        key: value_from_json(kind, value[_VALUE]) if isinstance(value, dict) and _VALUE in value else value
        for key, value in data["values"].items()
    }
    choices = tuple(value_from_json(kind, choice) for choice in data["choices"])
    return Undecided(data["name"], data["key"], choices, values, data["text"])
