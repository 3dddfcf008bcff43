"""All kinds of unfinished actions: the forms, and errands in which nothing is asked. The one place that lists them."""

from __future__ import annotations

from relay_bot.domain.forms.claim import CLAIM
from relay_bot.domain.forms.draft import Types
from relay_bot.domain.forms.errand import REGISTRATION, VISIT, Errand
from relay_bot.domain.forms.form import Form
from relay_bot.domain.forms.waybill import WAYBILL

_forms: dict[str, Form] = {one.kind: one for one in (WAYBILL, CLAIM)}
_errands: dict[str, Errand] = {one.kind: one for one in (REGISTRATION, VISIT)}


def form_of(kind: str) -> Form | None:
    """None: no form, an errand for instance."""
    return _forms.get(kind)


def forms() -> tuple[Form, ...]:
    return tuple(_forms.values())


def form_kinds() -> list[str]:
    return list(_forms)


def all_kinds() -> list[str]:
    return [*_forms, *_errands]


def over_with_anything() -> list[str]:
    """Errands that end with whatever the client does next."""
    return [one.kind for one in _errands.values() if one.over_with_anything]


def types_of(kind: str) -> Types:
    """Of the values that a draft of this kind keeps."""
    form = form_of(kind)
    return form.types if form is not None else {}


def register(form: Form) -> None:
    """From now on clients can fill it in. Raises ValueError when there is something of this kind."""
    if form.kind in all_kinds():
        raise ValueError(f"there is a {form.kind} already")
    _forms[form.kind] = form


def forget(kind: str) -> None:
    """Takes `register` back."""
    del _forms[kind]
