"""`clients import`: the same import as the admin's /import, from a shell."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from relay_bot.cli.told import say, say_error, speak
from relay_bot.config import load


def import_clients(path: Path | None, file: Path, dry_run: bool) -> int:
    """Print the report; nothing is written with `dry_run`. 1 if the file had no row to read, else 0."""
    t = speak(os.environ)
    try:
        content = file.read_bytes()
    except OSError:
        say_error(t.plain("cli-import_no_file", file=file))
        return 1
    config = load(path, os.environ)
    from relay_bot.db.migrations import upgrade
    from relay_bot.db.roster import import_file
    from relay_bot.db.server import serving
    from relay_bot.db.session import Database

    async def work(url: str) -> int:
        base = Database(url)
        try:
            async with base.transaction() as session:
                report = await import_file(session, config, content, dry_run=dry_run)
        finally:
            await base.close()
        for line in filter(None, report.lines(t)):
            say(line)
        return 0 if report.roster.rows else 1

    with serving(config) as url:
        upgrade(url)
        code = asyncio.run(work(url))
    if dry_run and code == 0:
        say(t.plain("cli-import_dry_hint"))
    return code
