"""What /history shows of a client, line by line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """`what`: client | desk (a message), note, call, waybill, claim. `kind` is the Bot API's of a message, else empty.

    `content` has a message's content fields, of the others `text`: the note, or the paper's number. `delivered`: its
    copy is on the other side; `removed`: it was taken back from there.
    """

    what: str
    author_id: int
    kind: str
    content: dict[str, Any]
    at: datetime
    delivered: bool
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody wrote, in short."""

    side: str
    kind: str
    words: str
    at: datetime
