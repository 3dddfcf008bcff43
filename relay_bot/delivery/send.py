"""The one place that talks to Telegram on the bot's behalf. One case per action, one line per kind of row.

Whatever goes wrong leaves as `SendFailed` with a `Fault`, so that nobody else has to know aiogram's exceptions.
"""

from typing import assert_never

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import LinkPreviewOptions

from relay_bot.db.upload import Upload
from relay_bot.db.waybill import PrintedWaybill
from relay_bot.delivery import change
from relay_bot.delivery.action import (
    Call,
    ChangeCall,
    CloseTopic,
    CreateTopic,
    DeleteCopy,
    DeleteMessages,
    EditCard,
    EditCopy,
    PinPost,
    PostContext,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SendJoined,
    SendPaper,
    SendRow,
    SendTogether,
    SendUpload,
    SetIcon,
    SetReaction,
)
from relay_bot.delivery.album import Incomplete, send_together
from relay_bot.delivery.fitting import fitted
from relay_bot.delivery.joined import redraw, send_joined
from relay_bot.delivery.remedy import Fault
from relay_bot.delivery.rows import Sent, inline, send_paper, send_row, send_text, send_upload, sent_as
from relay_bot.domain.joined import Joined
from relay_bot.domain.outgoing import Text
from relay_bot.domain.work import Relayed, Standing

File = PrintedWaybill | Upload | str | Joined
"""What a call sends that its row does not have: a file, words as HTML, or the other texts of a joined message."""


