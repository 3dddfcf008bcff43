"""What a manager does about an action that a client has left: reminds them, says that they phoned, hides the card."""

from dataclasses import replace

from relay_bot.actions.turn import Turn
from relay_bot.db import overdue
from relay_bot.db.draft import due as drafts
from relay_bot.domain.forms.stored import LeftDraft
from relay_bot.views import draft as draftcards


async def on_card(turn: Turn, draft_id: int, act: str, by: int) -> str | None:
    """`act`: remind | called | dismiss; the key of what the manager is told."""
    left = await drafts.by_id(turn.session, draft_id)
    if left is None or left.said in draftcards.ENDED:
        return "left-ended"
    manager, served_by = turn.config.manager_by_tg(by), draftcards.desk_of(turn.config, left)
    who = manager.name if manager else turn.t().plain("admin-name")
    desk = served_by.key if served_by else None
    match act:
        case "remind":
            return await _remind(turn, left)
        case "called":
            await drafts.called(turn.session, left.id, by, turn.now)
            called = await drafts.by_id(turn.session, left.id)
            assert called is not None
            turn.send(*filter(None, [draftcards.edit(turn.t(), called, desk, who, turn.zone)]))
        case _:
            await drafts.told(turn.session, [left.id], "dismissed")
            turn.send(*filter(None, [draftcards.dismissed(turn.t(), left, desk, who, turn.now, turn.zone)]))
    return None


async def _remind(turn: Turn, left: LeftDraft) -> str:
    """Once a day, and again when the client has gone on since."""
    once = f"draft_remind:{left.id}:{left.touched_at.timestamp():.0f}:{turn.now.astimezone(turn.zone):%Y%m%d}"
    if await overdue.known_keys(turn.session, [once]):
        return "left-reminded_already"
    turn.send(replace(draftcards.nudge(turn.t(left.lang), left), once=once))
    return "left-reminded"
