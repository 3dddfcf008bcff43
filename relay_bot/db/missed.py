"""What was read wrongly and put right within a form, for the admin (`relay-bot understand --missed`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from relay_bot.db.session import Session
from relay_bot.db.statements import of

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Row:
    """Values in words, as the admin reads them; `after` empty: it was removed."""

    at: datetime
    form: str
    field: str
    words: str
    before: str
    after: str


async def keep(session: Session, row: Row) -> None:
    values = {"at": row.at, "form": row.form, "field": row.field, "words": row.words}
    await session.execute(_SQL["keep"], values | {"before": row.before, "after": row.after})


async def newest(session: Session, most: int) -> Sequence[Row]:
    return [Row(*row) for row in await session.execute(_SQL["newest"], {"most": most})]


async def forget(session: Session, older_than: timedelta) -> None:
    await session.execute(_SQL["forget"], {"age": older_than})
