"""Who is at the door: the person behind an update and what is known of them and of the place. Pure values.

Loaded once for an update, in one statement (db/who.py); doors and handlers share it and ask nothing again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic


@dataclass(frozen=True, slots=True)
class Actor:
    """What an update itself says: who, and where. Ids are Telegram's; `thread_id` None: General, or no topics."""

    person_id: int
    name: str
    username: str
    chat_id: int
    chat: Literal["private", "group", "other"]
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class AtDesk:
    """In a group. `desk` None: config.toml does not know the group; `topic` None: General, or a topic not ours.

    `client` is whose topic it is, or was.
    """

    actor: Actor
    desk: Desk | None
    topic: Topic | None
    client: Client | None


@dataclass(frozen=True, slots=True)
class InPrivate:
    """In the chat with the bot. `client` None: a manager or an admin, who is no client."""

    actor: Actor
    client: Client | None


@dataclass(frozen=True, slots=True)
class Nowhere:
    """In a channel, or in no chat at all."""

    actor: Actor


Who = AtDesk | InPrivate | Nowhere


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a thing is that a button is about: a client, and the desk that serves them (None: nobody yet)."""

    client_id: int
    desk: str | None
