"""Topics of the desks: which exist, whose they are, and what is known of their state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, literal, select, text, update
from sqlalchemy.dialects.postgresql import insert

from relay_bot.db import locks
from relay_bot.db.presence import LISTENER_LOCK
from relay_bot.db.row import card_from_json, to_json
from relay_bot.db.session import Session
from relay_bot.db.tables import cards, topics
from relay_bot.domain.outgoing import Card

_LOCK = locks.TOPIC_CREATION

ADOPT_WITHIN = timedelta(seconds=5)
"""After a creation whose answer was lost, how long to wait for Telegram's service message that tells the topic's id."""


@dataclass(frozen=True, slots=True)
class Topic:
    address: str
    desk: str
    client_id: int | None


async def by_thread(session: Session, group_id: int, thread_id: int) -> Topic | None:
    """Whose topic a message was written in."""
    row = (
        await session.execute(
            select(topics.c.address, topics.c.desk, topics.c.client_id).where(
                topics.c.group_id == group_id, topics.c.thread_id == thread_id
            )
        )
    ).one_or_none()
    return None if row is None else Topic(*row)


async def thread_of(session: Session, address: str) -> tuple[int, int] | None:
    """(group id, thread id) of a topic that exists."""
    row = (
        await session.execute(
            select(topics.c.group_id, topics.c.thread_id).where(
                topics.c.address == address, topics.c.thread_id.is_not(None)
            )
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def begin_creation(
    session: Session, address: str, desk: str, client_id: int | None, group_id: int, name: str
) -> bool:
    """A createForumTopic is about to go out: should its answer be lost, Telegram's service message is waited for.

    False: a topic of this name is being made already at the desk (one at a time, or nobody could tell whose it became);
    or an earlier creation may have taken effect, and the news of it may still be on their way. They are not when a
    listener has caught up with Telegram (presence.py) and what it stored is handled.
    """
    heard = (await session.execute(_HEARD, {"lock": LISTENER_LOCK})).scalar_one()  # before the row is looked at
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock, hashtext(:desk))"), {"lock": _LOCK, "desk": desk})
    namesake = await session.execute(
        select(topics.c.address).where(
            topics.c.desk == desk,
            topics.c.name == name,
            topics.c.address != address,
            topics.c.thread_id.is_(None),
            topics.c.creating_since > func.now() - ADOPT_WITHIN,
        )
    )
    if namesake.first() is not None:
        return False
    begun = {"desk": desk, "name": name, "creating_since": func.now(), "state": "ok"}
    fresh = insert(topics).values(address=address, client_id=client_id, **begun)
    moved = topics.c.thread_id.is_not(None) & topics.c.group_id.is_distinct_from(group_id)
    missing = topics.c.thread_id.is_(None) & (topics.c.creating_since.is_(None) | literal(heard))
    written = await session.execute(
        fresh.on_conflict_do_update(
            index_elements=[topics.c.address],
            set_={**begun, "thread_id": None, "group_id": None},
            where=moved | missing,
        ).returning(topics.c.address)
    )
    return written.one_or_none() is not None


_HEARD = text("""
SELECT EXISTS (SELECT 1 FROM pg_locks
               WHERE locktype = 'advisory' AND classid = CAST(:lock AS oid) AND objid = 1 AND granted
                 AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
   AND NOT EXISTS (SELECT 1 FROM inbox WHERE state = 'queued' AND payload->'message' ? 'forum_topic_created')
""")


async def created(session: Session, address: str, group_id: int, thread_id: int, name: str) -> None:
    """Telegram's answer: the topic exists now."""
    await session.execute(  # should a late service message have given it to a namesake: the answer knows better
        update(topics)
        .where(topics.c.group_id == group_id, topics.c.thread_id == thread_id, topics.c.address != address)
        .values(group_id=None, thread_id=None)
    )
    await session.execute(
        update(topics)
        .where(topics.c.address == address)
        .values(group_id=group_id, thread_id=thread_id, name=name, creating_since=None, state="ok")
    )


async def adopt(session: Session, desk: str, group_id: int, thread_id: int, name: str) -> None:
    """Telegram's service message: the topic called `name` whose creation still waits for an answer exists now."""
    pending = (
        select(topics.c.address)
        .where(
            topics.c.desk == desk,
            topics.c.name == name,
            topics.c.thread_id.is_(None),
            topics.c.creating_since.is_not(None),
        )
        .order_by(topics.c.creating_since)
        .limit(1)
    )
    await session.execute(
        update(topics)
        .where(topics.c.address == pending.scalar_subquery(), topics.c.thread_id.is_(None))
        .values(group_id=group_id, thread_id=thread_id, creating_since=None, state="ok")
    )


async def give_up_creation(session: Session, address: str) -> None:
    """Telegram refused to create it: no service message will come."""
    await session.execute(update(topics).where(topics.c.address == address).values(creating_since=None))


async def set_state(session: Session, address: str, state: str) -> None:
    await session.execute(update(topics).where(topics.c.address == address).values(state=state))


async def renamed(session: Session, address: str, desk: str, group_id: int, name: str, thread_id: int) -> None:
    """The topic is called `name` now (General has no creation: it is remembered here for the first time)."""
    fresh = insert(topics).values(address=address, desk=desk, group_id=group_id, thread_id=thread_id, name=name)
    await session.execute(
        fresh.on_conflict_do_update(
            index_elements=[topics.c.address],
            set_={"name": name, "state": "ok", "group_id": group_id, "thread_id": thread_id},
        )
    )


async def gone(session: Session, address: str) -> list[tuple[str, Card]]:
    """Deleted in Telegram: the next row to it makes a new one, with a new pinned card.

    Returns the cards (with their keys) that were open there and have to come back.
    """
    lost = await session.execute(
        cards.delete()
        .where(
            topics.c.address == address,
            cards.c.chat_id == topics.c.group_id,
            cards.c.thread_id == topics.c.thread_id,
            cards.c.key != address,
        )
        .returning(cards.c.key, cards.c.payload)
    )
    known = [(row.key, card_from_json(row.payload)) for row in lost if row.payload]
    await session.execute(
        update(topics)
        .where(topics.c.address == address)
        .values(thread_id=None, group_id=None, creating_since=None, name="", state="ok")
    )
    await session.execute(cards.delete().where(cards.c.key == address))
    return [(key, card) for key, card in known if card.open]


async def posted(
    session: Session, key: str, chat_id: int, thread_id: int, message_id: int, card: Card | None = None
) -> None:
    """A card stands at this message now and shows `card`, since now; of a new message it is not known whether it is
    pinned.
    """
    place = {
        "chat_id": chat_id,
        "thread_id": thread_id,
        "message_id": message_id,
        "pinned": None,
        "payload": None if card is None else to_json(card) | {"shown_at": datetime.now(UTC).isoformat()},
    }
    fresh = insert(cards).values(key=key, **place)
    same = (cards.c.chat_id == chat_id) & (cards.c.message_id == message_id)
    stays = place | {"pinned": case((same, cards.c.pinned), else_=None)}
    await session.execute(fresh.on_conflict_do_update(index_elements=[cards.c.key], set_=stays))


@dataclass(frozen=True, slots=True)
class Found:
    """A card that somebody answered: its key, and what was kept with it."""

    key: str
    memo: str | None


async def card_at(session: Session, chat_id: int, message_id: int) -> Found | None:
    """The card that this message is."""
    query = select(cards.c.key, cards.c.payload).where(cards.c.chat_id == chat_id, cards.c.message_id == message_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Found(row.key, card_from_json(row.payload).memo if row.payload else None)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows. `since` None: a card from before that was written down."""

    card: Card
    since: datetime | None


def shown_from_json(payload: Mapping[str, Any] | None) -> Shown | None:
    """The column `payload` of a card."""
    if not payload:
        return None
    since = payload.get("shown_at")
    return Shown(card_from_json(payload), datetime.fromisoformat(since) if since else None)


async def shown(session: Session, keys: Sequence[str]) -> dict[str, Shown]:
    """What those of the cards show that stand somewhere."""
    query = select(cards.c.key, cards.c.payload).where(cards.c.key.in_(list(keys)))
    rows = [(row.key, shown_from_json(row.payload)) for row in await session.execute(query)] if keys else []
    return {key: one for key, one in rows if one is not None}


async def pinned(session: Session, key: str, done: bool) -> None:
    await session.execute(update(cards).where(cards.c.key == key).values(pinned=done))


async def card_gone(session: Session, key: str) -> None:
    await session.execute(cards.delete().where(cards.c.key == key))


async def try_pins_again(session: Session, desk: str) -> None:
    """The bot's rights changed: pin what it could not."""
    await session.execute(
        text(
            "UPDATE cards SET pinned = NULL WHERE pinned IS FALSE AND (cards.key = 'live:' || :desk "
            "OR cards.key IN (SELECT address FROM topics WHERE topics.desk = :desk))"
        ),
        {"desk": desk},
    )
