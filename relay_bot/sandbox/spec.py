"""Validators compiled once from the Bot API data: what a call may carry and what an object must look like.

The same checkers serve both directions. A call is read with `read_call`; whatever the sandbox sends out can be
verified with `problems_of`, so the sandbox never teaches a bot a field that Telegram does not have.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from relay_bot.sandbox.errors import ApiError, bad_request

Json = dict[str, Any]
Check = Callable[[Any, str], None]

_DATA: dict[str, dict[str, list[Json]]] = json.loads((Path(__file__).parent / "botapi.json").read_text("utf-8"))
METHODS = _DATA["methods"]
TYPES = _DATA["types"]
METHOD_NAMES = {name.lower(): name for name in METHODS}

# Abstract types that are told apart by one field: the field, then the member for each of its values.
UNIONS: dict[str, tuple[str, dict[str, str]]] = {
    "MessageOrigin": (
        "type",
        {
            "user": "MessageOriginUser",
            "hidden_user": "MessageOriginHiddenUser",
            "chat": "MessageOriginChat",
            "channel": "MessageOriginChannel",
        },
    ),
    "ReactionType": (
        "type",
        {"emoji": "ReactionTypeEmoji", "custom_emoji": "ReactionTypeCustomEmoji", "paid": "ReactionTypePaid"},
    ),
    "ChatMember": (
        "status",
        {
            "creator": "ChatMemberOwner",
            "administrator": "ChatMemberAdministrator",
            "member": "ChatMemberMember",
            "restricted": "ChatMemberRestricted",
            "left": "ChatMemberLeft",
            "kicked": "ChatMemberBanned",
        },
    ),
    "MenuButton": (
        "type",
        {"commands": "MenuButtonCommands", "web_app": "MenuButtonWebApp", "default": "MenuButtonDefault"},
    ),
    "BotCommandScope": (
        "type",
        {
            "default": "BotCommandScopeDefault",
            "all_private_chats": "BotCommandScopeAllPrivateChats",
            "all_group_chats": "BotCommandScopeAllGroupChats",
            "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
            "chat": "BotCommandScopeChat",
            "chat_administrators": "BotCommandScopeChatAdministrators",
            "chat_member": "BotCommandScopeChatMember",
        },
    ),
    "InputMedia": (
        "type",
        {
            "photo": "InputMediaPhoto",
            "video": "InputMediaVideo",
            "animation": "InputMediaAnimation",
            "audio": "InputMediaAudio",
            "document": "InputMediaDocument",
        },
    ),
}
# Types without fields that really are empty objects; every other empty type is an abstract one.
EMPTY = {
    "ForumTopicClosed",
    "ForumTopicReopened",
    "GeneralForumTopicHidden",
    "GeneralForumTopicUnhidden",
    "VideoChatStarted",
    "CommunityChatRemoved",
    "CallbackGame",
    "DisabledButton",
}
_SCALARS: dict[str, tuple[type, ...]] = {"Integer": (int,), "Float": (int, float), "String": (str,), "Boolean": (bool,)}


class SpecError(ValueError):
    """A value that does not fit its type; the text names the place."""


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


def problems_of(type_name: str, value: Any) -> list[str]:
    """What is wrong with an outgoing object of a Bot API type ("Update", "Array of Message", …); empty when right."""
    try:
        checker(type_name)(value, type_name)
    except SpecError as error:
        return [str(error)]
    return []


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
    except ValueError:
        raise bad_request(f'can\'t parse "{key}" JSON object') from None


@cache
def _method_checkers(name: str) -> tuple[dict[str, tuple[str, Check]], tuple[str, ...]]:
    fields = METHODS[name]
    table = {field["name"]: (field["type"], checker(field["type"])) for field in fields}
    return table, tuple(field["name"] for field in fields if field["required"])


@cache
def checker(type_name: str) -> Check:
    """The checker of a type as the documentation writes it; recursive types are resolved when they are first used."""
    if type_name.startswith("Array of "):
        return _array(type_name.removeprefix("Array of "))
    if " or " in type_name or " and " in type_name:
        return _one_of(type_name.replace(" and ", ", ").replace(" or ", ", ").split(", "))
    if type_name == "True":
        return _literal_true
    if type_name in _SCALARS:
        return _scalar(type_name)
    if type_name in UNIONS:
        return _union(type_name)
    if type_name == "MaybeInaccessibleMessage":
        return _one_of(["Message", "InaccessibleMessage"])
    if TYPES.get(type_name) or type_name in EMPTY:
        return _object(type_name)
    if type_name == "InputFile":
        return _scalar("String")
    return _anything


def _anything(value: Any, path: str) -> None:
    return None


def _literal_true(value: Any, path: str) -> None:
    if value is not True:
        raise SpecError(f'field "{path}" must be true')


def _scalar(type_name: str) -> Check:
    types = _SCALARS[type_name]
    numeric = type_name in ("Integer", "Float")

    def check(value: Any, path: str) -> None:
        if not isinstance(value, types) or (numeric and value is True) or (numeric and value is False):
            raise SpecError(f'field "{path}" must be of type {type_name}')

    return check


def _array(item: str) -> Check:
    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            raise SpecError(f'field "{path}" must be of type Array')
        each = checker(item)
        for index, element in enumerate(value):
            each(element, f"{path}[{index}]")

    return check


def _union(type_name: str) -> Check:
    field, members = UNIONS[type_name]

    def check(value: Any, path: str) -> None:
        member = members.get(value.get(field, "")) if isinstance(value, dict) else None
        if member is None:
            raise SpecError(f'field "{path}" must be of type {type_name}')
        checker(member)(value, path)

    return check


def _one_of(members: list[str]) -> Check:
    def check(value: Any, path: str) -> None:
        reason = SpecError(f'field "{path}" must be of type {" or ".join(members)}')
        for member in members:
            try:
                checker(member)(value, path)
            except SpecError as error:
                if isinstance(value, dict) and _looks_like(member, value):
                    reason = error
            else:
                return
        raise reason

    return check


def _looks_like(member: str, value: Json) -> bool:
    """Whether the complaint of this member is the one worth showing: its required fields are all there."""
    kind = value.get("type")
    if isinstance(kind, str) and member.startswith("InputMedia"):
        return member.lower() == "inputmedia" + kind.replace("_", "")
    return all(field["name"] in value for field in TYPES.get(member, ()) if field["required"])


def _object(type_name: str) -> Check:
    fields = {field["name"]: field["type"] for field in TYPES[type_name]}
    required = [field["name"] for field in TYPES[type_name] if field["required"]]
    ready: dict[str, Check] = {}

    def check(value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise SpecError(f'field "{path}" must be of type {type_name}')
        for key, element in value.items():
            one = ready.get(key)
            if one is None:
                if key not in fields:
                    raise SpecError(f'unknown field "{key}" in {type_name} ("{path}")')
                one = ready[key] = checker(fields[key])
            if element is not None:
                one(element, f"{path}.{key}")
        for key in required:
            if key not in value:
                raise SpecError(f'field "{key}" of {type_name} ("{path}") is required')

    return check
