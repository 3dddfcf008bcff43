"""One message that comes in several updates, an album: its parts are held for a moment, sent as one or withdrawn.

A bundle's key is `lane/group`: the lane of the inbox in which its parts come, and Telegram's id of the group. How long
its rows are held is in functions/lanes.sql (`held_until`).
"""

from relay_bot.db import lane as lanes
from relay_bot.db import statements
from relay_bot.db.message import Written
from relay_bot.db.session import Session

_SQL = statements.of(__file__)


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
    withdrawn = (await session.execute(_SQL["withdraw"], about)).scalars().all()
    await session.execute(_SQL["forget"], {"ids": [one for one in withdrawn if one]})
    for lane in held:
        await lanes.refresh(session, lane)
    return int((await session.execute(_SQL["gone"], about)).scalar_one())
