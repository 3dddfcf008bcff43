"""Forms: what begins one, messages for the one that is open and awake, taps on its buttons."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import recording
from relay_bot.actions.conversation import relay
from relay_bot.actions.form import answering, beginning
from relay_bot.actions.turn import Turn
from relay_bot.domain.client import Client
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.form import Form
from relay_bot.domain.forms.heard import Heard
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.tap import InForm
from relay_bot.domain.who import InPrivate
from relay_bot.handlers.client.replied import answers_the_desk
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.heard import heard_of
from relay_bot.handlers.kept import RELAYED, words_behind, written
from relay_bot.handlers.pressed import pressed
from relay_bot.handlers.recorded import recorded_in
from relay_bot.handlers.visit import Visit

router = Router(name="client.form")


def begins(message: Message) -> dict[str, Any] | bool:
    """A form's command, or its key of the menu."""
    found = next((one for one in registry.forms() if _begins(message, one)), None)
    return found is not None and {"form": found}


def _begins(message: Message, form: Form) -> bool:
    command = next(iter((message.text or "").split(maxsplit=1)), "").partition("@")[0]
    return (form.command != "" and command == f"/{form.command}") or (form.menu != "" and pressed(form.menu)(message))


@router.message(begins)
async def new(message: Message, turn: Turn, client: Client, form: Form) -> None:
    """Words behind the command are the first answer; where no form begins they are for the manager."""
    stored = await beginning.begin(turn, client, form.kind)
    words = words_behind(message)
    if words and stored is not None:
        await answering.hear(turn, client, stored, Heard(text=words), written(message, client.id, "client"))
    elif words:
        await relay(turn, client, written(message, client.id, "client"), answers=False)


async def in_form(message: Message, turn: Visit) -> dict[str, Any] | bool:
    """A message for the form: one is open and awake, and this is neither a command nor an answer to the manager."""
    if message.content_type not in RELAYED or (message.text or "").startswith("/"):
        return False
    if not isinstance(turn.who, InPrivate):
        return False
    stored = turn.who.draft
    if stored is None or not stored.awake(turn.now, turn.config.timers.draft_abandoned):
        return False
    client = turn.who.client
    if client is not None and await answers_the_desk(message, turn, client):
        return False
    return {"stored": stored}


@router.message(in_form)
async def said(message: Message, turn: Turn, client: Client, stored: Stored) -> None:
    heard, kept = heard_of(message), written(message, client.id, "client")
    what = recorded_in(message)
    if what is not None and recording.is_wanted(turn, what):
        await recording.in_form(turn, client, stored, what, heard, kept)
    else:
        await answering.hear(turn, client, stored, heard, kept)


@router.callback_query(Presses(InForm))
async def tapped(query: CallbackQuery, turn: Visit, client: Client, tap: InForm) -> None:
    await query.answer(await answering.tap(turn, client, tap.draft_id, tap.act, tap.arg))
