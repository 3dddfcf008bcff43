"""Commands of a desk."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.turn import Turn
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.handlers.desk.asked import asked_in
from relay_bot.views import cards

router = Router(name="desk.commands")


@router.message(Command("testpush"))
async def testpush(message: Message, turn: Turn, desk: Desk) -> None:
    """Ring the manager once, as a call would; the button tries the other channel."""
    manager = turn.config.manager(desk.key)
    if manager is None:
        return
    t = turn.t()
    html = t("push-test", mention=cards.mention(manager.tg_id, manager.name))
    buttons = [[cards.button(t.plain("btn-push_missing"), taps.PushMissing())]]
    words = Text(html, buttons=buttons)  # no ring that quiet hours hush: the manager asked for it
    turn.send(Out(addresses.board(desk.key, "general"), words, Priority.PUSH))


@router.message(Command("help"))
async def help_(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """What works here."""
    key = "help-client" if topic is not None and topic.client_id is not None else "help-general"
    _answer(message, turn, desk, topic, key)


@router.message(F.text.regexp(r"^/[A-Za-z]\w*(\s|$)"))
async def unknown(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """A command that nobody knows (one with another bot's name is not ours): the manager must not think it was sent."""
    _answer(message, turn, desk, topic, "relay-unknown_command")


def _answer(message: Message, turn: Turn, desk: Desk, topic: Topic | None, key: str) -> None:
    """Silently, in the topic where the command was given; a topic that is not ours gets no answer."""
    to = asked_in(message, desk, topic)
    if to is not None:
        turn.send(Out(to, Text(turn.t()(key), silent=True, reply_to=message.message_id)))


@router.callback_query(F.data == "testpush")
async def push_missing(query: CallbackQuery, turn: Turn, desk: Desk) -> None:
    """«Не пришло»: the same by a private message, and what to check."""
    manager = turn.config.manager(desk.key)
    if manager is None:
        return
    if desk.manager_started_at is None:
        await query.answer(turn.t().plain("push-no_start"), show_alert=True)
        return
    html = turn.t()("push-dm", mention=cards.mention(manager.tg_id, manager.name))
    turn.send(Out(addresses.chat(manager.tg_id), Text(html), Priority.PUSH))
    await query.answer(turn.t().plain("push-dm_sent"))