class SendFailed(Exception):
    """A call that Telegram refused, or that got no answer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.description)
        self.fault = fault


async def perform(
    bot: Bot,
    call: Call,
    icons: dict[str, str],
    file: File | None = None,
    relayed: Relayed | None = None,
    answered: Standing | None = None,
) -> Sent:
    """Make the one call. Raises SendFailed.

    `icons`: emoji → custom emoji id for topics; `file`: what a row with a file sends; `relayed`: what a Relay copies
    or a change is about; `answered`: the message of the chat that a Relay answers.
    """
    try:
        return await _perform(bot, call, icons, file, relayed, answered)
    except Incomplete as error:
        raise SendFailed(Fault(400, str(error))) from None
    except ClientDecodeError as error:
        sent = _took_effect(error.data, call)
        if sent is None:
            raise SendFailed(translate(error)) from None
        return sent
    except (AiogramError, OSError, TimeoutError) as error:
        raise SendFailed(translate(error)) from None  # the original may carry the token in its URL


def _took_effect(answer: object, call: Call) -> Sent | None:
    """Telegram did it, but said so in a form that this aiogram can't read: never send it again, unless nothing can
    go on without knowing what was made.
    """
    if not isinstance(answer, dict) or answer.get("ok") is not True:
        return None
    result = answer.get("result")
    said = result if isinstance(result, dict) else {}
    thread_id, message_id = said.get("message_thread_id"), said.get("message_id")
    match call:
        case CreateTopic():
            return Sent(call.chat.chat_id, thread_id) if thread_id is not None else None
        case PostPin() if message_id is None:
            return None
        case _:
            return Sent(call.chat.chat_id, call.chat.thread_id, message_id)


async def _perform(
    bot: Bot,
    call: Call,
    icons: dict[str, str],
    file: File | None,
    relayed: Relayed | None,
    answered: Standing | None,
) -> Sent:
    chat = call.chat
    match call:
        case CreateTopic(name=name, icon=icon):
            topic = await bot.create_forum_topic(chat.chat_id, name, icon_custom_emoji_id=icons.get(icon))
            return Sent(chat.chat_id, topic.message_thread_id)
        case RenameTopic() | ReopenTopic() | CloseTopic():
            await _change_topic(bot, call)
        case SetIcon(icon=icon):
            await bot.edit_forum_topic(chat.chat_id, chat.thread_id or 0, icon_custom_emoji_id=icons.get(icon))
        case DeleteMessages(messages=messages):
            await bot.delete_messages(chat.chat_id, list(messages))
        case PostPin(html=html):
            return sent_as(chat, await send_text(bot, chat, Text(html, silent=True)))
        case PostContext():
            assert isinstance(file, str)
            return sent_as(chat, await send_text(bot, chat, Text(file, silent=True)))
        case PinPost(message_id=message_id):
            await bot.pin_chat_message(chat.chat_id, message_id, disable_notification=True)
        case EditCard():
            return await _edit(bot, call)
        case SendRow():
            return await send_row(bot, call, relayed, answered)
        case SendTogether(parts=parts):
            return await send_together(bot, chat, parts, answered)
        case SendJoined():
            return await send_joined(bot, call, answered)
        case SendPaper(row=document):
            assert isinstance(file, PrintedWaybill)
            return await send_paper(bot, chat, document, file)
        case SendUpload(row=upload):
            assert isinstance(file, Upload)
            return await send_upload(bot, chat, upload, file)
        case EditCopy() | SetReaction() | DeleteCopy():
            return await _change(bot, call, relayed, file if isinstance(file, Joined) else None)
        case _:
            assert_never(call)
    return Sent(chat.chat_id, chat.thread_id)


async def _change(bot: Bot, call: ChangeCall, relayed: Relayed | None, joined: Joined | None) -> Sent:
    if isinstance(call, EditCopy) and (relayed is None or not change.can_be_edited(relayed, joined)):
        raise SendFailed(Fault(400, "message can't be edited"))  # Telegram has no call for it
    match call:
        case EditCopy() | DeleteCopy() if joined is not None:
            return await redraw(bot, call.chat, call.message_id, joined)
        case EditCopy():
            assert relayed is not None
            await change.edit(bot, call, relayed)
        case SetReaction():
            await change.react(bot, call)
        case DeleteCopy():
            await bot.delete_message(call.chat.chat_id, call.message_id)
        case _:
            assert_never(call)
    return Sent(call.chat.chat_id, call.chat.thread_id)


async def _change_topic(bot: Bot, call: RenameTopic | ReopenTopic | CloseTopic) -> None:
    group_id, thread_id = call.chat.chat_id, call.chat.thread_id
    match call:
        case RenameTopic(name=name) if thread_id is None:
            await bot.edit_general_forum_topic(group_id, name)
        case RenameTopic(name=name):
            await bot.edit_forum_topic(group_id, thread_id or 0, name=name)
        case ReopenTopic() if thread_id is None:
            await bot.reopen_general_forum_topic(group_id)
        case ReopenTopic():
            await bot.reopen_forum_topic(group_id, thread_id or 0)
        case CloseTopic():
            await bot.close_forum_topic(group_id, thread_id or 0)
        case _:
            assert_never(call)


async def _edit(bot: Bot, call: EditCard) -> Sent:
    await bot.edit_message_text(
        fitted(call.html),
        chat_id=call.chat.chat_id,
        message_id=call.message_id,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=inline(call.buttons),
    )
    return Sent(call.chat.chat_id, call.chat.thread_id, call.message_id)


def translate(error: Exception) -> Fault:
    """aiogram's exceptions as a value. Descriptions are Telegram's, never a URL (it carries the token)."""
    match error:
        case TelegramRetryAfter():
            return Fault(429, _said(error), retry_after_s=error.retry_after)
        case TelegramMigrateToChat():
            return Fault(400, _said(error), migrate_to=error.migrate_to_chat_id)
        case TelegramEntityTooLarge():
            return Fault(413, _said(error))
        case TelegramBadRequest():
            return Fault(400, _said(error))
        case TelegramForbiddenError():
            return Fault(403, _said(error))
        case TelegramUnauthorizedError():
            return Fault(401, _said(error))
        case TelegramNotFound():
            return Fault(404, _said(error))
        case TelegramConflictError():
            return Fault(409, _said(error))
        case TelegramServerError():
            return Fault(500, _said(error))
        case TelegramAPIError():  # the network: the message may name the URL
            return Fault(None, type(error).__name__)
        case _:  # a body that is not JSON (nginx's 502 page), a lost connection
            return Fault(None, type(error).__name__)


def _said(error: TelegramAPIError) -> str:
    """A server in front of Telegram's may refuse without a word."""
    said: str | None = error.message
    return said or ""
