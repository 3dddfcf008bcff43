"""The managers' groups: their ids (which Telegram may change), the bot's rights there, and trouble with them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert

from relay_bot.db import locks
from relay_bot.db.session import Session
from relay_bot.db.tables import LONG_AGO, budgets, clients, desks
from relay_bot.domain.desk import Desk

_DESK = (
    desks.c.key,
    desks.c.group_id,
    desks.c.manager_started_at,
    desks.c.rights,
    desks.c.last_assigned_at,
    desks.c.title,
)


async def enrolling(session: Session) -> None:
    """config.toml is being brought in: other processes wait until this transaction ends."""
    await session.execute(locks.hold(locks.ENROLMENT))


async def by_key(session: Session, key: str) -> Desk | None:
    row = (await session.execute(select(*_DESK).where(desks.c.key == key))).one_or_none()
    return None if row is None else Desk(*row)


async def listing(session: Session) -> Sequence[Desk]:
    rows = await session.execute(select(*_DESK).where(~desks.c.retired).order_by(desks.c.key))
    return [Desk(*row) for row in rows]


async def keep(session: Session, key: str, group_id: int | None) -> None:
    """The desk is in config.toml with this group. A group that Telegram has moved since stays followed."""
    known = select(desks.c.key).where(desks.c.key == key, desks.c.config_group_id == group_id)
    kept = known.where(~desks.c.retired, desks.c.key.in_(select(budgets.c.desk)))
    if (await session.execute(kept)).first() is not None:
        return  # and nothing is locked: a start and those who send at this moment do not wait for each other
    await session.execute(  # a group that is new here may have been another manager's until now
        update(desks).where(desks.c.group_id == group_id, desks.c.key != key, ~known.exists()).values(group_id=None)
    )
    fresh = insert(desks).values(key=key, group_id=group_id, config_group_id=group_id)
    await session.execute(
        fresh.on_conflict_do_update(
            index_elements=[desks.c.key],
            set_={
                "group_id": case(
                    (desks.c.config_group_id.is_distinct_from(group_id), group_id), else_=desks.c.group_id
                ),
                "config_group_id": group_id,
                "retired": False,
            },
            where=desks.c.retired | desks.c.config_group_id.is_distinct_from(group_id),
        )
    )
    await session.execute(insert(budgets).values(desk=key).on_conflict_do_nothing())


async def retire(session: Session, keys: Sequence[str]) -> dict[str, int]:
    """Desks that are no longer in config.toml; returns those that still have clients, with their number."""
    gone = (clients.c.desk.is_not(None), clients.c.desk.not_in(list(keys)))
    rows = await session.execute(select(clients.c.desk, func.count()).where(*gone).group_by(clients.c.desk))
    orphans = {row[0]: row[1] for row in rows}
    if not orphans:
        await session.execute(
            update(desks)
            .where(desks.c.key.not_in(list(keys)))
            .values(retired=True, group_id=None, config_group_id=None)
        )
    return orphans


async def follow_migration(session: Session, key: str, group_id: int) -> None:
    await session.execute(update(desks).where(desks.c.key == key).values(group_id=group_id))


async def saw_title(session: Session, key: str, title: str) -> None:
    await session.execute(update(desks).where(desks.c.key == key, desks.c.title != title).values(title=title))


async def saw_rights(session: Session, key: str, member: dict[str, Any]) -> None:
    """The bot's membership changed: remember it and try again at once what the group had refused."""
    await session.execute(update(desks).where(desks.c.key == key).values(rights=member))
    in_trouble = (budgets.c.desk == key, budgets.c.trouble.is_not(None))
    await session.execute(update(budgets).where(*in_trouble).values(resting_until=LONG_AGO))


async def manager_started(session: Session, key: str) -> bool:
    """The manager pressed Start; True when it was the first time."""
    done = await session.execute(
        update(desks)
        .where(desks.c.key == key, desks.c.manager_started_at.is_(None))
        .values(manager_started_at=func.now())
    )
    return done.rowcount > 0


async def in_trouble(session: Session, key: str, reason: str) -> float:
    """The group can't be written to; for how many seconds that has been so: 0 is news."""
    lasting = func.extract("epoch", func.clock_timestamp() - func.coalesce(budgets.c.trouble_since, func.now()))
    known = await session.execute(
        select(case((budgets.c.trouble.is_not(None), lasting), else_=0)).where(budgets.c.desk == key).with_for_update()
    )
    since = func.coalesce(budgets.c.trouble_since, func.clock_timestamp())
    await session.execute(update(budgets).where(budgets.c.desk == key).values(trouble=reason, trouble_since=since))
    return float(known.scalar_one())


async def trouble_is_over(session: Session, key: str) -> None:
    await session.execute(update(budgets).where(budgets.c.desk == key).values(trouble=None, trouble_since=None))
