"""Whose claims a list shows, and what it says of each."""

from dataclasses import dataclass

from relay_bot.domain.claim.life import Claim


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose claims: a desk's, at it a client's, or (both None) everybody's."""

    desk: str | None = None
    client_id: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim with what a list says about it."""

    claim: Claim
    client: str
    company: str
    phone: str
    waybill: str
    files: int
