"""A form that is being filled in: what the client gave or tapped goes through the engine, what it says goes out."""

from dataclasses import replace

from relay_bot.actions import call
from relay_bot.actions import conversation as passing
from relay_bot.actions.form import beginning
from relay_bot.actions.form.beginning import say
from relay_bot.actions.form.purpose import CREATE, purpose_of, talk_with
from relay_bot.actions.keyboard import menu_of
from relay_bot.actions.turn import Turn
from relay_bot.db import message as messages
from relay_bot.db import missed
from relay_bot.db.draft import rows as drafts
from relay_bot.db.message import Written
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.forms import engine, registry
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Form, Line, Step
from relay_bot.domain.forms.heard import Heard
from relay_bot.domain.forms.missed import missed_in
from relay_bot.domain.forms.saying import complete
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.outgoing import Out, Relay, Text
from relay_bot.views import form as wording
from relay_bot.views.values import show


async def hear(turn: Turn, client: Client, stored: Stored, heard: Heard, written: Written) -> int | None:
    """`written` is the same message as it is kept: what the form can't take goes to the manager as it is. Where it is
    kept, if it went there.
    """
    talk = await talk_with(turn, client, stored.form)
    talking = bool(heard.text) and await messages.desk_wrote_since(turn.session, client.id, stored.touched_at)
    step = engine.hear(talk, stored.content, heard, talking=talking)
    relay_id = None
    if step.passes:
        relay_id = await passing.relay(turn, client, written)
    elif len(step.draft.held) > len(stored.content.held):
        step = await _with_message(turn, step, written)
    await follow(turn, client, stored, step)
    return relay_id


async def _with_message(turn: Turn, step: Step, written: Written) -> Step:
    """A message that may be for the manager is kept, so that one tap passes it on as it was written."""
    *earlier, last = step.draft.held
    held = (*earlier, replace(last, relay_id=(await messages.keep(turn.session, written)).id))
    return replace(step, draft=replace(step.draft, held=held))


# --- taps -------------------------------------------------------------------------------------------------------------


async def tap(turn: Turn, client: Client, draft_id: int, verb: str, arg: str) -> str | None:
    """A button of a form; returns the words that the client sees at once, if any."""
    stored = await drafts.by_id(turn.session, draft_id)
    form = registry.form_of(stored.form) if stored is not None else None
    if stored is None or form is None or stored.client_id != client.id:
        return turn.t(client.lang).plain("err-stale_button")
    if stored.state != "open":
        return _too_late(turn, client, stored, form, verb)
    match verb:
        case "drop" | "drop_sure":
            await _drop(turn, client, stored, verb, arg)
        case "over":
            await _start_over(turn, client, stored, *arg.partition(":")[::2])
        case "resume":
            await _resume(turn, client, stored)
        case _:
            return await _tap(turn, client, stored, form, verb, arg)
    return None


async def _drop(turn: Turn, client: Client, stored: Stored, verb: str, stamp: str) -> None:
    """«Удалить черновик», «Да, отменить»: never what has been filled in since the button was shown."""
    if stamp != stored.content.whole_stamp:
        if verb == "drop":
            turn.send(beginning.to_go_on_or_drop(turn, client, stored))
        else:
            await _resume(turn, client, stored)
    elif verb == "drop" and await _only_to_be_sent(turn, client, stored):
        turn.send(Out(addresses.client(client.id), wording.sure_to_cancel(turn.t(client.lang), stored)))
    else:
        await _give_up(turn, client, stored, "draft-dropped")


async def _start_over(turn: Turn, client: Client, stored: Stored, stamp: str, like: str) -> None:
    if stamp != stored.content.whole_stamp:
        turn.send(beginning.to_go_on_or_start_over(turn, client, stored, like))
    else:
        _pass_on(turn, client, stored.content)
        await beginning.start_over(turn, client, stored, like)


async def _resume(turn: Turn, client: Client, stored: Stored) -> None:
    known = wording.known(turn.t(client.lang), stored.content)
    told = Line("draft-resumed", {"known": known}) if known else Line("draft-resumed_anew")
    talk = await talk_with(turn, client, stored.form)
    await follow(turn, client, stored, engine.show_again(talk, stored.content, told))


