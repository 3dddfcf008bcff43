"""What each kind of outbox row becomes: one line per kind, and the calls behind them."""

from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
    MessageId,
    ReplyParameters,
)

from relay_bot.db.outbox import Work
from relay_bot.delivery.fitting import CAPTION_MAX, fitted
from relay_bot.delivery.places import Chat
from relay_bot.delivery.resend import send_content


@dataclass(frozen=True, slots=True)
class Sent:
    """What Telegram made of it. `thread_id` is None in private chats and in General; `file_id` of a document."""

    chat_id: int
    thread_id: int | None
    message_id: int | None = None
    file_id: str | None = None


async def send_row(bot: Bot, chat: Chat, work: Work) -> Sent:
    """One line per kind of outbox row."""
    match work.kind:
        case "relay":
            return sent_as(chat, await _relay(bot, chat, work))
        case "text" | "card":
            return sent_as(chat, await send_text(bot, chat, work.payload))
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


def send_text(bot: Bot, chat: Chat, payload: dict[str, Any]) -> Awaitable[Message]:
    """payload: html, and optionally silent, buttons (inline rows), keyboard (a reply keyboard), reply_to."""
    reply_to = payload.get("reply_to")
    return bot.send_message(
        chat.chat_id,
        fitted(payload["html"]),
        message_thread_id=chat.thread_id,
        parse_mode="HTML",
        disable_notification=payload.get("silent") or None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=payload.get("keyboard") or buttons(payload),
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
        caption = {"caption": fitted(payload["html"], CAPTION_MAX), "parse_mode": "HTML"} if payload.get("html") else {}
        return int((await send(chat.chat_id, files[0]["file_id"], **caption, **to)).message_id)
    kind = InputMediaPhoto if files[0]["kind"] == "photo" else InputMediaDocument
    media: list[Any] = [kind(media=one["file_id"]) for one in files]
    return (await bot.send_media_group(chat.chat_id, media, **to))[0].message_id


def captioned(chat: Chat, payload: dict[str, Any]) -> dict[str, Any]:
    """payload: html (the caption), and optionally silent, buttons, reply_to; of a waybill also waybill and filename."""
    reply_to = payload.get("reply_to")
    return {
        "message_thread_id": chat.thread_id,
        "caption": fitted(payload["html"], CAPTION_MAX),
        "parse_mode": "HTML",
        "disable_notification": payload.get("silent") or None,
        "reply_markup": buttons(payload),
        "reply_parameters": ReplyParameters(message_id=reply_to, allow_sending_without_reply=True)
        if reply_to
        else None,
    }


def buttons(payload: dict[str, Any]) -> InlineKeyboardMarkup | None:
    rows = payload.get("buttons")
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


async def _commands(bot: Bot, payload: dict[str, Any]) -> None:
    await bot.set_my_commands(
        [BotCommand(**command) for command in payload["commands"]],
        scope=payload.get("scope"),
        language_code=payload.get("language"),
    )


def sent_as(chat: Chat, message: Message | MessageId) -> Sent:
    return Sent(chat.chat_id, chat.thread_id, message.message_id)
