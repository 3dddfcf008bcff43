"""The one place that talks to Telegram on the bot's behalf. One case per action, one line per kind of row.

Whatever goes wrong leaves as `SendFailed` with a `Fault`, so that nobody else has to know aiogram's exceptions.
"""

from dataclasses import replace
from typing import Any, assert_never

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
from aiogram.types import (
    BufferedInputFile,
    InputFile,
    LinkPreviewOptions,
)

from relay_bot.db.outbox import Work
from relay_bot.db.upload import Upload
from relay_bot.db.waybill import Paper
from relay_bot.delivery.fitting import fitted
from relay_bot.delivery.places import (
    Action,
    Chat,
    CloseTopic,
    CreateTopic,
    EditCard,
    Nothing,
    PinPost,
    PostElsewhere,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SayFarewell,
    SendPaper,
    SendRow,
    SendUpload,
    Wait,
)
from relay_bot.delivery.retry import Fault
from relay_bot.delivery.rows import Sent, buttons, captioned, send_row, send_text, sent_as

File = Paper | Upload
"""What a row sends that is more than text."""


class SendFailed(Exception):
    """A call that Telegram refused, or that got no answer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.description)
        self.fault = fault


async def perform(bot: Bot, action: Action, work: Work, icons: dict[str, str], file: File | None = None) -> Sent:
    """Make the one call. Raises SendFailed. `icons`: emoji → custom emoji id for topics; `file`: what the row sends."""
    try:
        return await _perform(bot, action, work, icons, file)
    except ClientDecodeError as error:
        sent = _took_effect(error.data, action)
        if sent is None:
            raise SendFailed(translate(error)) from None
        return sent
    except (AiogramError, OSError, TimeoutError) as error:
        raise SendFailed(translate(error)) from None  # the original may carry the token in its URL


def _took_effect(answer: object, action: Action) -> Sent | None:
    """Telegram did it, but said so in a form that this aiogram can't read: never send it again."""
    chat = getattr(action, "chat", None)
    if not isinstance(answer, dict) or answer.get("ok") is not True or chat is None:
        return None
    result = answer.get("result")
    said = result if isinstance(result, dict) else {}
    thread_id = said.get("message_thread_id") if isinstance(action, CreateTopic) else chat.thread_id
    return Sent(chat.chat_id, thread_id, said.get("message_id"))


async def _perform(bot: Bot, action: Action, work: Work, icons: dict[str, str], file: File | None) -> Sent:
    chat = action.chat if not isinstance(action, Wait | Nothing | PostElsewhere | SayFarewell) else Chat(0)
    match action:
        case CreateTopic(name=name, icon=icon):
            topic = await bot.create_forum_topic(chat.chat_id, name, icon_custom_emoji_id=icons.get(icon))
            return Sent(chat.chat_id, topic.message_thread_id)
        case RenameTopic(name=name) if chat.thread_id is None:
            await bot.edit_general_forum_topic(chat.chat_id, name)
        case RenameTopic(name=name):
            await bot.edit_forum_topic(chat.chat_id, chat.thread_id or 0, name=name)
        case ReopenTopic() if chat.thread_id is None:
            await bot.reopen_general_forum_topic(chat.chat_id)
        case ReopenTopic():
            await bot.reopen_forum_topic(chat.chat_id, chat.thread_id or 0)
        case CloseTopic():
            await bot.close_forum_topic(chat.chat_id, chat.thread_id or 0)
        case PostPin(html=html):
            return sent_as(chat, await send_text(bot, chat, {"html": html, "silent": True}))
        case PinPost(message_id=message_id):
            await bot.pin_chat_message(chat.chat_id, message_id, disable_notification=True)
        case EditCard(message_id=message_id, html=html):
            await bot.edit_message_text(
                fitted(html if html is not None else work.payload["html"]),
                chat_id=chat.chat_id,
                message_id=message_id,
                parse_mode="HTML",
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=buttons(work.payload),
            )
            return Sent(chat.chat_id, chat.thread_id, message_id)
        case SendRow():
            return await send_row(bot, chat, work)
        case SendPaper():
            assert isinstance(file, Paper)
            made: InputFile | str = file.file_id or BufferedInputFile(file.pdf or b"", work.payload["filename"])
            message = await bot.send_document(chat.chat_id, made, **captioned(chat, work.payload))
            return replace(sent_as(chat, message), file_id=message.document.file_id if message.document else None)
        case SendUpload():
            assert isinstance(file, Upload)
            content = BufferedInputFile(file.content, file.name)
            send: Any = bot.send_photo if file.kind == "photo" else bot.send_document
            return sent_as(chat, await send(chat.chat_id, content, **captioned(chat, work.payload)))
        case Wait() | Nothing() | PostElsewhere() | SayFarewell():
            raise AssertionError("nothing to call")
        case _:
            assert_never(action)
    return Sent(chat.chat_id, chat.thread_id)


def translate(error: Exception) -> Fault:
    """aiogram's exceptions as a value. Descriptions are Telegram's, never a URL (it carries the token)."""
    match error:
        case TelegramRetryAfter():
            return Fault(429, error.message, retry_after_s=error.retry_after)
        case TelegramMigrateToChat():
            return Fault(400, error.message, migrate_to=error.migrate_to_chat_id)
        case TelegramEntityTooLarge():
            return Fault(413, error.message)
        case TelegramBadRequest():
            return Fault(400, error.message)
        case TelegramForbiddenError():
            return Fault(403, error.message)
        case TelegramUnauthorizedError():
            return Fault(401, error.message)
        case TelegramNotFound():
            return Fault(404, error.message)
        case TelegramConflictError():
            return Fault(409, error.message)
        case TelegramServerError():
            return Fault(500, error.message)
        case TelegramAPIError():  # the network: the message may name the URL
            return Fault(None, type(error).__name__)
        case _:  # a body that is not JSON (nginx's 502 page), a lost connection
            return Fault(None, type(error).__name__)
