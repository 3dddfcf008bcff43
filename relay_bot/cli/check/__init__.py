"""`check`: print the findings, for a person or for a program."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import asdict
from pathlib import Path

from relay_bot.cli.check.findings import findings
from relay_bot.cli.told import say, settings, speak
from relay_bot.config import Config
from relay_bot.errors import ConfigError
from relay_bot.texts import Language


def check(path: Path | None, as_json: bool = False) -> int:
    """0 when everything is in order, 1 otherwise. A wrong configuration raises ConfigError with all its findings.

    As JSON nothing is raised: {"ok": false, "findings": [{"ok": false, "id": "token_bad", "what": …, "remedy": …}]}.
    An `id` stays the same in every language and version; a finding of the configuration has its key as `what`.
    """
    t = speak(os.environ)
    if as_json:
        return asyncio.run(_as_json(path, t))
    return asyncio.run(_print(settings(path), t, path))


async def _print(config: Config, t: Language, path: Path | None) -> int:
    bad = 0
    async for finding in findings(config, t, path):
        say(t.plain("cli-check_good" if finding.ok else "cli-check_bad", what=finding.what))
        if not finding.ok:
            bad += 1
            say(t.plain("cli-check_remedy", remedy=finding.remedy))
    say(t.plain("cli-check_summary", n=bad) if bad else t.plain("cli-check_all_good"))
    return 1 if bad else 0


async def _as_json(path: Path | None, t: Language) -> int:
    try:
        found = [asdict(finding) async for finding in findings(settings(path), t, path)]
    except ConfigError as error:
        found = [{"ok": False, "id": "config_bad", "what": str(one), "remedy": ""} for one in error.findings]
    ok = all(one["ok"] for one in found)
    say(json.dumps({"ok": ok, "findings": found}, ensure_ascii=False, indent=2))
    return 0 if ok else 1
