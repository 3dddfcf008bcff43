"""Delivery of updates to the bot's webhook: in order per chat, repeated until the bot answers 2xx."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from relay_bot.sandbox.updates import Pending
from relay_bot.sandbox.world import World

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 60.0
TIMEOUT_S = 60.0


class WebhookDelivery:
    """One task that hands out updates while a webhook is set. `run` lasts until it is cancelled."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._failures: dict[str, int] = {}

    async def run(self) -> None:
        updates = self._world.updates
        timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            try:
                while True:
                    updates.webhook_changed.clear()
                    if not self._world.settings.webhook:
                        await updates.webhook_changed.wait()
                        continue
                    updates.arrived.clear()
                    self._start_lanes(session)
                    await updates.arrived.wait()
            finally:
                for task in list(self._lanes.values()):
                    task.cancel()
                await asyncio.gather(*self._lanes.values(), return_exceptions=True)

    def _start_lanes(self, session: aiohttp.ClientSession) -> None:
        webhook = self._world.settings.webhook
        if not webhook:
            return
        for update in self._world.updates.waiting():
            if len(self._lanes) >= webhook["max_connections"]:
                return
            if update.lane not in self._lanes:
                self._lanes[update.lane] = asyncio.create_task(self._deliver(session, update))

    async def _deliver(self, session: aiohttp.ClientSession, update: Pending) -> None:
        webhook = self._world.settings.webhook
        try:
            error = await self._post(session, webhook, update)
            if error is None:
                self._failures.pop(update.lane, None)
                self._world.updates.acknowledge([update.id])
            else:
                webhook["last_error_date"] = int(self._world.clock())
                webhook["last_error_message"] = error
                self._world.touch("settings", "bot")
                self._world.commit()
                failures = self._failures[update.lane] = self._failures.get(update.lane, 0) + 1
                await asyncio.sleep(min(FIRST_RETRY_S * 2 ** (failures - 1), LONGEST_RETRY_S))
        finally:
            self._lanes.pop(update.lane, None)
            self._world.updates.arrived.set()

    async def _post(self, session: aiohttp.ClientSession, webhook: dict[str, Any], update: Pending) -> str | None:
        headers = {"Content-Type": "application/json"}
        if webhook["secret_token"]:
            headers["X-Telegram-Bot-Api-Secret-Token"] = webhook["secret_token"]
        try:
            async with session.post(webhook["url"], data=json.dumps(update.json()), headers=headers) as response:
                if 200 <= response.status < 300:
                    return None
                return f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {error}"
