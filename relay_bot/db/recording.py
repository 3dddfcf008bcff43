"""Voices and photos that become text: what waits, who works at it, what came of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, Text, bindparam

from relay_bot.db import bells
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.recording import TRIES, Excuse, Job, Recorded, Told

_SQL = of(__file__)
_FINISH = _SQL["finish"].bindparams(bindparam("codes", type_=ARRAY(Text)))


async def add(
    session: Session,
    client_id: int,
    what: Recorded,
    *,
    relay_id: int | None,
    draft_id: int | None = None,
    holds: bool = False,
    shown: bool = False,
) -> int:
    """One more to recognise; returns its id. Whoever recognises hears of it when the transaction commits."""
    values = {
        "client_id": client_id,
        "relay_id": relay_id,
        "draft_id": draft_id,
        "lane": what.lane,
        "kind": what.kind,
        "file_id": what.file_id,
        "bytes": what.bytes,
        "seconds": what.seconds,
        "holds": holds,
        "shown": shown,
    }
    added = int((await session.execute(_SQL["add"], values)).scalar_one())
    await bells.ring(session, bells.RECORDINGS)
    return added


async def waiting(session: Session, client_id: int) -> tuple[int, int]:
    """How many are not done yet: of all clients, and of this one."""
    row = (await session.execute(_SQL["waiting"], {"client": client_id})).one()
    return int(row[0]), int(row[1])


async def claim(session: Session, lease_s: float) -> Job | None:
    """The next one, leased for so many seconds unless the lease is renewed."""
    row = (await session.execute(_SQL["claim"], {"lease_s": lease_s, "tries": TRIES})).one_or_none()
    return None if row is None else Job(*row)


async def renew(session: Session, job: Job, lease_s: float) -> None:
    await session.execute(_SQL["renew"], {"id": job.id, "attempts": job.attempts, "lease_s": lease_s})


async def put_back(session: Session, job: Job, again_s: float, outage_s: float) -> None:
    """To be tried again after `again_s`; that counts as an attempt once the recording is older than `outage_s`."""
    about = {"id": job.id, "attempts": job.attempts, "again_s": again_s, "outage_s": outage_s}
    await session.execute(_SQL["put_back"], about)


async def let_go(session: Session, job: Job) -> None:
    """Nobody works at it any more, and it was nobody's fault: no attempt."""
    await session.execute(_SQL["let_go"], {"id": job.id, "attempts": job.attempts})


async def finish(session: Session, job: Job, told: Told) -> bool:
    """What came of it; False when another has taken it meanwhile, and their result counts."""
    values = {"id": job.id, "attempts": job.attempts, "trouble": told.trouble, "text": told.text}
    done = await session.execute(_FINISH, {**values, "codes": list(told.codes)})
    await bells.ring(session, bells.INBOX)  # the client's next messages may have waited for it
    return done.rowcount > 0


async def keep_waiting(session: Session, patience_s: float) -> Sequence[Excuse]:
    """Whose message has waited for so long, once a recording."""
    return [Excuse(*row) for row in await session.execute(_SQL["keep_waiting"], {"patience_s": patience_s})]


async def of_message(session: Session, message_id: int) -> Told | None:
    """What a kept message says; None when it is no recording. `trouble` "busy": nobody has come to it yet."""
    row = (await session.execute(_SQL["of_message"], {"message": message_id})).one_or_none()
    return None if row is None else _told(row)


async def of_claim(session: Session, claim_id: int) -> Sequence[Told]:
    """What the claim's files say, as far as they were to be read."""
    return [_told(row) for row in await session.execute(_SQL["of_claim"], {"claim": claim_id})]


def _told(row: Any) -> Told:
    return Told("busy" if row.state == "queued" else row.trouble, tuple(row.codes), row.text)
