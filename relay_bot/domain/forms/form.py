"""What a form is made of. A form is data: fields in the order in which they are asked; engine.py drives every form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from relay_bot.domain.forms.draft import Draft, Types, Values
from relay_bot.domain.forms.heard import Pin
from relay_bot.domain.forms.reading import read_each
from relay_bot.domain.parsing.reading import Reading
from relay_bot.domain.parsing.values import (
    Accept,
    Ask,
    FieldName,
    Outcome,
    Rules,
    Value,
)

if TYPE_CHECKING:
    from relay_bot.domain.waybill import Waybill

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
class Explained:
    """A value with what it was made of, where it was not said as it is: «360 кг, мест: 3 (3 × 120 кг = 360 кг)»."""

    value: Value


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence: its text key and what fills it (strings, numbers, values, the classes above, Lines, or a tuple)."""

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
class Lines:
    """Sentences below the one that they fill, each on a line of its own; nothing where there are none."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """One message. `place`: a message of its own, the summary as a new message, or the last summary edited."""

    lines: tuple[Line, ...]
    buttons: Rows = ()
    place: Literal["message", "summary", "edit"] = "message"


@dataclass(frozen=True, slots=True)
class Step:
    """The draft as it is now, what to say, and what is left to do beyond that.

    `act`: one of the form's endings (create: make the document), cancel (drop the draft), manager (call them), pin
    (offer the key that sends a map pin), stale (say that the button is outdated).
    """

    draft: Draft
    says: tuple[Say, ...] = ()
    act: str | None = None
    holds: bool = False  # messages wait for the client's word; with any other step they go to the manager
    passes: bool = False  # what was heard is for the manager too: it goes there as it was sent


# --- what a form knows of its client ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Memory:
    """What earlier documents of this client offer."""

    filled: Values = field(default_factory=dict)  # filled in from the start
    last: Mapping[FieldName, Value] = field(default_factory=dict)  # «как в прошлый раз»


@dataclass(frozen=True, slots=True)
class Talk:
    """One form with one client: everything that the engine needs beside the draft.

    `offers` is the form's own: what its buttons and rules know of the client and the company.
    """

    form: Form
    rules: Rules
    memory: Memory = Memory()
    offers: object = None
    max_files: int = 0  # of config.toml, for a form that takes files
    manager: str = ""  # who gets what is passed on; empty: nobody yet


# --- what a form declares -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """One question, and everything that is particular to its value.

    `label` names the field in lists and on «Изменить»; `buttons` stand below the question, `taps` say which value a
    button's argument stands for (None: the button is outdated).
    """

    name: FieldName
    prompt: str
    label: str
    type: Any  # of its values: a frozen dataclass that goes to JSON and back
    reader: Callable[[str, Rules], Outcome]  # a message as the answer to this question
    buttons: Callable[[Talk, Draft], Rows] = lambda talk, draft: ()
    taps: Mapping[str, Callable[[Talk, str], Value | None]] = field(default_factory=dict)
    needed: Callable[[Draft], bool] = lambda draft: True
    said: str = ""  # of an optional field, which is never asked for by itself: how the summary says it (a text key)
    offered: bool = False  # an optional field that «Изменить» offers although nothing was said
    repeated: bool = True  # in a document like an earlier one, too
    words: Callable[[Draft], Mapping[str, Any]] = lambda draft: {}  # what fills the prompt
    editable: bool = True
    called: str = ""  # how a client names it before a value, as a regular expression; for `read_each`
    free: bool = False  # any words may be its value: read only when it is asked for or named; for `read_each`
    pin: Callable[[Pin], Value] | None = None  # what a point on the map stands for
    check: Callable[[Value, Rules], Outcome] = lambda value, rules: Accept(value)  # a chosen or remembered value
    refuses: Callable[[Talk, Values, Value], str | None] = lambda talk, values, value: None  # a text key: why
    settle: Callable[[Talk, Value], Value] = lambda talk, value: value  # a short number becomes the whole one
    merge: Callable[[Value, Value], Value] = lambda new, old: new  # with the value that it replaces
    remark: Callable[[Talk, Value], Line | None] = lambda talk, value: None  # said once about a value that was taken
    remembered: Callable[[Value], Line] | None = None  # said before the next question when memory has filled it
    edited: str = "form-edited"  # how a correction is told
    as_before: str = ""  # the refusal that means «как в прошлый раз»
    by_photo: Literal["take", "confirm", "ignore"] = "confirm"  # what is read from a photo, while nothing is known
    coded: bool = False  # a QR or bar code may stand for it
    adds: bool = False  # what is said later is merged; as the answer to its question it stands for all of it
    completed: bool = False  # what was refused for a missing part is kept, and the answer completes it
    speaks_of_manager: frozenset[str] = frozenset()  # refusals that offer the manager at once


@dataclass(frozen=True, slots=True)
class Tally:
    """A count of pieces was put where it belongs: the values, which of them are told as changed, what is left of it."""

    values: Values
    told: tuple[FieldName, ...] = ()
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """`kind` stands in drafts.form and in the text keys that speak of an unfinished one; `prefix` begins the others.

    `read` takes a whole message apart (None: each field by itself); `doubt` finds what the client should confirm:
    (what would be confirmed, the question); `in_the_way` names a field that was refused only for another one's old
    value, and that other one. What a confirmed form becomes is an action: actions/form/purpose.py.
    """

    kind: str
    prefix: str
    fields: tuple[Field, ...]
    summary: Callable[[Draft], tuple[Line, ...]]
    summary_buttons: Rows
    hints: Callable[[Draft], tuple[Line, ...]] = lambda draft: ()  # below a summary that can still be changed
    opening: tuple[FieldName, ...] = ()  # asked for together by `opening_prompt` while none of them is known
    opening_prompt: str = ""
    read: Callable[[str, Rules, FieldName | None, Mapping[FieldName, Value]], Reading] | None = None
    doubt: Callable[[Talk, Draft], tuple[str, Say] | None] = lambda talk, draft: None
    endings: frozenset[str] = frozenset()  # buttons of a doubt that end the form in another way than «create»
    tally: Callable[[Values, int, bool], Tally] = lambda values, count, fresh: Tally(values)  # a count standing alone
    in_the_way: Callable[[Values, Reading], tuple[FieldName, FieldName] | None] = lambda values, reading: None
    like: Callable[[Talk, Waybill], Step] | None = None  # begun from under a document
    whole: Callable[[str, Rules], Reading | None] = lambda text, rules: None  # a message that begins it by itself
    command: str = ""  # begins it
    menu: str = ""  # the menu's key that begins it
    toast: str = ""  # shown at the tap that confirms it
    takes_files: bool = False
    droppable: str = ""  # the button on the summary that drops the remark (a text key), where the summary shows it

    def field(self, name: FieldName) -> Field:
        return next(one for one in self.fields if one.name == name)

    def key(self, sentence: str) -> str:
        """The text key of a sentence that every form has in its own words."""
        return f"{self.prefix}-{sentence}"

    def missing(self, draft: Draft) -> list[Field]:
        """In the order of asking."""
        have = {*draft.values, *(one.name for one in draft.undecided)}
        return [one for one in self.questions(draft) if one.name not in have]

    def questions(self, draft: Draft) -> list[Field]:
        """What the form can't do without."""
        return [one for one in self.fields if one.needed(draft) and not one.said]

    def changeable(self, draft: Draft) -> list[Field]:
        """What «Изменить» offers."""
        offered = [one for one in self.fields if one.editable and one.needed(draft)]
        return [one for one in offered if not one.said or one.offered or one.name in draft.values]

    def told(self, draft: Draft) -> tuple[Line, ...]:
        """The optional fields that were said, as the summary says them."""
        said = [one for one in self.fields if one.said and one.name in draft.values]
        return tuple(Line(one.said, {"value": draft.value(one.name)}) for one in said)

    @property
    def types(self) -> Types:
        return {one.name: one.type for one in self.fields}

    def reading(self, text: str, rules: Rules, asked: FieldName | None, known: Values) -> Reading:
        """What the message says about this form's fields."""
        if self.read is None:
            return read_each(self.fields, text, rules, asked)
        reading = self.read(text, rules, asked, {name: one.value for name, one in known.items()})
        own = {name: outcome for name, outcome in reading.fields.items() if name in self.types}
        return reading if len(own) == len(reading.fields) else replace(reading, fields=own)

    def picked(self, talk: Talk, verb: str, arg: str) -> tuple[FieldName, Value] | None:
        """The field and value that a button stands for; None: it is no such button, or it is outdated."""
        for one in self.fields:
            value = one.taps[verb](talk, arg) if verb in one.taps else None
            if value is not None:
                return one.name, value
        return None
