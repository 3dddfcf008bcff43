"""The live boards, and the cards of calls that nobody has taken: drawn anew when what they show has changed.

One process at a time looks after a desk (an advisory lock); what the card shows, and since when, is in its row. So a
board is edited once a minute at most, with any number of processes and after a restart.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from relay_bot.actions import board as actions
from relay_bot.actions import call as callboard
from relay_bot.actions.board import live
from relay_bot.actions.turn import Turn
from relay_bot.clocks import backlog
from relay_bot.clocks.icon import looks
from relay_bot.config import Config, Manager
from relay_bot.db import absence as absences
from relay_bot.db import board as boards
from relay_bot.db import call as calls
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db import clock, waiting
from relay_bot.db.board import CallRow, State
from relay_bot.db.card import Shown
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.board import view_of
from relay_bot.domain.outgoing import Card, Out, Pin, Priority
from relay_bot.rounds import Rows
from relay_bot.texts import Texts
from relay_bot.views import call as callcards

EVERY_S = 2.0

EDIT_AFTER = timedelta(minutes=1)
"""An edit follows the one before by so much at least, or by the group's window of time if that is shorter."""

PROBE_AFTER = timedelta(minutes=10)
"""Telegram does not say that a message was deleted: a board that did not change is edited to what it says already."""

CALL_EDITS = 4
"""Cards of calls that a desk edits in a minute: what is left of the group's budget is for messages."""


@dataclass
class Boards:
    """Runs until it is cancelled."""

    db: Database
    config: Callable[[], Config]
    texts: Texts
    bot_id: int
    bot_name: str
    icons: Collection[str] = ()  # the emoji that a topic can have

    async def run(self) -> None:
        await self._rows.desk_rounds(EVERY_S, self._refresh_now)

    @property
    def _rows(self) -> Rows:
        return Rows("boards", self.db, self.config, self.texts)

    async def _refresh_now(self, manager: Manager) -> None:
        async with self.db.statement() as session:  # of its own: no lane is waited for with a client locked
            await waiting.note_answers(session, manager.key)
        async with self.db.transaction() as session:
            await self.refresh(session, manager.key, await clock.now(session))

    async def refresh(self, session: Session, desk: str, now: datetime) -> None:
        """Bring what is visible of the desk in line with the tables, as far as its pace allows."""
        if not await boards.mine(session, desk):
            return
        config = self.config()
        duty = await absences.duty(session, config, now)
        t = self.texts.lang(config.bot.default_lang)
        look = actions.look(t, config, desk, now)
        called = await boards.calls(session, desk)
        overview = await actions.overview(session, desk, now)

        async def live_board(desk: str) -> list[Out]:
            state = await boards.state(session, live(desk), addresses.board(desk, "general").key)
            view = view_of(state.shown.card.memo if state.shown is not None else None)
            return decide_board(desk, state, actions.card(look, overview, view), now, _pace(config))

        rows = await self._rows.each(session, [desk], live, live_board, now)
        turn = Turn(session, config, self.texts, duty, self.bot_id, self.bot_name)
        rows += await _call_cards(turn, self._rows, called)
        rows += await backlog.told(session, duty, t, desk, overview.backlog, EVERY_S)
        waits = {one.person.client_id for one in overview.waiting if one.arrived}
        rows += await looks(session, config, desk, waits, now, self.icons)
        await enqueue(session, rows)
        await backlog.note(session, desk, overview.backlog)


def decide_board(desk: str, state: State, fresh: Card, now: datetime, pace: timedelta = EDIT_AFTER) -> list[Out]:
    """Post it, edit it, pin it, see whether it is still there, or leave it. Pure.

    `pace`: an edit follows the one before by so much at least. So much it is worth while messages wait, too: it tells
    the manager how long.
    """
    card = live(desk)
    edits = addresses.card_edits(card, desk)
    if state.busy:
        return []
    if state.shown is None:
        return [Out(addresses.board(desk, "general"), fresh, Priority.ANSWER, card=card)]
    rows = []
    if state.pinned is None:
        rows.append(Out(edits, Pin(), Priority.COSMETIC, card=f"pin:{card}"))
    stands = _stands(state.shown, now)
    if stands >= pace and state.shown.card.memo != fresh.memo:
        rows.append(Out(edits, fresh, Priority.ANSWER, card=card))
    elif stands >= PROBE_AFTER:
        key = f"probe:{card}:{int(now.timestamp() // PROBE_AFTER.total_seconds())}"
        rows.append(Out(edits, state.shown.card, Priority.EDIT, once=key, card=card))
    return rows


async def _call_cards(turn: Turn, rows: Rows, called: Sequence[CallRow]) -> list[Out]:
    """The waiting time of calls that nobody has taken, the longest first; so many in a minute and no more."""
    shown = await deskcards.standing(turn.session, [f"call:{row.call_id}" for row in called])
    pace = _pace(turn.config)
    left = CALL_EDITS - sum(_stands(one, turn.now) < pace for one in shown.values())

    made: set[int] = set()

    async def edited(row: CallRow) -> list[Out]:
        former = shown.get(f"call:{row.call_id}")
        if len(made - {row.call_id}) >= left or former is None or _stands(former, turn.now) < pace:
            return []
        call = await calls.by_id(turn.session, row.call_id)
        client = await clients.by_id(turn.session, row.person.client_id)
        if call is None or client is None or call.taken_at or call.finished_at:
            return []
        card = await callboard.card(turn, client, call)
        if card.html == former.card.html:
            return []
        made.add(row.call_id)
        return [callcards.edit(client, call, card)]

    return await rows.each(turn.session, called, lambda row: f"call:{row.call_id}", edited, turn.now)


def _pace(config: Config) -> timedelta:
    return min(EDIT_AFTER, config.telegram.limits.group_window)


def _stands(shown: Shown, now: datetime) -> timedelta:
    """How long it has been shown; a card from before that was written down is old."""
    return now - shown.since if shown.since else timedelta.max
