"""Cards: messages of the bot's that are edited later, by key. What they show is their row's payload."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from relay_bot.db import clock
from relay_bot.db import lane as lanes
from relay_bot.db.row import card_from_json, to_json
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.tables import cards
from relay_bot.domain.outgoing import Card

_SQL = of(__file__)


async def posted(
    session: Session, key: str, chat_id: int, thread_id: int, message_id: int, card: Card | None = None
) -> None:
    """A card stands at this message now and shows `card`, since now; of a new message it is not known whether it is
    pinned.
    """
    shown = None if card is None else to_json(card) | {"shown_at": (await clock.now(session)).isoformat()}
    place = {
        "chat_id": chat_id,
        "thread_id": thread_id,
        "message_id": message_id,
        "pinned": None,
        "payload": shown,
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


async def at(session: Session, chat_id: int, message_id: int) -> Found | None:
    """The card that this message is."""
    query = select(cards.c.key, cards.c.payload).where(cards.c.chat_id == chat_id, cards.c.message_id == message_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Found(row.key, card_from_json(row.payload).memo if row.payload else None)


async def last_like(session: Session, chat_id: int, thread_id: int | None, prefix: str) -> str | None:
    """The key of the newest card in a topic, or in General, whose key begins so."""
    where = (cards.c.chat_id == chat_id) & (cards.c.thread_id == (thread_id or 0)) & cards.c.key.startswith(prefix)
    query = select(cards.c.key).where(where).order_by(cards.c.message_id.desc()).limit(1)
    return (await session.execute(query)).scalar_one_or_none()


async def newest_like(session: Session, chat_id: int, prefix: str) -> str | None:
    """Of the cards in a chat whose keys are `prefix` and a moment: the latest one's key."""
    where = (cards.c.chat_id == chat_id) & cards.c.key.startswith(prefix, autoescape=True)
    found: str | None = (await session.execute(select(func.max(cards.c.key)).where(where))).scalar_one_or_none()
    return found


async def message_of(session: Session, key: str) -> int | None:
    """The message that a card is, to answer to it."""
    return (await session.execute(select(cards.c.message_id).where(cards.c.key == key))).scalar_one_or_none()


async def place_of(session: Session, key: str) -> tuple[int, int, int] | None:
    """(chat, thread, message) where a card stands."""
    query = select(cards.c.chat_id, cards.c.thread_id, cards.c.message_id).where(cards.c.key == key)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else (row.chat_id, row.thread_id, row.message_id)


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


async def standing(session: Session, keys: Sequence[str]) -> dict[str, Shown]:
    """What those of the cards show that stand somewhere."""
    query = select(cards.c.key, cards.c.payload).where(cards.c.key.in_(list(keys)))
    rows = [(row.key, shown_from_json(row.payload)) for row in await session.execute(query)] if keys else []
    return {key: one for key, one in rows if one is not None}


async def shown(session: Session, keys: Sequence[str]) -> dict[str, Card]:
    """What these cards show, or will show once what is queued of them is sent."""
    rows = await session.execute(_SQL["shown"], {"keys": list(keys)})
    return {row.key: card_from_json(row.payload) for row in rows}


async def pinned(session: Session, key: str, done: bool) -> None:
    await session.execute(update(cards).where(cards.c.key == key).values(pinned=done))


async def try_pins_again(session: Session, desk: str) -> None:
    """The bot's rights changed: pin what it could not."""
    await session.execute(_SQL["try_pins_again"], {"desk": desk})


async def gone(session: Session, key: str) -> None:
    """It stands nowhere any more."""
    await session.execute(delete(cards).where(cards.c.key == key))


async def lose(session: Session, topic: str) -> list[tuple[str, Card]]:
    """The topic with this address was deleted; returns the cards (key, card) that were open there."""
    lost = await session.execute(_SQL["lose"], {"topic": topic})
    await gone(session, topic)
    known = [(row.key, card_from_json(row.payload)) for row in lost if row.payload]
    return [(key, card) for key, card in known if card.open]


# --- handed over ------------------------------------------------------------------------------------------------------


async def unqueue(session: Session, key: str) -> bool:
    """Take back what is queued of a card; True when its ring was among that: nobody has heard it yet."""
    rows = (await session.execute(_SQL["unqueue"], {"card": key})).all()
    for lane in {row.lane_id for row in rows}:
        await lanes.refresh(session, lane)
    return any(row.rings for row in rows)


async def leave(session: Session, key: str) -> str | None:
    """The card that stands at the old desk stays there under another key, which is returned; None: it stands nowhere.

    The old key is free for the card at the new desk.
    """
    left = (await session.execute(_SQL["leave"], {"card": key})).scalar_one_or_none()
    return None if left is None else str(left)
