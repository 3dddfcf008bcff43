"""`parked …`: what could not be handled or sent, and what to do with it."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from relay_bot.cli.asking import ask
from relay_bot.cli.told import say, say_error, settings, speak

if TYPE_CHECKING:
    from relay_bot.db.session import Session

T = TypeVar("T")


def listing(path: Path | None) -> None:
    t = speak(os.environ)
    from relay_bot.db import parked

    rows = _ask(path, parked.listing)
    if not rows:
        say(t.plain("cli-parked_none"))
        return
    head = ["cli-parked_id", "cli-parked_kind", "cli-parked_lane", "cli-parked_at", "cli-parked_attempts"]
    names = [*head, "cli-parked_error"]
    table = [[t.plain(name) for name in names]]
    table += [[row.id, row.kind, row.lane, _when(row.at), str(row.attempts), row.error_line] for row in rows]
    widths = [max(len(line[column]) for line in table) for column in range(len(names) - 1)]
    for line in table:
        say("  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]))


def show(path: Path | None, id: str) -> int:
    from relay_bot.db import parked

    row = _ask(path, lambda session: parked.show(session, id))
    if row is None:
        return _unknown(id)
    t = speak(os.environ)
    say(f"{t.plain('cli-parked_id')}: {row.id}")
    say(f"{t.plain('cli-parked_kind')}: {row.kind}")
    say(f"{t.plain('cli-parked_lane')}: {row.lane}")
    say(f"{t.plain('cli-parked_at')}: {_when(row.at)}")
    say(f"{t.plain('cli-parked_attempts')}: {row.attempts}")
    say(row.payload)
    say(row.traceback)
    return 0


def retry(path: Path | None, id: str) -> int:
    from relay_bot.db import parked

    if not _ask(path, lambda session: parked.retry(session, id)):
        return _unknown(id)
    say(speak(os.environ).plain("cli-parked_retried", id=id))
    return 0


def drop(path: Path | None, id: str) -> int:
    from relay_bot.db import parked

    if not _ask(path, lambda session: parked.drop(session, id)):
        return _unknown(id)
    say(speak(os.environ).plain("cli-parked_dropped", id=id))
    return 0


def _when(at: datetime) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def _unknown(id: str) -> int:
    say_error(speak(os.environ).plain("cli-parked_unknown", id=id))
    return 1


def _ask(path: Path | None, question: Callable[[Session], Awaitable[T]]) -> T:
    return ask(settings(path), question)
