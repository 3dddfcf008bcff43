"""Topics of the desks: which exist, whose they are, and what is known of their state."""

from dataclasses import dataclass

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert

from relay_bot.db.session import Session
from relay_bot.db.tables import cards, topics


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


async def begin_creation(session: Session, address: str, desk: str, client_id: int | None) -> None:
    """A createForumTopic is about to go out: should its answer be lost, Telegram's service message is waited for."""
    fresh = insert(topics).values(
        address=address, desk=desk, client_id=client_id, creating_since=text("now()"), state="ok"
    )
    await session.execute(
        fresh.on_conflict_do_update(
            index_elements=[topics.c.address],
            set_={"desk": desk, "creating_since": text("now()"), "thread_id": None, "group_id": None, "state": "ok"},
        )
    )


async def created(
    session: Session, address: str, group_id: int, thread_id: int, name: str, *, only_if_pending: bool = False
) -> bool:
    """The topic exists now; with `only_if_pending` only when its creation was still waiting for an answer."""
    change = update(topics).where(topics.c.address == address)
    if only_if_pending:
        change = change.where(topics.c.thread_id.is_(None), topics.c.creating_since.is_not(None))
    done = await session.execute(
        change.values(group_id=group_id, thread_id=thread_id, name=name, creating_since=None, state="ok")
    )
    return done.rowcount > 0


async def give_up_creation(session: Session, address: str) -> None:
    """Telegram refused to create it: no service message will come."""
    await session.execute(update(topics).where(topics.c.address == address).values(creating_since=None))


async def pending_named(session: Session, desk: str, name_of: dict[str, str], name: str) -> str | None:
    """The address that a topic called `name` was being made for; `name_of` gives the wanted names by address."""
    rows = await session.execute(
        select(topics.c.address)
        .where(topics.c.desk == desk, topics.c.thread_id.is_(None), topics.c.creating_since.is_not(None))
        .order_by(topics.c.creating_since)
    )
    return next((address for address in rows.scalars() if name_of.get(address) == name), None)


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


async def gone(session: Session, address: str) -> None:
    """Deleted in Telegram: the next row to it makes a new one, with a new pinned card."""
    await session.execute(
        update(topics)
        .where(topics.c.address == address)
        .values(thread_id=None, group_id=None, creating_since=None, name="", state="ok")
    )
    await session.execute(cards.delete().where(cards.c.key == address))


async def posted(session: Session, key: str, chat_id: int, thread_id: int, message_id: int) -> None:
    """A card stands at this message now; whether it is pinned is not known yet."""
    place = {"chat_id": chat_id, "thread_id": thread_id, "message_id": message_id, "pinned": None}
    fresh = insert(cards).values(key=key, **place)
    await session.execute(fresh.on_conflict_do_update(index_elements=[cards.c.key], set_=place))


async def pinned(session: Session, key: str, done: bool) -> None:
    await session.execute(update(cards).where(cards.c.key == key).values(pinned=done))


async def card_gone(session: Session, key: str) -> None:
    await session.execute(cards.delete().where(cards.c.key == key))


async def try_pins_again(session: Session, desk: str) -> None:
    """The bot's rights changed: pin what it could not."""
    await session.execute(
        text(
            "UPDATE cards SET pinned = NULL FROM topics "
            "WHERE cards.key = topics.address AND topics.desk = :desk AND pinned IS FALSE"
        ),
        {"desk": desk},
    )
