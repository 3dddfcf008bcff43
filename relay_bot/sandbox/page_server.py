"""The page over HTTP: its static files, the files of messages, uploads, and the live connection."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import WSCloseCode, web

from relay_bot.sandbox.errors import ApiError, SandboxError
from relay_bot.sandbox.files import image_size
from relay_bot.sandbox.model import FileRecord, Json
from relay_bot.sandbox.page_actions import place, viewer
from relay_bot.sandbox.page_socket import Asked, PageSocket

if TYPE_CHECKING:
    from relay_bot.sandbox.sandbox import Sandbox

PAGE = Path(__file__).parent / "page"
# What a browser shows without being able to run anything in it; everything else opens in a locked box.
HARMLESS = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "audio/", "video/")
UNFRAMED = "frame-ancestors 'none'"
FRESH = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
ALBUMS = ({"photo", "video"}, {"document"}, {"audio"})


class PageServer:
    """Routes of the page."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._asked = Asked()
        self._sockets: set[web.WebSocketResponse] = set()

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/", self._index),
            web.get("/ws", self._live),
            web.get("/page-file/{file_id}", self._file),
            web.post("/page-upload", self._upload),
            web.static("/page", PAGE),
        ]

    async def close(self, app: web.Application) -> None:
        """End the live connections, so that the server can stop."""
        for socket in list(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        """The page in the sandbox's language, or in the visitor's; in a language that has its own sandbox: there."""
        wanted = _language(request)
        if wanted in self._sandbox.beside:
            raise web.HTTPFound(f"/{wanted}/", headers=FRESH)
        page = (PAGE / "index.html").read_text("utf-8")
        told = page.replace('<html lang="ru">', f'<html lang="{self._sandbox.language or wanted}">')
        return web.Response(text=told, content_type="text/html", headers=FRESH | {"Content-Security-Policy": UNFRAMED})

    async def _live(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=30, max_msg_size=1024 * 1024)
        await socket.prepare(request)
        self._sandbox.opened.set()
        self._sockets.add(socket)
        try:
            await PageSocket(self._sandbox, socket, self._asked).run()
        finally:
            self._sockets.discard(socket)
        return socket

    async def _file(self, request: web.Request) -> web.StreamResponse:
        files = self._sandbox.world.files
        try:
            record = files.find(request.match_info["file_id"])
        except ApiError:
            raise web.HTTPNotFound from None
        content = files.content(record)
        headers = _file_headers(record)
        try:
            part = request.http_range
        except ValueError:  # what is no range is as good as none (RFC 9110, 14.2)
            return web.Response(body=content, headers=headers)
        if part.start is None and part.stop is None:
            return web.Response(body=content, headers=headers)
        # Players ask for pieces, to be able to jump.
        first, last, _ = part.indices(len(content))
        if first >= last:
            unmet = {"Content-Range": f"bytes */{len(content)}"}
            raise web.HTTPRequestRangeNotSatisfiable(headers=unmet)
        headers["Content-Range"] = f"bytes {first}-{last - 1}/{len(content)}"
        return web.Response(status=206, body=content[first:last], headers=headers)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        action: Json = {key: value for key, value in form.items() if isinstance(value, str)}
        files = [one for one in form.getall("file", []) if isinstance(one, web.FileField)]
        if not files:
            raise web.HTTPBadRequest(text="there is no file")
        try:
            await self._send_files(action, files)
        except (SandboxError, KeyError, ValueError) as error:
            raise web.HTTPBadRequest(text=str(error).split("\n")[0]) from None
        return web.json_response({"ok": True})

    async def _send_files(self, action: Json, files: list[web.FileField]) -> None:
        person, where = viewer(self._sandbox, action), place(self._sandbox, action)
        read = [(one, one.file.read()) for one in files]
        kinds = [_kind(action.get("kind", "auto"), one.content_type, content) for one, content in read]
        together = len(read) > 1 and any(set(kinds) <= album for album in ALBUMS)
        extra = {"media_group_id": str(secrets.randbits(53))} if together else {}
        for index, ((one, content), kind) in enumerate(zip(read, kinds, strict=True)):
            caption = str(action.get("caption") or "") if index == 0 else ""
            mime, name = one.content_type, one.filename
            await person.send_file(
                kind, content, file_name=name, mime=mime, caption=caption, extra=dict(extra), **where
            )


def _language(request: web.Request) -> str:
    """What the visitor has chosen on the page, else what the browser asks for first; Russian where it says nothing."""
    asked = request.cookies.get("language") or request.headers.get("Accept-Language") or "ru"
    return "ru" if asked.strip().lower().startswith("ru") else "en"


def _kind(wanted: str, mime: str, content: bytes) -> str:
    """As what a file is sent. A "photo" that is none goes as a document, as in the apps."""
    if wanted in ("voice", "document"):
        return wanted
    if mime != "image/gif" and image_size(content) is not None:
        return "photo"
    if mime.startswith("video/"):
        return "video"
    return "audio" if mime in ("audio/mpeg", "audio/mp4", "audio/flac") else "document"


def _file_headers(record: FileRecord) -> dict[str, str]:
    headers = {
        "Content-Type": record.mime,
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(record.name)}",
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=3600",
    }
    if not record.mime.startswith(HARMLESS):
        headers["Content-Security-Policy"] = "sandbox"
    return headers
