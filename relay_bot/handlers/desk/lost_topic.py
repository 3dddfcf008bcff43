"""An answer in a topic that the bot made and does not know any more: it goes to the client again, or that is said."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import Message

from relay_bot.actions import conversation, lost_topic
from relay_bot.db import client as clients
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.relay import decide_from_desk
from relay_bot.handlers.doors import speaks
from relay_bot.handlers.kept import RELAYED, written
from relay_bot.handlers.visit import Visit

router = Router(name="desk.lost_topic")


def in_lost_topic(message: Message, turn: Visit, topic: Topic | None) -> dict[str, Any] | bool:
    """Topics that people have made for themselves are nobody's business: Telegram tells who made one."""
    made = message.reply_to_message
    if topic is not None or not message.is_topic_message or made is None or message.content_type not in RELAYED:
        return False
    created, author = made.forum_topic_created, made.from_user
    ours = created is not None and author is not None and author.id == turn.bot_id
    return {"name": created.name} if created is not None and ours and speaks(message, turn) else False


@router.message(in_lost_topic)
async def found(message: Message, turn: Visit, desk: Desk, name: str) -> None:
    assert message.message_thread_id is not None and message.from_user is not None
    where = (desk.key, message.chat.id, message.message_thread_id)
    client_id = await lost_topic.recognised(turn, *where, name)
    client = await clients.by_id(turn.session, client_id) if client_id is not None else None
    if client is not None:
        speakers, said = turn.duty.speakers(desk.key), written(message, client.id, "desk")
        verdict = decide_from_desk(author_id=said.author_id, speakers=speakers, content=said.content)
        await conversation.from_desk(turn, client, said, verdict)
