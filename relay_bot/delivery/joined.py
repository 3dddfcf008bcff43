"""Several texts in one message: sent, and drawn anew when one of them was edited or taken back."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Bot

from relay_bot.delivery import quoting
from relay_bot.delivery.action import Chat, SendJoined
from relay_bot.delivery.resend import entities_of
from relay_bot.delivery.rows import Sent, pointing, sent_as
from relay_bot.domain.joined import Joined, Piece, join
from relay_bot.domain.work import Standing


async def send_joined(bot: Bot, call: SendJoined, answered: Standing | None) -> Sent:
    """`answered`: the message of the chat that the first of them answers."""
    first, chat = call.parts[0], call.chat
    pieces = [Piece(one.original.id, one.original.content, one.original.written_at) for one in call.parts]
    head, quoted = quoting.above(first.row, answered)
    content = quoting.worded("text", pieces[0].content, head, quoted=quoted) or pieces[0].content
    joined = join([replace(pieces[0], content=content), *pieces[1:]], call.zone)
    message = await bot.send_message(
        chat.chat_id,
        joined.text,
        message_thread_id=chat.thread_id,
        entities=entities_of(joined.entities),
        disable_notification=all(one.row.silent for one in call.parts) or None,
        reply_parameters=pointing(first.row, answered),
    )
    return replace(sent_as(chat, message), spans=tuple(joined.spans))


async def redraw(bot: Bot, chat: Chat, message_id: int, joined: Joined) -> Sent:
    """The message shows what is left of its texts; the last one takes it along."""
    if joined.spans:
        await bot.edit_message_text(
            joined.text, chat_id=chat.chat_id, message_id=message_id, entities=entities_of(joined.entities)
        )
    else:
        await bot.delete_message(chat.chat_id, message_id)
    return Sent(chat.chat_id, chat.thread_id, spans=tuple(joined.spans))
