"""One alarm, not twenty: what falls due together is one ringing card, and nothing rings twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from relay_bot.config import Config, Manager
from relay_bot.db import overdue
from relay_bot.db.session import Session
from relay_bot.domain import addresses, schedule
from relay_bot.domain.addresses import Address, Board
from relay_bot.domain.duty import Duty
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.rounds import Rows
from relay_bot.texts import Language
from relay_bot.views import cards
from relay_bot.views import overdue as views
from relay_bot.views.board import Look


@dataclass(frozen=True, slots=True)
class OneDesk:
    """A desk at one moment."""

    duty: Duty
    t: Language
    manager: Manager
    rows: Rows

    @property
    def config(self) -> Config:
        return self.duty.config

    @property
    def now(self) -> datetime:
        return self.duty.now

    @property
    def work(self) -> schedule.Schedule:
        return schedule.of(self.config, self.manager)

    @property
    def look(self) -> Look:
        return Look(self.t, self.config, self.work, self.now)

    @property
    def mention(self) -> Markup:
        """Whoever is on duty: the manager, or the substitute in an absence."""
        on_duty = self.duty.at(self.manager)
        return cards.mention(on_duty.tg_id, on_duty.name)

    def board(self, name: Board) -> Address:
        return addresses.board(self.manager.key, name)


@dataclass(frozen=True, slots=True)
class Alarm:
    """What falls due: how it reads alone, and as a line of several. `answers`: the card that it is about."""

    key: str
    alone: Markup
    line: views.Line
    answers: int | None = None


def push(to: Address, html: Markup, once: str | None = None, answers: int | None = None) -> Out:
    return Out(to, Text(html, reply_to=answers), Priority.PUSH, rings=True, once=once)


async def ring(
    session: Session, at: OneDesk, to: Address, alarms: Sequence[Alarm], title: str, calls_for: Markup
) -> list[Out]:
    """One push for all of these that have not rung yet. `title`: the text above several; `calls_for`: who is meant."""
    known = await overdue.known_keys(session, [one.key for one in alarms]) if alarms else set()
    fresh = [one for one in alarms if one.key not in known]
    mine = await overdue.ring(session, [one.key for one in fresh]) if fresh else set()
    fresh = [one for one in fresh if one.key in mine]
    if not fresh:
        return []
    if len(fresh) == 1:
        alone = views.alone(fresh[0].alone, fresh[0].line)
        return [push(to, views.called(alone, calls_for), answers=fresh[0].answers)]
    html = views.several(at.look, at.t(title, n=len(fresh)), [one.line for one in fresh])
    return [push(to, views.called(html, calls_for))]
