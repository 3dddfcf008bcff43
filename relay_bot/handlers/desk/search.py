"""Who waits, where is who, and who is this: /queue, /find, /info."""

from datetime import UTC, datetime

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.turn import Turn
from relay_bot.db import (
    board as boards,
)
from relay_bot.db import (
    dossier as dossiers,
)
from relay_bot.db import (
    note as notes,
)
from relay_bot.db import (
    search as finding,
)
from relay_bot.db import (
    waiting,
)
from relay_bot.db import (
    waybill as waybills,
)
from relay_bot.domain import schedule
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Text
from relay_bot.handlers.desk.asked import asked, asked_of_client, say, tapped_in
from relay_bot.views import cards, dossier
from relay_bot.views import search as lists
from relay_bot.views import waybill as papers
from relay_bot.views.board import Look

router = Router(name="desk.finding")

FOUND = 12
QUERY_MAX = 200
NOTES, WAYBILLS = 5, 3


@router.message(Command("queue"))
async def queue(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    to = asked(message, turn, desk, topic)
    if to is not None:
        html, buttons = lists.queue_page(look(turn, desk), await _waiting(turn, desk), None)
        say(turn, to, html, message, buttons)


@router.callback_query(F.data.regexp(r"^queue:\d{1,18}:\d{1,18}$"))
async def more(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """The next page begins after the last client of this one, whoever was answered meanwhile."""
    tapped = tapped_in(query, turn, desk, topic)
    if tapped is None:
        await query.answer(turn.t().plain("call-not_yours"))
        return
    _, since, client_id = (query.data or "").split(":")
    try:
        after = datetime.fromtimestamp(int(since) / 1_000_000, UTC), int(client_id)
    except (ValueError, OverflowError, OSError):
        await query.answer(turn.t().plain("call-not_yours"))
        return
    html, buttons = lists.queue_page(look(turn, desk), await _waiting(turn, desk), after)
    turn.send(Out(tapped[0], Text(html, silent=True, buttons=buttons)))
    await query.answer()


@router.message(Command("find"))
async def find(message: Message, command: CommandObject, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    to = asked(message, turn, desk, topic)
    if to is None:
        return
    query = " ".join((command.args or "").split())[:QUERY_MAX]
    if not query:
        say(turn, to, turn.t()("find-usage"), message)
        return
    found = await finding.find(turn.session, desk.key, query, FOUND)
    rows = [(one, papers.phone(one.phone), one.what, one.snippet) for one in found]
    html = lists.found_page(look(turn, desk), query, rows, found[0].total if found else 0)
    say(turn, to, html, message)


@router.message(Command("info"))
async def info(message: Message, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    asked_about = await asked_of_client(message, turn, desk, topic)
    if asked_about is None:
        return
    to, client = asked_about
    noted = await notes.last_of(turn.session, client.id, NOTES)
    facts = dossier.Dossier(
        person=cards.Person(client.name, client.company, papers.phone(client.phone), client.username, client.city),
        lang=client.lang or turn.config.bot.default_lang,
        reachable=client.unreachable_since is None,
        facts=await dossiers.facts(turn.session, client.id),
        waiting_since=await _since(turn, desk, client),
        notes=[(_author(turn, note.author_id), note.body, note.written_at) for note in noted],
        waybills=await waybills.last_of(turn.session, client.id, WAYBILLS),
    )
    say(turn, to, dossier.draw(look(turn, desk), facts), message)


def look(turn: Turn, desk: Desk) -> Look:
    work = schedule.of(turn.config, turn.config.manager(desk.key))
    return Look(turn.t(), turn.config, work, turn.now)


async def _waiting(turn: Turn, desk: Desk) -> list[lists.InQueue]:
    called = [(row.person.client_id, row.person, row.called_at) for row in await boards.calls(turn.session, desk.key)]
    wrote = [(row.client_id, row, row.since) for row in await waiting.at_desk(turn.session, desk.key)]
    return lists.merged(called, wrote)


async def _since(turn: Turn, desk: Desk, client: Client) -> datetime | None:
    found = await waiting.of_client(turn.session, desk.key, client.id)
    return found.since if found else None


def _author(turn: Turn, tg_id: int) -> str:
    manager = turn.config.manager_by_tg(tg_id)
    return manager.name if manager else turn.t().plain("admin-name")
