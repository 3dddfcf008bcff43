"""Reading a call: which method, and its parameters checked against the Bot API data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from relay_bot.sandbox.errors import ApiError, bad_request
from relay_bot.sandbox.spec import METHODS, Check, Json, SpecError, checker

METHOD_NAMES = {name.lower(): name for name in METHODS}


@dataclass(slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Call:
    """One validated call: typed parameters, and the uploaded files by their field name."""

    method: str
    params: Json
    files: dict[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)


def read_call(method: str, raw: Json, files: dict[str, Upload]) -> Call:
    """Validate the fields of a request, which may be typed JSON or the strings of a form.

    Raises ApiError: 404 for an unknown method, 400 for unknown, missing or malformed parameters.
    """
    name = METHOD_NAMES.get(method.lower())
    if name is None:
        raise ApiError(404, "Not Found")
    checkers, required = _method_checkers(name)
    params: Json = {}
    for key, value in raw.items():
        checker = checkers.get(key)
        if checker is None:
            raise bad_request(f'unknown parameter "{key}"')
        if value is None:
            continue
        kind, check = checker
        value = _from_form(kind, key, value) if isinstance(value, str) else value
        try:
            check(value, key)
        except SpecError as error:
            raise bad_request(str(error)) from None
        params[key] = value
    for key in files:
        if key in checkers:
            params[key] = f"attach://{key}"
    for key in required:
        if key not in params:
            raise bad_request(_missing(key))
    return Call(name, params, files)


def _missing(key: str) -> str:
    if key in ("photo", "document", "video", "audio", "voice", "animation", "sticker", "video_note"):
        return f"there is no {key.replace('_', ' ')} in the request"
    special = {
        "text": "message text is empty",
        "chat_id": "chat_id is empty",
        "message_id": "message identifier is not specified",
        "user_id": "invalid user_id specified",
        "from_chat_id": "from_chat_id is empty",
    }
    return special.get(key, f'parameter "{key}" is required')


def _from_form(kind: str, key: str, value: str) -> Any:
    """A form carries numbers, flags and JSON as text."""
    if kind in ("String", "InputFile", "InputFile or String"):
        return value
    if kind in ("Integer", "Integer or String"):
        try:
            return int(value)
        except ValueError:
            if kind == "Integer":
                raise bad_request(f'can\'t parse "{key}": integer expected') from None
            return value
    if kind == "Boolean":
        return value.lower() in ("true", "yes", "1")
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise bad_request(f'can\'t parse "{key}" JSON object') from None


@cache
def _method_checkers(name: str) -> tuple[dict[str, tuple[str, Check]], tuple[str, ...]]:
    fields = METHODS[name]
    table = {field["name"]: (field["type"], checker(field["type"])) for field in fields}
    return table, tuple(field["name"] for field in fields if field["required"])
