"""The group itself: the bot's rights, topics that Telegram reports, a group that became a supergroup."""

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import ChatMemberUpdated, Message

from relay_bot.actions import topic as topic_actions
from relay_bot.actions.turn import Turn
from relay_bot.db import card as deskcards
from relay_bot.db import desk as desks
from relay_bot.db import icon as icons
from relay_bot.db import lane as lanes
from relay_bot.db import topic as topics
from relay_bot.domain import addresses
from relay_bot.domain.addresses import FORMER
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Text
from relay_bot.handlers.desk.asked import client_here
from relay_bot.handlers.visit import Visit
from relay_bot.views import menu as menus
from relay_bot.views import upkeep

router = Router(name="desk.group")

OUT = ("left", "kicked")


@router.my_chat_member()
async def rights(event: ChatMemberUpdated, turn: Turn, desk: Desk | None) -> None:
    """The bot was added, promoted, demoted or removed."""
    member = event.new_chat_member
    if desk is None:
        if member.status in ("member", "administrator") and event.old_chat_member.status in ("left", "kicked"):
            html = turn.t()("group-unknown", group_id=str(event.chat.id))
            turn.send(Out(addresses.chat(event.chat.id), Text(html)))
        return
    is_back = event.old_chat_member.status in OUT and member.status not in OUT
    if is_back and desk.rights is not None and desk.rights.get("status") in OUT:
        turn.send(Out(addresses.board(desk.key, "general"), Text(turn.t()("group-was_out"))))
    await desks.saw_rights(turn.session, desk.key, member.model_dump(mode="json", exclude={"user"}))
    if member.status in ("member", "administrator"):
        await deskcards.try_pins_again(turn.session, desk.key)
        await lanes.let_go(turn.session, addresses.bot(event.chat.id).key)
        turn.send(*menus.of_desk(turn.texts, turn.config.bot.default_lang, event.chat.id))
        turn.send(*upkeep.ensure_desk(desk.key), upkeep.refresh_checklist(desk.key))


@router.message(F.forum_topic_created)
async def topic_created(message: Message, turn: Turn, desk: Desk | None, topic: Topic | None) -> None:
    """Our own creation whose answer was lost: this service message tells which topic it became."""
    created, author = message.forum_topic_created, message.from_user
    if desk is None or topic is not None or created is None or author is None or author.id != turn.bot_id:
        return
    if message.message_thread_id is not None:
        await topics.adopt(turn.session, desk.key, message.chat.id, message.message_thread_id, created.name)


@router.message(F.forum_topic_edited | F.pinned_message)
async def of_our_own(message: Message, turn: Turn, desk: Desk | None) -> None:
    """Telegram says what we have done: nobody needs to read that."""
    if desk is not None and message.from_user is not None and message.from_user.id == turn.bot_id:
        await icons.note(turn.session, desk.key, message.chat.id, message.message_id)
    else:
        raise SkipHandler


@router.message(F.forum_topic_closed | F.forum_topic_reopened | F.forum_topic_edited.name)
async def topic_changed(message: Message, turn: Visit, desk: Desk | None, topic: Topic | None) -> None:
    """By a person; what the bot does itself it knows."""
    author = message.from_user
    if desk is None or topic is None or topic.address.startswith(FORMER) or author is None or author.id == turn.bot_id:
        return
    if message.forum_topic_closed is not None:
        await topic_actions.closed(turn, topic.address, client_here(turn, desk))
    elif message.forum_topic_reopened is not None:
        await topic_actions.reopened(turn, topic.address)
    elif message.forum_topic_edited is not None and message.forum_topic_edited.name:
        await topic_actions.named(turn, topic.address, message.forum_topic_edited.name)


@router.message(F.migrate_to_chat_id)
async def migrated(message: Message, turn: Turn, desk: Desk | None) -> None:
    assert message.migrate_to_chat_id is not None
    if desk is not None:
        await desks.follow_migration(turn.session, desk.key, message.migrate_to_chat_id)
        turn.send(*upkeep.ensure_desk(desk.key))
