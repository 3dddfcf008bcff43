"""The company's list of clients: in from a file, out to a file, and everybody's personal link."""

from __future__ import annotations

import asyncio
import secrets
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from relay_bot.config import Config
from relay_bot.db import client as clients
from relay_bot.db import clock
from relay_bot.db import desk as desks
from relay_bot.db import handover as handovers
from relay_bot.db.session import Session
from relay_bot.db.statements import statements
from relay_bot.domain import roster
from relay_bot.domain.client import Record
from relay_bot.domain.roster import Roster
from relay_bot.texts import Language

_SQL = statements(Path(__file__).with_name("roster.sql").read_text("utf-8"))
BATCH = 2000
MOST_FAULTS = 100
"""As many bad rows as a person reads of one report; the others are counted."""

CODE_LENGTH = 12
_LETTERS = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Report:
    """What an import found, and whether it wrote."""

    roster: Roster
    dry_run: bool
    elsewhere: int = 0  # have come, and are served by another manager than the file says
    moving: bool = False  # … and go to that one: `[clients_import] reassign = "transfer"`

    def lines(self, t: Language) -> list[str]:
        """For the command line: faults by row, then the sums."""
        found = self.roster
        errors = [t.plain(fault.key, **fault.values) for fault in found.faults[:MOST_FAULTS]]
        bad = len(found.faults)
        if bad > MOST_FAULTS:
            errors.append(t.plain("adm-import_more", n=bad - MOST_FAULTS))
        if not found.rows:  # the file is no list
            return errors
        if self.dry_run:
            sums = {"rows": found.rows, "new": len(found.new), "upd": len(found.updated), "same": found.same}
            head, *others = t.plain("adm-import_dry", **sums, bad=bad, errors="").split("\n")
            return [head, *errors, *self._managers(t), *filter(None, others)]  # a sentence has no room for them all
        done = t.plain("adm-import_done", new=len(found.new), upd=len(found.updated), bad=bad)
        return [*errors, *self._managers(t), done]

    def _managers(self, t: Language) -> list[str]:
        """Who would have another manager by this file."""
        key = "adm-import_moving" if self.moving else "adm-import_elsewhere"
        return [t.plain(key, n=self.elsewhere)] if self.elsewhere else []


async def import_file(
    session: Session,
    config: Config,
    content: bytes,
    *,
    dry_run: bool,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Compare the file with what is known by phone; write the good rows unless `dry_run`.

    Creates nothing in Telegram: a topic is made when the client comes. `progress` hears how many are written.
    """
    managers, wish = [manager.key for manager in config.managers], config.clients_import.reassign
    known = await clients.known_phones(session)
    found = await asyncio.to_thread(roster.read, content, managers, known)
    if not dry_run:
        people = [*found.new, *found.updated]
        for start in range(0, len(people), BATCH):
            await write(session, people[start : start + BATCH], "csv")
            progress(min(start + BATCH, len(people)), len(people))
    moving = await _elsewhere(session, [*found.new, *found.updated]) if wish != "ignore" else []
    if moving and wish == "transfer" and not dry_run:
        await handovers.ask_list(session, moving, 0, await clock.now(session))
    return Report(found, dry_run, len(moving), wish == "transfer")


async def _elsewhere(session: Session, people: Sequence[Record]) -> list[handovers.Choice]:
    """Of these, who has come and is served by another desk, if theirs of the file has a group to go to."""
    ready = {desk.key for desk in await desks.listing(session) if desk.group_id is not None}
    wanted = {person.phone: person.desk for person in people if person.desk in ready and person.desk is not None}
    return [one for one in await handovers.chosen(session, wanted) if one.desk != one.to_desk]


async def write(session: Session, people: Sequence[Record], source: str) -> None:
    """Add or update what the company knows, by phone. Personal links are not touched."""
    columns = {
        "phones": [person.phone for person in people],
        "names": [person.name for person in people],
        "companies": [person.company for person in people],
        "cities": [person.city for person in people],
        "desks": [person.desk for person in people],
        "emails": [person.email for person in people],
        "inns": [person.inn for person in people],
        "langs": [person.lang for person in people],
    }
    await session.execute(_SQL["write"], {**columns, "source": source})


async def everybody(session: Session, desk: str | None = None) -> list[Record]:
    """All clients with a number, of one manager or of all; by manager, company, name."""
    return [Record(*row) for row in await session.execute(_SQL["everybody"], {"desk": desk})]


async def invited(session: Session, desk: str | None = None) -> list[Record]:
    """Who may still come by a personal link, each with one: made for those who had none."""
    phones = [row[0] for row in await session.execute(_SQL["uninvited"], {"desk": desk})]
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(CODE_LENGTH)) for _ in phones]
    if phones:
        await session.execute(_SQL["invite"], {"phones": phones, "codes": codes})
    return [Record(*row) for row in await session.execute(_SQL["invited"], {"desk": desk})]
