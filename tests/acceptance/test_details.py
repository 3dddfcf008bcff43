"""What people say of a shipment beside the questions, from their message to the PDF; what an admin sees of mistakes."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.acceptance.conftest import Stage, first
from tests.acceptance.waybills import CREATE, NEW, RU, answer, bot_says, document, pdf_text, press, summary
from tests.unit.cli.process import relay_bot

WHOLE = (
    "Станок, 3 места по 120 кг, 120х80х150, из Казань, ул. Баумана 1, Пётр +79000000001 доб. 114, "
    "загрузка 25.11 с 9 до 18, в Москва, Ленина 5, безнал, объявленная стоимость 150 000 руб, хрупкое, t +2..+6, "
    "позвоните за час\nполучатель ООО «Вектор», ИНН 7701234567"
)


async def test_everything_that_was_said_is_on_the_summary_the_card_and_the_paper(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        await summary(stage, client, "3 × 120 кг = 360 кг", "💬 позвоните за час", "🕒 Погрузка: 25.11 с 9 до 18")
        await press(stage, client, RU.plain("btn-drop_remark"))
        await stage.until(lambda: "позвоните" not in bot_says(client, "Проверьте накладную").text, "no remark")
        await client.write("объявленная стоимость 200 000")
        await summary(stage, client, "Объявленная стоимость: 200 000 ₽")
        await press(stage, client, CREATE)
        text = pdf_text(await document(stage, client))
        said = ("200 000 ₽", "25.11 с 9 до 18", "ООО «Вектор», ИНН 7701234567", "+2..+6", "хрупкое", "доб. 114")
        assert [part for part in said if part not in text] == []
        assert "позвоните" not in text
        card = first(one for one in topic.messages if "📦" in one.text and "Накладная №" in one.text)
        assert card is not None and [part for part in said[:5] if part not in card.text] == []


async def test_what_a_client_puts_right_is_listed_for_the_admin(stage: Stage, tmp_path: Path) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.press_key(NEW)
        await answer(stage, client, "Что везём?", WHOLE)
        await summary(stage, client)
        await client.write("вес 750 кг")
        await summary(stage, client, "750 кг, мест: 3")
    env = {"LC_ALL": "ru_RU.UTF-8", "PYTHONIOENCODING": "utf-8", "RELAY_BOT_DATABASE__URL": stage.database}
    (tmp_path / "config.toml").write_text("", "utf-8")
    done = await asyncio.to_thread(relay_bot, "understand", "--missed", folder=tmp_path, **env)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Вес: «360 кг, мест: 3» → «750 кг, мест: 3»" in done.stdout and "Станок, 3 места по 120 кг" in done.stdout
