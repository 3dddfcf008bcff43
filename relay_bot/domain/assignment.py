"""Which manager gets a client that nobody has claimed: personal record, then link, then rule. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Rule = Literal["least_loaded", "round_robin", "manual"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A desk as the rule sees it: `clients` it serves now out of `capacity`."""

    desk: str
    clients: int
    capacity: int
    open: bool  # has a group, accepts new clients, is not away
    last_assigned_at: datetime | None
    has_group: bool = True

    @property
    def full(self) -> bool:
        return self.clients >= self.capacity


@dataclass(frozen=True, slots=True)
class Assign:
    desk: str
    by: Literal["record", "link", "rule"]


@dataclass(frozen=True, slots=True)
class AskAdmin:
    """No rule may decide; `suggestion` is the desk that the rule would take, if any."""

    suggestion: str | None


def decide_assignment(
    candidates: Sequence[Candidate],
    *,
    record_desk: str | None,
    link_desk: str | None,
    rule: Rule,
    overflow: Rule,
) -> Assign | AskAdmin:
    """Record → link → rule; when every desk is full, `overflow` instead of the rule.

    A record or a link is the company's own word: it holds for a full or absent manager too, only not for one without
    a group.
    """
    usable = {candidate.desk for candidate in candidates if candidate.has_group}
    if record_desk in usable and record_desk is not None:
        return Assign(record_desk, "record")
    if link_desk in usable and link_desk is not None:
        return Assign(link_desk, "link")
    ready = [candidate for candidate in candidates if candidate.open]
    roomy = [candidate for candidate in ready if not candidate.full]
    effective = rule if roomy else overflow
    pool = roomy or ready
    if effective == "manual" or not pool:
        return AskAdmin(_least_loaded(pool).desk if pool else None)
    best = _least_loaded(pool) if effective == "least_loaded" else min(pool, key=_waited_longest)
    return Assign(best.desk, "rule")


def _least_loaded(pool: Sequence[Candidate]) -> Candidate:
    return min(pool, key=lambda c: (c.clients / max(c.capacity, 1), _waited_longest(c)))


def _waited_longest(candidate: Candidate) -> tuple[float, str]:
    return (candidate.last_assigned_at.timestamp() if candidate.last_assigned_at else 0.0, candidate.desk)
