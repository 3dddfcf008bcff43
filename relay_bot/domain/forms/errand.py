"""What a client came for without filling in a form: an unfinished action too, in which nothing is asked. Pure data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Errand:
    """`kind` stands in drafts.form. `over_with_anything`: whatever the client does next is what they had come for."""

    kind: str
    over_with_anything: bool = False


REGISTRATION = Errand("registration")
"""Asked for the phone number; over once it is known who the client is."""

VISIT = Errand("visit", over_with_anything=True)
"""Came back and got the menu."""
