"""The bot's queue of updates: kept 24 hours (callback queries 150 seconds), given out until they are acknowledged."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relay_bot.sandbox.errors import ApiError, conflict

if TYPE_CHECKING:
    from relay_bot.sandbox.world import World

Json = dict[str, Any]

ON_REQUEST = ("chat_member", "message_reaction", "message_reaction_count")
TERMINATED = "terminated by other getUpdates request; make sure that only one bot instance is running"
KEPT_S = 24 * 3600.0
CALLBACK_KEPT_S = 150.0


@dataclass(slots=True)
class Pending:
    """An update that has not been acknowledged. `lane` keeps webhook deliveries of one chat or presser in order."""

    id: int
    kind: str
    body: Json
    expires: float
    lane: str

    def json(self) -> Json:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    """What waits for the bot. One reader at a time: a second getUpdates ends the first with 409."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.pending: dict[int, Pending] = {}
        self.arrived = asyncio.Event()
        self.webhook_changed = asyncio.Event()
        self._reader: asyncio.Future[None] | None = None

    def push(self, kind: str, body: Json, lane: str) -> None:
        """Queue an update, unless the bot has not asked for this kind."""
        settings = self._world.settings
        allowed = settings.allowed_updates
        if kind not in allowed if allowed else kind in ON_REQUEST:
            return
        settings.last_update_id += 1
        kept = CALLBACK_KEPT_S if kind == "callback_query" else KEPT_S
        update = Pending(settings.last_update_id, kind, body, self._world.clock() + kept, lane)
        self._world.verify("Update", update.json())
        self.pending[update.id] = update
        self._world.touch("settings", "bot")
        self._world.touch("update", str(update.id))
        self.arrived.set()

    def acknowledge(self, update_ids: list[int]) -> None:
        for update_id in update_ids:
            if self.pending.pop(update_id, None) is not None:
                self._world.touch("update", str(update_id))
        self._world.commit()

    def waiting(self) -> list[Pending]:
        """Everything unacknowledged and fresh enough, oldest first."""
        now = self._world.clock()
        old = [update.id for update in self.pending.values() if update.expires <= now]
        if old:
            self.acknowledge(old)
        return list(self.pending.values())

    async def poll(self, offset: int, limit: int, wait_s: float) -> list[Json]:
        """getUpdates: acknowledge below `offset`, then answer at once or when something arrives."""
        if self._reader is not None and not self._reader.done():
            self._reader.set_exception(conflict(TERMINATED))
        loop = asyncio.get_running_loop()
        reader = self._reader = loop.create_future()
        try:
            return await self._answer(offset, limit, loop.time() + wait_s, reader)
        finally:
            if self._reader is reader:
                self._reader = None
            if not reader.cancel() and not reader.cancelled():
                reader.exception()  # it may have been ended while there was an answer

    async def _answer(self, offset: int, limit: int, deadline: float, reader: asyncio.Future[None]) -> list[Json]:
        self._acknowledge_below(offset)
        while True:
            found = self.waiting()
            if found:
                return [update.json() for update in found[:limit]]
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                return []
            self.arrived.clear()
            arrival = asyncio.create_task(self.arrived.wait())
            either: set[asyncio.Future[Any]] = {arrival, reader}
            await asyncio.wait(either, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            arrival.cancel()
            if reader.done():
                reader.result()

    def _acknowledge_below(self, offset: int) -> None:
        if offset < 0:
            offset = max(self.pending, default=0) + 1 + offset
        self.acknowledge([update_id for update_id in self.pending if update_id < offset])

    def end_reader(self, error: ApiError | None = None) -> None:
        """Answer a waiting getUpdates: with an error, or because the server stops."""
        if self._reader is not None and not self._reader.done():
            self._reader.set_exception(error or ApiError(500, "Internal Server Error: restart"))
