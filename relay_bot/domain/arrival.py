"""What to do with somebody who presses Start or shares a contact. Pure: the handlers look things up first."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import phonenumbers

from relay_bot.domain.client import Client, Record

CODE_MAX = 30
"""Digits of a waybill's number in a link."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What stands behind `?start=`: a personal link `c_…`, a manager's `m_…`, a waybill's `w_…`, or nothing we know."""

    kind: Literal["personal", "manager", "waybill", "none"]
    code: str = ""


def parse_payload(text: str | None) -> Payload:
    prefix, _, code = (text or "").partition("_")
    if prefix == "c" and code:
        return Payload("personal", code)
    if prefix == "m" and code:
        return Payload("manager", code)
    if prefix == "w" and code.isdecimal() and len(code) <= CODE_MAX:
        return Payload("waybill", code)
    return Payload("none")


@dataclass(frozen=True, slots=True)
class Identify:
    """We know who this is: complete the client from the record and give them a manager."""

    record: Record


@dataclass(frozen=True, slots=True)
class AskPhone:
    """Greet and ask for the phone; `because` is the text key of what went wrong with the link, if anything did."""

    because: str | None = None


@dataclass(frozen=True, slots=True)
class Greet:
    """Somebody who is known already."""


GUESSES = 5
GUESSES_LAST = timedelta(days=1)
"""So many codes that were not theirs, and personal links open nothing for an account until so long after the last."""


def decide_start(
    client: Client, payload: Payload, record: Record | None, holder: int | None = None, guesses: int = 0
) -> Identify | AskPhone | Greet:
    """`record` is the one that the personal link names, if there is such a link; `holder` the Telegram id of who has
    confirmed its number already: from them only a contact takes it, since a link may be in anybody's hands; `guesses`
    how many codes this account has tried in vain.
    """
    if client.registered_at is not None:
        return Greet()
    if payload.kind != "personal":
        return AskPhone()
    if guesses >= GUESSES:
        return AskPhone("start-too_many_codes")
    if record is None:
        return AskPhone("start-bad_invite")
    if record.invite_used_by not in (None, client.tg_id) or holder not in (None, client.tg_id):
        return AskPhone("start-invite_used")
    return Identify(record)


def own_phone(contact_phone: str, contact_user_id: int | None, sender_id: int) -> str | None:
    """The shared number in E.164, or None when the contact is not the sender's own (`contact.user_id == from.id`)."""
    if contact_user_id != sender_id:
        return None
    if anonymous := re.fullmatch(r"\+?(888\d{7,12})", contact_phone):  # of Fragment's: belongs to no country
        return f"+{anonymous[1]}"
    return phone_in(contact_phone if contact_phone.startswith("+") else f"+{contact_phone}")


def phone_in(text: str) -> str | None:
    """A text that is nothing but a phone number, in E.164; Russian numbers may start with 8 or 9."""
    digits = [char for char in text if char.isdigit()]
    if not 10 <= len(digits) <= 15 or any(char.isalpha() for char in text):
        return None
    try:
        number = phonenumbers.parse(text, "RU")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
