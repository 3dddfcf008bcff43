"""`clients …`: the company's list, in from a file and out to one, and everybody's personal link."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import typer

from relay_bot.cli.asking import ask
from relay_bot.cli.told import say, say_error, settings, speak
from relay_bot.config import Config
from relay_bot.domain.client import Record
from relay_bot.domain.roster import MOST_BYTES
from relay_bot.texts import Language, why
from relay_bot.views import roster as views


def import_clients(path: Path | None, file: Path, apply: bool) -> int:
    """Print the report; nothing is written without `apply`. 1 if the file had no row to read, else 0."""
    t = speak(os.environ)
    try:
        content = _read(file)
    except OSError as error:
        say_error(t.plain("cli-import_no_file", file=file, reason=why(t, error)))
        return 1
    config = settings(path)
    from relay_bot.db.roster import import_file

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{t.plain('cli-import_progress', done=done, total=total)}", err=True, nl=done == total)

    report = ask(config, lambda session: import_file(session, config, content, dry_run=not apply, progress=progress))
    for line in report.lines(t):
        say(line)
    if not report.roster.rows:
        return 1
    if not apply:
        say(t.plain("cli-import_dry_hint"))
    return 0


def export_clients(path: Path | None, file: Path, manager: str | None) -> int:
    """Write everybody with a number; 1 if the file can't be written."""
    t, config = speak(os.environ), settings(path)
    writers = {".csv": views.as_csv, ".xlsx": views.as_xlsx}
    if not _fits(t, config, file, writers, manager):
        return 1
    from relay_bot.db.roster import everybody

    found = ask(config, lambda session: everybody(session, manager))
    return _written(t, file, writers[file.suffix.lower()](views.clients(found)), len(found))


def links_of_clients(path: Path | None, file: Path, manager: str | None, bot: str | None) -> int:
    """Write the personal links of those who have not come yet: a table, or a PDF to cut apart."""
    t, config = speak(os.environ), settings(path)
    if not _fits(t, config, file, (".csv", ".xlsx", ".pdf"), manager):
        return 1
    if bot is None:
        from relay_bot.cli.botapi import username

        bot = asyncio.run(username(config))
    from relay_bot.db.roster import invited

    found = ask(config, lambda session: invited(session, manager))
    if not found:
        say(t.plain("cli-links_none"))
        return 0
    return _written(t, file, _links(config, file, found, bot.removeprefix("@")), len(found))


def _links(config: Config, file: Path, found: Sequence[Record], bot: str) -> bytes:
    match file.suffix.lower():
        case ".pdf":
            return asyncio.run(_printed(config, found, bot))
        case ".xlsx":
            return views.as_xlsx(views.links(found, bot))
        case _:
            return views.as_csv(views.links(found, bot))


async def _printed(config: Config, found: Sequence[Record], bot: str) -> bytes:
    from relay_bot import shipped
    from relay_bot.paper.joined import joined
    from relay_bot.paper.press import Press

    press = Press(shipped.LINKS)
    sheets = views.invitation_sheets(found, bot, config.company.name, config.bot.default_lang)
    try:
        printed = await asyncio.gather(*(press.proof(sheet) for sheet in sheets))
    finally:
        await press.close()
    return joined([one.pdf for one in printed])


def _read(file: Path) -> bytes:
    """No more than is needed to see that it is too much."""
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _fits(t: Language, config: Config, file: Path, kinds: Collection[str], manager: str | None) -> bool:
    """Is it a kind of file that we write, of a manager that we know?"""
    if file.suffix.lower() not in kinds:
        say_error(t.plain("cli-file_kind", file=file, kinds=", ".join(kinds)))
        return False
    if manager is not None and config.manager(manager) is None:
        known = ", ".join(one.key for one in config.managers) or t.plain("cli-nobody")
        say_error(t.plain("cli-no_manager", manager=manager, known=known))
        return False
    return True


def _written(t: Language, file: Path, content: bytes, n: int) -> int:
    try:
        file.write_bytes(content)
    except OSError as error:
        say_error(t.plain("cli-unwritten", file=file, reason=why(t, error)))
        return 1
    say(t.plain("cli-clients_written", n=n, file=file.absolute()))
    return 0
