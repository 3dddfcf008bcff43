"""The live board of a desk: who calls, who waits, which claims fall due, who did not finish. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from markupsafe import Markup

from relay_bot.config import Config
from relay_bot.domain import tap as taps
from relay_bot.domain.backlog import NO_BACKLOG, Backlog
from relay_bot.domain.board import LISTS, View, What
from relay_bot.domain.claim.life import days_left, urgency
from relay_bot.domain.outgoing import Button, Buttons, Link
from relay_bot.domain.schedule import Schedule
from relay_bot.domain.signs import shortened
from relay_bot.texts import Language
from relay_bot.views import backlog as backlogs
from relay_bot.views import cards, moments, names
from relay_bot.views.cards import clock
from relay_bot.views.claim import card as claimcards
from relay_bot.views.words import last_words

FEW = 3
"""Rows of each list where all of them are shown."""

PAGE = 10
"""Rows of one list on its own: as many as a phone shows with their buttons."""

IN_A_ROW = 5
"""Buttons that still have room for a sign and a number."""

LABEL_MAX = 32

EVERYTHING = View()

TITLES: dict[What, str] = {
    "calls": "board-calls",
    "waiting": "board-wait",
    "claims": "board-claims",
    "drafts": "board-drafts",
}

SIGNS: dict[What, str] = {"calls": "🔔", "waiting": "❗️", "claims": "⚠️", "drafts": "⏳"}


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
class Called:
    """A call that nobody has taken."""

    person: Person
    at: datetime
    words: str = ""
    call_id: int = 0


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody whose message nobody has answered."""

    person: Person
    since: datetime
    words: str = ""
    arrived: bool = True  # in the group: what is still on its way there is not overdue


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the board shows, each in its order. `backlog`: what waits for the group."""

    calls: Sequence[Called]
    waiting: Sequence[Waits]
    claims: Sequence[tuple[Person, str, date]]  # number, answer date
    drafts: Sequence[tuple[Person, str, datetime]]  # form, last step
    backlog: Backlog = NO_BACKLOG

    @property
    def next(self) -> Called | Waits | None:
        """Who comes first: calls before messages, the longest waiting of each."""
        queue: list[Called | Waits] = [*self.calls[:1], *self.waiting[:1]]
        return queue[0] if queue else None


@dataclass(frozen=True, slots=True)
class Look:
    """Whose board, in which words, and when."""

    t: Language
    config: Config
    work: Schedule
    now: datetime


def draw(look: Look, overview: Overview, view: View = EVERYTHING) -> Markup:
    """The board without its head: what is compared to see whether it has changed."""
    blocks = [_block(look, overview, what, view) for what in LISTS if view.what in ("all", what)]
    if view.what == "all":
        blocks.insert(0, first_of_all(look, overview.next) if overview.next is not None else look.t("board-empty"))
    shown = [block for block in blocks if block] or [look.t("board-none")]
    if overview.backlog.behind:
        shown.insert(0, backlogs.line(look.t, overview.backlog))
    return Markup("\n\n").join(shown)


def first_of_all(look: Look, who: Called | Waits) -> Markup:
    """What to do next: who has waited longest, with their words."""
    client, detail = linked(look, who.person), _detail(look, who)
    return look.t("board-next_call" if isinstance(who, Called) else "board-next", client=client, detail=detail)


def buttons(look: Look, overview: Overview, view: View = EVERYTHING) -> Buttons:
    """One tap for who comes first, or for each row of a list; then the lists, then its pages."""
    rows: list[Sequence[Button]] = []
    if view.what == "all" and overview.next is not None:
        rows.append(of_one(look, overview.next))
    if view.what in ("calls", "waiting"):
        acts = [_act(i, one) for i, one in _page(_rows_of(overview, view.what), view)]
        rows += [acts[i : i + IN_A_ROW] for i in range(0, len(acts), IN_A_ROW)]
    rows.append([_filter(overview, what, view) for what in LISTS])
    if pages := _pages(look, overview, view):
        rows.append(pages)
    return rows


def of_one(look: Look, who: Called | Waits) -> list[Button]:
    """Open the topic; take the call, or put the client off."""
    t, person = look.t, who.person
    keys: list[Button] = []
    if person.group_id is not None and person.thread_id is not None:
        keys.append(Link(t.plain("btn-open_chat"), names.topic_link(person.group_id, person.thread_id)))
    if isinstance(who, Called):
        return [*keys, cards.button(t.plain("btn-take"), taps.TakeCall(who.call_id))]
    return [*keys, cards.button(t.plain("btn-snooze"), taps.Snooze(person.client_id))]


def _act(i: int, who: Called | Waits) -> Button:
    if isinstance(who, Called):
        return cards.button(f"✅ {i}", taps.TakeCall(who.call_id))
    return cards.button(f"💤 {i}", taps.Snooze(who.person.client_id))


def _filter(overview: Overview, what: What, view: View) -> Button:
    """The list that is shown stands between dots, and a tap on it shows everything again."""
    chosen, label = view.what == what, f"{SIGNS[what]} {len(_rows_of(overview, what))}"
    return cards.button(f"· {label} ·" if chosen else label, taps.ShowBoard("all" if chosen else what, 0))


def _pages(look: Look, overview: Overview, view: View) -> list[Button]:
    last = max(len(_rows_of(overview, view.what)) - 1, 0) // PAGE if view.what != "all" else 0
    page, t = min(view.page, last), look.t
    keys: list[Button] = []
    if page > 0:
        keys.append(cards.button(f"‹ {page}", taps.ShowBoard(view.what, page - 1)))
    if last > 0:
        keys.append(cards.button(t.plain("board-page", page=page + 1, pages=last + 1), taps.ShowBoard(view.what, page)))
    if page < last:
        keys.append(cards.button(f"{page + 2} ›", taps.ShowBoard(view.what, page + 1)))
    return keys


def _rows_of(overview: Overview, what: What) -> Sequence[Any]:
    lists: dict[What, Sequence[Any]] = {
        "calls": overview.calls,
        "waiting": overview.waiting,
        "claims": overview.claims,
        "drafts": overview.drafts,
    }
    return lists.get(what, ())


def _page(rows: Sequence[Any], view: View) -> list[tuple[int, Any]]:
    """The rows of the page, counted from 1; of a list that has become shorter the last one."""
    page = min(view.page, max(len(rows) - 1, 0) // PAGE)
    return list(enumerate(rows, 1))[page * PAGE : (page + 1) * PAGE]


def head(look: Look) -> Markup:
    return look.t("board-head", time=clock(look.now, look.config.bot.timezone))


def row(look: Look, i: int, person: Person, detail: str, link: str | None = None) -> Markup:
    """A line that leads to the client's topic, or to `link`."""
    client = label(look.config, person)
    link = link or topic_of(person)
    if link is None:
        return look.t("board-row_unlinked", i=i, client=client, wait=detail)
    return look.t("board-row", i=i, link=link, client=client, wait=detail)


