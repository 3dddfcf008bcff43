"""What a form has said, in keys and verbs."""

from __future__ import annotations

from relay_bot.domain.forms.form import Step


def keys(step: Step) -> list[str]:
    """The text keys of everything that is said."""
    return [line.key for say in step.says for line in say.lines]


def verbs(step: Step) -> list[str]:
    return [f"{one.verb}:{one.arg}".rstrip(":") for say in step.says for row in say.buttons for one in row]
