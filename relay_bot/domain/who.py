"""Who is at the door: the person behind an update, what is known of them and of the place, and what they may press.

Loaded once for an update (db/who.py); doors and handlers share it and ask nothing again. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Literal

from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.tap import Tap


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
    """In the chat with the bot. `client` None: a manager or an admin, who is no client; `draft`: their open form."""

    actor: Actor
    client: Client | None
    draft: Stored | None = None


@dataclass(frozen=True, slots=True)
class Nowhere:
    """In a channel, or in no chat at all."""

    actor: Actor


Who = AtDesk | InPrivate | Nowhere


def thread_of(message_thread_id: int | None, is_topic_message: bool | None) -> int | None:
    """The topic that a message stands in. Replies in a plain chat carry a thread too, which is none."""
    return message_thread_id if is_topic_message else None


# --- whose a button is ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a thing is that a button is about. `desk` None: nobody serves them yet; `invite`: their link."""

    client_id: int
    desk: str | None
    invite: str | None = None


Refusal = Literal["call-not_yours", "err-stale_button"]
"""The key of what a person is told who may not press a button."""


def refuse_at_desk(
    tap: Tap | None,
    owner: Owner | None,
    *,
    person: int,
    desk: str,
    speakers: Collection[int],
    invited_to: Callable[[str], str | None],
) -> Refusal | None:
    """Only who speaks for the desk, and only about what its clients have. `invited_to`: invite → desk."""
    if person not in speakers:
        return "call-not_yours"
    if tap is None:
        return "err-stale_button"
    if tap.about is None:
        return None
    if owner is None:
        return "call-not_yours"
    serves = owner.desk or (invited_to(owner.invite) if owner.invite else None)
    return None if serves == desk else "call-not_yours"


def refuse_client(tap: Tap | None, owner: Owner | None, client_id: int) -> Refusal | None:
    """A client has their own things, and does not learn of others'."""
    if tap is None or (tap.about is not None and (owner is None or owner.client_id != client_id)):
        return "err-stale_button"
    return None
