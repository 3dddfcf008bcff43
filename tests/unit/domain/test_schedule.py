"""Working time: minutes that count, and when the next ones begin."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from relay_bot.config import Config
from relay_bot.domain import schedule
from relay_bot.domain.schedule import Schedule

MOSCOW = ZoneInfo("Europe/Moscow")
OFFICE = Schedule(MOSCOW, time(9), time(18), frozenset(range(5)), frozenset({date(2026, 12, 31), date(2027, 1, 1)}))
BERLIN = Schedule(ZoneInfo("Europe/Berlin"), time(0), time(23, 59), frozenset(range(7)))


def moscow(day: int, clock: str, month: int = 11, year: int = 2026) -> datetime:
    return datetime.combine(date(year, month, day), time.fromisoformat(clock), MOSCOW)


def test_the_opening_minute_is_working_time_and_the_closing_one_is_not() -> None:
    assert OFFICE.is_working(moscow(24, "09:00"))
    assert OFFICE.is_working(moscow(24, "17:59:59"))
    assert not OFFICE.is_working(moscow(24, "18:00"))
    assert not OFFICE.is_working(moscow(24, "08:59:59"))
    assert not OFFICE.is_working(moscow(22, "12:00"))  # a Sunday
    assert not OFFICE.is_working(moscow(31, "12:00", 12))  # a holiday


def test_a_night_and_a_weekend_do_not_count() -> None:
    assert OFFICE.worked_minutes(moscow(20, "17:50"), moscow(23, "09:20")) == 30  # Friday evening to Monday morning
    assert OFFICE.worked_minutes(moscow(24, "20:00"), moscow(25, "08:00")) == 0
    assert OFFICE.worked_minutes(moscow(30, "17:00", 12), moscow(4, "10:00", 1, 2027)) == 120  # over the holidays
    assert OFFICE.worked_minutes(moscow(24, "12:00"), moscow(24, "11:00")) == 0


def test_the_next_opening_is_now_this_morning_tomorrow_or_after_the_holidays() -> None:
    assert OFFICE.next_opening(moscow(24, "12:34")) == moscow(24, "12:34")
    assert OFFICE.next_opening(moscow(24, "05:00")) == moscow(24, "09:00")
    assert OFFICE.next_opening(moscow(24, "18:00")) == moscow(25, "09:00")
    assert OFFICE.next_opening(moscow(20, "19:00")) == moscow(23, "09:00")
    assert OFFICE.next_opening(moscow(30, "19:00", 12)) == moscow(4, "09:00", 1, 2027)
    assert Schedule(MOSCOW, time(9), time(18), frozenset()).next_opening(moscow(24, "12:00")) is None


def test_a_day_of_changed_clocks_has_the_hours_that_it_had() -> None:
    spring, autumn = datetime(2026, 3, 29, 12, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)
    for noon, hours in ((spring, 23), (autumn, 25)):
        day = timedelta(hours=20)
        counted = BERLIN.worked(noon - day, noon + day) - BERLIN.worked(noon - 2 * day, noon - day)
        assert counted <= timedelta(hours=40)
        assert BERLIN._span(noon.date()) is not None
        start, end = BERLIN._span(noon.date()) or (noon, noon)
        assert end - start == timedelta(hours=hours) - timedelta(minutes=1)


def test_a_manager_has_hours_and_a_zone_of_their_own() -> None:
    manager = {"key": "petr", "name": "Пётр", "tg_id": 5, "phone": "+79000000011"}
    own = manager | {"timezone": "Asia/Yekaterinburg", "hours": "10:00-19:00"}
    config = Config.model_validate({"managers": [own], "schedule": {"workdays": ["sat"], "hours": "08:00-12:00"}})
    theirs = schedule.of(config, config.managers[0])
    assert (theirs.start, theirs.end, theirs.zone.key, theirs.workdays) == (
        time(10),
        time(19),
        "Asia/Yekaterinburg",
        frozenset({5}),
    )
    company = schedule.of(config, None)
    assert (company.start, company.zone.key) == (time(8), "Europe/Moscow")


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC))
CLOCKS = st.integers(0, 24 * 60 - 1).map(lambda minutes: time(minutes // 60, minutes % 60))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    start, end = sorted(draw(st.lists(CLOCKS, min_size=2, max_size=2, unique=True)))
    zone = draw(st.sampled_from(["Europe/Moscow", "Europe/Berlin", "Asia/Yekaterinburg", "America/New_York"]))
    days = draw(st.frozensets(st.integers(0, 6), min_size=1))
    holidays = draw(st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=5))
    return Schedule(ZoneInfo(zone), start, end, days, holidays)


@given(
    schedules(), MOMENTS, st.timedeltas(timedelta(), timedelta(days=9)), st.timedeltas(timedelta(), timedelta(days=9))
)
def test_time_adds_up_and_never_exceeds_the_clock(
    work: Schedule, since: datetime, first: timedelta, then: timedelta
) -> None:
    middle, until = since + first, since + first + then
    whole = work.worked(since, until)
    assert whole == work.worked(since, middle) + work.worked(middle, until)
    assert timedelta() <= whole <= until - since
    assert work.worked(until, since) == timedelta()


@given(schedules(), MOMENTS)
def test_between_now_and_the_next_opening_nobody_works_and_at_it_somebody_does(work: Schedule, at: datetime) -> None:
    opening = work.next_opening(at)
    assert opening is not None and opening >= at
    assert work.worked(at, opening) == timedelta()
    assert work.is_working(opening) or opening.replace(fold=1) != opening  # an hour that the clocks skip
    assert work.is_working(at) == (opening == at)
