"""Beginning a form: fresh, like an earlier document, anew; and what is said when another one is open."""

from relay_bot.actions import assignment as reception
from relay_bot.actions.form import issuing
from relay_bot.actions.form.purpose import talk_with
from relay_bot.actions.keyboard import keys_of
from relay_bot.actions.turn import Turn
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.client import Client
from relay_bot.domain.forms import engine, registry
from relay_bot.domain.forms.form import Step, Talk
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.parsing.limits import rules_of
from relay_bot.domain.waybill import Waybill
from relay_bot.views import cards
from relay_bot.views import form as wording


async def begin(
    turn: Turn, client: Client, kind: str, like: Waybill | None = None, told: str | None = None
) -> Stored | None:
    """A fresh form, or one `like` an earlier document; `told` (a text key) is said first. Not for somebody we don't
    know yet, and not over a form that has something in it: then None.
    """
    if not await _may_begin(turn, client, kind, like):
        return None
    if told is not None:
        await say(turn, client, told)
    return await _open(turn, client, kind, _first(await talk_with(turn, client, kind), like))


async def begin_with(turn: Turn, client: Client, text: str) -> None:
    """A message outside of any form that plainly is a whole one begins it, if no other would be given up for it."""
    for form in registry.forms():
        reading = form.whole(text, rules_of(turn.config))
        if reading is None:
            continue
        stored = await drafts.open_of(turn.session, client.id, form.kind)
        if stored is None or not stored.content.begun:
            talk = await talk_with(turn, client, form.kind)
            await _open(turn, client, form.kind, engine.begin_with(talk, text, reading))
        return


async def start_over(turn: Turn, client: Client, stored: Stored, like: str) -> None:
    """«Начать заново»: an empty form, or one that begins with the waybill of the id `like`."""
    found = await issuing.owned(turn, client, int(like)) if like.isdecimal() else None
    turn.send(*wording.closed(turn.t(client.lang), client.id, stored.id, stored.form, stored.content))
    await _open(turn, client, stored.form, _first(await talk_with(turn, client, stored.form), found))


def _first(talk: Talk, like: Waybill | None) -> Step:
    return engine.begin(talk) if like is None or talk.form.like is None else talk.form.like(talk, like)


async def _open(turn: Turn, client: Client, kind: str, step: Step) -> Stored:
    """A new draft, and what is said first."""
    stored = await drafts.begin(turn.session, client.id, kind, step.draft, turn.now)
    t = turn.t(client.lang)
    turn.send(*(wording.out(t, client.id, stored.id, step.draft, one) for one in step.says))
    return stored


async def _may_begin(turn: Turn, client: Client, kind: str, like: Waybill | None) -> bool:
    if client.registered_at is None:
        turn.send(reception.ask_phone(turn, client, because=None))
        return False
    stored = await drafts.open_of(turn.session, client.id, kind)
    if stored is None or not stored.content.begun:
        return True
    turn.send(to_go_on_or_start_over(turn, client, stored, str(like.id) if like else ""))
    return False


async def say(turn: Turn, client: Client, key: str) -> None:
    """A sentence with the keys below it that the client may press."""
    words = Text(turn.t(client.lang)(key), keyboard=await keys_of(turn, client))
    turn.send(Out(addresses.client(client.id), words))


async def remind_of_other(turn: Turn, client: Client) -> None:
    """One form is finished, another was begun before: it waits, and the client's next words are for the manager."""
    other = await drafts.last_open(turn.session, client.id)
    if other is not None and other.content.begun:
        turn.send(to_go_on_or_drop(turn, client, other))


def to_go_on_or_drop(turn: Turn, client: Client, stored: Stored) -> Out:
    """The button drops what the message shows, and nothing that came later: it carries its stamp."""
    drop = taps.InForm(stored.id, "drop", stored.content.whole_stamp)
    return _exists(turn, client, stored, "btn-draft_drop", drop)


def to_go_on_or_start_over(turn: Turn, client: Client, stored: Stored, like: str) -> Out:
    """`like`: the id of the waybill that the new form begins with; may be empty."""
    over = taps.InForm(stored.id, "over", f"{stored.content.whole_stamp}:{like}")
    return _exists(turn, client, stored, "btn-start_over", over)


def _exists(turn: Turn, client: Client, stored: Stored, second: str, tap: taps.Tap) -> Out:
    """«У вас есть незаконченная накладная …»: go on, or the `second` button."""
    t = turn.t(client.lang)
    html = t(
        f"draft-exists_{stored.form}",
        date=cards.day(stored.started_at, turn.zone),
        known=wording.known(t, stored.content) or "—",
    )
    buttons = [
        [cards.button(t.plain("btn-continue"), taps.InForm(stored.id, "resume"))],
        [cards.button(t.plain(second), tap)],
    ]
    return Out(addresses.client(client.id), Text(html, buttons=buttons))
