"""Whatever a client writes outside a form goes to their topic."""

from aiogram import F, Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import ChatMemberUpdated, Message

from relay_bot.actions import conversation, recording
from relay_bot.actions.conversation import relay
from relay_bot.actions.form import beginning
from relay_bot.actions.turn import Turn
from relay_bot.domain.client import Client
from relay_bot.handlers.kept import RELAYED, written
from relay_bot.handlers.recorded import recorded_in

router = Router(name="client.chat")


@router.my_chat_member(F.new_chat_member.status == ChatMemberStatus.KICKED)
async def stopped(event: ChatMemberUpdated, turn: Turn, client: Client) -> None:
    await conversation.stopped(turn, client)


@router.message(lambda message: message.content_type in RELAYED)
async def chat(message: Message, turn: Turn, client: Client) -> None:
    """To the manager; what is plainly a whole form also begins it: two actions, the message and «Оформить»."""
    relay_id = await relay(turn, client, written(message, client.id, "client"))
    what = recorded_in(message)
    if what is not None and recording.is_wanted(turn, what):
        await recording.in_conversation(turn, client, what, relay_id)
    if client.registered_at is not None and message.text:
        await beginning.begin_with(turn, client, message.text)
