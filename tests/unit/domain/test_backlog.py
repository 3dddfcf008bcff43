"""When a backlog is worth a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from relay_bot.domain.backlog import Backlog, decide_news

S, TOLD = timedelta(seconds=1), timedelta(minutes=3)


@pytest.mark.parametrize(
    ("oldest_s", "lasting", "news"),
    [(0, None, None), (59, None, None), (60, None, "begins"), (600, TOLD, None), (59, TOLD, None), (20, TOLD, None),
     (14, TOLD, "over"), (0, TOLD, "over")],
)  # fmt: skip
def test_it_is_news_once_and_again_only_after_it_was_over(
    oldest_s: int, lasting: timedelta | None, news: str | None
) -> None:
    assert decide_news(Backlog(5, oldest_s * S, lasting=lasting)) == news
