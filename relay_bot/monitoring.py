"""How this process and the whole bot are doing, over HTTP: `/health` for a supervisor, `/metrics` for Prometheus.

Off unless `[monitoring] listen` says where. It has no password: it tells counts, never a client's name or words.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.registry import REGISTRY

from relay_bot import ports
from relay_bot.config import Config
from relay_bot.db import queues
from relay_bot.db.presence import Presence
from relay_bot.db.queues import Queues
from relay_bot.db.session import Database
from relay_bot.errors import DatabaseAway
from relay_bot.roles import Role

PATIENCE_S = 5.0
"""PostgreSQL has to answer within it, else it counts as away."""

TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Monitor:
    """Serves until it is cancelled."""

    db: Database
    presence: Presence
    config: Callable[[], Config]
    roles: frozenset[Role]

    async def run(self) -> None:
        app = web.Application()
        app.router.add_get("/health", self._ready)
        app.router.add_get("/health/live", self._live)
        app.router.add_get("/health/ready", self._ready)
        app.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await ports.serve(runner, self.config().monitoring.listen)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _live(self, _: web.Request) -> web.Response:
        """The loop turns: a supervisor that gets no answer should start the process anew."""
        return web.json_response({"live": True})

    async def _ready(self, _: web.Request) -> web.Response:
        """PostgreSQL answers, and somebody talks with Telegram; 503 otherwise, and what is missing."""
        found = await self._ask()
        told = {
            "live": True,
            "database": found is not None,
            "present": found is not None and self.presence.ready.is_set(),
            "listening": found is not None and found.listening,
        }
        ready = all(told.values())
        mine = {"ready": ready, **told, "listens_here": self.presence.listening.is_set(), "roles": sorted(self.roles)}
        return web.json_response(mine, status=200 if ready else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        """What this process has counted, and what the tables say; while those are away only that they are."""
        shown = CollectorRegistry()
        found = await self._ask()
        Gauge("relay_bot_database_up", "PostgreSQL answers", registry=shown).set(found is not None)
        if found is not None:
            for name, about, value in _gauges(found):
                Gauge(f"relay_bot_{name}", about, registry=shown).set(value)
            by_desk = Gauge("relay_bot_clients_waiting", "Clients who wait for an answer", ["desk"], registry=shown)
            for desk, count in (await self._waiting()).items():
                by_desk.labels(desk=desk).set(count)
        return web.Response(body=generate_latest(REGISTRY) + generate_latest(shown), headers={"Content-Type": TEXT})

    async def _ask(self) -> Queues | None:
        """None: PostgreSQL is away."""
        try:
            async with asyncio.timeout(PATIENCE_S), self.db.transaction() as session:
                return await queues.now(session)
        except (DatabaseAway, TimeoutError):
            return None

    async def _waiting(self) -> dict[str, int]:
        desks = [manager.key for manager in self.config().managers]
        try:
            async with asyncio.timeout(PATIENCE_S), self.db.transaction() as session:
                return dict(await queues.waiting_by_desk(session, desks))
        except (DatabaseAway, TimeoutError):
            return {}


ABOUT = {
    "inbox_waiting": "Updates that no handler has taken",
    "inbox_lag_s": "Age of the oldest of them",
    "outbox_waiting": "Rows that have not gone out",
    "outbox_lag_s": "Age of the oldest of them, held lanes left out",
    "parked_updates": "Updates that only an admin can move on",
    "parked_rows": "Rows that only an admin can move on",
    "mishaps": "Rows that a clock could not get past",
    "processes": "Processes of this bot",
    "listening": "Somebody talks with Telegram",
}


def _gauges(found: Queues) -> Iterator[tuple[str, str, float]]:
    for name, value in asdict(found).items():
        yield name.replace("_lag_s", "_lag_seconds"), ABOUT[name], float(value)
