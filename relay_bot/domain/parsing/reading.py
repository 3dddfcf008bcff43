"""A whole message as the bot understood it: fields, details, remarks, and which words went where. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from relay_bot.domain.parsing.values import FieldName, Firm, Outcome, Window


@dataclass(frozen=True, slots=True)
class Details:
    """What the message says of the shipment beyond the form's questions."""

    declared_rub: Decimal | None = None
    windows: tuple[Window, ...] = ()
    firms: tuple[Firm, ...] = ()
    temperature: str = ""
    care: tuple[str, ...] = ()  # «хрупкое», «не кантовать»
    hazard: str = ""  # «3 класс, UN 1263»
    loading: tuple[str, ...] = ()  # «гидроборт», «боковая загрузка», «грузчики»
    truck: str = ""
    volume_m3: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of `Reading.source` and whose they are: a field, the count of pieces, or a remark."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole message. `fields` has only what the message speaks of; `places` a count of pieces that stands alone.

    `comment` is what answers no question of the form («завтра срочно»), `remark` what of that has no place in `details`
    either; `question`: it asks the manager something. `source` is the message as it was read, `spans` say which words
    of it went where.
    """

    fields: Mapping[FieldName, Outcome] = field(default_factory=dict)
    places: int | None = None
    comment: str = ""
    question: bool = False
    remark: str = field(default="", compare=False)
    details: Details = field(default=Details(), compare=False)
    source: str = field(default="", compare=False)
    spans: tuple[Span, ...] = field(default=(), compare=False)
