"""The conversation with a client as one file that a browser shows, on a phone too. Pure.

Jinja2 escapes everything that people wrote; the file loads nothing and has no script.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from jinja2 import Environment, StrictUndefined, Template

from relay_bot.domain.history import Line
from relay_bot.texts import Language

KINDS = (
    "photo",
    "video",
    "animation",
    "audio",
    "voice",
    "video_note",
    "document",
    "sticker",
    "location",
    "venue",
    "contact",
    "poll",
    "dice",
)
"""Kinds of messages that have a word of their own."""

NAME_MAX = 60


@dataclass(frozen=True, slots=True)
class About:
    """Whose conversation it is: `facts` stand below the title."""

    title: str
    facts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A message, a note of the desk's, or a line of its own (`event`), in words."""

    side: Literal["client", "desk", "note", "event"]
    author: str
    clock: str
    media: str
    text: str
    mark: str


def draw(t: Language, about: About, lines: Sequence[Line], name: Callable[[Line], str], zone: ZoneInfo) -> bytes:
    """The file. `name` tells who wrote a line."""
    local = [(line, line.at.astimezone(zone)) for line in lines]
    days = [
        (f"{day:%d.%m.%Y}", [_entry(t, line, at, name(line)) for line, at in of_day])
        for day, of_day in itertools.groupby(local, key=lambda pair: pair[1].date())
    ]
    html = _template().render(lang=t.code, title=about.title, facts=about.facts, days=days)
    return html.encode("utf-8", errors="replace")  # half of a surrogate pair is nobody's letter


@cache
def _template() -> Template:
    pages = Environment(autoescape=True, undefined=StrictUndefined)
    return pages.from_string(Path(__file__).with_suffix(".html").read_text("utf-8"))


def _entry(t: Language, line: Line, at: datetime, author: str) -> Entry:
    clock, said = f"{at:%H:%M}", str(line.content.get("text") or line.content.get("caption") or "")
    match line.what:
        case "client":
            mark = t.plain("history-removed") if line.removed else ""
            return Entry("client", author, clock, media(t, line.kind, line.content), said, mark)
        case "desk":
            mark = t.plain("history-removed" if line.removed else "history-undelivered")
            mark = mark if line.removed or not line.delivered else ""
            return Entry("desk", author, clock, media(t, line.kind, line.content), said, mark)
        case "note":
            return Entry("note", t.plain("history-note", author=author), clock, "", said, "")
        case "claim":
            status = t.plain(f"st-{line.content['status']}")
            return Entry("event", "", clock, "", t.plain("history-claim", number=said, status=status), "")
        case "waybill":
            return Entry("event", "", clock, "", t.plain("history-waybill", number=said), "")
        case _:
            return Entry("event", "", clock, "", t.plain("history-call"), "")


def media(t: Language, kind: str, content: dict[str, Any]) -> str:
    """📎 Документ: акт.pdf; empty for a text."""
    if kind == "text":
        return ""
    what = t.plain(f"history-{kind}") if kind in KINDS else t.plain("history-other", kind=kind)
    found = content.get(kind)
    name = _name(kind, found) if isinstance(found, dict) else ""
    return f"{what}: {name}" if name else what


def _name(kind: str, found: dict[str, Any]) -> str:
    """What the medium is called, or what there is to say of it."""
    match kind:
        case "contact":
            parts = [found.get("first_name"), found.get("last_name"), found.get("phone_number")]
        case "location":
            parts = [f"{found.get('latitude')}, {found.get('longitude')}"]
        case "venue":
            parts = [found.get("title"), found.get("address")]
        case "sticker":
            parts = [found.get("emoji")]
        case "poll":
            parts = [found.get("question")]
        case _:
            parts = [found.get("file_name") or found.get("title"), _length(found.get("duration"))]
    return " ".join(str(part) for part in parts if part)


def _length(duration_s: object) -> str:
    return f"{duration_s // 60}:{duration_s % 60:02}" if isinstance(duration_s, int) else ""


def file_name(t: Language, client: str, at: datetime) -> str:
    """A name that every phone's file system takes."""
    safe = " ".join(re.sub(r"[^\w\s.-]", " ", client).split())[:NAME_MAX]
    return t.plain("history-file", client=safe, date=f"{at:%Y-%m-%d}")
