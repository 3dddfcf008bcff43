"""What nobody has answered: calls, messages, claims whose day comes; and the morning digest. One push each.

Everything is computed from rows and `now`; a key in the outbox says that it was made. So a restart, a downtime
or a second process makes none twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from markupsafe import Markup

from relay_bot.config import Config, Manager
from relay_bot.db import absence as absences
from relay_bot.db import board as boards
from relay_bot.db import card as deskcards
from relay_bot.db import clock, overdue, waiting
from relay_bot.db.claim import rows as claims
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses, schedule
from relay_bot.domain.addresses import Board
from relay_bot.domain.claim.life import Claim, days_left
from relay_bot.domain.duty import Duty
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.domain.signs import shortened
from relay_bot.rounds import Rows
from relay_bot.texts import Language, Texts
from relay_bot.views import board, cards, moments, names
from relay_bot.views import call as callcards
from relay_bot.views.claim import card as claimcards

EVERY_S = 2.0

WORDS_MAX = 40
"""Of a client's last words."""

DIGEST_WITHIN = timedelta(hours=2)
"""A bot that was down at the time of the digest sends it so long after; later it would be no news."""


@dataclass
class Overdue:
    """Runs until it is cancelled."""

    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def run(self) -> None:
        await self._rows.rounds(EVERY_S, self._round)

    @property
    def _rows(self) -> Rows:
        return Rows("overdue", self.db, self.config, self.texts)

    async def _round(self) -> None:
        for manager in self.config().managers:
            if manager.group_id is not None:
                await self._rows.apart(f"desk:{manager.key}", partial(self._look_now, manager))

    async def _look_now(self, manager: Manager) -> None:
        async with self.db.transaction() as session:
            await self.look_at(session, manager, await clock.now(session))

    async def look_at(self, session: Session, manager: Manager, now: datetime) -> int:
        """Push what is due at the manager's desk at `now`; returns how many."""
        duty = await absences.duty(session, self.config(), now)
        at = _Desk(duty, self.texts.lang(duty.config.bot.default_lang), manager, self._rows)
        due = [
            *await _handed_on(session, at),
            *await _calls(session, at),
            *await _messages(session, at),
            *await _claims(session, at),
            *await at.rows.each(session, [manager.key], "digest:{}".format, lambda _: _digest(session, at), now),
        ]
        known = await overdue.known_keys(session, [row.once for row in due if row.once]) if due else set()
        return await enqueue(session, [row for row in due if row.once not in known])


@dataclass(frozen=True, slots=True)
class _Desk:
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
    def mention(self) -> Markup:
        """Whoever is on duty: the manager, or the substitute in an absence."""
        on_duty = self.duty.at(self.manager)
        return cards.mention(on_duty.tg_id, on_duty.name)

    def push(self, name: Board, key: str, html: Markup, answers: int | None = None) -> Out:
        to = addresses.board(self.manager.key, name)
        return Out(to, Text(html, reply_to=answers), Priority.PUSH, rings=True, once=key)


async def _handed_on(session: Session, at: _Desk) -> list[Out]:
    """An absence has begun: calls from before ring the substitute. Those of an absence from /away rang at once."""
    absence = at.duty.absence_of(at.manager.key)
    if absence is None or absence.substitute is None:
        return []
    began = datetime.combine(absence.since, time(), at.config.bot.timezone)
    return [
        callcards.handed_on(at.t, (call.person.name, call.person.company), call.call_id, at.manager, absence.substitute)
        for call in await boards.calls(session, at.manager.key)
        if call.called_at < began
    ]


