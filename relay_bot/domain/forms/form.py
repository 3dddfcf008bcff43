"""What a form is made of. A form is data: fields in the order in which they are asked; engine.py drives every form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from relay_bot.domain.forms.draft import Draft, Filled
from relay_bot.domain.parsing.values import Address, Ask, FieldName, Outcome, Payment, Reading, Rules, Value

# --- what is said ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of fields as a list in a sentence: «вес, габариты»."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The name of one field, as it stands on its button."""

    key: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the readings that a question offers."""

    question: Ask
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its text key and what fills it (strings, numbers, values of fields, Label, Labels, or a tuple)."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Button:
    """`label` is a text key filled with `values`, or a choice; a tap says `verb` and `arg`."""

    label: str | Choice
    verb: str
    arg: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Say:
    """One message. `place`: a message of its own, the summary as a new message, or the last summary edited."""

    lines: tuple[Line, ...]
    buttons: Rows = ()
    place: Literal["message", "summary", "edit"] = "message"


Act = Literal["create", "cancel", "forward", "manager", "pin", "append", "stale"]
"""What is left to the handler: make the document, drop the draft, pass the held message on, call the manager,
offer the key that sends a map pin, add to the document that is there, say that the button is outdated."""


@dataclass(frozen=True, slots=True)
class Step:
    """The draft as it is now, what to say, and what the handler has to do beyond that."""

    draft: Draft
    says: tuple[Say, ...] = ()
    act: Act | None = None
    holds: bool = False  # a message waits for the client's word; with any other step it goes to the manager


# --- what a form declares -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Earlier:
    """A waybill of the client that a claim may be about."""

    number: str
    to_city: str
    date: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier documents of this client offer: fields that are filled in, and buttons."""

    filled: Mapping[FieldName, Filled] = field(default_factory=dict)
    addresses: tuple[Address, ...] = ()  # the last ones, newest first
    last: Mapping[FieldName, Value] = field(default_factory=dict)  # «как в прошлый раз»
    payment: Payment | None = None  # its button goes first
    waybills: tuple[Earlier, ...] = ()  # newest first
    claimed: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # waybill → open claim, text key of its status
    email: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """One form with one client: everything that the engine needs beside the draft."""

    form: Form
    rules: Rules
    memory: Memory = Memory()
    any_waybill: bool = True  # a claim may be about a waybill that the bot does not know
    payments: Sequence[str] = ("invoice", "cash", "card", "recipient", "third")  # as config.toml orders them


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `label` names the field in lists and on «Изменить»; `buttons` stand below the question."""

    name: FieldName
    prompt: str
    label: str
    buttons: Callable[[Talk, Draft], Rows] = lambda talk, draft: ()
    needed: Callable[[Draft], bool] = lambda draft: True
    words: Callable[[Draft], Mapping[str, Any]] = lambda draft: {}  # what fills the prompt
    remembered: str | None = None  # said once, before the next question, when memory has filled this field
    editable: bool = True


def _as_it_is(talk: Talk, value: Value) -> Value:
    return value


@dataclass(frozen=True, slots=True)
class Form:
    """`read` takes a whole message apart; `check` finds what the client should confirm (None: nothing)."""

    name: str
    fields: tuple[Field, ...]
    opening: tuple[FieldName, ...]  # asked for together by `opening_prompt` while none of them is known
    opening_prompt: str
    read: Callable[[str, Rules, FieldName | None, Mapping[FieldName, Value]], Reading]
    read_field: Callable[[FieldName, str, Rules], Outcome]
    refuses: Callable[[Talk, Mapping[FieldName, Filled], FieldName, Value], str | None]  # a text key: why it won't do
    summary: Callable[[Draft], tuple[Line, ...]]
    summary_buttons: Rows
    check: Callable[[Talk, Draft], tuple[str, Say] | None]  # (what would be confirmed, the question)
    question: str = "wb-question_detected"
    settle: Callable[[Talk, Value], Value] = _as_it_is  # with what is known: a short number becomes the whole one
    remark: Callable[[Talk, Value], Line | None] = lambda talk, value: None  # said once about a value that was taken
    max_files: int = 0

    def field(self, name: FieldName) -> Field:
        return next(one for one in self.fields if one.name == name)

    def missing(self, draft: Draft) -> list[Field]:
        """In the order of asking."""
        have = {*draft.values, *(one.name for one in draft.undecided)}
        return [one for one in self.fields if one.needed(draft) and one.name not in have]
