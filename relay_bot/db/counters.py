"""Numbers of documents: counted in the transaction that makes the document."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.dialects.postgresql import insert

from relay_bot.db.session import Session
from relay_bot.db.tables import counters
from relay_bot.domain.waybill import number_in, scope_of


async def next_number(session: Session, number_format: str, at: datetime, zone: ZoneInfo) -> str:
    """The next number of its month. Others wait until this transaction ends: no number twice, none left out."""
    fresh = insert(counters).values(scope=scope_of(number_format, at, zone), last=1)
    counted = fresh.on_conflict_do_update(index_elements=[counters.c.scope], set_={"last": counters.c.last + 1})
    seq = (await session.execute(counted.returning(counters.c.last))).scalar_one()
    return number_in(number_format, at, zone, seq)
