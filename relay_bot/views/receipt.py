"""👀 and 👌 on a manager's message that had to wait. Pure."""

from __future__ import annotations

from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Priority, React


def on(client_id: int, desk: str | None, at: tuple[int, int], emoji: str) -> Out:
    """`at`: chat and message. The newest receipt of a message is the one that is shown."""
    return Out(addresses.topic(client_id, desk), React(emoji, at=at), Priority.COSMETIC, card=f"react:{at[0]}:{at[1]}")
