"""The clients: who they are, who serves them, whether they can be reached."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select, update
from sqlalchemy.dialects.postgresql import insert

from relay_bot.db import lane as lanes
from relay_bot.db import locks
from relay_bot.db.session import Session
from relay_bot.db.tables import clients, desks, records
from relay_bot.domain import addresses
from relay_bot.domain.client import Client, Record

_CLIENT = (
    clients.c.id,
    clients.c.tg_id,
    clients.c.phone,
    clients.c.name,
    clients.c.company,
    clients.c.city,
    clients.c.username,
    clients.c.lang,
    clients.c.desk,
    clients.c.invite,
    clients.c.registered_at,
    clients.c.phone_asked_at,
    clients.c.wrote_at,
    clients.c.unreachable_since,
    clients.c.thread_id,
)


def _client(row: Any) -> Client | None:
    return None if row is None else _made(row)


def _made(row: Any) -> Client:
    return Client(*row)


async def _one(session: Session, query: Select[Any]) -> Client | None:
    return _client((await session.execute(query)).one_or_none())


async def by_id(session: Session, client_id: int, *, lock: bool = False) -> Client | None:
    query = select(*_CLIENT).where(clients.c.id == client_id)
    return await _one(session, query.with_for_update(key_share=True) if lock else query)


async def arrive(session: Session, tg_id: int, name: str, username: str) -> Client:
    """The client with this Telegram id, made if they are new; locked, so that their desk can't change meanwhile."""
    found = _client((await session.execute(_BY_TELEGRAM_ID, {"tg_id": tg_id})).one_or_none())
    if found is not None:
        if found.username != username:
            await change(session, found.id, username=username)
        return found
    await session.execute(insert(clients).values(tg_id=tg_id, name=name, username=username).on_conflict_do_nothing())
    return _made((await session.execute(_BY_TELEGRAM_ID, {"tg_id": tg_id})).one())


# On the hot road: made once, so that SQLAlchemy need not take it apart for its cache at every update.
_BY_TELEGRAM_ID = select(*_CLIENT).where(clients.c.tg_id == bindparam("tg_id")).with_for_update(key_share=True)


async def change(session: Session, client_id: int, **values: object) -> Client:
    """Set columns; returns the client as it is now."""
    row = await session.execute(update(clients).where(clients.c.id == client_id).values(**values).returning(*_CLIENT))
    return _made(row.one())


async def holder_of(session: Session, phone: str) -> int | None:
    """The Telegram id of who has confirmed this number."""
    return (await session.execute(select(clients.c.tg_id).where(clients.c.phone == phone))).scalar_one_or_none()


async def give_up_phone(session: Session, phone: str, new_owner: int) -> Client | None:
    """The number was confirmed from another Telegram account: the former one has to confirm again."""
    row = await session.execute(
        update(clients)
        .where(clients.c.phone == phone, clients.c.id != new_owner)
        .values(phone=None, registered_at=None)
        .returning(*_CLIENT)
    )
    return _client(row.one_or_none())


async def became_unreachable(session: Session, client_id: int) -> bool:
    """The client stopped the bot; True when this is news."""
    done = await session.execute(
        update(clients)
        .where(clients.c.id == client_id, clients.c.unreachable_since.is_(None))
        .values(unreachable_since=func.now())
    )
    return done.rowcount > 0


async def is_back(session: Session, client: Client) -> bool:
    """The client is here again: what waited for them goes out; True when they had been unreachable."""
    await lanes.let_go(session, addresses.client(client.id).key)
    if client.unreachable_since is None:
        return False
    await session.execute(update(clients).where(clients.c.id == client.id).values(unreachable_since=None))
    return True


async def assigned(session: Session, client_id: int, desk: str) -> Client:
    """The client has exactly this manager now; what waited in their topic's lane goes to that desk."""
    client = await change(session, client_id, desk=desk, assigned_at=func.now())
    await lanes.assign(session, addresses.topic(client_id, desk).key, desk)
    await session.execute(update(desks).where(desks.c.key == desk).values(last_assigned_at=func.now()))
    return client


async def inn_of(session: Session, client_id: int) -> str:
    """The client's tax number, empty when it is not known."""
    return str((await session.execute(select(clients.c.inn).where(clients.c.id == client_id))).scalar_one())


async def email_of(session: Session, client_id: int) -> str:
    """Where the client had the last answer sent, or what the company knew of them; empty when neither."""
    known = select(func.coalesce(func.nullif(clients.c.email, ""), records.c.email, ""))
    joined = known.select_from(clients.outerjoin(records, records.c.phone == clients.c.phone))
    return str((await session.execute(joined.where(clients.c.id == client_id))).scalar_one())


async def count_of(session: Session, desk: str) -> int:
    rows = await session.execute(
        select(func.count()).select_from(clients).where(clients.c.desk == desk, clients.c.forgotten_at.is_(None))
    )
    return int(rows.scalar_one())


async def counts_by_desk(session: Session) -> dict[str, int]:
    """How many clients each desk serves. Locks out other assignments until the transaction ends."""
    await session.execute(locks.hold(locks.ASSIGNMENT))
    rows = await session.execute(
        select(clients.c.desk, func.count())
        .where(clients.c.desk.is_not(None), clients.c.forgotten_at.is_(None))
        .group_by(clients.c.desk)
    )
    return {row[0]: row[1] for row in rows}


# --- records --------------------------------------------------------------------------------------------------------

_RECORD = (
    records.c.phone,
    records.c.name,
    records.c.company,
    records.c.city,
    records.c.desk,
    records.c.email,
    records.c.inn,
    records.c.lang,
    records.c.invite,
    records.c.invite_used_by,
)


def _record(row: Any) -> Record:
    return Record(*row)


async def record_by_phone(session: Session, phone: str) -> Record | None:
    row = (await session.execute(select(*_RECORD).where(records.c.phone == phone))).one_or_none()
    return None if row is None else _record(row)


async def record_by_invite(session: Session, code: str) -> Record | None:
    """The record that a personal link names, locked: of two accounts with one link only one gets in."""
    row = (await session.execute(select(*_RECORD).where(records.c.invite == code).with_for_update())).one_or_none()
    return None if row is None else _record(row)


async def guesses_of(session: Session, client_id: int, since: datetime) -> int:
    """How many codes this account has tried in vain, if the last of them was after `since`."""
    lately = case((clients.c.invite_missed_at > since, clients.c.invite_misses), else_=0)
    return int((await session.execute(select(lately).where(clients.c.id == client_id))).scalar_one())


async def use_invite(session: Session, phone: str, tg_id: int) -> None:
    """The number's personal link is spent, by its tap or by a contact: from now on it works for this account only."""
    await session.execute(update(records).where(records.c.phone == phone).values(invite_used_by=tg_id))


async def keep_records(session: Session, people: Sequence[Record], source: str) -> None:
    """Add or update what the company knows, by phone; who is not in `people` stays."""
    for person in people:
        values = {
            "name": person.name,
            "company": person.company,
            "city": person.city,
            "desk": person.desk,
            "email": person.email,
            "inn": person.inn,
            "lang": person.lang,
            "source": source,
        }
        if person.invite is not None:
            values["invite"] = person.invite
        fresh = insert(records).values(phone=person.phone, **values)
        await session.execute(fresh.on_conflict_do_update(index_elements=[records.c.phone], set_=values))


async def known_phones(session: Session) -> dict[str, Record]:
    """All records by phone."""
    return {row[0]: _record(row) for row in await session.execute(select(*_RECORD))}
