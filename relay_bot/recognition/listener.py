"""Voices and photos become text: one leased at a time, downloaded, recognised, and written down as if it were typed.

No transaction is open meanwhile: the row is leased for a few seconds, and the lease renewed as long as somebody works
at it. A process that dies over one lets go of it by that, and another begins anew; a file over which processes die
again and again is given up, and its client told.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

import structlog

from relay_bot.actions import recording as actions
from relay_bot.actions.turn import Turn
from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.db import absence as absences
from relay_bot.db import client as clients
from relay_bot.db import clock
from relay_bot.db import recording as recordings
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.recognition import Heard, HeardVoice, NotHeard, NotRead, Seen
from relay_bot.domain.recording import MAX_BYTES, PATIENCE_S, TRIES, Job, told_by
from relay_bot.errors import DatabaseAway, FileAway
from relay_bot.recognition import equipment
from relay_bot.recognition.recogniser import Recogniser
from relay_bot.rounds import Rows
from relay_bot.texts import Texts
from relay_bot.views import notice as notices
from relay_bot.views import recognition as words

log = structlog.get_logger()

POLL_S = 1.0
LEASE_S = 10.0
RENEW_S = 3.0
AGAIN_S = 2.0
OUTAGE_S = 120.0  # so long a file that Telegram does not hand over is only waited for
WARM_AFTER_S = 3.0

Fetch = Callable[[str], Awaitable[bytes | None]]
"""The content of Telegram's file; None: refused for good. Raises FileAway when it is worth another try."""


@dataclass
class Listener:
    """Runs until it is cancelled, with worker processes of its own. [recognition] counts as it was at the start."""

    db: Database
    fetch: Fetch
    config: Callable[[], Config]
    texts: Texts
    bell: Bell
    outbox_bell: Bell
    bot_id: int
    bot_name: str
    _recogniser: Recogniser = field(init=False)

    def __post_init__(self) -> None:
        self._recogniser = Recogniser(self.config())

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._rows.rounds(24 * 3600, self._tell_of_what_lacks))
                group.create_task(self._warm())
                group.create_task(self._rows.rounds(POLL_S, self._excuse))
                for _ in range(self.config().recognition.workers):
                    group.create_task(self._rows.rounds(POLL_S, self._next, self.bell))
        finally:
            await self._recogniser.close()

    @property
    def _rows(self) -> Rows:
        return Rows("recordings", self.db, self.config, self.texts)

    async def _warm(self) -> None:
        """Load the models once the bot itself is up: the first voice should not wait for them."""
        await asyncio.sleep(WARM_AFTER_S)
        self._recogniser.warm()

    async def _tell_of_what_lacks(self) -> None:
        """Of what is switched on and can't be done, the admins hear what to do."""
        config = self.config()
        t, rows = self.texts.lang(config.bot.default_lang), list[Out]()
        lacks = await asyncio.to_thread(equipment.missing, config)
        async with self.db.transaction() as session:
            now = await clock.now(session)
        for lack in lacks:
            key = f"models-{lack.what}"
            what, remedy = t.plain(key, where=lack.where), t.plain(f"{key}_do")
            log.warning("recognition_off", what=lack.what, where=lack.where)
            rows += notices.recognition_off(t, config.telegram.admins, what, remedy, now)
        async with self.db.transaction() as session:
            await enqueue(session, rows)

    async def _excuse(self) -> None:
        """Whoever has written on and waits hears why."""
        async with self.db.transaction() as session:
            late = await recordings.keep_waiting(session, PATIENCE_S)
            default = self.config().bot.default_lang
            rows = [(one.client_id, words.wait(self.texts.lang(one.lang or default))) for one in late]
            await enqueue(session, [Out(addresses.client(client), Text(html)) for client, html in rows])

    async def _next(self) -> bool:
        """One recording to its text; False when there is none."""
        async with self.db.transaction() as session:
            job = await recordings.claim(session, LEASE_S)
        if job is None:
            return False
        self.bell.ring()  # there may be more: wake the colleague
        try:
            await self._rows.apart(str(job.id), partial(self._work, job))
        except asyncio.CancelledError:  # this process ends in peace: the next need not wait for the lease
            with contextlib.suppress(DatabaseAway):
                async with self.db.transaction() as session:
                    await recordings.let_go(session, job)
            raise
        return True

    async def _work(self, job: Job) -> None:
        async with self._leased(job):
            try:
                found = await self._recognised(job)
            except FileAway as error:
                log.warning("file_away", recording=job.id, attempt=job.attempts, error=str(error))
                async with self.db.transaction() as session:
                    await recordings.put_back(session, job, AGAIN_S, OUTAGE_S)
                return
        await self._write(job, found)

    async def _recognised(self, job: Job) -> Heard | Seen:
        """Raises FileAway."""
        voice = job.kind == "voice"
        if job.bytes > MAX_BYTES:
            return NotHeard("large") if voice else NotRead("large")
        content = await self.fetch(job.file_id) if job.attempts <= TRIES else None
        if content is None:
            return NotHeard("broken") if voice else NotRead("broken")
        if job.kind == "voice":
            language = await self._language(job)
            return await self._recogniser.listen(
                content, stated_s=job.seconds, language=language, client_id=job.client_id
            )
        return await self._recogniser.read(content, job.kind, client_id=job.client_id)

    async def _language(self, job: Job) -> str:
        async with self.db.transaction() as session:
            client = await clients.by_id(session, job.client_id)
        theirs = client.lang if client is not None and not job.by_desk else None
        return theirs or self.config().bot.default_lang

    @contextlib.asynccontextmanager
    async def _leased(self, job: Job) -> AsyncIterator[None]:
        """Ours as long as we are at it."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(RENEW_S)
                with contextlib.suppress(Exception):  # PostgreSQL is away: whoever writes the result meets the same
                    async with self.db.transaction() as session:
                        await recordings.renew(session, job, LEASE_S)

        task = asyncio.create_task(renew())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _write(self, job: Job, found: Heard | Seen) -> None:
        """The result, what it says to whom, and the row's own `done`: together or not at all."""
        async with self.db.transaction() as session:
            client = await clients.by_id(session, job.client_id, lock=True)
            if client is None or not await recordings.finish(session, job, told_by(found)):
                return
            turn = await self._turn(session)
            await self._act(turn, client, job, found)
            await enqueue(session, turn.out)
        self.outbox_bell.ring()

    async def _turn(self, session: Session) -> Turn:
        config = self.config()
        duty = await absences.duty(session, config, await clock.now(session))
        return Turn(session, config, self.texts, duty, self.bot_id, self.bot_name)

    async def _act(self, turn: Turn, client: Client, job: Job, found: Heard | Seen) -> None:
        match found:
            case HeardVoice() | NotHeard():
                await actions.heard(turn, client, job, found)
            case _:
                await actions.seen(turn, client, job, found)
