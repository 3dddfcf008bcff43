"""How the bot receives: long polling, the webhook, and what waits for it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from relay_bot.sandbox import ApiError, Client, Limits, Person, Sandbox


class Clock:
    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tg(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(enabled=False), self_check=True, clock=clock) as sandbox:
        yield sandbox
        assert sandbox.problems == []


@pytest.fixture
async def api(tg: Sandbox) -> AsyncIterator[Client]:
    async with Client(tg.url, tg.token) as client:
        yield client


@pytest.fixture
def client(tg: Sandbox) -> Person:
    return tg.person(7001, "Иван")


def texts(updates: list[dict]) -> list[str]:
    return [one["message"]["text"] for one in updates]


async def test_updates_come_again_until_the_offset_moves_on(api: Client, client: Person) -> None:
    await client.start()
    await client.write("a")
    first = await api.call("getUpdates", limit=1)
    assert texts(first) == ["/start"]
    assert texts(await api.call("getUpdates")) == ["/start", "a"]
    assert texts(await api.call("getUpdates", offset=first[0]["update_id"] + 1)) == ["a"]
    assert texts(await api.call("getUpdates")) == ["a"]


async def test_a_negative_offset_forgets_all_but_the_last(api: Client, client: Person) -> None:
    for text in "abc":
        await client.write(text)
    assert texts(await api.call("getUpdates", offset=-1)) == ["c"]
    assert texts(await api.call("getUpdates")) == ["c"]


async def test_a_long_poll_answers_when_something_arrives(tg: Sandbox, api: Client, client: Person) -> None:
    poll = asyncio.create_task(api.call("getUpdates", timeout=30))
    await tg.wait(lambda: tg.stats.by_method.get("getUpdates"))
    await client.write("привет")
    assert texts(await poll) == ["привет"]


async def test_a_second_reader_ends_the_first_with_409(tg: Sandbox, api: Client, client: Person) -> None:
    first = asyncio.create_task(api.call("getUpdates", timeout=30))
    await tg.wait(lambda: tg.stats.by_method.get("getUpdates") == 1)
    second = asyncio.create_task(api.call("getUpdates", timeout=30))
    with pytest.raises(ApiError, match="409 Conflict: terminated by other getUpdates request; make sure that only"):
        await first
    await client.write("привет")
    assert texts(await second) == ["привет"]


async def test_the_asked_kinds_are_remembered(api: Client, client: Person) -> None:
    await api.call("getUpdates", allowed_updates=["edited_message"])
    message = await client.write("a")
    await api.call("getUpdates")
    await client.edit(message, "b")
    [update] = await api.call("getUpdates")
    assert update["edited_message"]["text"] == "b"


async def test_updates_are_kept_for_24_hours(api: Client, client: Person, clock: Clock) -> None:
    await client.write("старое")
    clock.now += 23 * 3600
    await client.write("новое")
    clock.now += 2 * 3600
    assert texts(await api.call("getUpdates")) == ["новое"]


class Hook:
    """A bot's webhook that fails as often as it is told."""

    def __init__(self) -> None:
        self.got: list[dict] = []
        self.secrets: set[str | None] = set()
        self.failures = 0
        self.url = ""
        self.arrived = asyncio.Event()

    async def receive(self, request: web.Request) -> web.Response:
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.failures:
            self.failures -= 1
            return web.Response(status=500)
        self.got.append(await request.json())
        self.arrived.set()
        return web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_the_webhook_gets_updates_in_order_with_its_secret(
    tg: Sandbox, api: Client, client: Person, hook: Hook
) -> None:
    await client.write("до")
    await api.call("setWebhook", url=hook.url, secret_token="s3cret_")
    for text in "abc":
        await client.write(text)
    await tg.wait(lambda: len(hook.got) == 4)
    assert texts(hook.got) == ["до", "a", "b", "c"]
    assert hook.secrets == {"s3cret_"}
    await tg.wait(lambda: not tg.world.updates.pending)


async def test_a_failing_webhook_is_tried_again(tg: Sandbox, api: Client, client: Person, hook: Hook) -> None:
    hook.failures = 1
    await api.call("setWebhook", url=hook.url)
    await client.write("a")
    await tg.wait(lambda: hook.got)
    info = await api.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_polling_is_refused_while_a_webhook_is_set(api: Client, client: Person, hook: Hook) -> None:
    await api.call("setWebhook", url=hook.url)
    with pytest.raises(ApiError, match="409 Conflict: can't use getUpdates method while webhook is active"):
        await api.call("getUpdates")
    await api.call("deleteWebhook", drop_pending_updates=True)
    assert await api.call("getUpdates") == []
