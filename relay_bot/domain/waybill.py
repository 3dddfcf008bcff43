"""A waybill that was issued, and its number. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from relay_bot.domain.forms.draft import Filled
from relay_bot.domain.parsing.values import Address, Dims, FieldName, Weight


@dataclass(frozen=True, slots=True)
class Waybill:
    """`code` is the number's digits, as in the link ?start=w_<code>; `values` as the client confirmed them."""

    id: int
    number: str
    code: str
    client_id: int
    issued_at: datetime
    values: Mapping[FieldName, Filled] = field(default_factory=dict)
    comment: str = ""

    def address(self, end: FieldName) -> Address:
        """`end`: frm or to."""
        found = self.values[end].value
        assert isinstance(found, Address)
        return found


def scope_of(number_format: str, at: datetime, zone: ZoneInfo) -> str:
    """What is counted together: numbers that differ in their counter only. `{yy}{mm}-{seq:05d}`: one month."""
    return number_in(number_format, at, zone, 0)


def number_in(number_format: str, at: datetime, zone: ZoneInfo, seq: int) -> str:
    """`2611-00042` for the 42nd of November 2026 in the company's time zone."""
    local = at.astimezone(zone)
    return number_format.format(yy=f"{local:%y}", mm=f"{local:%m}", seq=seq)


def code_of(number: str) -> str:
    """A number as it is dictated, scanned or put into a link: its digits."""
    return re.sub(r"\D", "", number)


def places_of(values: Mapping[FieldName, Filled]) -> int | None:
    """How many pieces: as counted with the weight, else as the sizes say."""
    weight, dims = (values[name].value if name in values else None for name in ("weight", "dims"))
    by_size = dims.places if isinstance(dims, Dims) else None
    by_weight = weight.places if isinstance(weight, Weight) else None
    return by_weight if by_weight and by_size in (None, 1) else by_size or by_weight
