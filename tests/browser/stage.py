"""The two sides before the page: a town with a client and a manager, a bot of a few calls, a watched browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp
from playwright.async_api import Browser, Locator, Page, ViewportSize, WebSocketRoute

from relay_bot.sandbox import Group, Person, Sandbox

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)


class Bot:
    """Calls the Bot API of the sandbox."""

    def __init__(self, session: aiohttp.ClientSession, tg: Sandbox) -> None:
        self._session = session
        self._base = f"{tg.url}/bot{tg.token}"
        self._offset = 0

    async def call(self, method: str, **fields: Any) -> Any:
        return await self._answer(method, json=fields)

    async def upload(self, method: str, kind: str, name: str, content: bytes, mime: str, **fields: Any) -> Any:
        form = aiohttp.FormData({key: str(value) for key, value in fields.items()}, quote_fields=False)
        form.add_field(kind, content, filename=name, content_type=mime)
        return await self._answer(method, data=form)

    async def _answer(self, method: str, **body: Any) -> Any:
        async with self._session.post(f"{self._base}/{method}", **body) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def update(self, kind: str) -> Any:
        """The next update of this kind; those before it are taken as handled."""
        while True:
            for update in await self.call("getUpdates", offset=self._offset, timeout=10):
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]


@dataclass(slots=True)
class Town:
    """A client, a manager with a group, and the bot."""

    tg: Sandbox
    bot: Bot
    client: Person
    manager: Person
    group: Group


class Line:
    """The wire of a page's live connection, to be cut and mended; a deaf one carries nothing to the page."""

    def __init__(self) -> None:
        self._up = True
        self.deaf = False
        self._sockets: list[WebSocketRoute] = []

    async def plug(self, socket: WebSocketRoute) -> None:
        if not self._up:
            await socket.close()
            return
        server = socket.connect_to_server()
        server.on_message(lambda frame: None if self.deaf else socket.send(frame))
        self._sockets.append(socket)

    async def cut(self) -> None:
        self._up = False
        self.deaf = False
        for socket in self._sockets:
            await socket.close()
        self._sockets.clear()

    def mend(self) -> None:
        self._up = True


@dataclass(slots=True)
class Viewer:
    """Opens the page in a fresh profile and watches that it stays at home and raises nothing."""

    browser: Browser
    town: Town
    faults: list[str]

    async def open(
        self,
        viewport: ViewportSize = DESKTOP,
        *,
        locale: str = "ru-RU",
        touch: bool = False,
        line: Line | None = None,
    ) -> Page:
        context = await self.browser.new_context(
            viewport=viewport, locale=locale, has_touch=touch, is_mobile=touch, reduced_motion="reduce"
        )
        page = await context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._at_home(request.url))
        if line is not None:
            await page.route_web_socket("**/ws", line.plug)
        await page.goto(self.town.tg.url)
        await page.wait_for_selector("body.ready")
        return page

    def _at_home(self, url: str) -> None:
        if url.startswith("http") and not url.startswith(self.town.tg.url):
            self.faults.append(f"a request to {url}")


def client_side(page: Page) -> Locator:
    return page.locator(".client-pane")


def desk_side(page: Page) -> Locator:
    return page.locator(".desk-pane")


async def write(side: Locator, text: str) -> None:
    await side.locator(".composer .field").fill(text)
    await side.locator(".composer .field").press("Enter")
