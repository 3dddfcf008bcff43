"""What a message of a chat is, as far as it can be known now; and what a written message answers."""

from __future__ import annotations

from dataclasses import replace

from relay_bot.actions.turn import Turn
from relay_bot.db import card as deskcards
from relay_bot.db import pair as pairs
from relay_bot.db.card import Found
from relay_bot.db.message import Written
from relay_bot.db.pair import Paired
from relay_bot.domain.outgoing import Answer
from relay_bot.errors import Unsettled


async def paired(
    turn: Turn,
    chat_id: int,
    message_id: int,
    *,
    client_id: int | None = None,
    desk: str | None = None,
    position: int | None = None,
) -> Paired | None:
    """What stands there, in the chat of the client or at the desk. None: nothing that has a pair. `position`: which of
    several texts is meant that were joined in one message.

    Raises Unsettled while it may be a copy whose id is not written down yet: the update comes again.
    """
    found = await pairs.at(turn.session, chat_id, message_id, position)
    if found is not None:
        return found
    await _settled(turn, client_id, desk)  # what it is may have been written down since the first look
    return await pairs.at(turn.session, chat_id, message_id, position)


async def card_at_desk(turn: Turn, chat_id: int, message_id: int, desk: str | None) -> Found | None:
    """The card that is pressed or answered. Raises Unsettled as `paired` does: it may be done that fast."""
    found = await deskcards.at(turn.session, chat_id, message_id)
    if found is not None or await pairs.at(turn.session, chat_id, message_id) is not None:
        return found
    await _settled(turn, None, desk)
    return await deskcards.at(turn.session, chat_id, message_id)


async def _settled(turn: Turn, client_id: int | None, desk: str | None) -> None:
    """Raises Unsettled while a call is under way that may have made what nobody knows yet."""
    if turn.update_id is not None and not await pairs.is_settled(
        turn.session, turn.bot_id, turn.update_id, client_id, desk
    ):
        raise Unsettled


async def answers_desk(turn: Turn, client_id: int, written: Written) -> bool:
    """Whether a client's message is a reply to something that the manager wrote."""
    if written.answer is None or written.reply_to is None:
        return False
    found = await _answered(turn, written, client_id=client_id)
    return found is not None and found.how == "copy"


async def answer_of(
    turn: Turn, written: Written, *, client_id: int | None = None, desk: str | None = None
) -> Answer | None:
    """What a message answers, as the other side can be shown it. None: it answers nothing.

    With `desk` the desk wrote it: the client is shown the words of nothing but what they have, for a note, a card or a
    notice of the bot's may say what is not for them.
    """
    if written.answer is None:
        return None
    found = await _answered(turn, written, client_id=client_id, desk=desk) if written.reply_to is not None else None
    if found is None:
        return written.answer if desk is None else None
    position = written.answer.position - found.offset
    pointing = replace(written.answer, message=found.relay_id, waybill=found.waybill_id, position=position)
    if found.removed and found.side == ("client" if desk is None else "desk"):  # the other side has it no more
        return replace(pointing, words="", quote="", position=0, entities=())
    known = pointing.quote in found.words
    if desk is None and found.how != "copy":
        return replace(pointing, words=pointing.words or found.words)
    return replace(pointing, words=found.words, quote=pointing.quote if known else "")


async def _answered(
    turn: Turn, written: Written, *, client_id: int | None = None, desk: str | None = None
) -> Paired | None:
    assert written.reply_to is not None
    card = await deskcards.at(turn.session, written.chat_id, written.reply_to)
    if card is not None:
        return None  # it is known, and has no pair
    position = written.answer.position if written.answer is not None and written.answer.quote else None
    return await paired(turn, written.chat_id, written.reply_to, client_id=client_id, desk=desk, position=position)
