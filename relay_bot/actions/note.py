"""Notes about a client, for the desk's eyes: /info shows them, the client never sees them."""

from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import note as notes
from relay_bot.domain.client import Client


async def aside(turn: Turn, asked: Asked, client_id: int, body: str) -> None:
    """Lines with `//` in an answer that we had asked for: kept as in a conversation, and said so."""
    await notes.keep(turn.session, client_id, asked.by, body, turn.now)
    turn.answer(asked, turn.t()("note-kept_aside"))


async def keep(turn: Turn, asked: Asked, client: Client, body: str) -> None:
    if body:
        await notes.keep(turn.session, client.id, asked.by, body, turn.now)
    turn.answer(asked, turn.t()("note-kept" if body else "note-usage"))
