"""Telegram brings the updates. Promise 1: 200 is answered only once an update is committed to the inbox.

Every process that receives serves the address, behind a balancer or on a shared port; the one that holds the
listener's lock also tells Telegram where it is (`Registration`). Telegram sends a chat's next message only after the
former one was answered with 200, so each lane keeps its order; taps are not ordered to messages.
"""

import asyncio
import hashlib
import hmac
import json
import socket
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import urlsplit

import structlog
from aiohttp import web

from relay_bot import ports
from relay_bot.config.tables import Telegram
from relay_bot.db.presence import Presence
from relay_bot.ending import FINISH_S
from relay_bot.errors import DatabaseAway
from relay_bot.intake.botapi import NOT_NOW, BotApi, Keeper
from relay_bot.intake.kinds import ALLOWED_UPDATES

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 its name
BODY_BYTES = 1024 * 1024
"""An update is a few kilobytes; the longest text with every entity is far below this."""

CONNECTIONS = 20
"""At once from Telegram, over all processes: each takes a transaction of a few milliseconds."""

LAST_COMER_S = 0.05
"""Who was let in just before the door closed is known to the server a few turns of the loop later, and closed too."""

LARGEST_ID = 2**63 - 1


def secret_of(telegram: Telegram) -> str:
    """What Telegram has to send along. Without one in config.toml it follows from the token, and does not tell it."""
    chosen = telegram.webhook.secret.get_secret_value()
    token = telegram.token.get_secret_value().encode()
    return chosen or hmac.new(token, b"relay-bot webhook", hashlib.sha256).hexdigest()


@dataclass
class Webhook:
    """Serves the address of [telegram.webhook] until it is cancelled; requests in flight are then finished."""

    telegram: Telegram
    keeper: Keeper

    async def run(self) -> None:
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=FINISH_S)
        await runner.setup()
        try:
            # Several processes on one machine share the port: a spare, or one that is being restarted.
            shared = hasattr(socket, "SO_REUSEPORT") or None  # not on Windows
            await ports.serve(runner, self.telegram.webhook.listen, shared=shared)
            log.info("webhook_served", listen=self.telegram.webhook.listen)
            await asyncio.Event().wait()
        finally:
            for site in list(runner.sites):
                await site.stop()
            await asyncio.sleep(LAST_COMER_S)
            await runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=BODY_BYTES)
        app.router.add_post(urlsplit(self.telegram.webhook.url).path or "/", self._received)
        return app

    async def _received(self, request: web.Request) -> web.Response:
        """Whoever does not know the secret costs nothing but this comparison: the body is not read."""
        told = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(told, secret_of(self.telegram).encode()):
            log.warning("webhook_forged")
            return web.Response(status=403)
        body = await request.read()
        try:
            update = _update(body)
        except (ValueError, RecursionError):
            log.warning("webhook_garbage", bytes=len(body))  # not what it says: that may be a client's
            return web.Response(status=400)
        try:
            await self.keeper.keep([update])
        except DatabaseAway as error:
            log.warning("updates_not_received", error=type(error).__name__)
            return web.Response(status=503)  # Telegram comes again
        return web.Response()


def _update(body: bytes) -> dict[str, Any]:
    """Raises ValueError or RecursionError for what is no update, or can't be stored as one."""
    update = json.loads(body, parse_constant=_no_json)
    number = update.get("update_id") if isinstance(update, dict) else None
    if type(number) is not int or not 0 <= number <= LARGEST_ID:
        raise ValueError("no update")
    return dict(update)


def _no_json(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity, which Python reads and PostgreSQL does not


# --- who tells Telegram where it is -----------------------------------------------------------------------------------

CALL_S = 20.0
WATCH_S = 10.0
WATCH_BEHIND_S = 0.5


@dataclass
class Registration:
    """While this process holds the listener's lock: the webhook is set, is ours, and we know how far behind it is."""

    telegram: Telegram
    api: BotApi
    presence: Presence
    _error_at: int = 0

    async def run(self) -> None:
        async with self.api.open(CALL_S):
            while True:
                await self.presence.listening.wait()
                await self._hold()

    async def _hold(self) -> None:
        registered = False  # its secret can't be asked for: it is told once by whoever takes over
        failures = 0
        while self.presence.listening.is_set():
            try:
                registered = await self._watch() if registered else await self._register()
                failures = 0
            except NOT_NOW as error:
                failures += 1
                self.presence.caught_up = False
                log.warning("webhook_not_watched", error=type(error).__name__, failures=failures)
                await asyncio.sleep(min(0.3 * 2 ** min(failures, 6), 10))

    async def _register(self) -> bool:
        told = await self.api.call(
            "setWebhook",
            {
                "url": self.telegram.webhook.url,
                "secret_token": secret_of(self.telegram),
                "allowed_updates": ALLOWED_UPDATES,
                "max_connections": CONNECTIONS,
            },
        )
        if not told.get("ok"):
            await self.api.refused("setWebhook", told, wait_s=5)
            return False
        log.info("webhook_registered")
        return True

    async def _watch(self) -> bool:
        """Once nothing waits there all is in the inbox, until Telegram says that it could not bring something."""
        answer = await self.api.call("getWebhookInfo")
        if not answer.get("ok"):
            await self.api.refused("getWebhookInfo", answer)
            return True
        info = answer["result"]
        if info.get("url") != self.telegram.webhook.url:
            self.presence.caught_up = False
            log.warning("webhook_moved_away")
            return False
        waiting, failed_at = info.get("pending_update_count", 0), info.get("last_error_date", 0)
        if failed_at > self._error_at:
            self._error_at, self.presence.caught_up = failed_at, False
            log.warning("webhook_failed", reason=info.get("last_error_message", ""), waiting=waiting)
        if not waiting:
            self.presence.caught_up = True
        await asyncio.sleep(WATCH_S if self.presence.caught_up else WATCH_BEHIND_S)
        return True
