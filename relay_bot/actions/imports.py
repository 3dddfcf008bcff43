"""/import: an admin sends a list of clients. It is checked first; a tap below the report brings it in."""

from relay_bot.actions.turn import Turn
from relay_bot.db import imports
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.roster import MOST_BYTES


async def take(turn: Turn, to: Address, admin: int, file_id: str, size: int) -> None:
    """The file is fetched by `clocks/imports.py`: a handler talks to nobody."""
    if size > MOST_BYTES:
        turn.send(Out(to, Text(turn.t()("adm-import_big", mb=MOST_BYTES // 1_000_000))))
        return
    await imports.ask(turn.session, admin, file_id)
    turn.send(Out(to, Text(turn.t()("adm-import_checking"))))


def usage(turn: Turn, to: Address) -> None:
    turn.send(Out(to, Text(turn.t()("adm-import_usage"))))


async def confirm(turn: Turn, to: Address, admin: int, number: int) -> str | None:
    """A second tap brings in nothing. The key of a refusal."""
    if not await imports.confirm(turn.session, number, admin):
        return "err-stale_button"
    turn.send(Out(to, Text(turn.t()("adm-import_going"))))
    return None
