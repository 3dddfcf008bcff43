"""Beginning a form: fresh, like an earlier document, anew; and what is said when another one is open."""

from relay_bot.actions import assignment as reception
from relay_bot.actions.form import issuing
from relay_bot.actions.form.talk import talk_with
from relay_bot.actions.turn import Turn
from relay_bot.db.draft import rows as drafts
from relay_bot.db.draft.rows import Stored
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.forms import engine
from relay_bot.domain.forms.draft import Filled
from relay_bot.domain.forms.form import Step
from relay_bot.domain.outgoing import Callback, Out, Text
from relay_bot.domain.parsing.values import WaybillNumber
from relay_bot.domain.waybill import Waybill
from relay_bot.views import cards
from relay_bot.views import form as wording


async def begin(turn: Turn, client: Client, form: str, step: Step) -> None:
    """A new draft, and what is said first."""
    stored = await drafts.begin(turn.session, client.id, form, step.draft, turn.now)
    t = turn.t(client.lang)
    turn.send(*(wording.out(t, client.id, stored.id, step.draft, one) for one in step.says))


async def start_over(turn: Turn, client: Client, stored: Stored, like: str) -> None:
    """«Начать заново»: an empty form, or one that begins with the waybill of the id `like`."""
    talk = await talk_with(turn, client, stored.form)
    found = await issuing.owned(turn, client, int(like)) if like.isdecimal() else None
    if found is None:
        step = engine.begin(talk)
    elif stored.form == "claim":
        step = engine.begin(talk, {"waybill": Filled(WaybillNumber(found.number), by="picked")})
    else:
        step = engine.repeat(talk, found.values, found.number)
    await begin(turn, client, stored.form, step)


async def may_begin(turn: Turn, client: Client, form: str, like: Waybill | None = None) -> bool:
    """Not for somebody we don't know yet, and not over a form that has something in it."""
    if client.registered_at is None:
        turn.send(reception.ask_phone(turn, client, because=None))
        return False
    stored = await drafts.open_of(turn.session, client.id, form)
    if stored is None or not stored.content.begun:
        return True
    over = ("btn-start_over", f"over:{like.id if like else ''}")
    turn.send(_exists(turn, client, stored, *over))
    return False


async def remind_of_other(turn: Turn, client: Client) -> None:
    """One form is finished, another was begun before: it waits, and the client's next words are for the manager."""
    other = await drafts.last_open(turn.session, client.id)
    if other is not None and other.content.begun:
        turn.send(_exists(turn, client, other, "btn-draft_drop", "drop:"))


def _exists(turn: Turn, client: Client, stored: Stored, second: str, verb: str) -> Out:
    """«У вас есть незаконченная накладная …»: go on, or the `second` button."""
    t = turn.t(client.lang)
    key = "draft-exists_claim" if stored.form == "claim" else "draft-exists"
    html = t(key, date=cards.day(stored.started_at, turn.zone), known=wording.known(t, stored.content))
    buttons = [
        [Callback(t.plain("btn-continue"), f"f:{stored.id}:resume:")],
        [Callback(t.plain(second), f"f:{stored.id}:{verb}")],
    ]
    return Out(addresses.client(client.id), Text(html, buttons=buttons))
