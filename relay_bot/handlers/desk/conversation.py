"""What is written at a desk: in a client's topic it goes to the client; notes stay inside; and /done."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from relay_bot.actions import conversation
from relay_bot.config.values import SERVICE_IDS
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.relay import decide_from_desk
from relay_bot.handlers.desk.asked import asked_of_client, client_here
from relay_bot.handlers.kept import RELAYED, written
from relay_bot.handlers.visit import Visit

router = Router(name="desk.conversation")


@router.message(Command("done"))
async def done(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        await conversation.done(turn, *about)


last = Router(name="desk.conversation.last")
"""Behind every command."""


@last.message(lambda message: message.content_type in RELAYED)
async def relay(message: Message, turn: Visit, desk: Desk) -> None:
    """A message in General, a board or a topic of the manager's own is nobody's business."""
    client, author = client_here(turn, desk), message.from_user
    if client is None or author is None or (author.is_bot and message.sender_chat is None):
        return
    nameless = message.sender_chat is not None and author.id in SERVICE_IDS
    verdict = decide_from_desk(
        author_id=author.id, speakers=turn.duty.speakers(desk.key), text=message.text or message.caption
    )
    if nameless and verdict == "outsider":
        if message.sender_chat is not None and not message.is_automatic_forward:
            conversation.ask_for_a_name(turn, client, written(message, client.id, "desk"), message.sender_chat.id)
        return
    await conversation.from_desk(turn, client, written(message, client.id, "desk"), verdict)
