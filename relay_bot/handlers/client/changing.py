"""What a client changes of what is there: edits, reactions, and /del, which takes a message back."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, MessageReactionUpdated

from relay_bot.actions import edit, reaction, removal
from relay_bot.actions.turn import Asked
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.who import InPrivate
from relay_bot.handlers.kept import RELAYED, written
from relay_bot.handlers.reacted import reaction_in
from relay_bot.handlers.visit import Visit

router = Router(name="client.changing")


@router.message(Command("del"))
async def delete(message: Message, command: CommandObject, turn: Visit, client: Client) -> None:
    asked = Asked(addresses.client(client.id), client.tg_id, message.chat.id, message.message_id)
    answered = message.reply_to_message.message_id if message.reply_to_message is not None else None
    await removal.asked_for(turn, asked, client, "client", answered, (command.args or "").strip())


@router.edited_message(lambda message: message.content_type in RELAYED)
async def edited(message: Message, turn: Visit, client: Client) -> None:
    """An edit of what a form has taken is no new input: the form may have gone on since."""
    draft = turn.who.draft if isinstance(turn.who, InPrivate) else None
    is_command = (message.text or "").startswith("/")
    in_form = draft is not None and not is_command and draft.awake(turn.now, turn.config.timers.draft_abandoned)
    await edit.from_client(turn, client, written(message, client.id, "client"), in_form=in_form)


@router.message_reaction()
async def reacted(event: MessageReactionUpdated, turn: Visit, client: Client) -> None:
    await reaction.from_client(turn, client, event.message_id, reaction_in(event))
