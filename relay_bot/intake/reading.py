"""Read an update that this aiogram can't read as a whole: what it stumbles over is left out, the rest goes its way.

A message loses the field (who it was forwarded from, say) and is copied by its ids like any other; a membership that
lacks a right does not have it; a kind of reaction that nobody knows is none. What is left without its id, chat or date
is not readable at all.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError

log = structlog.get_logger(__name__)

MESSAGES = frozenset({"message", "edited_message", "reply_to_message", "pinned_message"})
REACTIONS = frozenset({"old_reaction", "new_reaction"})
NEEDED = frozenset({"message_id", "date", "chat", "from", "id", "chat_instance"})
MEMBERS = frozenset({"old_chat_member", "new_chat_member"})
NESTED_AT_MOST = 5
"""A message in a message in a callback query: so often something is left out before it is given up."""


def read(update: Mapping[str, Any], bot: Bot) -> Update:
    """Raises ValidationError for what can't be read without being misread."""
    left: Any = update
    for _ in range(NESTED_AT_MOST):
        try:
            return Update.model_validate(left, context={"bot": bot})
        except ValidationError as error:
            left = copy.deepcopy(left)
            ways = [(list(_way(left, fault["loc"])), fault) for fault in error.errors()]  # before anything is left out
            mended = sorted({name for steps, fault in reversed(ways) if (name := _mend(steps, fault))})
            if not mended:
                raise
            log.warning("update_read_in_part", update=update.get("update_id"), left_out=mended)
    return Update.model_validate(left, context={"bot": bot})


def _mend(steps: Sequence[tuple[Any, Any]], fault: Any) -> str | None:
    """Leave out what the fault is about, in place; returns its name, None when nothing may be left out."""
    if any(name in MEMBERS for _, name in steps):
        return _lacking_right(steps[-1][0][steps[-1][1]], fault)
    for inside, index in steps:
        if isinstance(inside, list) and any(name in REACTIONS for _, name in steps):
            del inside[index]
            return "reaction"
    for depth in range(len(steps) - 1, 0, -1):  # the innermost message first
        parent, name = steps[depth]
        if steps[depth - 1][1] in MESSAGES and isinstance(parent, dict) and name not in NEEDED:
            return str(name) if parent.pop(name, None) is not None else None
    return None


def _way(found: Any, loc: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """(container, key) along `loc`, which also names types where there are several."""
    for name in loc:
        inside = (isinstance(found, dict) and name in found) or (
            isinstance(found, list) and isinstance(name, int) and name < len(found)
        )
        if inside:
            yield found, name
            found = found[name]


def _lacking_right(member: Any, fault: Any) -> str | None:
    """A right that Telegram does not name (any more, or yet) is not given."""
    name = str(fault["loc"][-1])
    if fault["type"] != "missing" or not isinstance(member, dict) or name in member:
        return None
    if name == "until_date":
        member[name] = 0
    elif name.startswith(("can_", "is_")):
        member[name] = False
    else:
        return None
    return name
