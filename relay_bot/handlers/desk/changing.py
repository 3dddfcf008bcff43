"""What a desk changes of what is there: edits, reactions, and /del, which takes a message back."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, MessageReactionUpdated

from relay_bot.actions import edit, reaction, removal
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.relay import decide_from_desk
from relay_bot.domain.who import thread_of
from relay_bot.handlers.desk.asked import asked_of_client, client_here
from relay_bot.handlers.kept import RELAYED, written
from relay_bot.handlers.reacted import reaction_in
from relay_bot.handlers.visit import Visit

router = Router(name="desk.changing")


@router.message(Command("del"))
async def delete(message: Message, command: CommandObject, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is None:
        return
    to, thread = message.reply_to_message, thread_of(message.message_thread_id, message.is_topic_message)
    answered = to.message_id if to is not None and to.message_id != thread else None
    await removal.asked_for(turn, *about, "desk", answered, (command.args or "").strip())


@router.edited_message(lambda message: message.content_type in RELAYED)
async def edited(message: Message, turn: Visit, desk: Desk) -> None:
    """In a topic that its client has left nothing is changed any more (`handover.left_behind` says so)."""
    client, author = client_here(turn, desk), message.from_user
    if client is None or author is None:
        return
    speakers, now = turn.duty.speakers(desk.key), written(message, client.id, "desk")
    verdict = decide_from_desk(author_id=author.id, speakers=speakers, content=now.content)
    await edit.from_desk(turn, client, now, verdict)


@router.message_reaction()
async def reacted(event: MessageReactionUpdated, turn: Visit, desk: Desk) -> None:
    if event.user is not None:  # nobody knows who an anonymous administrator is
        reaction_now = reaction_in(event)
        await reaction.from_desk(turn, desk.key, event.chat.id, event.message_id, event.user.id, reaction_now)
