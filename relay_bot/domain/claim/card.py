"""What the card of a claim tells, gathered."""

from dataclasses import dataclass
from datetime import datetime

from relay_bot.config import Manager
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.client import Client
from relay_bot.domain.waybill import Waybill


@dataclass(frozen=True, slots=True)
class View:
    """Everything that a card says. `place` is (group, thread) of the client's topic."""

    claim: Claim
    client: Client
    on_duty: Manager  # the manager, or who answers in their absence
    waybill: Waybill | None
    files: int
    read: bool  # what its files say is known, or will be
    place: tuple[int, int] | None
    mail: tuple[str, str] | None  # (state of the last answer by e-mail, its error)
    last_step: tuple[str, datetime] | None  # (who, when)
