"""What a call says: its formatted text, its files and its keyboard, turned into the fields of a message."""

from __future__ import annotations

from typing import Any

from relay_bot.sandbox.call import Call, Upload
from relay_bot.sandbox.entities import add_found, check_given, clean, parse_html, utf16_len
from relay_bot.sandbox.errors import ApiError, bad_request
from relay_bot.sandbox.files import PHOTO_LIMIT, UPLOAD_LIMIT, image_size
from relay_bot.sandbox.model import FileRecord
from relay_bot.sandbox.world import World

Json = dict[str, Any]

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


def formatted(world: World, source: str, parse_mode: str, given: list[Json] | None) -> tuple[str, list[Json]]:
    """Text and entities as Telegram keeps them. Raises `can't parse entities: …`."""
    mode = parse_mode.lower()
    if mode and mode != "html":
        raise bad_request(f"can't parse entities: parse mode {parse_mode} is not supported by the sandbox, use HTML")
    if mode:
        text, entities = parse_html(source, world.user_json)
    else:
        text, entities = source, check_given(source, given or [], world.user_json)
    text, entities = clean(text, entities)
    return text, add_found(text, entities)


def text_body(world: World, call: Call) -> Json:
    """Fields of a text message. Raises `message text is empty` and `message is too long`."""
    text, entities = formatted(world, call.params["text"], call.get("parse_mode", ""), call.get("entities"))
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT // 2 and utf16_len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")
    body: Json = {"text": text}
    if entities:
        body["entities"] = entities
    if call.get("link_preview_options"):
        body["link_preview_options"] = call.params["link_preview_options"]
    return body


def caption_body(world: World, source: Json) -> Json:
    """Fields of a caption, from a call or an InputMedia. Raises `message caption is too long`."""
    if not source.get("caption"):
        return {}
    text, entities = formatted(world, source["caption"], source.get("parse_mode") or "", source.get("caption_entities"))
    if utf16_len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    body: Json = {"caption": text} if text else {}
    if entities:
        body["caption_entities"] = entities
    if source.get("show_caption_above_media"):
        body["show_caption_above_media"] = True
    return body


def the_file(world: World, call: Call, kind: str, value: str, details: Json) -> FileRecord:
    """The file that a parameter names: an upload (attach://…) or the id of a known file."""
    if value.startswith("attach://"):
        upload = call.files.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request("there is no file to upload in the request")
        return _uploaded(world, kind, upload, details)
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    record = world.files.find(value)
    if record.kind != kind and {record.kind, kind} != {"animation", "document"}:
        was, wanted = (one.replace("_", " ").title().replace(" ", "") for one in (record.kind, kind))
        raise bad_request(f"can't use file of type {was} as {wanted}")
    return record


def _uploaded(world: World, kind: str, upload: Upload, details: Json) -> FileRecord:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo" and len(upload.content) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(upload.content)} bytes is too big for a photo; max size is 10485760 bytes"
        )
    if len(upload.content) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if kind == "photo" and image_size(upload.content) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return world.files.add(kind, upload.content, upload.name, upload.mime, **details)


def inline_keyboard(markup: Json | None) -> Json | None:
    """The inline keyboard of a call, checked. None for other markups and for an empty keyboard."""
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    for row in rows:
        for button in row:
            _check_button(button)
    return {"inline_keyboard": rows} if rows else None


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    actions = button.keys() - {"text", "icon_custom_emoji_id", "style"}
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    url = button.get("url")
    if url is not None and not url.startswith(("http://", "https://", "tg://")) and "." not in url:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def other_keyboard(markup: Json | None) -> Json | None:
    """A reply keyboard, its removal or a forced reply."""
    if not markup or "inline_keyboard" in markup:
        return None
    if "keyboard" in markup and not any(markup["keyboard"]):
        raise bad_request("reply keyboard is empty")
    return markup
