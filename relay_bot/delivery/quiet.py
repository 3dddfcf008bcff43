"""Quiet hours of a desk. Pure."""

from dataclasses import replace
from datetime import datetime

from relay_bot.config import Config
from relay_bot.domain import schedule
from relay_bot.domain.work import Work
from relay_bot.views import cards


def hushed(work: Work, config: Config, now: datetime) -> Work:
    """In quiet hours a desk's rings come at once and without a sound; the morning digest rings for them."""
    quiet = work.rings and work.desk is not None and schedule.is_quiet(config, config.manager(work.desk.key), now)
    return replace(work, row=cards.hushed(work.row)) if quiet else work
