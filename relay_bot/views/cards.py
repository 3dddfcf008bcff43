"""How the cards of a desk look: text and buttons from plain values. Pure."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.domain.addresses import Board
from relay_bot.domain.outgoing import (
    Album,
    Callback,
    Card,
    Close,
    Commands,
    Document,
    Edit,
    Ensure,
    Farewell,
    Icon,
    Pin,
    React,
    Refresh,
    Relay,
    Remove,
    Row,
    Text,
    Tidy,
    Transcript,
    Upload,
)
from relay_bot.domain.tap import Tap, data_of
from relay_bot.texts import Language

OK, MISSING, UNKNOWN = "✅", "❌", "…"


@dataclass(frozen=True, slots=True)
class Person:
    """What a card says about a client."""

    name: str
    company: str
    phone: str
    username: str
    city: str
    since: datetime | None = None
    waybills: int = 0
    open_claims: int = 0


def client(t: Language, person: Person, zone: ZoneInfo) -> Markup:
    """The card that is pinned first in a client's topic."""
    return tidy(
        t(
            "card-client",
            name=person.name,
            company=person.company,
            phone=person.phone,
            username=f"@{person.username}" if person.username else "",
            city=person.city,
            since=day(person.since, zone) if person.since else "",
            n_wb=person.waybills,
            n_cl=person.open_claims,
        )
    )


def board_pin(t: Language, name: Board) -> Markup:
    """The explaining message pinned inside a board."""
    match name:
        case "calls":
            return t("topic-calls_pin")
        case "claims":
            return t("topic-claims_pin")
        case _:
            return t("topic-drafts_pin")


def checklist(t: Language, fit: bool | None, manager_started: bool) -> Markup:
    """The set-up checklist in General; what the bot can see for itself is ticked. `fit`: it has its rights."""
    ok = UNKNOWN if fit is None else OK if fit else MISSING
    return t("setup-checklist", ok=ok, dm_ok=OK if manager_started else MISSING)


def mention(tg_id: int, name: str) -> Markup:
    """A mention by id: it notifies through a muted group."""
    return Markup('<a href="tg://user?id={}">{}</a>').format(tg_id, name)


def day(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d.%m.%Y}"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def button(label: str, tap: Tap) -> Callback:
    """An inline button that stands for `tap`."""
    return Callback(label, data_of(tap))


def without_mentions(html: str) -> str:
    """The same text, calling nobody."""
    return re.sub(r'<a href="tg://user\?id=\d+">(.*?)</a>', r"\1", html)


def hushed(row: Row) -> Row:
    """The same without a sound, calling nobody: in quiet hours, or of what has rung already."""
    match row:
        case Transcript() | Text() | Card() | Album() | Document() | Upload():
            return replace(row, html=without_mentions(row.html), silent=True)
        case Relay():
            return replace(row, silent=True)
        case (
            Edit()
            | React()
            | Remove()
            | Ensure()
            | Refresh()
            | Pin()
            | Icon()
            | Tidy()
            | Close()
            | Farewell()
            | Commands()
        ):
            return row
        case _:
            assert_never(row)


def tidy(card: Markup) -> Markup:
    """Values that are not known leave no dangling « · » and no empty label."""
    lines = [[part for part in line.split(" · ") if _says_something(part)] for line in card.split("\n")]
    kept = [" · ".join(parts) for parts, line in zip(lines, card.split("\n"), strict=True) if parts or not line.strip()]
    return Markup("\n".join(kept).strip())  # noqa: S704 only parts of what was Markup already


def compact(card: Markup) -> Markup:
    """Tidy, and without the lines of values that are not known."""
    return Markup("\n".join(line for line in tidy(card).split("\n") if line.strip()))  # noqa: S704 as in tidy


def _says_something(part: str) -> bool:
    """Whether there are words, or pictures behind the one that is the label: a name may be an emoji."""
    plain = Markup(part).striptags()  # noqa: S704 to look at, not to show
    value = plain.partition(" ")[2] if _is_picture(plain[:1]) else plain
    return any(char.isalnum() or _is_picture(char) for char in value) or any(map(str.isalnum, plain))


def _is_picture(char: str) -> bool:
    return bool(char) and unicodedata.category(char) == "So"
