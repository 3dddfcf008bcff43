"""What was read wrongly: a value that words had given, and that the client put right within the form. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Form
from relay_bot.domain.parsing.values import FieldName, Value


@dataclass(frozen=True, slots=True)
class Missed:
    """`words`: the message that was read as `before`; `after` None: the client removed it."""

    field: FieldName
    words: str
    before: Value
    after: Value | None


def missed_in(form: Form, before: Draft, after: Draft) -> Iterator[Missed]:
    """What one step of the client puts right. What only adds to a value, or counts its pieces, corrects nothing."""
    for name, old in before.values.items():
        new = after.values.get(name)
        if old.by != "typed" or not old.text or (new and (new.value == old.value or new.text == old.text)):
            continue
        if new is None and not form.field(name).said:  # only what may be left out is removed by the client
            continue
        if form.field(name).adds and new is not None and before.asked != name:
            continue
        yield Missed(name, old.text, old.value, new.value if new else None)
