"""Recordings that wait: one of a client at a time, as they were sent; how many may wait."""

from __future__ import annotations

from relay_bot.db import client as clients
from relay_bot.db import recording as recordings
from relay_bot.db.session import Database
from relay_bot.domain.recording import IN_ALL, OF_ONE, Job, Recorded, Told, is_crowded
from tests.integration.street import Street


async def sent(db: Database, client_id: int, *, holds: bool = False) -> int:
    async with db.transaction() as session:
        voice = Recorded("voice", "file", 1, str(client_id), 5)
        return await recordings.add(session, client_id, voice, relay_id=None, holds=holds)


async def claimed(db: Database) -> Job | None:
    async with db.transaction() as session:
        return await recordings.claim(session, lease_s=60)


async def arrived(db: Database, *tg_ids: int) -> list[int]:
    async with db.transaction() as session:
        return [(await clients.arrive(session, tg_id, "Иван", "")).id for tg_id in tg_ids]


async def test_of_one_client_one_is_worked_at_and_others_pass_it(db: Database, street: Street) -> None:
    one, other = await arrived(db, 5, 6)
    first, second, of_other = await sent(db, one), await sent(db, one), await sent(db, other)
    jobs = [await claimed(db), await claimed(db), await claimed(db)]
    assert [job.id if job is not None else None for job in jobs] == [first, of_other, None]
    async with db.transaction() as session:
        assert jobs[0] is not None and await recordings.finish(session, jobs[0], Told())
    job = await claimed(db)
    assert job is not None and job.id == second


async def test_whoever_is_waited_for_comes_first(db: Database, street: Street) -> None:
    one, other = await arrived(db, 5, 6)
    await sent(db, one)
    urgent = await sent(db, other, holds=True)
    job = await claimed(db)
    assert job is not None and job.id == urgent


async def test_one_client_can_not_fill_the_queue(db: Database, street: Street) -> None:
    one, other = await arrived(db, 5, 6)
    for _ in range(OF_ONE):
        await sent(db, one)
    async with db.transaction() as session:
        assert is_crowded(*await recordings.waiting(session, one))
        assert not is_crowded(*await recordings.waiting(session, other))
    assert is_crowded(IN_ALL, 0)
