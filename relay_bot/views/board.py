"""The live board of a desk: who calls, who waits, which claims fall due, who did not finish. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from markupsafe import Markup

from relay_bot.config import Config
from relay_bot.domain.claim.life import days_left, urgency
from relay_bot.domain.schedule import Schedule
from relay_bot.texts import Language
from relay_bot.views import moments, names
from relay_bot.views.cards import clock
from relay_bot.views.claim import card as claimcards

ROWS = 15
"""In one block: four of them fit into a message."""

LABEL_MAX = 32


class Person(Protocol):
    """A client with their topic, as lists show them."""

    @property
    def client_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def company(self) -> str: ...
    @property
    def city(self) -> str: ...
    @property
    def group_id(self) -> int | None: ...
    @property
    def thread_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the board shows, each in its order."""

    calls: Sequence[tuple[Person, datetime]]  # called at
    waiting: Sequence[tuple[Person, datetime]]  # unanswered since
    claims: Sequence[tuple[Person, str, date]]  # number, answer date
    drafts: Sequence[tuple[Person, str, datetime]]  # form, last step


@dataclass(frozen=True, slots=True)
class Look:
    """Whose board, in which words, and when."""

    t: Language
    config: Config
    work: Schedule
    now: datetime


def draw(look: Look, overview: Overview) -> Markup:
    """The board without its head: what is compared to see whether it has changed."""
    t = look.t
    blocks = [_calls(look, overview), _waiting(look, overview), _claims(look, overview), _drafts(look, overview)]
    if not overview.calls and not overview.waiting:
        blocks.insert(0, t("board-empty"))
    return Markup("\n\n").join(block for block in blocks if block)


def head(look: Look) -> Markup:
    return look.t("board-head", time=clock(look.now, look.config.bot.timezone))


def row(look: Look, i: int, person: Person, detail: str) -> Markup:
    """A line that leads to the client's topic."""
    client = label(look.config, person)
    if person.group_id is None or person.thread_id is None:
        return look.t("board-row_unlinked", i=i, client=client, wait=detail)
    link = names.topic_link(person.group_id, person.thread_id)
    return look.t("board-row", i=i, link=link, client=client, wait=detail)


def label(config: Config, person: Person) -> str:
    """As their topic is called, short enough for a phone."""
    name = names.client_topic(config.topics.client_name, name=person.name, company=person.company, city=person.city)
    return name if len(name) <= LABEL_MAX else name[: LABEL_MAX - 1].rstrip(" ·") + "…"


def _block(look: Look, title: Markup, rows: Sequence[tuple[Person, str]]) -> Markup:
    lines = [row(look, i, person, detail) for i, (person, detail) in enumerate(rows[:ROWS], 1)]
    if len(rows) > ROWS:
        lines.append(look.t("board-more", n=len(rows) - ROWS))
    return Markup("\n").join([title, *lines])


def _calls(look: Look, overview: Overview) -> Markup:
    if not overview.calls:
        return Markup()
    rows = [(person, _since(look, at)) for person, at in overview.calls]
    return _block(look, look.t("board-calls", n=len(rows)), rows)


def _since(look: Look, at: datetime) -> str:
    """By the clock, as on the call's card."""
    return moments.span(look.t, waiting_minutes(at, look.now))


def waiting_minutes(called_at: datetime, now: datetime) -> int:
    """To the minute at first, then more coarsely: a card that nobody takes need not be edited every minute."""
    minutes = max(int((now - called_at) / timedelta(minutes=1)), 0)
    step = 1 if minutes < 10 else 5 if minutes < 60 else 15
    return minutes - minutes % step


def _waiting(look: Look, overview: Overview) -> Markup:
    if not overview.waiting:
        return Markup()
    rows = [(person, moments.waited(look.t, since, look.now, look.work)) for person, since in overview.waiting]
    return _block(look, look.t("board-wait", n=len(rows)), rows)


def _claims(look: Look, overview: Overview) -> Markup:
    if not overview.claims:
        return Markup()
    today = look.now.astimezone(look.config.bot.timezone).date()
    rows = []
    for person, number, due in overview.claims:
        left = days_left(due, today)
        words = claimcards.left_in_words(look.t, left)
        rows.append((person, look.t.plain("board-claim", icon=urgency(left), number=number, left=words)))
    first = overview.claims[0][2]
    return _block(look, look.t("board-claims", n=len(rows), due=f"{first:%d.%m.%Y}"), rows)


def _drafts(look: Look, overview: Overview) -> Markup:
    if not overview.drafts:
        return Markup()
    rows = []
    for person, form, at in overview.drafts:
        rows.append(
            (person, look.t.plain(f"board-draft_{form}", time=moments.stamp(at, look.now, look.config.bot.timezone)))
        )
    return _block(look, look.t("board-drafts", n=len(rows)), rows)
