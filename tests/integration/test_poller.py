"""What stands between the poller and Telegram answers for it now and then: nothing of that may end the intake."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from aiohttp import web
from pydantic import SecretStr

from relay_bot.bell import Bell
from relay_bot.db.presence import Presence
from relay_bot.db.session import Database
from relay_bot.intake.botapi import BotApi, Keeper
from relay_bot.intake.poller import Poller
from tests.integration.street import Street, eventually

STRANGE: tuple[Callable[[], web.Response], ...] = (
    lambda: web.Response(status=502),
    lambda: web.Response(status=502, text="<html>Bad Gateway</html>"),
    lambda: web.json_response(None),
    lambda: web.json_response([]),
)


async def test_answers_that_are_not_the_bot_apis_are_waited_out(database: str, db: Database, street: Street) -> None:
    answers = [make() for make in STRANGE]

    async def get_updates(_: web.Request) -> web.Response:
        if answers:
            return answers.pop()
        await asyncio.sleep(0.01)
        update = {"update_id": 1, "message": {"chat": {"id": 5}}}
        return web.json_response({"ok": True, "result": [update]})

    server = web.Application()
    server.router.add_post("/bot1:A/getUpdates", get_updates)
    runner = web.AppRunner(server)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    presence = Presence(database, lambda _: None)
    presence.listening.set()
    url = "http://{}:{}".format(*runner.addresses[0])
    api, keeper = BotApi(url, SecretStr("1:A")), Keeper(db, 1, Bell())
    poller = asyncio.create_task(Poller(api, keeper, presence).run())

    async def received() -> bool:
        assert not poller.done(), poller.exception()
        return bool(await street.ask("SELECT count(*) FROM inbox"))

    try:
        await eventually(received, "the update after them")
    finally:
        poller.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await poller
        await runner.cleanup()
