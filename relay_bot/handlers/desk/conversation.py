"""What is written at a desk: in a client's topic it goes to the client; notes stay inside; and /done."""

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.types import Message

from relay_bot.actions import conversation, recording
from relay_bot.actions.desk import ask_for_a_name
from relay_bot.config.values import SERVICE_IDS
from relay_bot.db.message import Written
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.relay import DeskVerdict, decide_from_desk
from relay_bot.handlers.desk.asked import asked_in, asked_of_client, client_here
from relay_bot.handlers.kept import RELAYED, written
from relay_bot.handlers.recorded import recorded_in
from relay_bot.handlers.visit import Visit

router = Router(name="desk.conversation")


@router.message(Command("done"))
async def done(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        await conversation.done(turn, *about)


first = Router(name="desk.conversation.first")
"""In front of every command."""


@first.message(lambda message: message.media_group_id is not None)
async def keep_album_inside(message: Message, turn: Visit, desk: Desk) -> None:
    """An album is one message: a note or a command below one picture keeps all of them inside. Then it goes its way."""
    client, author = client_here(turn, desk), message.from_user
    if client is not None and author is not None:
        part = written(message, client.id, "desk")
        if _verdict(part, turn, desk) == "internal":
            await conversation.keep_inside(turn, client, part)
    raise SkipHandler


last = Router(name="desk.conversation.last")
"""Behind every command."""


@last.message(lambda message: message.content_type in RELAYED)
async def relay(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    """A message in General, a board or a topic of the manager's own is nobody's business."""
    client, author = client_here(turn, desk), message.from_user
    if client is None or author is None or (author.is_bot and message.sender_chat is None):
        return
    nameless = message.sender_chat is not None and author.id in SERVICE_IDS
    said = written(message, client.id, "desk")
    verdict = _verdict(said, turn, desk)
    if nameless and verdict == "outsider":
        asked = asked_in(message, turn, desk, topic)
        if asked is not None and not message.is_automatic_forward:
            ask_for_a_name(turn, asked)
        return
    relay_id = await conversation.from_desk(turn, client, said, verdict)
    what = recorded_in(message)
    if relay_id is not None and what is not None:
        await recording.by_desk(turn, client, what, relay_id)


def _verdict(said: Written, turn: Visit, desk: Desk) -> DeskVerdict:
    return decide_from_desk(author_id=said.author_id, speakers=turn.duty.speakers(desk.key), content=said.content)
