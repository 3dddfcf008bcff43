"""Symbolic addresses: where a row goes is looked up when it is sent, so no deleted topic or new group is a loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Board = Literal["calls", "claims", "drafts", "general"]
BOARDS: tuple[Board, ...] = ("calls", "claims", "drafts")
"""The topics that the bot makes in every desk; "general" is there already."""


FORMER = "former:"
"""A topic that its client has left for another desk: it is only written to, never made, renamed or reopened."""

MOVED = "moved:"
"""The key of a card that stays at a desk which its client has left."""


LOOK = "look:"
"""Before a topic's address: its looks (the icon, service messages that are tidied away) have a lane of their own."""


@dataclass(frozen=True, slots=True)
class Address:
    """One lane of the outbox. `desk` is whose budget it draws on (None: a private chat); `held`: nothing may go yet."""

    key: str
    desk: str | None = None
    held: bool = False


def client(client_id: int) -> Address:
    """The client's private chat with the bot."""
    return Address(f"client:{client_id}")


def topic(client_id: int, desk: str | None) -> Address:
    """The client's topic at their manager's desk; without a desk its lane waits until there is one."""
    return Address(f"topic:{client_id}", desk, held=desk is None)


def board(desk: str, name: Board) -> Address:
    """A pinned topic of a desk, or its General."""
    return Address(f"board:{desk}:{name}", desk)


def card_edits(card: str, desk: str | None = None) -> Address:
    """Edits of one card wait for nobody but each other; without a desk it stands in a private chat."""
    return Address(f"card:{card}", desk)


def look(topic: str, desk: str) -> Address:
    """How the topic of this address looks in the list of topics; waits for nobody, and nobody for it."""
    return Address(f"{LOOK}{topic}", desk)


def chat(chat_id: int) -> Address:
    """A chat that is neither a client's nor a desk's: an admin, a manager in private, an unknown group."""
    return Address(f"chat:{chat_id}")


def bot(chat_id: int | None = None) -> Address:
    """Settings of the bot itself, such as its command menus; of one chat in a lane of its own: it may refuse them."""
    return Address("bot" if chat_id is None else f"bot:{chat_id}")
