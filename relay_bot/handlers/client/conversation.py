"""Whatever a client writes outside a form goes to their topic."""

from aiogram import Router
from aiogram.types import Message

from relay_bot.actions.conversation import relay
from relay_bot.actions.form import beginning
from relay_bot.actions.form.talk import talk_with
from relay_bot.actions.turn import Turn
from relay_bot.db.draft import rows as drafts
from relay_bot.domain.client import Client
from relay_bot.domain.forms import engine
from relay_bot.domain.forms.waybill import WAYBILL, may_say_it_all, says_it_all
from relay_bot.handlers.kept import RELAYED

router = Router(name="client.chat")


@router.message(lambda message: message.content_type in RELAYED)
async def chat(message: Message, turn: Turn, client: Client) -> None:
    """To the manager; what is plainly a whole waybill also begins its form: two actions, the message and «Оформить»."""
    await relay(message, turn, client)
    if client.registered_at is not None and may_say_it_all(message.text or ""):
        await _begin_waybill(message.text or "", turn, client)


async def _begin_waybill(text: str, turn: Turn, client: Client) -> None:
    """Only if no other form would be given up for it."""
    talk = await talk_with(turn, client, "waybill")
    reading = WAYBILL.read(text, talk.rules, None, {})
    if not says_it_all(reading):
        return
    stored = await drafts.open_of(turn.session, client.id, "waybill")
    if stored is None or not stored.content.begun:
        await beginning.begin(turn, client, "waybill", engine.begin_with(talk, text, reading))
