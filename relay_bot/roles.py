"""What a process does. `relay-bot run --role work,deliver` starts only these parts; without it, all of them.

receive   Telegram's updates into the inbox; one of these processes holds the listener's lock
work      the inbox through the handlers; what updates order: documents, letters, pictures, recognition
deliver   the outbox to Telegram
remind    what time brings: boards, reminders, deadlines, unfinished drafts, handovers; the janitor

Any number of processes of any roles share one database; each role must be somewhere.
"""

from collections.abc import Iterable
from enum import StrEnum

from relay_bot.errors import RoleUnknown


class Role(StrEnum):
    RECEIVE = "receive"
    WORK = "work"
    DELIVER = "deliver"
    REMIND = "remind"


EVERY = frozenset(Role)


def read(words: str | None) -> frozenset[Role]:
    """`receive,work` as roles; nothing: all. Raises RoleUnknown."""
    named = [word.strip() for word in (words or "").split(",") if word.strip()]
    return frozenset(_role(name) for name in named) or EVERY


def _role(name: str) -> Role:
    try:
        return Role(name)
    except ValueError:
        raise RoleUnknown(name, list(Role)) from None


def written(roles: Iterable[Role]) -> str:
    """In the order of the street, for the log."""
    return ",".join(role for role in Role if role in set(roles))
