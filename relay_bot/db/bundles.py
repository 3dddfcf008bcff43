"""One message that comes in several updates, such as an album: its parts are held for a moment, and withdrawn together.

A bundle's key is `lane/group`: the lane of the inbox in which its parts come, and Telegram's id of the group. How long
its rows are held is in functions.sql (`held_until`).
"""

from sqlalchemy import text

from relay_bot.db.session import Session


def key(chat_id: int, thread_id: int | None, group: str) -> str:
    """As `lane_of` (intake/lanes.py) names the lane of a topic."""
    return f"{chat_id}:{thread_id}/{group}" if thread_id else f"{chat_id}/{group}"


async def is_inside(session: Session, bundle: str) -> bool:
    """Whether one of its parts has said that all of it stays inside."""
    query = text("SELECT EXISTS (SELECT 1 FROM kept_inside WHERE bundle = :bundle)")
    return bool((await session.execute(query, {"bundle": bundle})).scalar_one())


_LOCK = text("""
SELECT id FROM lanes WHERE id IN (SELECT lane_id FROM outbox WHERE bundle = :bundle) ORDER BY id FOR UPDATE
""")

_WITHDRAW = text("""
WITH waiting AS (SELECT id, relay_id FROM outbox WHERE bundle = :bundle AND state = 'queued' AND message_id IS NULL)
UPDATE outbox SET state = 'dropped', finished_at = now(), relay_id = NULL
FROM waiting WHERE outbox.id = waiting.id RETURNING waiting.relay_id
""")


async def keep_inside(session: Session, bundle: str) -> int:
    """Nothing of it goes any more: what waits is withdrawn, what comes is not sent. Returns how many parts have gone.

    The lane is locked first: what `claim` has taken is on its way, what it has not it never will.
    """
    remember = "INSERT INTO kept_inside (bundle) VALUES (:bundle) ON CONFLICT DO NOTHING"
    await session.execute(text(remember), {"bundle": bundle})
    lanes = (await session.execute(_LOCK, {"bundle": bundle})).scalars().all()
    withdrawn = (await session.execute(_WITHDRAW, {"bundle": bundle})).scalars().all()
    await session.execute(text("DELETE FROM messages WHERE id = ANY(:ids)"), {"ids": [one for one in withdrawn if one]})
    for lane in lanes:
        await session.execute(text("SELECT refresh_lane(:lane)"), {"lane": lane})
    gone = text("SELECT count(*) FROM outbox WHERE bundle = :bundle AND state IN ('sending', 'sent')")
    return int((await session.execute(gone, {"bundle": bundle})).scalar_one())
