"""What a manager does about an action that a client has left: reminds them, says that they phoned, hides the card."""

from relay_bot.actions.turn import Turn
from relay_bot.db.draft import due as drafts
from relay_bot.views import draft as draftcards


async def on_card(turn: Turn, draft_id: int, act: str, by: int) -> str | None:
    """`act`: remind | called | dismiss; the key of what the manager is told."""
    left = await drafts.by_id(turn.session, draft_id)
    if left is None or left.said in draftcards.ENDED:
        return "left-ended"
    manager = turn.config.manager_by_tg(by)
    who = manager.name if manager else turn.t().plain("admin-name")
    match act:
        case "remind":
            turn.send(draftcards.nudge(turn.t(left.lang), left))
            return "left-reminded"
        case "called":
            await drafts.called(turn.session, left.id, by, turn.now)
            called = await drafts.by_id(turn.session, left.id)
            assert called is not None
            turn.send(*filter(None, [draftcards.edit(turn.t(), called, who, turn.zone)]))
        case _:
            await drafts.told(turn.session, [left.id], "dismissed")
            turn.send(*filter(None, [draftcards.dismissed(turn.t(), left, who, turn.now, turn.zone)]))
    return None
