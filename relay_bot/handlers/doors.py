"""Who is at the door: filters that choose a room and load, once, the rows that its handlers need.

aiogram hands what a filter returns to the handlers by name: `desk` and `topic`, `manager`, `client`.
"""

from typing import Any

from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message

from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import topic as topics
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk
from relay_bot.domain.outgoing import Out, Text

Event = Message | CallbackQuery | ChatMemberUpdated
Loaded = dict[str, Any]


async def desk(event: Event, turn: Turn) -> Loaded | bool:
    """In a group: its desk (None: a group that config.toml does not know) and the topic, if it is one of ours."""
    chat = _where(event)
    if chat is None or chat.type not in ("group", "supergroup"):
        return False
    message = event.message if isinstance(event, CallbackQuery) else event
    thread = message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None
    found = await desks.by_group(turn.session, chat.id)
    topic = await topics.by_thread(turn.session, chat.id, thread) if thread else None
    if topic is not None and (found is None or topic.desk != found.key):
        topic = None  # the group has changed hands: its old topics are nobody's
    return {"desk": found, "topic": topic}


def known_desk(event: Event, desk: Desk | None) -> bool:
    return desk is not None


def admin(event: Event, turn: Turn) -> bool:
    """An admin in private."""
    return _is_private(event) and _user_id(event) in turn.config.telegram.admins


def staff(event: Event, turn: Turn) -> Loaded | bool:
    """A manager or an admin in private; `manager` is None for an admin who is no manager."""
    manager = turn.config.manager_by_tg(_user_id(event))
    if not _is_private(event) or (manager is None and not admin(event, turn)):
        return False
    return {"manager": manager}


async def client(event: Event, turn: Turn) -> Loaded | bool:
    """Anybody else in private: loaded, locked, made if new. One who had stopped the bot is back."""
    user = event.from_user
    if not _is_private(event) or user is None:
        return False
    found = await clients.arrive(turn.session, user.id, user.full_name, user.username or "")
    stopped = isinstance(event, ChatMemberUpdated) and event.new_chat_member.status == ChatMemberStatus.KICKED
    if found.unreachable_since is not None and not stopped:
        await _is_back(turn, found)
    return {"client": found}


async def _is_back(turn: Turn, client: Client) -> None:
    await clients.is_back(turn.session, client)
    html = turn.t()("relay-back")
    turn.send(Out(addresses.topic(client.id, client.desk), Text(html, silent=True)))


def _where(event: Event) -> Chat | None:
    message = event.message if isinstance(event, CallbackQuery) else event
    return message.chat if message is not None else None


def _is_private(event: Event) -> bool:
    chat = _where(event)
    return chat is not None and chat.type == "private"


def _user_id(event: Event) -> int:
    return event.from_user.id if event.from_user is not None else 0
