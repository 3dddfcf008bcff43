"""They talk: what is written on one side appears on the other."""

from __future__ import annotations

from tests.acceptance.conftest import Stage


async def test_a_client_and_a_manager_talk(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("Добрый день")
        await stage.until(lambda: "Добрый день" in topic.texts)
        await stage.anna.write("Здравствуйте", chat=topic)
        await stage.until(lambda: client.chat.texts[-1] == "Здравствуйте")
