"""Send a message again from what was kept of it, when the original can't be copied any more."""

from collections.abc import Awaitable, Mapping, Sequence
from typing import Any

from aiogram import Bot
from aiogram.types import InlineKeyboardMarkup, InputPollOption, Message, MessageEntity, ReplyParameters

from relay_bot.delivery.fitting import CAPTION_MAX
from relay_bot.domain.signs import fitted_plain

LOCATION = ("latitude", "longitude", "live_period", "horizontal_accuracy", "heading", "proximity_alert_radius")
"""Of a location, also one that moves."""


def send_content(
    bot: Bot,
    chat_id: int,
    thread_id: int | None,
    kind: str,
    content: Mapping[str, Any],
    *,
    silent: bool,
    reply: ReplyParameters | None = None,
    buttons: InlineKeyboardMarkup | None = None,
) -> Awaitable[Message]:
    """`content`: the content fields of the Bot API message; files are sent by their id."""
    to: dict[str, Any] = {
        "chat_id": chat_id,
        "message_thread_id": thread_id,
        "disable_notification": silent or None,
        "reply_parameters": reply,
        "reply_markup": buttons,
    }
    caption, file_id = captioned(content), file_id_of(content.get(kind))
    match kind:
        case "photo":
            return bot.send_photo(photo=file_id, **caption, **to)
        case "live_photo":
            still = file_id_of(content["live_photo"].get("photo") or content.get("photo"))
            return bot.send_live_photo(live_photo=file_id, photo=still, **caption, **to)
        case "document":
            return bot.send_document(document=file_id, **caption, **to)
        case "video":
            return bot.send_video(video=file_id, **caption, **to)
        case "animation":
            return bot.send_animation(animation=file_id, **caption, **to)
        case "audio":
            return bot.send_audio(audio=file_id, **caption, **to)
        case "voice":
            return bot.send_voice(voice=file_id, **caption, **to)
        case "video_note":
            return bot.send_video_note(video_note=file_id, **to)
        case "sticker":
            return bot.send_sticker(sticker=file_id, **to)
        case "location":
            return bot.send_location(**_only(content["location"], *LOCATION), **to)
        case "venue":
            venue = content["venue"]
            at = _only(venue["location"], "latitude", "longitude")
            return bot.send_venue(**at, **_only(venue, "title", "address"), **to)
        case "contact":
            return bot.send_contact(**_only(content["contact"], "phone_number", "first_name", "last_name"), **to)
        case "poll":
            return bot.send_poll(**poll_of(content["poll"]), **to)
        case _:
            text = fitted_plain(content.get("text") or f"[{kind}]")
            return bot.send_message(text=text, entities=entities_of(content.get("entities")), **to)


def poll_of(poll: Mapping[str, Any]) -> dict[str, Any]:
    """A poll without its votes as parameters of a call. A quiz asks too: nobody tells a bot which answer is right."""
    options = [
        InputPollOption(text=one["text"], text_entities=entities_of(one.get("text_entities")))
        for one in poll["options"]
    ]
    asked = {"question": poll["question"], "question_entities": entities_of(poll.get("question_entities"))}
    return asked | {"options": options} | _only(poll, "is_anonymous", "allows_multiple_answers")


def captioned(content: Mapping[str, Any]) -> dict[str, Any]:
    """The caption as parameters of a call."""
    return {
        "caption": fitted_plain(content.get("caption") or "", CAPTION_MAX) or None,  # Premium writes longer ones
        "caption_entities": entities_of(content.get("caption_entities")),
    }


def file_id_of(media: Any) -> str:
    """The largest photo's id, or the file's own."""
    if isinstance(media, list):
        return str(media[-1]["file_id"])
    return str(media["file_id"]) if isinstance(media, dict) and "file_id" in media else ""


def entities_of(raw: Sequence[Mapping[str, Any]] | None) -> list[MessageEntity] | None:
    return [MessageEntity.model_validate(entity) for entity in raw] if raw else None


def _only(fields: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: fields[name] for name in names if name in fields}
