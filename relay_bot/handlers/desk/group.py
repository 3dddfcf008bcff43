"""The group itself: the bot's rights, topics that Telegram reports, a group that became a supergroup."""

from aiogram import F, Router
from aiogram.types import ChatMemberUpdated, Message

from relay_bot.actions.turn import Turn
from relay_bot.db import card as deskcards
from relay_bot.db import desk as desks
from relay_bot.db import icon as icons
from relay_bot.db import lane as lanes
from relay_bot.db import topic as topics
from relay_bot.domain import addresses
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Text
from relay_bot.views import menu as menus
from relay_bot.views import upkeep

router = Router(name="desk.group")


@router.my_chat_member()
async def rights(event: ChatMemberUpdated, turn: Turn, desk: Desk | None) -> None:
    """The bot was added, promoted, demoted or removed."""
    member = event.new_chat_member
    if desk is None:
        if member.status in ("member", "administrator") and event.old_chat_member.status in ("left", "kicked"):
            html = turn.t()("group-unknown", group_id=str(event.chat.id))
            turn.send(Out(addresses.chat(event.chat.id), Text(html)))
        return
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


@router.message(F.migrate_to_chat_id)
async def migrated(message: Message, turn: Turn, desk: Desk | None) -> None:
    assert message.migrate_to_chat_id is not None
    if desk is not None:
        await desks.follow_migration(turn.session, desk.key, message.migrate_to_chat_id)
        turn.send(*upkeep.ensure_desk(desk.key))
