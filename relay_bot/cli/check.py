"""`check`: print the findings of relay_bot/cli/findings.py."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from relay_bot.cli.findings import findings
from relay_bot.cli.told import say, speak
from relay_bot.config import Config, load


def check(path: Path | None) -> int:
    """0 when everything is in order, 1 otherwise. A wrong configuration raises ConfigError with all its findings."""
    return asyncio.run(_print(load(path, os.environ)))


async def _print(config: Config) -> int:
    t = speak(os.environ)
    bad = 0
    async for finding in findings(config, t):
        say(t.plain("cli-check_good" if finding.ok else "cli-check_bad", what=finding.what))
        if not finding.ok:
            bad += 1
            say(t.plain("cli-check_remedy", remedy=finding.remedy))
    say(t.plain("cli-check_summary", n=bad) if bad else t.plain("cli-check_all_good"))
    return 1 if bad else 0