def topic_of(person: Person) -> str | None:
    """A link into the client's topic, where there is one."""
    if person.group_id is None or person.thread_id is None:
        return None
    return names.topic_link(person.group_id, person.thread_id)


def linked(look: Look, person: Person) -> Markup:
    """The client's name as a link into the topic, where there is one."""
    link, name = topic_of(person), label(look.config, person)
    return Markup('<a href="{}">{}</a>').format(link, name) if link else Markup("{}").format(name)


def label(config: Config, person: Person) -> str:
    """As their topic is called, short enough for a phone."""
    name = names.client_topic(config.topics.client_name, name=person.name, company=person.company, city=person.city)
    return shortened(name, LABEL_MAX)


def _block(look: Look, overview: Overview, what: What, view: View) -> Markup:
    """The heading of a list and its rows: the first few, or the page of it that was asked for."""
    rows, t = _rows_of(overview, what), look.t
    if not rows:
        return Markup()
    values = {"due": f"{overview.claims[0][2]:%d.%m.%Y}"} if what == "claims" else {}
    lines = [t(TITLES[what], n=len(rows), **values)]
    shown = _page(rows, view) if view.what == what else list(enumerate(rows, 1))[:FEW]
    for i, one in shown:
        lines.append(row(look, i, one.person if isinstance(one, Called | Waits) else one[0], _detail(look, one)))
    if view.what == "all" and len(rows) > FEW:
        lines.append(t("board-more", n=len(rows) - FEW))
    return Markup("\n").join(lines)


def _detail(look: Look, one: Any) -> Markup:
    """How long, until when, and the last words."""
    t, zone = look.t, look.config.bot.timezone
    match one:
        case Called(at=at, words=words):
            return calls(look, at, words)
        case Waits(since=since, words=words, arrived=arrived):
            return waits(look, since, words, arrived=arrived)
        case (_, str(number), date() as due) if not isinstance(due, datetime):
            left = days_left(due, look.now.astimezone(zone).date())
            words = claimcards.left_in_words(t, left)
            return Markup("{}").format(t.plain("board-claim", icon=urgency(left), number=number, left=words))
        case (_, str(form), datetime() as at):
            return Markup("{}").format(t.plain(f"board-draft_{form}", time=moments.stamp(at, look.now, zone)))
        case _:
            raise AssertionError(f"no row of a board: {one}")


def calls(look: Look, at: datetime, words: str) -> Markup:
    """How long a call has waited, until when it should be taken, and what the client said last."""
    limit = look.config.timers.sla_call
    return said(look, _since(look, at), at + limit if limit else None, words)


def waits(look: Look, since: datetime, words: str, *, arrived: bool = True) -> Markup:
    """How long somebody has waited for an answer, when it is due, and what they said last."""
    limit = look.config.timers.sla_message if arrived else None
    due = look.work.after(since, limit) if limit else None
    waited = moments.waited(look.t, since, look.now, look.work)
    return said(look, waited, due, words)


def said(look: Look, wait: str, due: datetime | None, words: str) -> Markup:
    """12 мин, до 14:05 «где груз?»; ⏱ 47 мин «где груз?» of what is overdue."""
    if due is None or due > look.now:
        until = moments.until(look.t, due, look.now, look.work.zone)
        times = Markup(", ").join(part for part in (wait, until) if part)
    else:
        times = Markup("⏱ {}").format(wait)
    return Markup(" ").join(part for part in (times, last_words(words)) if part)


def _since(look: Look, at: datetime) -> str:
    """By the clock, as on the call's card."""
    return moments.span(look.t, waiting_minutes(at, look.now))


def waiting_minutes(called_at: datetime, now: datetime) -> int:
    """To the minute at first, then more coarsely: a card that nobody takes need not be edited every minute."""
    minutes = max(int((now - called_at) / timedelta(minutes=1)), 0)
    step = 1 if minutes < 10 else 5 if minutes < 60 else 15
    return minutes - minutes % step
