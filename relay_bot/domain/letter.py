"""An answer by e-mail; when one did not go through: again later, or never. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

Trouble = Literal[
    "connect", "timeout", "tls", "login", "account", "address", "bad_address", "full", "reply", "off", "unprinted"
]

FIRST_WAIT_S = 15.0
LONGEST_WAIT_S = 3600.0
TRIED_FOR = timedelta(days=1)

_TEMPORARY: tuple[Trouble, ...] = ("connect", "timeout", "unprinted")
_ADMINS: tuple[Trouble, ...] = ("connect", "timeout", "tls", "login", "account", "off", "unprinted")
_CLIENTS: tuple[Trouble, ...] = ("address", "bad_address")


@dataclass(frozen=True, slots=True)
class Mail:
    """An answer to a claim on its way. `place`: `desk/address` where it was asked for; `pdf`: until it is sent."""

    id: int
    claim_id: int
    sender_id: int
    address: str
    subject: str
    body: str
    sheet: Mapping[str, Any]
    place: str
    pdf: bytes | None
    print_attempts: int
    state: str
    attempts: int
    created_at: datetime
    queued_at: datetime | None


@dataclass(frozen=True, slots=True)
class MailFault:
    """What the server said. `code`: the reply's number, None without one; `reason`: its words, for the manager.

    «account»: it does not let us send as we do, whoever the letter is for.
    """

    trouble: Trouble
    code: int | None = None
    reason: str = ""

    @property
    def permanent(self) -> bool:
        """A refusal by 5xx, a wrong address, login or certificate: the same letter would fail again."""
        if self.code is not None:
            return self.code >= 500
        return self.trouble not in _TEMPORARY


@dataclass(frozen=True, slots=True)
class Again:
    """Try again at this time."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Fail:
    """It is not sent. `outlived`: a whole day of temporary failures."""

    outlived: bool = False


def decide_after(fault: MailFault, attempts: int, queued_at: datetime, now: datetime) -> Again | Fail:
    """`attempts` that were made, this one included: waits of 15, 30, 60 … seconds, an hour at most, for a day."""
    if fault.permanent:
        return Fail()
    if now - queued_at >= TRIED_FOR:
        return Fail(outlived=True)
    return Again(now + timedelta(seconds=min(FIRST_WAIT_S * 2.0 ** min(attempts - 1, 20), LONGEST_WAIT_S)))


def for_admins(fault: MailFault) -> bool:
    """Whether it is ours to put right, not the client's address."""
    return fault.trouble in _ADMINS


def remedy(fault: MailFault) -> str:
    """The text key of what the manager should do now."""
    if fault.trouble in _CLIENTS:
        return "mail-do_address"
    if fault.trouble == "full":
        return "mail-do_full"
    return "mail-do_admin" if for_admins(fault) else "mail-do_again"
