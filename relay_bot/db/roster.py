"""Load the company's list of clients into `records`."""

from dataclasses import dataclass

from relay_bot.config import Config
from relay_bot.db import client as clients
from relay_bot.db.session import Session
from relay_bot.domain import roster
from relay_bot.domain.roster import Roster
from relay_bot.texts import Language


@dataclass(frozen=True, slots=True)
class Report:
    """What an import found, and whether it wrote."""

    roster: Roster
    dry_run: bool

    def lines(self, t: Language) -> list[str]:
        """For the command line: faults by row, then the sums."""
        found = self.roster
        errors = [t.plain(fault.key, **fault.values) for fault in found.faults]
        if self.dry_run:
            sums = {"rows": found.rows, "new": len(found.new), "upd": len(found.updated), "same": found.same}
            return t.plain("adm-import_dry", **sums, bad=len(errors), errors="\n".join(errors)).split("\n")
        done = t.plain("adm-import_done", new=len(found.new), upd=len(found.updated), bad=len(errors))
        return [*errors, done]


async def import_file(session: Session, config: Config, content: bytes, *, dry_run: bool) -> Report:
    """Compare the CSV file with what is known by phone; write the good rows unless `dry_run`."""
    managers = [manager.key for manager in config.managers]
    found = roster.read(content, managers, await clients.known_phones(session))
    if not dry_run:
        await clients.keep_records(session, [*found.new, *found.updated], "csv")
    return Report(found, dry_run)
