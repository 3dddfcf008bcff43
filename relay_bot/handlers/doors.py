"""Who may come in, and who may press what: one door a room. They look at what the visit has loaded.

aiogram hands what a filter returns to the handlers by name: `desk` and `topic`, `manager`, `client`, `tap`, `refusal`.
"""

from typing import Any

from aiogram.enums import ChatMemberStatus
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, MessageReactionUpdated

from relay_bot.actions import conversation
from relay_bot.db import client as clients
from relay_bot.domain.addresses import FORMER
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk
from relay_bot.domain.inside import is_command
from relay_bot.domain.tap import Tap
from relay_bot.domain.who import AtDesk, InPrivate, refuse_at_desk, refuse_client, thread_of
from relay_bot.handlers.visit import Visit

Event = Message | CallbackQuery | ChatMemberUpdated | MessageReactionUpdated
Loaded = dict[str, Any]


# --- rooms ------------------------------------------------------------------------------------------------------------


def desk(event: Event, turn: Visit) -> Loaded | bool:
    """In a group: its desk (None: a group that config.toml does not know) and the topic, if it is one of ours."""
    who = turn.who
    return {"desk": who.desk, "topic": who.topic} if isinstance(who, AtDesk) else False


def known_desk(event: Event, desk: Desk | None) -> bool:
    return desk is not None


def admin(event: Event, turn: Visit) -> bool:
    """An admin in private."""
    return isinstance(turn.who, InPrivate) and turn.who.actor.person_id in turn.config.telegram.admins


def staff(event: Event, turn: Visit) -> Loaded | bool:
    """A manager or an admin in private; `manager` is None for an admin who is no manager."""
    if not isinstance(turn.who, InPrivate) or turn.who.client is not None:
        return False
    return {"manager": turn.config.manager_by_tg(turn.who.actor.person_id)}


async def client(event: Event, turn: Visit) -> Loaded | bool:
    """Anybody else in private. One who had stopped the bot is back."""
    if not isinstance(turn.who, InPrivate) or turn.who.client is None:
        return False
    stopped = isinstance(event, ChatMemberUpdated) and event.new_chat_member.status == ChatMemberStatus.KICKED
    if turn.who.client.unreachable_since is not None and not stopped:
        await conversation.is_back(turn, turn.who.client)
    return {"client": await _where(event, turn, turn.who.client)}


async def _where(event: Event, turn: Visit, client: Client) -> Client:
    """The client with the thread of the private chat in which they are now: there they are answered."""
    if not isinstance(event, Message):
        return client
    thread = thread_of(event.message_thread_id, event.is_topic_message)
    return client if thread == client.thread_id else await clients.change(turn.session, client.id, thread_id=thread)


# --- inside -----------------------------------------------------------------------------------------------------------


def speaks(event: Event, turn: Visit) -> bool:
    """Whether the person may speak for the desk: use its commands, press its buttons, write to its clients."""
    who = turn.who
    return isinstance(who, AtDesk) and who.desk is not None and who.actor.person_id in turn.duty.speakers(who.desk.key)


def strange_command(message: Message, turn: Visit) -> bool:
    """A command, in a text or below a picture, of somebody who may not speak for the desk."""
    return is_command(message.text or message.caption or "") and not speaks(message, turn)


def in_former_topic(event: Event, turn: Visit) -> bool:
    """In a topic that its client has left for another desk."""
    who = turn.who
    return isinstance(who, AtDesk) and who.topic is not None and who.topic.address.startswith(FORMER)


def may_not_press(query: CallbackQuery, turn: Visit) -> Loaded | bool:
    """A button that is not this person's to press, or that nobody knows: `refusal` is the key of what they are told."""
    match turn.who:
        case AtDesk(actor=actor, desk=Desk(key=key)):
            refusal = refuse_at_desk(
                turn.tap,
                turn.owner,
                person=actor.person_id,
                desk=key,
                speakers=turn.duty.speakers(key),
                invited_to=lambda invite: _key(turn, invite),
            )
        case InPrivate(client=found) if found is not None:
            refusal = refuse_client(turn.tap, turn.owner, found.id)
        case _:  # a room without a door for things: only what nobody knows is refused
            refusal = None if turn.tap is not None else "err-stale_button"
    return {"refusal": refusal} if refusal is not None else False


def _key(turn: Visit, invite: str) -> str | None:
    manager = turn.config.manager_by_invite(invite)
    return manager.key if manager else None


class Presses(Filter):
    """A filter: one of these buttons was pressed, by somebody who may. `tap` is its value."""

    def __init__(self, *kinds: type[Tap]) -> None:
        self.kinds = kinds

    async def __call__(self, query: CallbackQuery, turn: Visit) -> Loaded | bool:
        return {"tap": turn.tap} if isinstance(turn.tap, self.kinds) else False
