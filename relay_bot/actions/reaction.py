"""A reaction on one side is the bot's reaction to the same message on the other."""

from __future__ import annotations

from relay_bot.actions import pair, removal
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import message as messages
from relay_bot.db import pair as pairs
from relay_bot.db import reaction as reactions
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Priority, React
from relay_bot.domain.reaction import Reaction
from relay_bot.errors import Unsettled


async def from_client(turn: Turn, client: Client, message_id: int, reaction: Reaction | None) -> None:
    found = await pair.paired(turn, client.tg_id, message_id, client_id=client.id)
    if found is not None and found.relay_id is not None and found.how != "notice":
        await _show(turn, client, found.relay_id, "client", client.tg_id, reaction)


async def from_desk(
    turn: Turn, desk: str, chat_id: int, message_id: int, person_id: int, reaction: Reaction | None
) -> None:
    """Of whoever may speak for the desk. `relay.delete_emoji` on a message of the desk's own takes it back."""
    if person_id not in turn.duty.speakers(desk):
        return
    found = await pair.paired(turn, chat_id, message_id, desk=desk)
    if found is None and turn.update_id is not None:
        if not await pairs.is_handled(turn.session, turn.bot_id, turn.update_id, chat_id):
            raise Unsettled  # of a topic no lane is shared with its reactions: the message comes first
        found = await pairs.at(turn.session, chat_id, message_id)
    if found is None or found.relay_id is None or found.client_id is None or found.how == "notice":
        return
    client = await clients.by_id(turn.session, found.client_id)
    if client is None or client.desk != desk:
        return
    asks_back = turn.config.relay.delete_emoji
    if reaction is not None and asks_back and reaction.emoji == asks_back and found.how == "own":
        kept = await messages.at(turn.session, chat_id, message_id)
        if kept is not None and kept.side == "desk" and not kept.removed:
            await removal.take_back(turn, client, kept, asked=(chat_id, message_id))
        return
    await _show(turn, client, found.relay_id, "desk", person_id, reaction)


async def _show(
    turn: Turn, client: Client, relay_id: int, side: str, person_id: int, reaction: Reaction | None
) -> None:
    """The newest of all on the side is what the other one sees, once for all that wait."""
    await reactions.put(turn.session, relay_id, side, person_id, reaction, turn.now)
    newest = await reactions.newest(turn.session, relay_id, side) or Reaction()
    by_client = side == "client"
    to = addresses.topic(client.id, client.desk) if by_client else addresses.client(client.id)
    t = turn.t(None if by_client else client.lang)
    said = t.plain("relay-reaction" if by_client else "relay-reaction_of_desk")
    row = React(newest.emoji, newest.custom, said)
    turn.send(Out(to, row, Priority.EDIT, card=f"react:{relay_id}:{side}", relay_id=relay_id))
