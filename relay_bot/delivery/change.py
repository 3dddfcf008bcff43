"""Changing what stands already: an edited copy, the bot's reaction, a copy that is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram import Bot
from aiogram.types import (
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    ReactionTypeEmoji,
    ReactionTypeUnion,
    ReplyParameters,
)

from relay_bot.delivery.action import EditCopy, SetReaction
from relay_bot.delivery.fitting import CAPTION_MAX
from relay_bot.delivery.resend import LOCATION, entities_of, file_id_of
from relay_bot.delivery.rows import inline
from relay_bot.domain.edit import CAPTIONED, REPLACEABLE
from relay_bot.domain.joined import Joined
from relay_bot.domain.reaction import nearest
from relay_bot.domain.signs import fitted_plain
from relay_bot.domain.work import Relayed

_MEDIA: dict[str, Any] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "animation": InputMediaAnimation,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}


def can_be_edited(relayed: Relayed, joined: Joined | None) -> bool:
    """Whether there is a call for it: of the others the newer version is shown. `joined`: all texts of the copy."""
    if joined is not None:
        return relayed.kind == "text" and joined.fits
    if relayed.media_edited:
        return relayed.kind in REPLACEABLE
    return relayed.kind in ("text", "location", *CAPTIONED)


async def edit(bot: Bot, call: EditCopy, relayed: Relayed) -> None:
    """The copy says what is kept. Its buttons come along: an edit without them takes them away."""
    kept = relayed.content
    at: dict[str, Any] = {
        "chat_id": call.chat.chat_id,
        "message_id": call.message_id,
        "reply_markup": inline(call.row.buttons),
    }
    if relayed.media_edited:
        media = _MEDIA[relayed.kind](media=file_id_of(kept[relayed.kind]), **_caption(kept))
        await bot.edit_message_media(media, **at)
    elif relayed.kind == "text":
        await bot.edit_message_text(fitted_plain(kept["text"]), entities=entities_of(kept.get("entities")), **at)
    elif relayed.kind in CAPTIONED:
        await bot.edit_message_caption(**_caption(kept), **at)
    elif "live_period" in kept["location"]:
        place = {name: kept["location"][name] for name in LOCATION if kept["location"].get(name) is not None}
        await bot.edit_message_live_location(**place, **at)
    else:  # it is not followed any more
        await bot.stop_message_live_location(**at)


def _caption(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "caption": fitted_plain(kept.get("caption") or "", CAPTION_MAX) or None,
        "caption_entities": entities_of(kept.get("caption_entities")),
    }


async def react(bot: Bot, call: SetReaction) -> None:
    """The emoji or the nearest that a bot may set; where there is none, a line says it. A getter tells the emoji of a
    custom one: it draws on no budget.
    """
    row, emoji = call.row, call.row.emoji
    if row.custom:
        emoji = next((one.emoji or "" for one in await bot.get_custom_emoji_stickers([row.custom])), "")
    shown = nearest(emoji) if emoji else None
    if shown is None and (emoji or row.custom):
        await bot.send_message(
            call.chat.chat_id,
            f"{row.said} {emoji}".strip(),
            message_thread_id=call.chat.thread_id,
            disable_notification=True,
            reply_parameters=ReplyParameters(message_id=call.message_id, allow_sending_without_reply=True),
        )
        return
    reaction: list[ReactionTypeUnion] = [ReactionTypeEmoji(emoji=shown)] if shown else []
    await bot.set_message_reaction(call.chat.chat_id, call.message_id, reaction=reaction)
