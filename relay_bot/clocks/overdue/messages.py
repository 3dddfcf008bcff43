"""Clients whose messages nobody has answered in time."""

from datetime import timedelta

from relay_bot.clocks.overdue.alarm import OneDesk, push
from relay_bot.db import waiting
from relay_bot.db.session import Session
from relay_bot.domain.outgoing import Out
from relay_bot.views import board, moments
from relay_bot.views import overdue as views


async def unanswered(session: Session, at: OneDesk) -> list[Out]:
    """Who has waited `sla_message` of working time: one card for all of them, and a ring for a new one only.

    What is still on its way to the topic is not overdue: nobody could have answered it.
    """
    limit = at.config.timers.sla_message
    if not limit:
        return []
    late: list[tuple[waiting.Waiting, timedelta]] = []

    async def weigh(one: waiting.Waiting) -> list[Out]:
        worked = at.work.worked(one.since, at.now)
        if worked >= limit:
            late.append((one, worked))
        return []

    async def rung(_: str) -> list[Out]:
        fresh = [one.message_id for one, _ in late if not one.rung]
        if not fresh or not await waiting.rung(session, fresh):  # another process has rung
            return []
        lines = [_line(at, one, worked) for one, worked in late]
        if len(lines) == 1:
            html = views.alone(at.t("sla-message", wait=lines[0].wait, client=lines[0].client), lines[0])
        else:
            html = views.several(at.look, at.t("sla-messages", n=len(lines)), lines)
        return [push(at.board("calls"), views.called(html, at.mention))]

    waits = [one for one in await waiting.at_desk(session, at.manager.key, at.now) if one.arrived]
    news = await at.rows.each(session, waits, lambda one: f"message:{one.message_id}", weigh, at.now)
    return [*news, *await at.rows.each(session, [at.manager.key], "messages:{}".format, rung, at.now)]


def _line(at: OneDesk, one: waiting.Waiting, worked: timedelta) -> views.Line:
    return views.Line(board.linked(at.look, one), moments.lasted(at.t, worked), one.last_words)
