"""/transfer in a client's topic: a tap chooses another manager, a second one confirms. And topics that were left."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import handover as actions
from relay_bot.domain import inside
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.tap import HandOver, HandOverNow
from relay_bot.domain.who import AtDesk
from relay_bot.handlers import doors
from relay_bot.handlers.answer import answered
from relay_bot.handlers.desk.asked import asked_in, asked_of_client, client_here, pressed_in
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.kept import RELAYED
from relay_bot.handlers.visit import Visit

router = Router(name="desk.handover")
left_behind = Router(name="desk.left_behind")


@router.message(Command("transfer"))
async def transfer(message: Message, turn: Visit, desk: Desk, topic: Topic | None) -> None:
    about = asked_of_client(message, turn, desk, topic)
    if about is not None:
        await actions.offer(turn, *about)


@router.callback_query(Presses(HandOver))
async def chosen(query: CallbackQuery, turn: Visit, desk: Desk, topic: Topic | None, tap: HandOver) -> None:
    """Nothing is handed over before it is confirmed."""
    client, where = client_here(turn, desk), pressed_in(query, turn, desk, topic)
    mine = client is not None and client.id == tap.client_id and where is not None
    if client is not None and where is not None and mine:
        actions.ask(turn, where, client, tap.manager)
    await answered(query, turn, None if mine else "call-not_yours")


@router.callback_query(Presses(HandOverNow))
async def tapped(query: CallbackQuery, turn: Visit, desk: Desk, tap: HandOverNow) -> None:
    client = client_here(turn, desk)
    if client is None or client.id != tap.client_id:
        await answered(query, turn, "call-not_yours")
        return
    said = await actions.choose(turn, desk.key, tap.client_id, tap.manager)
    await answered(query, turn, said.key, alert=said.key == "transfer-gone", manager=said.manager)


# --- topics that clients have left ------------------------------------------------------------------------------------


@left_behind.edited_message(doors.in_former_topic, lambda message: message.content_type in RELAYED)
@left_behind.message(doors.in_former_topic, lambda message: message.content_type in RELAYED)
async def too_late(message: Message, turn: Visit, desk: Desk, topic: Topic) -> None:
    """Notes are for oneself, and strangers are not told."""
    client = turn.who.client if isinstance(turn.who, AtDesk) else None
    asked = asked_in(message, turn, desk, topic)
    if client is None or asked is None or not doors.speaks(message, turn) or _is_note(message):
        return
    await actions.say_moved_on(turn, asked, client)


def _is_note(message: Message) -> bool:
    said = message.text or message.caption or ""
    return bool(said) and not inside.going(said)


@left_behind.callback_query(doors.in_former_topic, doors.speaks)
async def dead_button(query: CallbackQuery, turn: Visit) -> None:
    """The second of two taps on /transfer comes here, and every other button of the old topic."""
    said = actions.served_by(turn, turn.who.client if isinstance(turn.who, AtDesk) else None)
    await answered(query, turn, said.key, manager=said.manager)
