"""What each kind of row becomes: one line per kind, and the calls behind them."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Any, assert_never

from aiogram import Bot
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    MessageId,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from aiogram.types import CopyTextButton as CopyText

from relay_bot.db.upload import Upload as Content
from relay_bot.db.waybill import PrintedWaybill
from relay_bot.delivery import quoting
from relay_bot.delivery.action import Chat, SendRow
from relay_bot.delivery.fitting import CAPTION_MAX, fitted
from relay_bot.delivery.resend import entities_of, send_content
from relay_bot.domain.joined import Span
from relay_bot.domain.outgoing import (
    Album,
    Button,
    Buttons,
    Callback,
    Card,
    Commands,
    Copy,
    Document,
    Key,
    Keyboard,
    Link,
    Relay,
    Text,
    Transcript,
    Upload,
)
from relay_bot.domain.signs import fitted_plain, units
from relay_bot.domain.work import Relayed, Standing

QUOTE_MAX = 1024

QUOTED = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji", "date_time"})
"""Formatting that a quotation has to repeat (Bot API, ReplyParameters)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What Telegram made of it. `thread_id` is None in private chats and in General; `file_id` of a document.

    `others`: the messages behind the first one of an album; `spans`: where texts stand that were joined in it.
    """

    chat_id: int
    thread_id: int | None
    message_id: int | None = None
    file_id: str | None = None
    others: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()


async def send_row(bot: Bot, action: SendRow, relayed: Relayed | None, answered: Standing | None = None) -> Sent:
    """One line per kind of row that needs no file. `relayed`: what a Relay copies or a Transcript is about; `answered`:
    the message of the chat that it answers.
    """
    chat = action.chat
    match action.row:
        case Relay() as relay:
            assert relayed is not None
            return sent_as(chat, await _relay(bot, chat, relay, relayed, answered))
        case Transcript() as words:
            return sent_as(chat, await _transcript(bot, chat, words, relayed))
        case Text() | Card() as words:
            return sent_as(chat, await send_text(bot, chat, words))
        case Album() as album:
            return Sent(chat.chat_id, chat.thread_id, await _album(bot, chat, album))
        case Commands() as menu:
            await _commands(bot, menu)
            return Sent(chat.chat_id, None)
        case _:
            assert_never(action.row)


async def send_paper(bot: Bot, chat: Chat, row: Document, paper: PrintedWaybill) -> Sent:
    """By Telegram's file id, or as a file, which then has one."""
    made: InputFile | str = paper.file_id or BufferedInputFile(paper.pdf or b"", row.filename)
    message = await bot.send_document(chat.chat_id, made, **_captioned(chat, row))
    return replace(sent_as(chat, message), file_id=message.document.file_id if message.document else None)


async def send_upload(bot: Bot, chat: Chat, row: Upload, content: Content) -> Sent:
    file = BufferedInputFile(content.content, content.name)
    send: Any = bot.send_photo if content.kind == "photo" else bot.send_document
    return sent_as(chat, await send(chat.chat_id, file, **_captioned(chat, row)))


def _relay(
    bot: Bot, chat: Chat, relay: Relay, original: Relayed, answered: Standing | None
) -> Awaitable[Message | MessageId]:
    kept, kind, reply = original.content, original.kind, pointing(relay, answered)
    head, quoted = quoting.above(relay, answered)
    worded = quoting.worded(kind, kept, head, quoted=quoted)
    if worded is not None:
        kept = worded
    if relay.resend and relay.instead:
        return send_text(bot, chat, Text(relay.instead, relay.silent))
    if relay.forward and not (relay.resend or relay.cut):
        where, silent = chat.thread_id, relay.silent or None
        return bot.forward_message(
            chat.chat_id, original.chat_id, original.message_id, where, disable_notification=silent
        )
    again = relay.resend or "live_period" in kept.get("location", {})  # a copy of it would stand still
    if again or ("text" in kept and (relay.cut or worded is not None)):
        thread, buttons = chat.thread_id, inline(relay.buttons)
        return send_content(bot, chat.chat_id, thread, kind, kept, silent=relay.silent, reply=reply, buttons=buttons)
    captioned = relay.cut or worded is not None
    return bot.copy_message(
        chat.chat_id,
        original.chat_id,
        original.message_id,
        message_thread_id=chat.thread_id,
        disable_notification=relay.silent or None,
        reply_markup=inline(relay.buttons),
        reply_parameters=reply,
        caption=fitted_plain(kept.get("caption", ""), CAPTION_MAX) if captioned else None,
        caption_entities=entities_of(kept.get("caption_entities")) if captioned else None,
    )


