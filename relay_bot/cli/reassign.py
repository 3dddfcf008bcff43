"""`clients reassign`: many clients to other managers, by a file or a rule. The running bot moves them by and by."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relay_bot.cli.asking import ask
from relay_bot.cli.told import say, say_error, settings, speak
from relay_bot.config import Config
from relay_bot.domain import roster
from relay_bot.texts import Language, why

if TYPE_CHECKING:
    from relay_bot.db.handover import Choice
    from relay_bot.db.session import Session

COMMAND_LINE = 0


@dataclass(frozen=True)
class Rule:
    """Clients of a manager, perhaps only of one city, and no more than `most`; `former` None: a file says who."""

    former: str | None
    to: str | None
    city: str | None
    most: int


def reassign(path: Path | None, file: Path | None, rule: Rule, apply: bool) -> int:
    """Print who would go where; with `apply` they do. 1 when there is nothing to go by."""
    t, config = speak(os.environ), settings(path)
    known = ", ".join(one.key for one in config.managers) or t.plain("cli-nobody")
    for key in (rule.former, rule.to):
        if key is not None and config.manager(key) is None:
            say_error(t.plain("cli-reassign_unknown", value=key, known=known))
            return 1
    named = config.manager(rule.former) and config.manager(rule.to)
    if (file is None) == (named is None) or (file is None and rule.former == rule.to):
        say_error(t.plain("cli-reassign_usage", known=known))
        return 1
    desks_of = _of_file(t, config, file) if file is not None else {}
    if desks_of is None:
        return 1

    async def all_of_it(session: Session) -> tuple[Sequence[Choice], Sequence[str]]:
        from relay_bot.db import clock
        from relay_bot.db import desk as desks
        from relay_bot.db import handover as handovers

        if rule.former and rule.to:
            found = await handovers.by_rule(session, rule.former, rule.to, rule.city, rule.most)
        else:
            found = await handovers.chosen(session, desks_of)
        going = [one for one in found if one.desk != one.to_desk]
        ready = {one.key for one in await desks.listing(session) if one.group_id is not None}
        homeless = sorted({one.to_desk for one in going} - ready)
        if apply and going and not homeless:
            await handovers.ask_list(session, going, COMMAND_LINE, await clock.now(session))
        return found, homeless

    found, homeless = ask(config, all_of_it)
    return _told(t, config, found, homeless, absent=max(len(desks_of) - len(found), 0), apply=apply)


def _of_file(t: Language, config: Config, file: Path) -> dict[str, str] | None:
    """Phone → manager's key; the faults of the file are told. None: there is nothing in it to go by."""
    try:
        content = file.read_bytes()[: roster.MOST_BYTES + 1]
    except OSError as error:
        say_error(t.plain("cli-import_no_file", file=file, reason=why(t, error)))
        return None
    read = roster.read(content, [manager.key for manager in config.managers], {})
    for fault in read.faults[:100]:
        say(t.plain(fault.key, **fault.values))
    wanted = {one.phone: one.desk for one in read.new if one.desk is not None}
    if not wanted:
        say_error(t.plain("cli-reassign_none"))
        return None
    return wanted


def _told(
    t: Language, config: Config, found: Sequence[Choice], homeless: Sequence[str], *, absent: int, apply: bool
) -> int:
    def name(desk: str) -> str:
        manager = config.manager(desk)
        return manager.name if manager else desk

    going = Counter((one.desk, one.to_desk) for one in found if one.desk != one.to_desk)
    for (former, to), count in sorted(going.items()):
        say(t.plain("cli-reassign_row", former=name(former), to=name(to), n=count))
    same = len(found) - going.total()
    if same:
        say(t.plain("cli-reassign_same", n=same))
    if absent:
        say(t.plain("cli-reassign_absent", n=absent))
    for desk in homeless:
        say_error(t.plain("cli-reassign_no_group", manager=name(desk)))
    if homeless:
        return 1
    if not going:
        say(t.plain("cli-reassign_none"))
    elif apply:
        say(t.plain("cli-reassign_going", n=going.total()))
    else:
        say(t.plain("cli-reassign_hint"))
    return 0