async def _tap(turn: Turn, client: Client, stored: Stored, form: Form, verb: str, arg: str) -> str | None:
    step = engine.tap(await talk_with(turn, client, stored.form), stored.content, verb, arg)
    await follow(turn, client, stored, step)
    t = turn.t(client.lang)
    if step.act == "stale":
        return t.plain("err-stale_button")
    return t.plain(form.toast) if step.act == CREATE and form.toast else None


def _too_late(turn: Turn, client: Client, stored: Stored, form: Form, verb: str) -> str:
    """A second tap on «Оформить» is told the number of what the first one made."""
    t = turn.t(client.lang)
    if verb == CREATE and stored.result:
        return t.plain(form.key("double_tap"), number=stored.result)
    return t.plain("err-stale_button")


async def cancel(turn: Turn, client: Client, stored: Stored) -> None:
    """One that only has to be sent is not thrown away by one tap."""
    if await _only_to_be_sent(turn, client, stored):
        turn.send(Out(addresses.client(client.id), wording.sure_to_cancel(turn.t(client.lang), stored)))
    else:
        await _give_up(turn, client, stored, "form-cancelled")


async def _only_to_be_sent(turn: Turn, client: Client, stored: Stored) -> bool:
    return bool(stored.content.summaries) and complete(await talk_with(turn, client, stored.form), stored.content)


async def _give_up(turn: Turn, client: Client, stored: Stored, told: str) -> None:
    """The summary that stands above loses its buttons."""
    _pass_on(turn, client, stored.content)
    await drafts.finish(turn.session, stored.id, "cancelled", turn.now)
    turn.send(*wording.closed(turn.t(client.lang), client.id, stored.id, stored.form, stored.content))
    await say(turn, client, told)


# --- what a step causes -----------------------------------------------------------------------------------------------


async def follow(turn: Turn, client: Client, stored: Stored, step: Step) -> None:
    """Keep the draft, say what the engine says, do what it leaves to us."""
    if step.act == "stale":
        return
    if step.act == "cancel":
        await cancel(turn, client, replace(stored, content=step.draft))
        return
    await _learn(turn, stored, step.draft)
    draft = step.draft if step.holds else _pass_on(turn, client, step.draft)
    if step.act is not None and step.act in purpose_of(stored.form).endings:
        await _end(turn, client, stored, draft, step.act)
        return
    match step.act:
        case "manager":
            await call.ring(turn, client)
        case "pin":
            t = turn.t(client.lang)
            words = Text(t("form-send_pin"), keyboard=await menu_of(turn, client, with_pin=True))
            turn.send(Out(addresses.client(client.id), words))
    await drafts.keep(turn.session, stored.id, draft, turn.now)
    t = turn.t(client.lang)
    if 0 < stored.content.summaries < draft.summaries:
        turn.send(wording.superseded(t, client.id, stored.id, stored.content))
    turn.send(*(wording.out(t, client.id, stored.id, draft, one) for one in step.says))


async def _learn(turn: Turn, stored: Stored, draft: Draft) -> None:
    """What the client puts right is kept for the admin, who sees what is read wrongly."""
    form = registry.form_of(stored.form)
    if form is None or not turn.config.timers.missed_keep:
        return
    t = turn.t()
    for one in missed_in(form, stored.content, draft):
        after = show(t, one.after) if one.after is not None else ""
        row = missed.Row(turn.now, stored.form, one.field, one.words, show(t, one.before), after)
        await missed.keep(turn.session, row)


async def _end(turn: Turn, client: Client, stored: Stored, draft: Draft, act: str) -> None:
    """The draft becomes what the form is for: once, whatever is tapped twice."""
    result = await purpose_of(stored.form).endings[act](turn, client, stored, draft)
    await drafts.finish(turn.session, stored.id, "done", turn.now, result)
    if act == CREATE:
        await beginning.remind_of_other(turn, client)


def _pass_on(turn: Turn, client: Client, draft: Draft) -> Draft:
    """What looked like a question goes to the manager, as it was written, unless the client said that it is none."""
    to = addresses.topic(client.id, client.desk)
    turn.send(*(Out(to, Relay(), relay_id=one.relay_id) for one in draft.held if one.relay_id is not None))
    return replace(draft, held=())
