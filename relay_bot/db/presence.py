"""Which processes are alive, and which of them listens to Telegram.

One dedicated connection per process holds two session locks that PostgreSQL drops the moment the process dies: "worker
N is here" and, for one of them, "I am the listener". The same connection hears the notifications of the queues.
"""

import asyncio
import contextlib
import time
from collections.abc import Callable
from typing import Any

import psycopg
import structlog
from psycopg import sql

from relay_bot.db import bells, locks
from relay_bot.db.session import is_away
from relay_bot.errors import DatabaseAway

log = structlog.get_logger(__name__)

WORKER_LOCK, LISTENER_LOCK = locks.WORKER, locks.LISTENER
HEARTBEAT_S = 1.0
SILENCE_S = 3
"""A worker without its lock has this long to come back (PostgreSQL may have restarted) before it counts as dead."""

_KEEPALIVE: dict[str, Any] = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
"""Over TCP: a connection that is gone without a word is noticed in about ten seconds, here …"""

_KEEPALIVE_THERE = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3"
"""… and by PostgreSQL, which then drops its locks."""


_HOLD_ANEW = """
UPDATE outbox SET not_before = now() + interval '1 second'
WHERE bundle IS NOT NULL AND state = 'queued' AND not_before < now()
"""
"""While nobody was here no part could come: what is left of its message may be the first thing that is heard now."""


class Presence:
    """`worker` is this process's number; `listening` is set while it is the one that Telegram talks to.

    `listens`: whether it may become that one (the role `receive`).
    """

    def __init__(self, url: str, on_bell: Callable[[str], None], *, listens: bool = True) -> None:
        self._url = url
        self._on_bell = on_bell
        self._listens = listens
        self.worker = 0
        self.listening = asyncio.Event()
        self.caught_up = False  # set by who listens: all that Telegram had to say is in the inbox
        self.ready = asyncio.Event()
        self._told = False
        self._patient_until = 0.0  # whoever comes back after an outage gives the others time to come back, too

    async def hold(self) -> None:
        """Be present until PostgreSQL goes away (DatabaseAway): then somebody else listens, until we are back."""
        try:
            await self._hold()
        except psycopg.Error as error:
            if not is_away(error):
                raise
            raise DatabaseAway(str(error).strip()) from error
        finally:
            self.listening.clear()
            self.caught_up = False

    def retire(self) -> None:
        """Let another process listen: this one only finishes what it has in flight, which stays its own."""
        self._listens = False

    async def _hold(self) -> None:
        was_here = self.worker != 0
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True, **_KEEPALIVE) as connection:
            await connection.execute(_KEEPALIVE_THERE)
            self._patient_until = time.monotonic() + (SILENCE_S if was_here else 0)
            if not self.worker:
                row = await (await connection.execute("INSERT INTO workers DEFAULT VALUES RETURNING id")).fetchone()
                assert row is not None
                self.worker = row[0]
            await connection.execute("SELECT pg_advisory_lock(%s, %s::integer)", (WORKER_LOCK, self.worker))
            for bell in bells.ALL:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(bell)))
            await connection.execute(_HOLD_ANEW)
            self.ready.set()
            self._told = False
            while True:
                await self._beat(connection)
                with contextlib.suppress(TimeoutError):
                    async for notice in connection.notifies(timeout=HEARTBEAT_S):
                        self._on_bell(notice.channel)

    async def _beat(self, connection: psycopg.AsyncConnection) -> None:
        """Say that we live, let go of what the dead held, and take over listening if nobody does it."""
        await connection.execute(
            "INSERT INTO workers (id) OVERRIDING SYSTEM VALUE VALUES (%s) "
            "ON CONFLICT (id) DO UPDATE SET seen_at = now()",
            (self.worker,),
        )
        if time.monotonic() >= self._patient_until:
            released = await connection.execute("SELECT release_dead(%s, %s)", (WORKER_LOCK, SILENCE_S))
            row = await released.fetchone()
            if row and row[0]:
                log.info("leases_released", lanes=row[0])
        if self._listens and not self.listening.is_set():
            taken = await connection.execute("SELECT pg_try_advisory_lock(%s, 0)", (LISTENER_LOCK,))
            row = await taken.fetchone()
            if row and row[0]:
                log.info("listening_taken_over", worker=self.worker)
                self.listening.set()
        retires = not self._listens and self.listening.is_set()
        if retires:
            self.caught_up = False
            self.listening.clear()
        if self.caught_up != self._told:
            await self._tell(connection)
        if retires:
            await connection.execute("SELECT pg_advisory_unlock(%s, 0)", (LISTENER_LOCK,))
        self._on_bell(bells.INBOX)
        self._on_bell(bells.OUTBOX)

    async def _tell(self, connection: psycopg.AsyncConnection) -> None:
        """Let every process know, by a lock, whether the inbox is up to date (see `topics.begin_creation`).

        What was being created before gets its time anew: the news of it may have come in just now.
        """
        self._told = self.caught_up
        if self._told:
            await connection.execute(
                "UPDATE topics SET creating_since = now() WHERE creating_since IS NOT NULL AND thread_id IS NULL"
            )
            await connection.execute("SELECT pg_advisory_lock(%s, 1)", (LISTENER_LOCK,))
        else:
            await connection.execute("SELECT pg_advisory_unlock(%s, 1)", (LISTENER_LOCK,))
