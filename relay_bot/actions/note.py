"""Notes about a client, for the desk's eyes: /info shows them, the client never sees them."""

from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import note as notes
from relay_bot.domain.client import Client


async def keep(turn: Turn, asked: Asked, client: Client, body: str) -> None:
    if body:
        await notes.keep(turn.session, client.id, asked.by, body, turn.now)
    turn.answer(asked, turn.t()("note-kept" if body else "note-usage"))
