"""PostgreSQL answers, is as we need it, and has our tables."""

from __future__ import annotations

from relay_bot.cli.check.finding import Finding, bad, good
from relay_bot.config import Config
from relay_bot.db.fitness import defects
from relay_bot.db.migrations import differences, is_empty
from relay_bot.db.server import answering
from relay_bot.errors import RelayBotError
from relay_bot.texts import Language


def database(config: Config, t: Language) -> list[Finding]:
    """One finding that is good, or everything that is not. Runs in a thread: nothing is imported in here."""
    try:
        with answering(config) as url:
            if found := [bad(t, defect.key, **defect.values) for defect in defects(url)]:
                return found
            if is_empty(url):
                return [good(t, "check-database_new")]
            return [bad(t, "check-database_old") if differences(url) else good(t, "check-database")]
    except RelayBotError as error:
        reason = t.plain(error.key, **error.values) if "reason" not in error.values else error.values["reason"]
        return [bad(t, "check-database_down", reason=reason)]
