"""Buttons of the board of unfinished actions: remind the client, «позвонил», hide the card."""

import re

from aiogram import F, Router
from aiogram.types import CallbackQuery

from relay_bot.actions.turn import Turn
from relay_bot.db.draft import due as unfinished
from relay_bot.domain.desk import Desk
from relay_bot.handlers.desk.conversation import speakers
from relay_bot.views import draft as draftcards

router = Router(name="desk.drafts")

TAP = re.compile(r"left:(\d{1,18}):(remind|called|dismiss)")


@router.callback_query(F.data.regexp(TAP))
async def tapped(query: CallbackQuery, turn: Turn, desk: Desk) -> None:
    pressed = TAP.fullmatch(query.data or "")
    assert pressed is not None
    left = await unfinished.by_id(turn.session, int(pressed[1]))
    invited = turn.config.manager_by_invite(left.invite or "") if left is not None and left.desk is None else None
    at_desk = left is not None and desk.key in (left.desk, invited.key if invited else None)
    if left is None or not at_desk or query.from_user.id not in speakers(turn, desk):
        await query.answer(turn.t().plain("call-not_yours"))
        return
    if left.said in draftcards.ENDED:
        await query.answer(turn.t().plain("left-ended"))
        return
    manager = turn.config.manager_by_tg(query.from_user.id)
    who = manager.name if manager else turn.t().plain("admin-name")
    match pressed[2]:
        case "remind":
            turn.send(draftcards.nudge(turn.t(left.lang), left))
            await query.answer(turn.t().plain("left-reminded"))
        case "called":
            await unfinished.mark(turn.session, [left.id], called_by=query.from_user.id, called_at=turn.now)
            called = await unfinished.by_id(turn.session, left.id)
            assert called is not None
            turn.send(*filter(None, [draftcards.edit(turn.t(), called, who, turn.zone)]))
            await query.answer()
        case _:
            await unfinished.mark(turn.session, [left.id], told="dismissed")
            turn.send(*filter(None, [draftcards.dismissed(turn.t(), left, who, turn.now, turn.zone)]))
            await query.answer()
