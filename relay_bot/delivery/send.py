"""The one place that talks to Telegram on the bot's behalf. One case per action, one line per kind of row.

Whatever goes wrong leaves as `SendFailed` with a `Fault`, so that nobody else has to know aiogram's exceptions.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
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
    BotCommand,
    BufferedInputFile,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    MessageId,
    ReplyParameters,
)

from relay_bot.db.outbox import Work
from relay_bot.db.uploads import Upload
from relay_bot.db.waybills import Paper
from relay_bot.delivery.content import send_content
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


class SendFailed(Exception):
    """A call that Telegram refused, or that got no answer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.description)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Sent:
    """What Telegram made of it. `thread_id` is None in private chats and in General; `file_id` of a document."""

    chat_id: int
    thread_id: int | None
    message_id: int | None = None
    file_id: str | None = None


File = Paper | Upload


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
            return _sent(chat, await _text(bot, chat, {"html": html, "silent": True}))
        case PinPost(message_id=message_id):
            await bot.pin_chat_message(chat.chat_id, message_id, disable_notification=True)
        case EditCard(message_id=message_id, html=html):
            await bot.edit_message_text(
                str(html if html is not None else work.payload["html"]),
                chat_id=chat.chat_id,
                message_id=message_id,
                parse_mode="HTML",
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_buttons(work.payload),
            )
            return Sent(chat.chat_id, chat.thread_id, message_id)
        case SendRow():
            return await _row(bot, chat, work)
        case SendPaper():
            assert isinstance(file, Paper)
            made: InputFile | str = file.file_id or BufferedInputFile(file.pdf or b"", work.payload["filename"])
            message = await bot.send_document(chat.chat_id, made, **_captioned(chat, work.payload))
            return replace(_sent(chat, message), file_id=message.document.file_id if message.document else None)
        case SendUpload():
            assert isinstance(file, Upload)
            content = BufferedInputFile(file.content, file.name)
            send: Any = bot.send_photo if file.kind == "photo" else bot.send_document
            return _sent(chat, await send(chat.chat_id, content, **_captioned(chat, work.payload)))
        case Wait() | Nothing() | PostElsewhere() | SayFarewell():
            raise AssertionError("nothing to call")
        case _:
            assert_never(action)
    return Sent(chat.chat_id, chat.thread_id)


async def _row(bot: Bot, chat: Chat, work: Work) -> Sent:
    """One line per kind of outbox row."""
    match work.kind:
        case "relay":
            return _sent(chat, await _relay(bot, chat, work))
        case "text" | "card":
            return _sent(chat, await _text(bot, chat, work.payload))
        case "album":
            return Sent(chat.chat_id, chat.thread_id, await _album(bot, chat, work.payload))
        case "commands":
            await _commands(bot, work.payload)
            return Sent(chat.chat_id, None)
        case kind:
            raise AssertionError(f"unknown kind of outbox row: {kind}")


def _relay(bot: Bot, chat: Chat, work: Work) -> Awaitable[Message | MessageId]:
    relay = work.relay
    assert relay is not None
    silent = bool(work.payload.get("silent"))
    if work.payload.get("resend"):  # the original is gone, our copy of its content is not
        return send_content(bot, chat.chat_id, chat.thread_id, relay["kind"], relay["content"], silent=silent)
    return bot.copy_message(
        chat.chat_id,
        relay["chat_id"],
        relay["message_id"],
        message_thread_id=chat.thread_id,
        disable_notification=silent or None,
    )


def _text(bot: Bot, chat: Chat, payload: dict[str, Any]) -> Awaitable[Message]:
    """payload: html, and optionally silent, buttons (inline rows), keyboard (a reply keyboard), reply_to."""
    reply_to = payload.get("reply_to")
    return bot.send_message(
        chat.chat_id,
        str(payload["html"]),
        message_thread_id=chat.thread_id,
        parse_mode="HTML",
        disable_notification=payload.get("silent") or None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=payload.get("keyboard") or _buttons(payload),
        reply_parameters=ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None,
    )


async def _album(bot: Bot, chat: Chat, payload: dict[str, Any]) -> int:
    """payload: files (kind photo | document, file_id; of one kind, ten at most), and optionally silent, and html: the
    caption of a single file.
    """
    files, silent = payload["files"], payload.get("silent") or None
    to: dict[str, Any] = {"message_thread_id": chat.thread_id, "disable_notification": silent}
    if len(files) == 1:
        send: Any = bot.send_photo if files[0]["kind"] == "photo" else bot.send_document
        caption = {"caption": payload["html"], "parse_mode": "HTML"} if payload.get("html") else {}
        return int((await send(chat.chat_id, files[0]["file_id"], **caption, **to)).message_id)
    kind = InputMediaPhoto if files[0]["kind"] == "photo" else InputMediaDocument
    media: list[Any] = [kind(media=one["file_id"]) for one in files]
    return (await bot.send_media_group(chat.chat_id, media, **to))[0].message_id


def _captioned(chat: Chat, payload: dict[str, Any]) -> dict[str, Any]:
    """payload: html (the caption), and optionally silent, buttons, reply_to; of a waybill also waybill and filename."""
    reply_to = payload.get("reply_to")
    return {
        "message_thread_id": chat.thread_id,
        "caption": str(payload["html"]),
        "parse_mode": "HTML",
        "disable_notification": payload.get("silent") or None,
        "reply_markup": _buttons(payload),
        "reply_parameters": ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
        if reply_to
        else None,
    }


def _buttons(payload: dict[str, Any]) -> InlineKeyboardMarkup | None:
    rows = payload.get("buttons")
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


async def _commands(bot: Bot, payload: dict[str, Any]) -> None:
    await bot.set_my_commands(
        [BotCommand(**command) for command in payload["commands"]],
        scope=payload.get("scope"),
        language_code=payload.get("language"),
    )


def _sent(chat: Chat, message: Message | MessageId) -> Sent:
    return Sent(chat.chat_id, chat.thread_id, message.message_id)


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
