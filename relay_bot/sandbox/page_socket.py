"""One open page: the chats that it looks at, what it asks for, and the news that it gets."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from relay_bot.sandbox import page_view
from relay_bot.sandbox.errors import SandboxError
from relay_bot.sandbox.methods.about import commands_for
from relay_bot.sandbox.model import ChatRecord, Json, TopicRecord
from relay_bot.sandbox.page_actions import ACTIONS, seen_chat
from relay_bot.sandbox.world import Event

if TYPE_CHECKING:
    from relay_bot.sandbox.sandbox import Sandbox

MOST_WAITING = 5000
ASKED_KEPT = 2000


class Asked:
    """What pages have asked for of late, by the ids that they give: whoever has not heard that it was done asks again,
    over a new connection, and it is done once."""

    def __init__(self) -> None:
        self._ids: deque[str] = deque(maxlen=ASKED_KEPT)

    def is_first(self, action_id: str) -> bool:
        """Whether it is asked for the first time; from now on it is not."""
        if action_id in self._ids:
            return False
        self._ids.append(action_id)
        return True


class PageSocket:
    """A WebSocket of the page. Events go through a queue, so a slow page never delays the bot."""

    def __init__(self, sandbox: Sandbox, socket: web.WebSocketResponse, asked: Asked) -> None:
        self._asked = asked
        self._sandbox = sandbox
        self._world = sandbox.world
        self._socket = socket
        self._open: set[tuple[int, int]] = set()
        self._outgoing: asyncio.Queue[Json] = asyncio.Queue()
        self._doing: Json = {}  # what was asked for and is not done yet

    async def run(self) -> None:
        """Serve the page until it goes away."""
        self._world.listeners.append(self._on_event)
        self._send(page_view.hello(self._world))
        writer = asyncio.create_task(self._write())
        try:
            async for frame in self._socket:
                if frame.type is WSMsgType.TEXT:
                    await self._act(frame.data)
        finally:
            self._world.listeners.remove(self._on_event)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    def _send(self, event: Json) -> None:
        self._outgoing.put_nowait(event)

    async def _write(self) -> None:
        while True:
            event = await self._outgoing.get()
            if self._outgoing.qsize() > MOST_WAITING:
                # A page that has fallen this far behind starts anew when it connects again.
                await self._socket.close()
                return
            await self._socket.send_str(json.dumps(event, ensure_ascii=False))

    async def _act(self, text: str) -> None:
        done = None
        try:
            action = json.loads(text)
            if action["type"] == "open":
                self._show(action)
                return
            done, self._doing = action.get("id"), action
            if done is None or self._asked.is_first(str(done)):
                await ACTIONS[action["type"]](self._sandbox, action)
        except SandboxError as error:
            self._send({"type": "error", "text": str(error).split("\n")[0]})
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            self._send({"type": "error", "text": f"not understood: {error!r}"})
        self._doing = {}
        if done is not None:
            self._send({"type": "done", "id": done})

    def _show(self, action: Json) -> None:
        chat = seen_chat(self._sandbox, action)
        viewer = int(action["as"])
        self._open.add((viewer, chat.id))
        self._send(page_view.chat_state(self._world, chat, viewer))

    # --- news

    def _on_event(self, event: Event) -> None:
        handler = getattr(self, f"_on_{event.kind}", None)
        if handler is not None:
            handler(event.chat, **event.details)

    def _viewers(self, chat: ChatRecord) -> list[int]:
        return [viewer for viewer, chat_id in self._open if chat_id == chat.id]

    def _about(self, chat: ChatRecord) -> Iterator[tuple[int, Json]]:
        """For everybody on this page who looks at the chat: who, and how an event names the place."""
        for viewer in self._viewers(chat):
            if chat.private:
                yield viewer, {"as": viewer, "chat": self._world.bot.id}
            else:
                yield viewer, {"as": [viewer], "chat": chat.id}

    def _on_message(self, chat: ChatRecord, message: Any) -> None:
        """What the page has asked for comes with its id: it takes the place of what is shown as waiting."""
        done = self._doing.get("id") if self._doing.get("as") == message.sender_id else None
        for viewer, place in self._about(chat):
            shown = page_view.message(self._world, message, viewer)
            self._send({"type": "message", **place, "message": shown, "done": done})
        topic = chat.topics.get(message.thread_id)
        if topic is not None and chat.forum:
            self._on_topic(chat, topic)

    def _on_message_edited(self, chat: ChatRecord, message: Any) -> None:
        for viewer, place in self._about(chat):
            shown = page_view.message(self._world, message, viewer)
            self._send({"type": "message_edited", **place, "message": shown})
        ids = chat.threads.get(message.thread_id, [])
        topic = chat.topics.get(message.thread_id)
        if topic is not None and ids and ids[-1] == message.id:
            self._on_topic(chat, topic)

    def _on_message_deleted(self, chat: ChatRecord, message_ids: list[int]) -> None:
        for _, place in self._about(chat):
            self._send({"type": "message_deleted", **place, "message_ids": message_ids})
        for thread_id in {chat.messages[one].thread_id for one in message_ids}:
            if thread_id in chat.topics and not chat.topics[thread_id].deleted:
                self._on_topic(chat, chat.topics[thread_id])

    def _on_topic(self, chat: ChatRecord, topic: TopicRecord) -> None:
        for viewer, place in self._about(chat):
            self._send({"type": "topic", **place, "topic": page_view.topic(chat, topic, viewer)})

    def _on_topic_deleted(self, chat: ChatRecord, thread_id: int) -> None:
        for _, place in self._about(chat):
            self._send({"type": "topic_deleted", **place, "thread_id": thread_id})

    def _on_pins(self, chat: ChatRecord, thread_id: int) -> None:
        pinned = [one for one in chat.pins if chat.messages[one].thread_id == thread_id]
        for _, place in self._about(chat):
            self._send({"type": "pins", **place, "thread_id": thread_id, "pinned": pinned})

    def _on_reactions(self, chat: ChatRecord, message: Any) -> None:
        shown = page_view.reactions(message)
        for _, place in self._about(chat):
            self._send({"type": "reactions", **place, "message_id": message.id, "reactions": shown})

    def _on_keyboard(self, chat: ChatRecord) -> None:
        for _, place in self._about(chat):
            self._send({"type": "keyboard", **place, "keyboard": chat.keyboard})

    def _on_commands(self, chat: None) -> None:
        for viewer, chat_id in self._open:
            seen = self._world.chats[chat_id]
            place = {"as": viewer, "chat": self._world.bot.id if seen.private else chat_id}
            self._send({"type": "commands", **place, "commands": commands_for(self._world, seen, viewer)})

    def _on_typing(self, chat: ChatRecord, thread_id: int) -> None:
        for _, place in self._about(chat):
            self._send({"type": "typing", **place, "thread_id": thread_id})

    def _on_callback_answer(self, chat: None, callback: Any) -> None:
        if all(viewer != callback.person_id for viewer, _ in self._open):
            return
        answer = {"callback_id": callback.id, "text": callback.text, "show_alert": callback.show_alert}
        place = {"as": callback.person_id, "message_id": callback.message_id}
        self._send({"type": "callback_answer", **answer, **place})

    def _on_person(self, chat: None, person: int) -> None:
        self._send({"type": "person", "person": page_view.person(self._world, self._world.accounts[person])})

    def _on_ring(self, chat: ChatRecord, person: int, message: Any) -> None:
        place = self._world.bot.id if chat.private else chat.id
        self._send({"type": "ring", "person": person, "chat": place, "message_id": message.id})
