"""Taking back what was written: it disappears from the other side, as far as Telegram lets it."""

from __future__ import annotations

from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import message as messages
from relay_bot.db import note as notes
from relay_bot.db import pair as pairs
from relay_bot.db.message import Kept
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Priority, React, Remove
from relay_bot.views import receipt as receipts

MOST = 20
"""So many of the last messages /del takes back at once."""

DONE = "👌"
"""What the bot sets on the message that asked, once the other side does not have it any more."""


async def asked_for(turn: Turn, asked: Asked, client: Client, side: str, answered: int | None, words: str) -> None:
    """/del: `answered` is the message that it answers, `words` what stands behind it. In the client's language, or the
    desk's.
    """
    t = turn.t(client.lang if side == "client" else None)
    if answered is not None:
        kept = await messages.at(turn.session, asked.chat_id, answered)
        if kept is None or kept.side != side:
            turn.answer(asked, t("del-not_yours"))
        elif kept.removed:
            turn.answer(asked, t("del-already"))
        else:
            await take_back(turn, client, kept, asked=(asked.chat_id, asked.message_id))
        return
    if not words.isdecimal() or not 1 <= int(words) <= MOST:
        turn.answer(asked, t("del-usage", most=MOST))
        return
    last = await messages.last_of(turn.session, client.id, side, asked.chat_id, int(words))
    if not last:
        turn.answer(asked, t("del-nothing"))
    for kept in last:
        at = asked.chat_id, asked.message_id
        await take_back(turn, client, kept, asked=at, quietly=kept is not last[-1])  # done when the last one is


async def take_back(turn: Turn, client: Client, kept: Kept, asked: tuple[int, int], *, quietly: bool = False) -> None:
    """For good: an edit does not bring it back."""
    await notes.detach(turn.session, kept.chat_id, kept.message_id)
    await disappear(turn, client, kept, asked, quietly=quietly)


async def disappear(turn: Turn, client: Client, kept: Kept, asked: tuple[int, int], *, quietly: bool) -> None:
    """What has not gone never goes; the copy of what has is deleted. `quietly`: only a failure is told."""
    other, own = _sides(client, kept.side)
    await messages.removed(turn.session, kept.id, turn.now)
    await pairs.forget_words(turn.session, other.key, kept.id)
    withdrawn = await pairs.withdraw(turn.session, other.key, kept.id)
    if withdrawn is None:
        turn.send(Out(other, Remove(asked, quietly), Priority.EDIT, relay_id=kept.id))
        return
    if withdrawn.waited and (kept.chat_id, kept.message_id) != asked:  # else what asked for it says more than 👀
        turn.send(receipts.on(client.id, client.desk, (kept.chat_id, kept.message_id), ""))
    if not quietly:
        turn.send(done(own, asked))


def done(to: Address, asked: tuple[int, int]) -> Out:
    return Out(to, React(DONE, at=asked), Priority.EDIT, card=f"react:{asked[0]}:{asked[1]}")


def _sides(client: Client, side: str) -> tuple[Address, Address]:
    """(where the copies stand, where it was written)."""
    chat, topic = addresses.client(client.id), addresses.topic(client.id, client.desk)
    return (topic, chat) if side == "client" else (chat, topic)