async def _calls(session: Session, at: _Desk) -> list[Out]:
    """After `sla_call` once more to the manager, after `sla_call_escalate` to the substitute or the admins."""
    timers = at.config.timers
    if not timers.sla_call:
        return []

    async def push(call: boards.CallRow) -> list[Out]:
        waited = at.now - call.called_at
        if not timers.sla_call or waited < timers.sla_call:
            return []
        answers = await deskcards.message_of(session, f"call:{call.call_id}")
        words = {"client": _linked(at.config, call.person), "minutes": int(waited.total_seconds() // 60)}
        html = at.t("sla-call", mention=at.mention, **words)
        rows = [at.push("calls", f"sla_call:{call.call_id}", html, answers)]
        if timers.sla_call_escalate and waited >= timers.sla_call_escalate:
            rows += _escalated(at, call.call_id, words, answers)
        return rows

    called = await boards.calls(session, at.manager.key)
    return await at.rows.each(session, called, lambda call: f"call:{call.call_id}", push, at.now)


def _escalated(at: _Desk, call_id: int, words: dict[str, object], answers: int | None) -> list[Out]:
    substitute = at.config.manager(at.manager.substitute)
    if substitute is not None:
        html = at.t("sla-escalate", **words, substitute=cards.mention(substitute.tg_id, substitute.name))
        return [at.push("calls", f"sla_escalate:{call_id}", html, answers)]
    html = at.t("sla-escalate", **words, substitute=at.t.plain("admin-name"))
    return [
        Out(addresses.chat(admin), Text(html), Priority.PUSH, rings=True, once=f"sla_escalate:{call_id}:{admin}")
        for admin in at.config.telegram.admins
    ]


async def _messages(session: Session, at: _Desk) -> list[Out]:
    """Clients who have waited `sla_message` of working time: one card for all of them, and a ring for a new one only.

    What is still on its way to the topic is not overdue: nobody could have answered it.
    """
    limit = at.config.timers.sla_message
    if not limit:
        return []

    late: dict[int, tuple[waiting.Waiting, timedelta]] = {}

    async def weigh(one: waiting.Waiting) -> list[Out]:
        worked = at.work.worked(one.since, at.now)
        if worked >= limit:
            late[one.message_id] = one, worked
        return []

    async def push(_: str) -> list[Out]:
        fresh = [number for number, (one, _) in late.items() if not one.rung]
        if not fresh:
            return []
        await waiting.rung(session, fresh)
        return [at.push("calls", f"sla_message:{max(fresh)}", _overdue_card(at, list(late.values())))]

    waits = [one for one in await waiting.at_desk(session, at.manager.key) if one.arrived]
    news = await at.rows.each(session, waits, lambda one: f"message:{one.message_id}", weigh, at.now)
    return [*news, *await at.rows.each(session, [at.manager.key], "messages:{}".format, push, at.now)]


def _overdue_card(at: _Desk, late: Sequence[tuple[waiting.Waiting, timedelta]]) -> Markup:
    """Who waits, since when, and with which words; several in the order of the board."""
    rows = [(_linked(at.config, one), int(worked.total_seconds() // 60), _words(one)) for one, worked in late]
    if len(rows) == 1:
        client, minutes, said = rows[0]
        html = at.t("sla-message", mention=at.mention, minutes=minutes, client=client)
        return Markup("{}\n{}").format(html, said) if said else html
    lines = [at.t("sla-messages", mention=at.mention, n=len(rows))]
    for i, (client, minutes, said) in enumerate(rows[: board.ROWS], 1):
        lines.append(at.t("sla-messages_row", i=i, client=client, wait=moments.span(at.t, minutes), words=said))
    if len(rows) > board.ROWS:
        lines.append(at.t("board-more", n=len(rows) - board.ROWS))
    return Markup("\n").join(lines)


def _words(one: waiting.Waiting) -> Markup:
    words = " ".join(one.last_words.split())
    return Markup("<i>«{}»</i>").format(shortened(words, WORDS_MAX)) if words else Markup()


async def _claims(session: Session, at: _Desk) -> list[Out]:
    """So many days before an answer is due, in working time; after a downtime only the nearest of them."""
    days = at.config.claims.remind_days
    if not days or not at.work.is_working(at.now):
        return []
    today = at.now.astimezone(at.config.bot.timezone).date()

    async def push(claim: Claim) -> list[Out]:
        left = days_left(claim.due_on, today)
        step = min((day for day in days if left <= day), default=None)
        if step is None or left < 0 or at.now - claim.received_at < timedelta(days=1):
            return []
        html = at.t(
            "sla-claim",
            claim_no=claim.number,
            left=claimcards.days_in_words(at.t, left),
            due=f"{claim.due_on:%d.%m.%Y}",
        )
        answers = await deskcards.message_of(session, claimcards.card_key(claim.id))
        html = Markup("{} {}").format(at.mention, html)
        return [at.push("claims", f"sla_claim:{claim.id}:{step}", html, answers)]

    found = await claims.due_by(session, at.manager.key, today + timedelta(days=max(days)))
    return await at.rows.each(session, found, lambda claim: f"claim:{claim.id}", push, at.now)


async def _digest(session: Session, at: _Desk) -> list[Out]:
    """On working mornings, in the manager's own time zone."""
    clock, work = at.config.schedule.digest, at.work
    local = at.now.astimezone(work.zone)
    if clock is None or local.weekday() not in work.workdays or local.date() in work.holidays:
        return []
    due = datetime.combine(local.date(), clock, work.zone)
    if not due <= local < due + DIGEST_WITHIN:
        return []
    days = max(at.config.claims.remind_days, default=0)
    today = at.now.astimezone(at.config.bot.timezone).date()
    open_claims = await claims.due_by(session, at.manager.key, today + timedelta(days=days))
    late = [claim.number for claim in open_claims if claim.due_on < today]
    night = await overdue.night(session, at.manager.key, _last_closing(work, local), at.now - timedelta(days=1))
    html = at.t(
        "digest-morning",
        manager=at.mention,
        calls=night.calls,
        wait=len(await waiting.at_desk(session, at.manager.key)),
        days=days,
        claims=len(open_claims) - len(late),
        drafts=night.drafts,
    )
    lines = [html, at.t("digest-overdue", claims=", ".join(late))] if late else [html]
    return [at.push("general", f"digest:{at.manager.key}:{local.date()}", Markup("\n").join(lines))]


def _last_closing(work: schedule.Schedule, local: datetime) -> datetime:
    """The end of the working day before today."""
    day = local.date() - timedelta(days=1)
    while (day.weekday() not in work.workdays or day in work.holidays) and local.date() - day < timedelta(days=30):
        day -= timedelta(days=1)
    return datetime.combine(day, work.end, work.zone)


def _linked(config: Config, person: boards.Person | waiting.Waiting) -> Markup:
    """The client's name as a link into the topic, where there is one."""
    label = board.label(config, person)
    if person.group_id is None or person.thread_id is None:
        return Markup("{}").format(label)
    return Markup('<a href="{}">{}</a>').format(names.topic_link(person.group_id, person.thread_id), label)
