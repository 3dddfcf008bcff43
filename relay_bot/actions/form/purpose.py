"""What the house does with each form: what it knows of the client beforehand, and what a confirmed one becomes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from relay_bot.actions.assignment import manager_of
from relay_bot.actions.claim import filing
from relay_bot.actions.form import issuing, knowing
from relay_bot.actions.turn import Turn
from relay_bot.domain.client import Client
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.claim import APPEND, CLAIM
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Form, Talk
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.parsing.limits import rules_of

CREATE = "create"
"""The ending that every form has: its confirmation."""

Ending = Callable[[Turn, Client, Stored, Draft], Awaitable[str | None]]
"""Writes and sends what the draft becomes, in the transaction of the tap; the number of it, if it has one."""


async def _nothing(turn: Turn, client: Client, form: Form) -> Talk:
    return Talk(form, rules_of(turn.config))


@dataclass(frozen=True, slots=True)
class Purpose:
    """`endings` by their act, CREATE among them; `knows` loads memory and offers."""

    endings: Mapping[str, Ending]
    knows: Callable[[Turn, Client, Form], Awaitable[Talk]] = _nothing


_purposes = {
    WAYBILL.kind: Purpose({CREATE: issuing.issue}, knowing.about_waybill),
    CLAIM.kind: Purpose({CREATE: filing.file, APPEND: filing.append}, knowing.about_claim),
}


def purpose_of(kind: str) -> Purpose:
    return _purposes[kind]


async def talk_with(turn: Turn, client: Client, kind: str) -> Talk:
    """A form with this client: limits, memory, what the company offers, who gets what is passed on."""
    form = registry.form_of(kind)
    assert form is not None, f"{kind} is no form"
    talk = await _purposes[kind].knows(turn, client, form)
    return talk if client.desk is None else replace(talk, manager=manager_of(turn.config, client).name)


def register(form: Form, purpose: Purpose) -> None:
    """One more form of the house. Raises ValueError when there is one of its kind."""
    registry.register(form)
    _purposes[form.kind] = purpose


def forget(kind: str) -> None:
    """Takes `register` back."""
    registry.forget(kind)
    del _purposes[kind]
