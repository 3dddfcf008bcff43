"""One message that comes in several updates, an album: its parts are held for a moment, sent as one or withdrawn.

A bundle's key is `lane/group`: the lane of the inbox in which its parts come, and Telegram's id of the group. How long
its rows are held is in functions/lanes.sql (`held_until`).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from relay_bot.db import lane as lanes
from relay_bot.db import statements
from relay_bot.db.message import Written
from relay_bot.db.session import Session

_SQL = statements.of(__file__)


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part that stays inside with its album; `content` is what the client would get of it."""

    message_id: int
    kind: str
    content: dict[str, Any]


def of(written: Written) -> str | None:
    """The bundle that a message is a part of; its lane as `lane_of` (intake/lanes.py) names it."""
    if written.media_group is None:
        return None
    thread = f":{written.thread_id}" if written.thread_id and written.chat_id < 0 else ""  # a private chat is one lane
    return f"{written.chat_id}{thread}/{written.media_group}"


async def is_inside(session: Session, bundle: str) -> bool:
    """Whether one of its parts has said that all of it stays inside."""
    return bool((await session.execute(_SQL["is_inside"], {"bundle": bundle})).scalar_one())


async def remember(session: Session, bundle: str) -> None:
    """Nothing of it goes any more that has not been queued yet."""
    await session.execute(_SQL["remember"], {"bundle": bundle})


async def keep_inside(session: Session, bundle: str) -> int:
    """Nothing of it goes any more: what waits is withdrawn, what comes is not sent. Returns how many parts have gone.

    The lane is locked first: what `claim` has taken is on its way, what it has not it never will.
    """
    about = {"bundle": bundle}
    await session.execute(_SQL["remember"], about)
    held = (await session.execute(_SQL["lock"], about)).scalars().all()
    withdrawn = [one for one in (await session.execute(_SQL["withdraw"], about)).scalars() if one]
    await set_aside(session, bundle, withdrawn)
    await session.execute(_SQL["forget"], {"ids": withdrawn})
    for lane in held:
        await lanes.refresh(session, lane)
    return int((await session.execute(_SQL["gone"], about)).scalar_one())


async def set_aside(session: Session, bundle: str, messages: Sequence[int]) -> None:
    """These parts stay inside; `remember` or `keep_inside` has been said of the bundle."""
    await session.execute(_SQL["set_aside"], {"bundle": bundle, "ids": list(messages)})


async def keep_part(session: Session, bundle: str, written: Written, *, note: bool) -> None:
    """A part as it is now. `note`: it is one that keeps the others inside."""
    values = {
        "bundle": bundle,
        "message": written.message_id,
        "client": written.client_id,
        "note": note,
        "kind": written.kind,
        "content": json.dumps(written.content),
    }
    await session.execute(_SQL["keep_part"], values)


async def has_part(session: Session, bundle: str, message_id: int) -> bool:
    """Whether this part stays inside with its album."""
    about = {"bundle": bundle, "message": message_id}
    return bool((await session.execute(_SQL["has_part"], about)).scalar_one())


async def let_out(session: Session, bundle: str) -> Sequence[KeptPart]:
    """All parts, in order, once no note keeps them inside any more; else none."""
    parts = [KeptPart(*row) for row in await session.execute(_SQL["parts"], {"bundle": bundle})]
    if parts:
        await session.execute(_SQL["let_out"], {"bundle": bundle})
    return parts
