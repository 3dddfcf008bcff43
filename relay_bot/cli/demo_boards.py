"""The demo's managers pin their boards, as a person does by hand once: a bot can't pin topics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from relay_bot.config import Config
from relay_bot.domain.addresses import BOARDS
from relay_bot.sandbox import Sandbox, Topic
from relay_bot.sandbox.world import Event
from relay_bot.views import names


def pin_boards(telegram: Sandbox, config: Config) -> Callable[[], None]:
    """From now on, each board once; returns what ends it."""
    called = {names.board(config.topics, one, has_icon=icon) for one in BOARDS for icon in (True, False)}
    managers = {one.group_id: one.tg_id for one in config.managers if one.group_id is not None}
    seen: set[tuple[int, int]] = set()
    at_work: set[asyncio.Task[None]] = set()

    def on_event(event: Event) -> None:
        topic = event.details.get("topic") if event.kind == "topic" else None
        if topic is None or event.chat is None or topic.name not in called or topic.deleted or topic.pinned:
            return
        where = (event.chat.id, topic.thread_id)
        if event.chat.id in managers and where not in seen:
            seen.add(where)
            manager = telegram.person(managers[event.chat.id])
            task = asyncio.create_task(manager.pin_topic(Topic(telegram, topic)))
            at_work.add(task)
            task.add_done_callback(at_work.discard)

    telegram.world.listeners.append(on_event)
    return lambda: telegram.world.listeners.remove(on_event)
