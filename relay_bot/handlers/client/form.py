"""A form that is being filled in: messages and taps go through the engine, what it says goes out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import assignment as reception
from relay_bot.actions import conversation as passing
from relay_bot.actions.claim import filing
from relay_bot.actions.form import beginning, issuing
from relay_bot.actions.form.talk import awake, talk_with
from relay_bot.actions.turn import Turn
from relay_bot.db import message as messages
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import rows as drafts
from relay_bot.db.draft.rows import Stored
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.forms import claim as claim_form
from relay_bot.domain.forms import engine
from relay_bot.domain.forms import waybill as waybill_form
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Line, Step, Talk
from relay_bot.domain.outgoing import Out, Relay, Text
from relay_bot.domain.parsing.values import Address
from relay_bot.handlers import attachment as attachments
from relay_bot.handlers.client import call
from relay_bot.handlers.kept import RELAYED, written
from relay_bot.texts import Language
from relay_bot.views import form as wording
from relay_bot.views import keyboard as keyboards

router = Router(name="client.form")

PICKED = {"waybill": waybill_form.picked, "claim": claim_form.picked}
"""What the buttons of each form stand for."""

TAP = re.compile(r"f:(\d{1,18}):([a-z_]+):(.*)", re.DOTALL)


async def in_form(message: Message, turn: Turn, client: Client) -> dict[str, Any] | bool:
    """A message for the form: one is open and awake, and this is neither a command nor an answer to the manager."""
    if message.content_type not in RELAYED or (message.text or "").startswith("/"):
        return False
    stored = await drafts.last_open(turn.session, client.id)
    if stored is None or not awake(stored, turn):
        return False
    answered = message.reply_to_message
    if answered is not None and await messages.is_copy(turn.session, answered.chat.id, answered.message_id):
        return False
    return {"stored": stored}


# --- messages ---------------------------------------------------------------------------------------------------------


@router.message(in_form)
async def said(message: Message, turn: Turn, client: Client, stored: Stored) -> None:
    talk = await talk_with(turn, client, stored.form)
    pin, file = _pin(message), attachments.of(message)
    if talk.form.max_files and file is not None:
        step: Step | None = engine.attach(talk, stored.content, file)
        taken = step is not None and file in step.draft.files
    else:
        step = engine.placed(talk, stored.content, pin) if pin is not None else None
        taken = step is not None
    if message.text is None and not taken:  # a picture, a voice, a file: the manager gets it whatever it is
        await passing.relay(message, turn, client)
    words = message.text or message.caption
    if words and pin is None:
        draft = step.draft if step is not None else stored.content
        talking = await messages.desk_wrote_since(turn.session, client.id, stored.touched_at)
        step = engine.hear(talk, draft, words, talking=talking)
        step = await _with_held_message(message, turn, client, step)
    await follow(turn, client, stored, step or _after_passing(message, turn, client, stored, talk))


def _after_passing(message: Message, turn: Turn, client: Client, stored: Stored, talk: Talk) -> Step:
    """What the form can't take went to the manager: said once an album, with the question that stands."""
    album = message.media_group_id or ""
    draft = replace(stored.content, album=album)
    if album and album == stored.content.album:
        return Step(draft)
    unfit = talk.form.max_files and (message.document or message.video)
    told = (Line("media-unsupported"),) if unfit else _passed_on(turn, client)
    return engine.show_again(talk, draft, *told)


def _pin(message: Message) -> Address | None:
    """A map pin or a venue as an address."""
    if message.venue is not None:
        venue = message.venue
        text = ", ".join(part for part in (venue.address, venue.title) if part)[:300]
        return Address(text, lat=venue.location.latitude, lon=venue.location.longitude)
    if message.location is not None:
        place = message.location
        return Address(f"{place.latitude:.5f}, {place.longitude:.5f}", lat=place.latitude, lon=place.longitude)
    return None


async def _with_held_message(message: Message, turn: Turn, client: Client, step: Step) -> Step:
    """A message that may be for the manager is kept, so that one tap passes it on as it was written."""
    if not step.holds or message.text is None:
        return step
    relay_id = await messages.keep(turn.session, written(message, client.id, "client"))
    *earlier, last = step.draft.held
    return replace(step, draft=replace(step.draft, held=(*earlier, replace(last, relay_id=relay_id))))


def _passed_on(turn: Turn, client: Client) -> tuple[Line, ...]:
    if client.desk is None:
        return (Line("chat-kept"),)
    return (Line("chat-first_ack", {"manager": reception.manager_of(turn.config, client).name}),)


# --- taps -------------------------------------------------------------------------------------------------------------


