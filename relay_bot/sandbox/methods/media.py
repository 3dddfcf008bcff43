"""Sending files: one, or an album; and the files themselves."""

from __future__ import annotations

import secrets
from typing import Any

from relay_bot.sandbox import posting
from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.files import DOWNLOAD_LIMIT, message_body
from relay_bot.sandbox.methods.content import caption_body, the_file
from relay_bot.sandbox.methods.destination import place
from relay_bot.sandbox.methods.registry import method
from relay_bot.sandbox.methods.sending import deliver
from relay_bot.sandbox.model import Json
from relay_bot.sandbox.world import World

_DETAILS = ("duration", "width", "height", "performer", "title", "length")


def media_body(world: World, call: Call, kind: str, source: Json, value: str) -> Json:
    """The fields of a message with a file and a caption, from a call or an InputMedia."""
    body = caption_body(world, source)
    details = {key: source[key] for key in _DETAILS if key in source and kind not in ("photo", "document")}
    if kind == "live_photo":
        body |= _live_photo(world, call, source["photo"], value)
    else:
        body |= message_body(the_file(world, call, kind, value, details))
    if source.get("has_spoiler"):
        body["has_media_spoiler"] = True
    return body


_FILM = ("file_id", "file_unique_id", "width", "height", "duration", "mime_type", "file_size")


def _live_photo(world: World, call: Call, photo: str, film: str) -> Json:
    """A short film that shows as a photo; the sandbox keeps it as two files."""
    still = message_body(the_file(world, call, "photo", photo, {}))["photo"]
    moving = message_body(the_file(world, call, "video", film, {}))["video"]
    return {"live_photo": {name: moving[name] for name in _FILM} | {"photo": still}, "photo": still}


def _register(kind: str, name: str) -> None:
    @method(name, "Message", cost=1)
    def send(world: World, call: Call) -> Any:
        to = place(world, call)
        return posting.render(
            world, deliver(world, call, to, media_body(world, call, kind, call.params, call.params[kind]))
        )


for _kind, _name in {
    "photo": "sendPhoto",
    "live_photo": "sendLivePhoto",
    "document": "sendDocument",
    "video": "sendVideo",
    "animation": "sendAnimation",
    "audio": "sendAudio",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
    "sticker": "sendSticker",
}.items():
    _register(_kind, _name)


def _album_size(call: Call) -> int:
    return len(call.params["media"])


@method("sendMediaGroup", "Array of Message", cost=_album_size)
def send_media_group(world: World, call: Call) -> Any:
    to = place(world, call)
    media = call.params["media"]
    if not 2 <= len(media) <= 10:
        raise bad_request("expected 2-10 items in the album" if media else "there are no media in the request")
    kinds = {item["type"] for item in media}
    if len(kinds) > 1 and kinds & {"document", "audio"}:
        raise bad_request("documents and audio can't be mixed with other media types")
    bodies = [media_body(world, call, item["type"], item, item["media"]) for item in media]
    group = str(secrets.randbits(53))
    sent = [deliver(world, call, to, {**body, "media_group_id": group}) for body in bodies]
    return [posting.render(world, message) for message in sent]


@method("getFile", "File")
def get_file(world: World, call: Call) -> Any:
    record = world.files.find(call.params["file_id"])
    if record.size > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": record.id,
        "file_unique_id": record.unique_id,
        "file_size": record.size,
        "file_path": record.path,
    }
