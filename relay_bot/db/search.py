"""Find a client of a desk: by who they are, by a number, by what was said. The question is in search.sql."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, Text, bindparam

from relay_bot.db.session import Session
from relay_bot.db.statements import of

_SQL = of(__file__)
_FIND = _SQL["find"].bindparams(bindparam("likes", type_=ARRAY(Text)))
_NUMBER = re.compile(r"[\d\s()+./№#-]*(?:[пp]-?)?[\d\s()+./-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """`what` was found: empty (who they are), phone, waybill, claim, words; `snippet`: its number, or the words with
    ⟦marks⟧ around what was looked for, which the message `message_id` of the topic says. `total` clients were found.
    """

    client_id: int
    name: str
    company: str
    city: str
    group_id: int | None
    thread_id: int | None
    phone: str | None
    what: str
    snippet: str
    message_id: int | None
    total: int


async def find(session: Session, desk: str, query: str, most: int) -> Sequence[Found]:
    """The best `most` clients of the desk; what is found in a number or a person comes before words that were said."""
    words = " ".join(query.lower().split())
    rows = await session.execute(
        _FIND,
        {
            "desk": desk,
            "words": words,
            "likes": [f"%{_literally(word)}%" for word in words.replace("ё", "е").split()],
            "digits": _digits(words),
            "numeric": _NUMBER.fullmatch(words) is not None,
            "most": most,
        },
    )
    return [Found(*row) for row in rows]


def _digits(words: str) -> str:
    """Of a Russian number as people dial it the 8 is +7."""
    digits = re.sub(r"\D", "", words)
    return "7" + digits[1:] if len(digits) == 11 and digits.startswith("8") else digits


def _literally(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
