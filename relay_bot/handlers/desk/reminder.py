"""What the desk wants to remember, and what it is done with: /note, /remind, /done."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from relay_bot.actions import call as callboard
from relay_bot.actions.turn import Turn
from relay_bot.db import call as calls
from relay_bot.db import client as clients
from relay_bot.db import note as notes
from relay_bot.db import reminder as reminders
from relay_bot.db import waiting
from relay_bot.domain import addresses, schedule
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.reminder import read_wish
from relay_bot.handlers.desk.asked import asked, asked_of_client, say
from relay_bot.views import moments

router = Router(name="desk.memory")


@router.message(Command("note"))
async def note(message: Message, command: CommandObject, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """For the desk's eyes: /info shows it, the client never sees it."""
    about = await asked_of_client(message, turn, desk, topic)
    if about is None or message.from_user is None:
        return
    to, client = about
    body = (command.args or "").strip()
    if body:
        await notes.keep(turn.session, client.id, message.from_user.id, body, turn.now)
    say(turn, to, turn.t()("note-kept" if body else "note-usage"), message)


@router.message(Command("remind"))
async def remind(message: Message, command: CommandObject, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """In a client's topic about the client, anywhere else about whatever it says."""
    to = asked(message, turn, desk, topic)
    if to is None or message.from_user is None:
        return
    author = turn.config.manager_by_tg(message.from_user.id) or turn.config.manager(desk.key)
    zone = schedule.of(turn.config, author).zone
    wish = read_wish(command.args or "", turn.now, zone)
    client = await clients.by_id(turn.session, topic.client_id) if topic and topic.client_id else None
    if wish is None or (not wish.body and client is None):
        say(turn, to, turn.t()("remind-usage"), message)
        return
    client_id = client.id if client else None
    await reminders.keep(turn.session, desk.key, client_id, message.from_user.id, wish.body, wish.due_at)
    say(turn, to, turn.t()("remind-set", when=moments.when(turn.t(), wish.due_at, turn.now, zone)), message)


@router.message(Command("done"))
async def done(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """The client has had their answer, by phone perhaps: off the queue, and a call that is open ends."""
    about = await asked_of_client(message, turn, desk, topic)
    if about is None:
        return
    to, client = about
    waited = await waiting.of_client(turn.session, desk.key, client.id) is not None
    call = await calls.open_of(turn.session, client.id)
    await waiting.answered(turn.session, client.id, turn.now)
    if call is not None:
        finished = await calls.finish(turn.session, call.id, turn.now)
        html = turn.t(client.lang)("call-closed")
        turn.send(await callboard.changed(turn, client, finished), Out(addresses.client(client.id), Text(html)))
    key = "done-call" if call is not None else "done-queue" if waited else "done-nothing"
    say(turn, to, turn.t()(key), message)
