"""The parts of an album, sent as one: copied, or sent anew from what was kept of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import (
    InputMediaAudio,
    InputMediaDocument,
    InputMediaLivePhoto,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    ReplyParameters,
)

from relay_bot.delivery import quoting
from relay_bot.delivery.action import Chat
from relay_bot.delivery.resend import captioned, file_id_of
from relay_bot.delivery.rows import Sent, pointing
from relay_bot.domain.work import Part, Standing

INCOMPLETE: Final = "some messages of the album were not copied"

CAN_BE_GROUPED: Final = frozenset({"photo", "video", "live_photo", "document", "audio"})
"""Kinds of which Telegram makes albums: pictures and films among each other, documents and music each by themselves."""


class Incomplete(Exception):
    """copyMessages left out what it can't copy, without saying which: what it did copy was taken back."""


async def send_together(bot: Bot, chat: Chat, parts: Sequence[Part], answered: Standing | None = None) -> Sent:
    """`answered`: the message of the chat that the album answers. Raises Incomplete, besides what aiogram raises.

    copyMessages can neither answer nor leave out a word: then the album is sent anew.
    """
    first = parts[0]
    reply = pointing(first.row, answered)
    head, quoted = quoting.above(first.row, answered)
    if reply is not None or head or any(part.row.resend or part.row.cut for part in parts):
        contents = [part.original.content for part in parts]
        contents[0] = quoting.worded(first.original.kind, contents[0], head, quoted=quoted) or contents[0]
        media = [_media(part.original.kind, content) for part, content in zip(parts, contents, strict=True)]
        ids = await _send_anew(bot, chat, media, silent=first.row.silent, reply=reply)
    else:
        ids = await _copy(bot, chat, parts)
    return Sent(chat.chat_id, chat.thread_id, ids[0], others=tuple(ids[1:]))


async def _copy(bot: Bot, chat: Chat, parts: Sequence[Part]) -> list[int]:
    """Telegram wants the ids ascending, as they come."""
    passed_on = bot.forward_messages if all(part.row.forward for part in parts) else bot.copy_messages
    copied = await passed_on(
        chat.chat_id,
        parts[0].original.chat_id,
        [part.original.message_id for part in parts],
        message_thread_id=chat.thread_id,
        disable_notification=parts[0].row.silent or None,
    )
    ids = [one.message_id for one in copied]
    if len(ids) < len(parts):
        with suppress(AiogramError):  # a part twice is better than a part that is missing
            await bot.delete_messages(chat.chat_id, ids)
        raise Incomplete(INCOMPLETE)
    return ids


async def _send_anew(
    bot: Bot, chat: Chat, media: list[MediaUnion], *, silent: bool, reply: ReplyParameters | None
) -> list[int]:
    sent = await bot.send_media_group(
        chat.chat_id,
        media,
        message_thread_id=chat.thread_id,
        disable_notification=silent or None,
        reply_parameters=reply,
    )
    return [one.message_id for one in sent]


def _media(kind: str, kept: Mapping[str, Any]) -> MediaUnion:
    file: dict[str, Any] = {"media": file_id_of(kept.get(kind)), **captioned(kept)}
    seen: dict[str, Any] = {
        "has_spoiler": kept.get("has_media_spoiler"),
        "show_caption_above_media": kept.get("show_caption_above_media"),
    }
    match kind:
        case "photo":
            return InputMediaPhoto(**file, **seen)
        case "video":
            return InputMediaVideo(**file, **seen)
        case "live_photo":
            return InputMediaLivePhoto(**file, **seen, photo=file_id_of(kept["live_photo"].get("photo")))
        case "audio":
            return InputMediaAudio(**file)
        case _:
            return InputMediaDocument(**file)
