"""The picture of /stats: drawn in a process of its own, whatever the figures are."""

from __future__ import annotations

import asyncio
import io
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from relay_bot.domain.schedule import Schedule
from relay_bot.domain.statistics import Rows, count, days_of
from relay_bot.paper.statistics import studio
from relay_bot.texts import Texts
from relay_bot.views import statistics as wording
from tests.unit.paper.figures import (
    figures,
)

MOSCOW = ZoneInfo("Europe/Moscow")


@pytest.mark.parametrize(("days", "empty"), [(7, False), (30, False), (7, True)])
async def test_the_picture_is_wide_and_sharp_on_a_phone(days: int, empty: bool) -> None:
    png = await studio.draw(figures(days, empty=empty))
    assert png is not None
    width, height = Image.open(io.BytesIO(png)).size
    assert width == 1620 and 0.6 < height / width < 0.7
    assert len(png) < 1_000_000


async def test_figures_that_cannot_be_drawn_are_no_picture() -> None:
    assert await studio.draw({"title": "?"}) is None


async def test_a_drawing_that_takes_too_long_is_given_up() -> None:
    before = asyncio.get_running_loop().time()
    assert await studio.draw(figures(7), timeout_s=0.05) is None
    assert asyncio.get_running_loop().time() - before < 10


def test_the_bot_never_imports_matplotlib() -> None:
    code = "import sys, relay_bot.app; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("days", [7, 30])
def test_without_answers_no_figure_is_missing_in_a_sentence(days: int) -> None:
    shown = days_of(days, datetime(2026, 11, 24, 15, tzinfo=MOSCOW), MOSCOW)
    rows = Rows(calls=[], answers=[], claims={}, late=0, waybills=0, unfinished=0, resumed=0)
    found = count(rows, shown, Schedule(MOSCOW, time(9), time(18), frozenset(range(5))), MOSCOW)
    assert "вызовов 0, ответов ещё не было, накладных 0" in wording.caption(Texts.load().lang("ru"), found)
    assert "0 calls, no replies yet, 0 waybills" in wording.caption(Texts.load().lang("en"), found)


def test_figures_are_counted_by_the_companys_days_and_in_working_minutes() -> None:
    work = Schedule(MOSCOW, time(9), time(18), frozenset(range(5)))
    now = datetime(2026, 11, 24, 15, tzinfo=MOSCOW)
    days = days_of(7, now, MOSCOW)
    assert (days[0], days[-1]) == (date(2026, 11, 18), date(2026, 11, 24))
    night = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 01:30 of the 24th in Moscow
    asked = datetime(2026, 11, 23, 17, 50, tzinfo=MOSCOW)
    rows = Rows(
        calls=[night],
        answers=[(asked, asked + timedelta(hours=15, minutes=20)), (asked, asked)],
        claims={},
        late=0,
        waybills=0,
        unfinished=0,
        resumed=0,
    )
    found = count(rows, days, work, MOSCOW)
    assert found.calls == (0, 0, 0, 0, 0, 0, 1)
    assert found.first_min[-2:] == (10.0, None) and found.mean_first_min == 10.0
