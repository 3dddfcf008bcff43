"""What a desk has done in a period, as rows for domain/statistics.py. The questions are in statistics.sql."""

from datetime import date, datetime, timedelta
from pathlib import Path

from relay_bot.db.session import Session
from relay_bot.db.statements import statements
from relay_bot.domain.forms import registry
from relay_bot.domain.statistics import Rows

_SQL = statements(Path(__file__).with_name("statistics.sql").read_text())


async def of_desk(session: Session, desk: str, *, since: datetime, now: datetime, today: date, idle: timedelta) -> Rows:
    """`idle`: a form that was left alone for so long is unfinished. `today` is the company's date."""
    about = {"desk": desk, "since": since}
    calls = [row[0] for row in await session.execute(_SQL["calls"], about)]
    answers = [(row[0], row[1]) for row in await session.execute(_SQL["answers"], about)]
    claims = {row[0]: int(row[1]) for row in await session.execute(_SQL["claims"], about)}
    papers = about | {"now": now, "today": today, "idle": idle, "kinds": registry.form_kinds()}
    late, waybills, unfinished, resumed = (await session.execute(_SQL["papers"], papers)).one()
    return Rows(calls, answers, claims, late, waybills, unfinished, resumed)