@router.callback_query(F.data.regexp(TAP))
async def tapped(query: CallbackQuery, turn: Turn, client: Client) -> None:
    found = TAP.fullmatch(query.data or "")
    assert found is not None
    verb, arg = found[2], found[3]
    stored = await drafts.by_id(turn.session, int(found[1]))
    if stored is None or stored.client_id != client.id or stored.state != "open" or stored.form not in PICKED:
        await _too_late(query, turn, client, stored, verb)
        return
    talk = await talk_with(turn, client, stored.form)
    match verb:
        case "drop":
            _pass_on(turn, client, stored.content)
            await drafts.finish(turn.session, stored.id, "cancelled", turn.now)
            say(turn, client, "draft-dropped")
        case "over":
            _pass_on(turn, client, stored.content)
            await beginning.start_over(turn, client, stored, arg)
        case "resume":
            told = Line("draft-resumed", {"known": wording.known(turn.t(client.lang), stored.content)})
            await follow(turn, client, stored, engine.show_again(talk, stored.content, told))
        case _:
            await _tap(query, turn, client, stored, talk, verb, arg)
            return
    await query.answer()


async def _tap(
    query: CallbackQuery, turn: Turn, client: Client, stored: Stored, talk: Talk, verb: str, arg: str
) -> None:
    value = PICKED[stored.form](talk, verb, arg)
    draft = stored.content
    step = engine.choose(talk, draft, *value) if value is not None else engine.tap(talk, draft, verb, arg)
    t = turn.t(client.lang)
    await query.answer(_toast(t, stored, step))
    await follow(turn, client, stored, step)


def _toast(t: Language, stored: Stored, step: Step) -> str | None:
    if step.act == "stale":
        return t.plain("err-stale_button")
    return t.plain("wb-creating") if step.act == "create" and stored.form == "waybill" else None


async def _too_late(query: CallbackQuery, turn: Turn, client: Client, stored: Stored | None, verb: str) -> None:
    """The draft is finished, or somebody else's: a second tap on «Оформить» is told the number."""
    t = turn.t(client.lang)
    mine = stored is not None and stored.client_id == client.id
    number = await _number_of(turn, stored) if mine and stored and verb == "create" else None
    key = "cl-double_tap" if stored and stored.form == "claim" else "wb-double_tap"
    await query.answer(t.plain(key, number=number) if number else t.plain("err-stale_button"))


async def _number_of(turn: Turn, stored: Stored) -> str | None:
    """The number of the document that the draft became."""
    if stored.form == "claim":
        claim = await claims.of_draft(turn.session, stored.id)
        return claim.number if claim else None
    waybill = await waybills.of_draft(turn.session, stored.id)
    return waybill.number if waybill else None


# --- what a step causes -----------------------------------------------------------------------------------------------


async def follow(turn: Turn, client: Client, stored: Stored, step: Step) -> None:
    """Keep the draft, say what the engine says, do what it leaves to us."""
    if step.act == "stale":
        return
    if step.act == "cancel":
        await cancel(turn, client, stored)
        return
    draft = step.draft
    if not step.holds:
        draft = _pass_on(turn, client, draft)
    match step.act:
        case "create":
            await (filing.file if stored.form == "claim" else issuing.issue)(turn, client, stored, draft)
            await beginning.remind_of_other(turn, client)
            return
        case "append":
            await filing.append(turn, client, stored, draft)
            return
        case "forward":
            step = engine.show_again(await talk_with(turn, client, stored.form), draft, *_passed_on(turn, client))
            draft = step.draft
        case "manager":
            await call.ring(turn, client)
        case "pin":
            t = turn.t(client.lang)
            words = Text(t("wb-send_pin"), keyboard=keyboards.menu(t, with_pin=True))
            turn.send(Out(addresses.client(client.id), words))
    await drafts.keep(turn.session, stored.id, draft, turn.now)
    t = turn.t(client.lang)
    turn.send(*(wording.out(t, client.id, stored.id, draft, one) for one in step.says))


def _pass_on(turn: Turn, client: Client, draft: Draft) -> Draft:
    """What looked like a question goes to the manager, as it was written, unless the client said that it is none."""
    to = addresses.topic(client.id, client.desk)
    turn.send(*(Out(to, Relay(), relay_id=one.relay_id) for one in draft.held if one.relay_id is not None))
    return replace(draft, held=())


async def cancel(turn: Turn, client: Client, stored: Stored) -> None:
    _pass_on(turn, client, stored.content)
    await drafts.finish(turn.session, stored.id, "cancelled", turn.now)
    say(turn, client, "wb-cancelled")


def say(turn: Turn, client: Client, key: str) -> None:
    """A sentence with the menu below it."""
    t = turn.t(client.lang)
    turn.send(Out(addresses.client(client.id), Text(t(key), keyboard=keyboards.menu(t))))
