"""The live board: what it shows of a desk, and what a manager does on it. Also /next and /snooze."""

import hashlib
from datetime import datetime, timedelta

from markupsafe import Markup

from relay_bot.actions import call as callboard
from relay_bot.actions.pair import card_at_desk
from relay_bot.actions.turn import Asked, Turn
from relay_bot.config import Config
from relay_bot.db import backlog as backlogs
from relay_bot.db import board as boards
from relay_bot.db import call as calls
from relay_bot.db import card as deskcards
from relay_bot.db import waiting
from relay_bot.db.session import Session
from relay_bot.domain import addresses, schedule
from relay_bot.domain.board import View, view_of
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Card, Out
from relay_bot.domain.reminder import read_wish
from relay_bot.texts import Language
from relay_bot.views import board, moments
from relay_bot.views.board import Called, Look, Overview, Waits

SNOOZE = timedelta(hours=2)
"""What one tap puts a client off for."""


def live(desk: str) -> str:
    """The key of the desk's live board."""
    return f"live:{desk}"


async def overview(session: Session, desk: str, now: datetime) -> Overview:
    called, waits = await boards.calls(session, desk), await waiting.at_desk(session, desk, now)
    return Overview(
        calls=[Called(row.person, row.called_at, row.last_words, row.call_id) for row in called],
        waiting=[Waits(row, row.since, row.last_words, row.arrived) for row in waits],
        claims=[(row.person, row.number, row.due_on) for row in await boards.claims(session, desk)],
        drafts=[(row.person, row.form, row.touched_at) for row in await boards.drafts(session, desk)],
        backlog=await backlogs.of_desk(session, desk),
    )


def card(look: Look, found: Overview, view: View) -> Card:
    """The board as a card. Its memo tells whether what it says has changed: the hour in its head alone is no change."""
    body, buttons = board.draw(look, found, view), board.buttons(look, found, view)
    facts = hashlib.sha256(f"{body}{buttons}".encode()).hexdigest()
    html = Markup("\n\n").join([board.head(look), body])
    return Card(html, buttons, silent=True, board="general", memo=view.memo(facts))


def look(t: Language, config: Config, desk: str, now: datetime) -> Look:
    return Look(t, config, schedule.of(config, config.manager(desk)), now)


async def show(turn: Turn, desk: str, view: View | None = None) -> None:
    """Another filter or page of the live board; None: what it shows, as it is now. An answer to a person's tap."""
    key = live(desk)
    if view is None:
        known = (await deskcards.shown(turn.session, [key])).get(key)
        view = view_of(known.memo if known else None)
    seen = look(turn.t(), turn.config, desk, turn.now)
    shown = card(seen, await overview(turn.session, desk, turn.now), view)
    turn.send(Out(addresses.card_edits(key, desk), shown, card=key))


async def is_live(turn: Turn, desk: str, chat_id: int, message_id: int) -> bool:
    """Whether this message is the desk's live board."""
    found = await card_at_desk(turn, chat_id, message_id, desk)
    return found is not None and found.key == live(desk)


async def next_one(turn: Turn, asked: Asked, desk: str, here: Client | None) -> None:
    """/next: who has waited longest; in a client's topic, of the others."""
    found = await overview(turn.session, desk, turn.now)
    queue: list[Called | Waits] = [*found.calls, *found.waiting]
    others = [one for one in queue if here is None or one.person.client_id != here.id]
    if not others:
        turn.answer(asked, turn.t()("board-empty"))
        return
    seen = look(turn.t(), turn.config, desk, turn.now)
    turn.answer(asked, board.first_of_all(seen, others[0]), [board.of_one(seen, others[0])])


async def snooze(turn: Turn, asked: Asked, client: Client, typed: str) -> None:
    """/snooze 2ч: off the queue until then, or until they write. A call is taken by that: the manager has seen it."""
    author = turn.config.manager_by_tg(asked.by) or turn.config.manager(client.desk)
    zone = schedule.of(turn.config, author).zone
    wish = read_wish(typed, turn.now, zone) if typed.strip() else None
    if (typed.strip() and wish is None) or isinstance(wish, str):
        turn.answer(asked, turn.t()("snooze-usage"))
        return
    until = wish.due_at if wish is not None else turn.now + SNOOZE
    called = await _put_off(turn, client.id, asked.by, until)
    when = moments.when(turn.t(), until, turn.now, zone)
    turn.answer(asked, turn.t()("snooze-set_call" if called else "snooze-set", when=when))


async def snooze_a_while(turn: Turn, client_id: int, by: int) -> str:
    """One tap does it. The key of what is said."""
    await _put_off(turn, client_id, by, turn.now + SNOOZE)
    return "snooze-done"


async def _put_off(turn: Turn, client_id: int, by: int, until: datetime) -> bool:
    """Whether that took a call."""
    await waiting.snooze(turn.session, client_id, until)
    call = await calls.open_of(turn.session, client_id)
    if call is None or call.taken_at is not None:
        return False
    await callboard.take(turn, call.id, by)
    return True
