"""The updates of a bot, looked at and left where they are: `run` handles them afterwards, so that nothing is lost."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from relay_bot.cli.botapi import BotApi
from relay_bot.cli.init.seen import Event, event_of
from relay_bot.errors import RelayBotError

MOST = 100  # that one call gives
PAUSE_S = 1.0
ALLOWED = ("message", "callback_query", "my_chat_member")


class Watching:
    """Events one after the other, also those that happened before."""

    def __init__(self, api: BotApi) -> None:
        self._api = api
        self._known: set[int] = set()
        self._waiting: deque[Event] = deque()

    async def next(self) -> Event:
        """Raises RelayBotError if the bot's updates go elsewhere, or if there are too many to look past."""
        while not self._waiting:
            await self._look()
        return self._waiting.popleft()

    async def _look(self) -> None:
        answer = await self._api.call("getUpdates", timeout=0, limit=MOST, allowed_updates=ALLOWED)
        if not answer.ok:
            raise RelayBotError("init-updates_refused", reason=answer.description)
        fresh: list[dict[str, Any]] = [one for one in answer.result if one["update_id"] not in self._known]
        if not fresh:
            if len(answer.result) == MOST:
                raise RelayBotError("init-too_many", n=MOST)
            await asyncio.sleep(PAUSE_S)
        self._known.update(one["update_id"] for one in fresh)
        self._waiting += [event for event in map(event_of, fresh) if event is not None]
