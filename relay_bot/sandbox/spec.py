"""Validators compiled once from the Bot API data: what a call may carry and what an object must look like.

The same checkers serve both directions. A call is read in `call.py`; whatever the sandbox sends out can be
verified with `problems_of`, so the sandbox never teaches a bot a field that Telegram does not have.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Check = Callable[[Any, str], None]

_DATA: dict[str, dict[str, list[Json]]] = json.loads((Path(__file__).parent / "botapi.json").read_text("utf-8"))
METHODS = _DATA["methods"]
TYPES = _DATA["types"]

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


def problems_of(type_name: str, value: Any) -> list[str]:
    """What is wrong with an outgoing object of a Bot API type ("Update", "Array of Message", …); empty when right."""
    try:
        checker(type_name)(value, type_name)
    except SpecError as error:
        return [str(error)]
    return []


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
