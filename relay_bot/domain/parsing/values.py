"""What the bot understood of a message: normalised values, and the three outcomes of a field. Pure.

Every value is frozen and goes to JSON and back (pydantic's TypeAdapter); `views/values.py` puts it into words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol, runtime_checkable

FieldName = str
"""As a form calls its field."""

READABLE: tuple[FieldName, ...] = (
    "descr",
    "weight",
    "dims",
    "frm",
    "to",
    "pay",
    "third",
    "waybill",
    "story",
    "amount",
    "email",
    "phone",
)
"""What `read_field` can read."""
Payer = Literal["sender", "recipient", "third"]
Method = Literal["invoice", "cash", "card"]


@dataclass(frozen=True, slots=True)
class Description:
    """What is shipped, as the document says it (at most 500 characters)."""

    text: str


@dataclass(frozen=True, slots=True)
class Weight:
    """Gross, of everything together. `approx`: «около», «до», the upper end of a range. `parts`: what it was made of
    where it was not said so: `((3, 120), (1, 40))` is 3 × 120 kg + 40 kg.
    """

    kg: Decimal
    places: int | None = None
    approx: bool = False
    parts: tuple[tuple[int, Decimal], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Pieces:
    """`n` equal pieces; sides in cm as the client ordered them."""

    n: int
    l: Decimal  # noqa: E741 length
    w: Decimal
    h: Decimal


@dataclass(frozen=True, slots=True)
class Dims:
    """Sizes of the pieces, or only the volume, or neither: to be measured at acceptance («не знаю»)."""

    pieces: tuple[Pieces, ...] = ()
    volume: Decimal | None = None  # m³, where the client gave no sizes

    @property
    def places(self) -> int | None:
        return sum(piece.n for piece in self.pieces) or None

    @property
    def volume_m3(self) -> Decimal | None:
        """Σ n·L·W·H, or what the client said."""
        if not self.pieces:
            return self.volume
        return sum((p.n * p.l * p.w * p.h for p in self.pieces), Decimal(0)) / 1_000_000


@dataclass(frozen=True, slots=True)
class Address:
    """Where to load or unload. `phone` is E.164, `ext` its extension; `lat` and `lon` of a map pin."""

    text: str
    city: str = ""
    contact: str = ""
    phone: str = ""
    lat: float | None = None
    lon: float | None = None
    ext: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Who pays and how; `method` None: the payer has not said."""

    payer: Payer
    method: Method | None


@dataclass(frozen=True, slots=True)
class ThirdParty:
    """Who pays when it is neither side."""

    name: str
    inn: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """Roubles; None: the manager will estimate it."""

    rub: Decimal | None


@dataclass(frozen=True, slots=True)
class WaybillNumber:
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    text: str


@dataclass(frozen=True, slots=True)
class Email:
    """Lower case. `punycode` is what a mail server is given."""

    address: str
    punycode: str


@dataclass(frozen=True, slots=True)
class Phone:
    e164: str


End = Literal["frm", "to"]


@dataclass(frozen=True, slots=True)
class Window:
    """When somebody may come, in the client's words; `end` None: they have not said where."""

    end: End | None
    text: str


@dataclass(frozen=True, slots=True)
class Firm:
    """A company and its tax ID, if that was given; `end` None: it stands at neither."""

    end: End | None
    name: str
    inn: str = ""


@dataclass(frozen=True, slots=True)
class Volume:
    """Of everything together, where the client says it beside the sizes."""

    m3: Decimal


@dataclass(frozen=True, slots=True)
class Condition:
    """How the cargo has to be carried, in the client's words: temperature, care, class of danger, loading."""

    text: str


@runtime_checkable
class Worded(Protocol):
    """A value of another kind: it says itself by which text key, filled with what, it is put into words."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    def in_words(self) -> tuple[str, Mapping[str, Any]]: ...


Value = (
    Description
    | Weight
    | Dims
    | Address
    | Payment
    | ThirdParty
    | Amount
    | WaybillNumber
    | Story
    | Email
    | Phone
    | Window
    | Firm
    | Volume
    | Condition
    | Worded
)


@dataclass(frozen=True, slots=True)
class Accept:
    """Understood. `marks` are text keys of warnings that block nothing (`wb-hazard`, `wb-oversize`, …)."""

    value: Value
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Two or three readings, one tap decides. `values` fill the sentence `key`; a Value in them is shown in words."""

    key: str
    choices: tuple[Value, ...]
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refuse:
    """One sentence (`key`, filled with `values`): what is wrong and an example."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


Outcome = Accept | Ask | Refuse


@dataclass(frozen=True, slots=True)
class Rules:
    """Limits of config.toml that the parsers need, and the moment's context."""

    max_weight_kg: int = 20_000
    max_volume_m3: int = 92
    max_sides_cm: tuple[int, int, int] = (1360, 270, 245)  # descending
    oversize_cm: int = 300
    allow_unknown_dims: bool = True
    max_amount_rub: int = 100_000_000
    amount_optional: bool = True
