"""«Текст с фото»: where there is none to show, the manager hears what happened."""

from __future__ import annotations

from typing import Any

from relay_bot.domain.tap import TextOfPhoto, data_of
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, sql

__all__ = ["sql"]
RU = Texts.load().lang("ru")
TOLD = {
    None: "reading",
    "blank": "none",
    "slow": "failed",
    "broken": "failed",
    "damaged": "failed",
    "not_picture": "failed",
    "large": "large",
    "off": "off",
}


async def test_a_photo_without_a_text_says_why(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.send_photo(b"\xff\xd8photo")
        photo: Any = await stage.until(lambda: first(m for m in topic.messages if m.photo))
        kept = await sql("SELECT id FROM messages WHERE side = 'client'")
        button = {"text": "x", "callback_data": data_of(TextOfPhoto(kept))}

        async def told() -> str:
            return str(await (await stage.anna.press_button(photo.record, button)).answer())

        assert await told() == RU.plain("photo_text-off"), "nobody was asked to read it"
        await sql(
            "INSERT INTO recordings (client_id, relay_id, lane, kind, file_id, bytes) "
            "SELECT client_id, id, 'x', 'photo', 'x', 1 FROM messages WHERE id = :id",
            id=kept,
        )
        for trouble, key in TOLD.items():
            state = "queued" if trouble is None else "done"
            await sql("UPDATE recordings SET state = :state, trouble = :trouble", state=state, trouble=trouble)
            assert await told() == RU.plain(f"photo_text-{key}"), trouble
