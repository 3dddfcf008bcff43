"""Handing a client over to another desk: whatever is addressed to the old one follows, or stays there and says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text, update

from relay_bot.db.session import Session
from relay_bot.db.tables import clients, handovers, records
from relay_bot.domain import addresses
from relay_bot.domain.forms import registry


async def leave_topic(session: Session, client_id: int) -> str | None:
    """The client's topic is a former one from now on; its address, None when there was no topic yet.

    The old pinned card is nobody's: the next row to the client makes a topic with a card at the new desk.
    """
    address = addresses.topic(client_id, None).key
    row = await session.execute(_LEAVE_TOPIC, {"address": address, "client": client_id})
    former = row.scalar_one_or_none()
    await session.execute(text("DELETE FROM cards WHERE key = :address"), {"address": address})
    return None if former is None else str(former)


_LEAVE_TOPIC = text("""
UPDATE topics SET address = 'former:' || :client || ':' || thread_id || ':' || group_id, state = 'closed'
WHERE address = :address AND thread_id IS NOT NULL
RETURNING address
""")


async def follow(session: Session, client_id: int, desk: str, manager_tg_id: int) -> None:
    """Lanes of the client's cards draw on the new desk's budget, reminders ring there; quotes of the old group go."""
    values = {"client": client_id, "desk": desk, "manager": manager_tg_id}
    await session.execute(_LANES, values)
    await session.execute(_REMINDERS, values)
    await session.execute(_QUOTES, {"address": addresses.topic(client_id, desk).key})


_LANES = text("""
UPDATE lanes SET desk = :desk WHERE address IN (
    SELECT 'card:call:' || id FROM calls WHERE client_id = :client
    UNION ALL SELECT 'card:claim:' || id FROM claims WHERE client_id = :client
    UNION ALL SELECT 'card:claim_topic:' || id FROM claims WHERE client_id = :client
    UNION ALL SELECT 'card:unfinished:' || id FROM drafts WHERE client_id = :client
    UNION ALL SELECT 'card:topic:' || :client)
""")

_REMINDERS = text(
    "UPDATE reminders SET desk = :desk, author_id = :manager WHERE client_id = :client AND rung_at IS NULL"
)

_QUOTES = text("""
UPDATE outbox SET payload = payload - 'reply_to' FROM lanes
WHERE lanes.id = outbox.lane_id AND lanes.address = :address AND outbox.state = 'queued' AND payload ? 'reply_to'
""")


async def unqueue(session: Session, card: str) -> bool:
    """Take back what is queued of a card; True when its ring was among that: nobody has heard it yet."""
    rows = (await session.execute(_UNQUEUE, {"card": card})).all()
    for lane in {row.lane_id for row in rows}:
        await session.execute(text("SELECT refresh_lane(:lane)"), {"lane": lane})
    return any(row.push_key is not None and row.priority == 0 for row in rows)


_UNQUEUE = text("DELETE FROM outbox WHERE card = :card AND state = 'queued' RETURNING lane_id, push_key, priority")


async def leave_card(session: Session, card: str) -> str | None:
    """The card that stands at the old desk stays there under another key, which is returned; None: it stands nowhere.

    The old key is free for the card at the new desk.
    """
    query = text("UPDATE cards SET key = 'moved:' || chat_id || ':' || message_id WHERE key = :card RETURNING key")
    key = (await session.execute(query, {"card": card})).scalar_one_or_none()
    return None if key is None else str(key)


async def shown(session: Session, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What these cards show, or will show once what is queued of them is sent."""
    return {row.key: row.payload for row in await session.execute(_SHOWN, {"keys": list(keys)})}


_SHOWN = text("""
SELECT wanted.key, coalesce(queued.payload, cards.payload) AS payload
FROM unnest(CAST(:keys AS text[])) wanted(key)
LEFT JOIN cards ON cards.key = wanted.key
LEFT JOIN LATERAL (SELECT payload FROM outbox WHERE card = wanted.key AND state IN ('queued', 'sending')
                   ORDER BY id DESC LIMIT 1) queued ON true
WHERE coalesce(queued.payload, cards.payload) IS NOT NULL
""")


async def rung_drafts(session: Session, client_id: int) -> Sequence[int]:
    """Unfinished actions of the client whose cards are on a board, or on their way there."""
    query = text("SELECT id FROM drafts WHERE client_id = :client AND told IN ('rung', 'resumed') ORDER BY id")
    return list((await session.execute(query, {"client": client_id})).scalars())


async def open_drafts(session: Session, client_id: int) -> int:
    """Forms that the client has begun and may still finish."""
    query = text("SELECT count(*) FROM drafts WHERE client_id = :client AND state = 'open' AND form = ANY(:kinds)")
    return int((await session.execute(query, {"client": client_id, "kinds": registry.form_kinds()})).scalar_one())


# --- all clients of a manager -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Handover:
    """All clients of one desk go to another; `moved` have gone."""

    id: int
    from_desk: str
    to_desk: str
    asked_by: int
    moved: int
    confirmed_at: datetime | None
    finished_at: datetime | None


_H = handovers.c
_HANDOVER = (_H.id, _H.from_desk, _H.to_desk, _H.asked_by, _H.moved, _H.confirmed_at, _H.finished_at)


async def ask(session: Session, from_desk: str, to_desk: str, by: int, at: datetime) -> int:
    """Its id; nothing happens before it is confirmed."""
    values = {"from_desk": from_desk, "to_desk": to_desk, "asked_by": by, "asked_at": at}
    return int((await session.execute(insert(handovers).values(**values).returning(_H.id))).scalar_one())


async def by_id(session: Session, handover_id: int) -> Handover | None:
    """Locked: of two taps one is first."""
    row = (await session.execute(select(*_HANDOVER).where(_H.id == handover_id).with_for_update())).one_or_none()
    return None if row is None else Handover(*row)


async def confirm(session: Session, handover_id: int, at: datetime) -> None:
    await session.execute(update(handovers).where(_H.id == handover_id).values(confirmed_at=at))


async def going_on(session: Session) -> Handover | None:
    """The oldest that is not finished, locked: another process skips it."""
    query = select(*_HANDOVER).where(_H.confirmed_at.is_not(None), _H.finished_at.is_(None)).order_by(_H.id).limit(1)
    row = (await session.execute(query.with_for_update(skip_locked=True))).one_or_none()
    return None if row is None else Handover(*row)


async def next_clients(session: Session, desk: str, most: int) -> Sequence[int]:
    query = select(clients.c.id).where(clients.c.desk == desk).order_by(clients.c.id).limit(most)
    return list((await session.execute(query)).scalars())


async def moved(session: Session, handover_id: int, count: int) -> None:
    await session.execute(update(handovers).where(_H.id == handover_id).values(moved=_H.moved + count))


async def finish(session: Session, one: Handover, at: datetime) -> None:
    """Who has not come yet goes to the new desk as well."""
    await session.execute(update(handovers).where(_H.id == one.id).values(finished_at=at))
    await session.execute(update(records).where(records.c.desk == one.from_desk).values(desk=one.to_desk))
