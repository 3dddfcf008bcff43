"""Calls that nobody has taken ring again, then for somebody else."""

from datetime import datetime, time

from relay_bot.clocks.overdue.alarm import Alarm, OneDesk, ring
from relay_bot.db import board as boards
from relay_bot.db import card as deskcards
from relay_bot.db import overdue
from relay_bot.db.session import Session
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out
from relay_bot.views import board, cards, moments
from relay_bot.views import call as callcards
from relay_bot.views import overdue as views


async def handed_on(session: Session, at: OneDesk) -> list[Out]:
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


async def unanswered(session: Session, at: OneDesk) -> list[Out]:
    """After `sla_call` once more to the manager, after `sla_call_escalate` to the substitute or the admins.

    A call whose card has not reached the group yet is not overdue there. The admins, in private, hear of it.
    """
    again: list[Alarm] = []
    elsewhere: list[Alarm] = []
    substitute = at.config.manager(at.manager.substitute)
    to = cards.mention(substitute.tg_id, substitute.name) if substitute is not None else at.t.plain("admin-name")
    called = await boards.calls(session, at.manager.key)
    unseen = await overdue.on_their_way(session, [f"call:{call.call_id}" for call in called]) if called else set()

    async def weigh(call: boards.CallRow) -> list[Out]:
        timers, waited = at.config.timers, at.now - call.called_at
        if not timers.sla_call or waited < timers.sla_call:
            return []
        seen = f"call:{call.call_id}" not in unseen
        answers = await deskcards.message_of(session, f"call:{call.call_id}")
        client = board.linked(at.look, call.person)
        words = {"client": client, "wait": moments.lasted(at.t, waited)}
        line = views.Line(client, words["wait"], call.last_words)
        if seen:
            again.append(Alarm(f"sla_call:{call.call_id}", at.t("sla-call", **words), line, answers))
        if timers.sla_call_escalate and waited >= timers.sla_call_escalate and (seen or substitute is None):
            html = at.t("sla-escalate", **words, substitute=to)
            elsewhere.append(Alarm(f"sla_escalate:{call.call_id}", html, line, answers))
        return []

    rows = await at.rows.each(session, called, lambda call: f"call:{call.call_id}", weigh, at.now)
    here = at.board("calls")
    rows += await ring(session, at, here, again, "sla-calls", at.mention)
    if substitute is not None:
        return rows + await ring(session, at, here, elsewhere, "sla-escalates", cards.mention(substitute.tg_id, to))
    for admin in at.config.telegram.admins:
        theirs = [Alarm(f"{one.key}:{admin}", one.alone, one.line) for one in elsewhere]
        rows += await ring(session, at, addresses.chat(admin), theirs, "sla-escalates", views.NOBODY)
    return rows
