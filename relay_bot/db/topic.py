"""Topics of the desks: which exist, whose they are, and what is known of their state."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Text, cast, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from relay_bot.db import card as cards
from relay_bot.db import locks
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.db.tables import clients, topics
from relay_bot.domain import addresses
from relay_bot.domain.desk import Topic
from relay_bot.domain.outgoing import Card

_SQL = of(__file__)

ADOPT_WITHIN = timedelta(seconds=5)
"""After a creation whose answer was lost, how long to wait for Telegram's service message that tells the topic's id."""


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
    heard = (await session.execute(_SQL["heard"], {"lock": locks.LISTENER})).scalar_one()  # before the row is looked at
    await session.execute(locks.hold(locks.TOPIC_CREATION, desk))
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
    begun = {"desk": desk, "name": name, "creating_since": func.now(), "state": "ok", "icon": None, "icon_at": None}
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


@dataclass(frozen=True, slots=True)
class Named:
    """A client of a desk, as their topic is called; `thread_id` None: they have none."""

    client_id: int
    name: str
    company: str
    city: str
    thread_id: int | None


async def of_desk(session: Session, desk: str) -> list[Named]:
    """All of a desk's clients: asked only when somebody writes in a topic that nobody knows."""
    theirs = topics.c.address == literal("topic:") + cast(clients.c.id, Text)
    query = select(clients.c.id, clients.c.name, clients.c.company, clients.c.city, topics.c.thread_id)
    rows = await session.execute(query.select_from(clients.outerjoin(topics, theirs)).where(clients.c.desk == desk))
    return [Named(*row) for row in rows]


async def taken_back(session: Session, client_id: int, desk: str, group_id: int, thread_id: int, name: str) -> None:
    """The client's topic is this one."""
    place = {"desk": desk, "client_id": client_id, "group_id": group_id, "thread_id": thread_id, "name": name}
    fresh = insert(topics).values(address=addresses.topic(client_id, desk).key, **place)
    await session.execute(
        fresh.on_conflict_do_update(
            index_elements=[topics.c.address], set_=place | {"creating_since": None, "state": "ok"}
        )
    )


async def unknown(session: Session, desk: str, group_id: int, thread_id: int, name: str) -> str:
    """A topic that is nobody's: it is written to, and takes no messages. Its address."""
    address = f"{addresses.FORMER}0:{thread_id}:{group_id}"
    place = {"desk": desk, "group_id": group_id, "thread_id": thread_id, "name": name}
    await session.execute(insert(topics).values(address=address, **place).on_conflict_do_nothing())
    return address


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


async def given(session: Session, address: str, name: str) -> None:
    """A person has called the topic so."""
    await session.execute(update(topics).where(topics.c.address == address).values(name=name, given_name=name))


async def shown_again(session: Session, address: str) -> None:
    """What was said last stands in the topic that was made anew."""
    await session.execute(update(topics).where(topics.c.address == address).values(was_lost=False))


async def gone(session: Session, address: str) -> list[tuple[str, Card]]:
    """Deleted in Telegram: the next row to it makes a new one, with a new pinned card. What was written in the old one
    and is handled later is the client's all the same.

    Returns the cards (with their keys) that were open there and have to come back.
    """
    lost = await cards.lose(session, address)
    await session.execute(_SQL["lost"], {"address": address})
    await session.execute(
        update(topics)
        .where(topics.c.address == address)
        .values(
            thread_id=None,
            group_id=None,
            creating_since=None,
            name="",
            state="ok",
            icon=None,
            icon_at=None,
            was_lost=True,
        )
    )
    return lost


async def leave(session: Session, client_id: int) -> str | None:
    """The client's topic is a former one from now on; its address, None when there was no topic yet.

    The old pinned card is nobody's: the next row to the client makes a topic with a card at the new desk.
    """
    address = addresses.topic(client_id, None).key
    former = (await session.execute(_SQL["leave"], {"address": address, "client": client_id})).scalar_one_or_none()
    await cards.gone(session, address)
    return None if former is None else str(former)