def pointing(relay: Relay, answered: Standing | None) -> ReplyParameters | None:
    """At what it answers, and at the part of it that was quoted; of joined texts at the one that is meant."""
    if relay.answer is None or answered is None:
        return None
    quote, position, entities = relay.answer.quote, relay.answer.position, relay.answer.entities
    if not quote and answered.offset is not None and units(answered.words) <= QUOTE_MAX:
        quote, position = answered.words, 0
        entities = [one for one in answered.entities if one["type"] in QUOTED]
    if not quote:
        return ReplyParameters(message_id=answered.message_id)
    return ReplyParameters(
        message_id=answered.message_id,
        quote=quote,
        quote_position=position + (answered.offset or 0),
        quote_entities=entities_of(entities),
    )


def _transcript(bot: Bot, chat: Chat, row: Transcript, about: Relayed | None) -> Awaitable[Message]:
    """Below the copy, while it stands in the same chat."""
    copy = about.copy if about is not None else None
    return send_text(
        bot, chat, Text(row.html, row.silent, reply_to=copy[1] if copy and copy[0] == chat.chat_id else None)
    )


def _markup(row: Text | Card) -> ReplyKeyboardMarkup | InlineKeyboardMarkup | ForceReply | None:
    if isinstance(row, Card) and row.asks:
        return ForceReply(force_reply=True, selective=True)
    keyboard = row.keyboard if isinstance(row, Text) else None
    return _keyboard(keyboard) if keyboard is not None else inline(row.buttons)


def send_text(bot: Bot, chat: Chat, row: Text | Card) -> Awaitable[Message]:
    return bot.send_message(
        chat.chat_id,
        fitted(row.html),
        message_thread_id=chat.thread_id,
        parse_mode="HTML",
        disable_notification=row.silent or None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=_markup(row),
        reply_parameters=_answer(row.reply_to) if isinstance(row, Text) else None,
    )


async def _album(bot: Bot, chat: Chat, album: Album) -> int:
    first, *more = album.files
    to: dict[str, Any] = {"message_thread_id": chat.thread_id, "disable_notification": album.silent or None}
    if not more:
        send: Any = bot.send_photo if first.kind == "photo" else bot.send_document
        caption = {"caption": fitted(album.html, CAPTION_MAX), "parse_mode": "HTML"} if album.html else {}
        return int((await send(chat.chat_id, first.file_id, **caption, **to)).message_id)
    kind = InputMediaPhoto if first.kind == "photo" else InputMediaDocument
    media: list[Any] = [kind(media=one.file_id) for one in album.files]
    return (await bot.send_media_group(chat.chat_id, media, **to))[0].message_id


def _captioned(chat: Chat, row: Document | Upload) -> dict[str, Any]:
    return {
        "message_thread_id": chat.thread_id,
        "caption": fitted(row.html, CAPTION_MAX),
        "parse_mode": "HTML",
        "disable_notification": row.silent or None,
        "reply_markup": inline(row.buttons),
        "reply_parameters": _answer(row.reply_to),
    }


def _answer(message_id: int | None) -> ReplyParameters | None:
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True) if message_id else None


async def _commands(bot: Bot, menu: Commands) -> None:
    scope = BotCommandScopeAllPrivateChats() if menu.scope is None else BotCommandScopeChat(chat_id=menu.scope)
    lines = [BotCommand(command=one.name, description=one.description) for one in menu.commands]
    await bot.set_my_commands(lines, scope=scope, language_code=menu.language)


def inline(buttons: Buttons) -> InlineKeyboardMarkup | None:
    keys = [[_button(one) for one in row] for row in buttons]
    return InlineKeyboardMarkup(inline_keyboard=keys) if keys else None


def _button(button: Button) -> InlineKeyboardButton:
    match button:
        case Callback(label=label, data=data):
            return InlineKeyboardButton(text=label, callback_data=data)
        case Link(label=label, url=url):
            return InlineKeyboardButton(text=label, url=url)
        case Copy(label=label, text=text):
            return InlineKeyboardButton(text=label, copy_text=CopyText(text=text))
        case _:
            assert_never(button)


def _keyboard(keyboard: Keyboard) -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        keyboard=[[_key(one) for one in row] for row in keyboard.keys],
        resize_keyboard=True,
        is_persistent=True,
        input_field_placeholder=keyboard.placeholder or None,
    )


def _key(key: Key) -> KeyboardButton:
    contact, location = key.asks_for == "contact", key.asks_for == "location"
    return KeyboardButton(text=key.label, request_contact=contact or None, request_location=location or None)


def sent_as(chat: Chat, message: Message | MessageId) -> Sent:
    return Sent(chat.chat_id, chat.thread_id, message.message_id)
