"""Who waits, where is who, and who is this: /queue, /find, /info."""

from datetime import UTC, datetime

from relay_bot.actions import board
from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import dossier as dossiers
from relay_bot.db import note as notes
from relay_bot.db import search as finding
from relay_bot.db import waiting
from relay_bot.db import waybill as waybills
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text
from relay_bot.phones import spelled
from relay_bot.views import cards, dossier
from relay_bot.views import search as lists
from relay_bot.views.board import Look

FOUND = 12
QUERY_MAX = 200
NOTES, WAYBILLS = 5, 3


async def queue(turn: Turn, asked: Asked, desk: str) -> None:
    html, buttons = lists.queue_page(look(turn, desk), await _waiting(turn, desk), None)
    turn.answer(asked, html, buttons)


async def queue_after(turn: Turn, asked: Asked, desk: str, since: int, client_id: int) -> str | None:
    """The next page begins after the last client of this one, whoever was answered meanwhile. The key of a refusal.

    `since`: microseconds since the epoch.
    """
    try:
        after = datetime.fromtimestamp(since / 1_000_000, UTC), client_id
    except (ValueError, OverflowError, OSError):
        return "err-stale_button"
    html, buttons = lists.queue_page(look(turn, desk), await _waiting(turn, desk), after)
    turn.send(Out(asked.to, Text(html, silent=True, buttons=buttons)))
    return None


async def find(turn: Turn, asked: Asked, desk: str, typed: str) -> None:
    query = " ".join(typed.split())[:QUERY_MAX]
    if not query:
        turn.answer(asked, turn.t()("find-usage"))
        return
    found = await finding.find(turn.session, desk, query, FOUND)
    rows = [lists.Hit(one, spelled(one.phone), one.what, one.snippet, one.message_id) for one in found]
    turn.answer(asked, lists.found_page(look(turn, desk), query, rows, found[0].total if found else 0))


async def info(turn: Turn, asked: Asked, desk: str, client: Client) -> None:
    noted = await notes.last_of(turn.session, client.id, NOTES)
    facts = dossier.Dossier(
        person=cards.Person(client.name, client.company, client.phone or "", client.username, client.city),
        lang=client.lang or turn.config.bot.default_lang,
        reachable=client.unreachable_since is None,
        facts=await dossiers.facts(turn.session, client.id),
        waiting_since=await _since(turn, desk, client),
        notes=[(_author(turn, note.author_id), note.body, note.written_at) for note in noted],
        waybills=await waybills.last_of(turn.session, client.id, WAYBILLS),
    )
    turn.answer(asked, dossier.draw(look(turn, desk), facts))


def look(turn: Turn, desk: str) -> Look:
    return board.look(turn.t(), turn.config, desk, turn.now)


async def _waiting(turn: Turn, desk: str) -> list[lists.InQueue]:
    found = await board.overview(turn.session, desk, turn.now)
    return lists.merged(found.calls, found.waiting)


async def _since(turn: Turn, desk: str, client: Client) -> datetime | None:
    found = await waiting.of_client(turn.session, desk, client.id)
    return found.since if found else None


def _author(turn: Turn, tg_id: int) -> str:
    manager = turn.config.manager_by_tg(tg_id)
    return manager.name if manager else turn.t().plain("admin-name")
