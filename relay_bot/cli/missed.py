"""`understand --missed`: what clients put right within a form, with the words that were read wrongly."""

from __future__ import annotations

import os
from pathlib import Path

from relay_bot.cli.asking import ask
from relay_bot.cli.told import say, settings, speak
from relay_bot.domain.forms import registry
from relay_bot.texts import Language

MOST = 200


def listing(path: Path | None) -> None:
    """The newest first: when, which field, before and after, and below the client's words."""
    t = speak(os.environ)
    from relay_bot.db import missed

    config = settings(path)
    rows = ask(config, lambda session: missed.newest(session, MOST))
    if not rows:
        say(t.plain("cli-missed_none"))
    for row in rows:
        at = f"{row.at.astimezone(config.bot.timezone):%d.%m.%Y %H:%M}"
        after = row.after or t.plain("cli-missed_removed")
        say(t.plain("cli-missed_row", at=at, field=_label(t, row.form, row.field), before=row.before, after=after))
        say("\n".join(f"    {line}" for line in row.words.splitlines()))


def _label(t: Language, kind: str, name: str) -> str:
    """As the form calls it; a field that the form has no more by its bare name."""
    form = registry.form_of(kind)
    field = next((one for one in form.fields if one.name == name), None) if form else None
    return t.plain(field.label) if field else name
