"""Answers of /queue and /find. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from relay_bot.domain import tap as taps
from relay_bot.domain.outgoing import Buttons
from relay_bot.texts import Language
from relay_bot.views import board, cards
from relay_bot.views.board import Look, Person

PAGE = 20
MARKS = (("⟦", "<b>"), ("⟧", "</b>"))


@dataclass(frozen=True, slots=True)
class InQueue:
    """Somebody who waits: for an answer, or for somebody to take their call of `called_at`."""

    client_id: int
    person: Person
    since: datetime
    called_at: datetime | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A client who was found, and by what: as in db/search.py. `message_id`: what was said stands there."""

    person: Person
    phone: str | None
    what: str
    snippet: str
    message_id: int | None = None


def merged(calls: Sequence[board.Called], waiting: Sequence[board.Waits]) -> list[InQueue]:
    """Each client once, by the earlier of the two, oldest first."""
    queue: dict[int, InQueue] = {}
    for one in calls:
        queue[one.person.client_id] = InQueue(one.person.client_id, one.person, one.at, one.at, one.words)
    for wrote in waiting:
        known = queue.get(client_id := wrote.person.client_id)
        earliest = min(wrote.since, known.since) if known else wrote.since
        words = wrote.words or (known.words if known else "")
        queue[client_id] = InQueue(client_id, wrote.person, earliest, known.called_at if known else None, words)
    return sorted(queue.values(), key=lambda one: (one.since, one.client_id))


def queue_page(look: Look, queue: Sequence[InQueue], after: tuple[datetime, int] | None) -> tuple[Markup, Buttons]:
    """Those who came after `after`, a page of them; the button asks for the next one."""
    t = look.t
    if not queue:
        return t("board-empty"), []
    rest = [(i, one) for i, one in enumerate(queue, 1) if after is None or (one.since, one.client_id) > after]
    shown = rest[:PAGE]
    if not shown:
        return t("queue-end"), []
    lines = [_queue_row(look, i, one) for i, one in shown]
    buttons: Buttons = []
    if len(rest) > PAGE:
        last = shown[-1][1]
        after_last = taps.QueueAfter(int(last.since.timestamp() * 1_000_000), last.client_id)
        buttons = [[cards.button(t.plain("queue-more", n=len(rest) - PAGE), after_last)]]
    return Markup("\n").join([t("queue-head", n=len(queue)), *lines]), buttons


def _queue_row(look: Look, i: int, one: InQueue) -> Markup:
    if one.called_at is not None:
        wait = board.calls(look, one.called_at, one.words)
        return board.row(look, i, one.person, look.t("queue-called", wait=wait))
    return board.row(look, i, one.person, board.waits(look, one.since, one.words))


def found_page(look: Look, query: str, rows: Sequence[Hit], total: int) -> Markup:
    """A line leads to what was found: to the very message, where it was said."""
    t = look.t
    if not rows:
        return t("find-none", q=query)
    lines = [t("find-head", n=total)]
    for i, hit in enumerate(rows, 1):
        link = board.topic_of(hit.person)
        to = f"{link}/{hit.message_id}" if link is not None and hit.message_id is not None else None
        lines.append(board.row(look, i, hit.person, _reason(t, hit.person, hit.phone, hit.what, hit.snippet), to))
    if total > len(rows):
        lines.append(t("find-more", n=total - len(rows)))
    return Markup("\n").join(lines)


def _reason(t: Language, person: Person, phone: str | None, what: str, snippet: str) -> str:
    match what:
        case "waybill":
            return t("find-waybill", number=snippet)
        case "claim":
            return t("find-claim", number=snippet)
        case "words":
            return Markup("«{}»").format(_marked(" ".join(snippet.split())))
        case _:
            known = [person.name if person.company else "", phone or ""]
            return ", ".join(part for part in known if part) or t.plain("find-no_phone")


def _marked(snippet: str) -> Markup:
    """What people wrote is escaped; then the marks become bold, if each of them has its other."""
    html = str(escape(snippet))
    balanced = html.count("⟦") == html.count("⟧")
    for mark, tag in MARKS:
        html = html.replace(mark, tag if balanced else "")
    return Markup(html)  # noqa: S704 escaped above, the tags are ours
