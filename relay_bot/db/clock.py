"""What time it is: PostgreSQL's, for all that is stored or compared with what is. A process's clock may be off."""

from datetime import datetime

from sqlalchemy import func, select

from relay_bot.db.session import Session


async def now(session: Session) -> datetime:
    moment = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    assert isinstance(moment, datetime)
    return moment
