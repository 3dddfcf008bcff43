"""Files that were sent: their ids, their contents, and the Bot API objects that show them."""

from __future__ import annotations

import mimetypes
import secrets
import struct
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.model import FileRecord

if TYPE_CHECKING:
    from relay_bot.sandbox.world import World

Json = dict[str, Any]

UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
DOWNLOAD_LIMIT = 20 * 1024 * 1024

_PREFIX = {
    "photo": "AgACAgIAAxk",
    "document": "BQACAgIAAxk",
    "video": "BAACAgIAAxk",
    "animation": "CgACAgIAAxk",
    "audio": "CQACAgIAAxk",
    "voice": "AwACAgIAAxk",
    "video_note": "DQACAgIAAxk",
    "sticker": "CAACAgIAAxk",
}
_FOLDER = {"photo": "photos", "document": "documents", "video": "videos", "animation": "animations", "audio": "music"}
_MIME = {
    "photo": "image/jpeg",
    "document": "application/octet-stream",
    "video": "video/mp4",
    "animation": "video/mp4",
    "audio": "audio/mpeg",
    "voice": "audio/ogg",
    "video_note": "video/mp4",
    "sticker": "image/webp",
}


class Files:
    """All files by id. Contents live in memory, or in the data folder when there is one."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.records: dict[str, FileRecord] = {}
        self._contents: dict[str, bytes] = {}

    def add(self, kind: str, content: bytes, name: str = "", mime: str = "", **details: Any) -> FileRecord:
        """Keep a new file. `details` are fields of its Bot API object: duration, width, performer …"""
        settings = self._world.settings
        settings.last_file += 1
        mime = mime or mimetypes.guess_type(name)[0] or _MIME[kind]
        extension = PurePosixPath(name).suffix or mimetypes.guess_extension(mime) or ".bin"
        extension = {".oga": ".ogg"}.get(extension, extension)
        file_id = f"{_PREFIX[kind]}{settings.last_file:06d}{secrets.token_hex(12)}"
        record = FileRecord(
            id=file_id,
            unique_id=f"AQAD{secrets.token_hex(6)}",
            kind=kind,
            name=name or f"file_{settings.last_file}{extension}",
            mime=mime,
            size=len(content),
            path=f"{_FOLDER.get(kind, kind)}/file_{settings.last_file}{extension}",
            body={**_defaults(kind, content), **{key: value for key, value in details.items() if value is not None}},
        )
        self.records[file_id] = record
        if self._world.store is not None:
            self._world.store.write_file(file_id, content)
        else:
            self._contents[file_id] = content
        self._world.touch("settings", "bot")
        self._world.touch("file", file_id)
        return record

    def sticker(self, emoji: str, content: bytes) -> FileRecord:
        """A sticker of a set: whoever sends it, and however often, it is one file."""
        for record in self.records.values():
            known = record.kind == "sticker" and record.body.get("emoji") == emoji and record.size == len(content)
            if known and self.content(record) == content:
                return record
        return self.add("sticker", content, emoji=emoji)

    def find(self, file_id: str) -> FileRecord:
        """The file with this id. Raises 400 for an unknown one."""
        record = self.records.get(file_id)
        if record is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return record

    def by_path(self, path: str) -> FileRecord | None:
        return next((record for record in self.records.values() if record.path == path), None)

    def content(self, record: FileRecord) -> bytes:
        if self._world.store is not None:
            return self._world.store.read_file(record.id)
        return self._contents[record.id]


def message_body(record: FileRecord) -> Json:
    """The field of a Message that carries this file."""
    common = {"file_id": record.id, "file_unique_id": record.unique_id}
    if record.kind == "photo":
        return {"photo": [{**common, **record.body, "file_size": record.size}]}
    body = {**common, **record.body, "file_size": record.size}
    if record.kind in ("document", "video", "animation", "audio"):
        body |= {"file_name": record.name, "mime_type": record.mime}
    if record.kind == "voice":
        body["mime_type"] = record.mime
    if record.kind == "animation":
        document = {**common, "file_name": record.name, "mime_type": record.mime, "file_size": record.size}
        return {"animation": body, "document": document}
    return {record.kind: body}


def _defaults(kind: str, content: bytes) -> Json:
    if kind == "photo":
        width, height = image_size(content) or (800, 600)
        return {"width": width, "height": height}
    if kind in ("video", "animation"):
        return {"width": 640, "height": 360, "duration": 1}
    if kind in ("audio", "voice"):
        return {"duration": 1}
    if kind == "video_note":
        return {"length": 240, "duration": 1}
    if kind == "sticker":
        return {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {}


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF or JPEG; (512, 512) for WebP and BMP; None when it is no picture."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return struct.unpack(">II", content[16:24])
    if content[:6] in (b"GIF87a", b"GIF89a") and len(content) >= 10:
        return struct.unpack("<HH", content[6:10])
    if content[:2] == b"BM" or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return 512, 512
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content) or (800, 600)
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 < len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None
