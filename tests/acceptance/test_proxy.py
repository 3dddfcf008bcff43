"""The whole bot behind a proxy, with no other way to Telegram."""

from __future__ import annotations

from tests.acceptance.conftest import Stage
from tests.unit.test_proxy import serving

NOBODY = "http://127.0.0.1:9"


async def test_a_bot_whose_only_way_is_a_proxy_serves_its_clients(stage: Stage) -> None:
    seen: list[bytes] = []
    client = stage.client()
    async with (
        serving(stage.tg.url, seen) as through,
        stage.bot(telegram={"api_url": NOBODY, "proxy": through}),
    ):
        topic = await stage.registered(client)
        await client.write("добрый день")
        await stage.until(lambda: "добрый день" in topic.texts)
        await stage.anna.write("здравствуйте", **stage.at(topic))
        await stage.until(lambda: "здравствуйте" in client.chat.texts)
    assert set(seen) == {b"CONNECT 127.0.0.1:9 HTTP/1.1"}
