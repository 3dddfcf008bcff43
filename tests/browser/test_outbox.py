"""What is sent while the page has no connection."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from tests.browser.stage import Line, Town, Viewer, client_side, desk_side, write


def clocks(side: Locator) -> Locator:
    return side.get_by_role("img", name="ещё не отправлено")


async def test_what_is_sent_offline_waits_with_a_clock_and_leaves_once_and_in_order(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    line = Line()
    page = await viewer.open(line=line)
    side = client_side(page)
    await expect(side.locator(".row.out")).to_have_count(1)
    await line.cut()
    await write(side, "Груз **готов**")
    await write(side, "Когда машина?")
    await side.get_by_role("button", name="Стикеры").click()
    await page.get_by_role("menuitem", name="Стикер 🚚").click()
    await expect(clocks(side)).to_have_count(3)
    await expect(side.locator(".row.out strong")).to_have_text("готов")
    await expect(side.locator(".row.out .sticker")).to_have_js_property("naturalWidth", 512)
    assert town.client.chat.texts == ["/start"]
    line.mend()
    await expect(clocks(side)).to_have_count(0)
    await expect(side.locator(".row.out")).to_have_count(4)
    assert [one.text or one.sticker["emoji"] for one in town.client.chat] == [
        "/start",
        "Груз готов",
        "Когда машина?",
        "🚚",
    ]


async def test_what_waits_survives_a_reload(viewer: Viewer, town: Town) -> None:
    line = Line()
    page = await viewer.open(line=line)
    side = desk_side(page)
    await expect(side.locator(".field")).to_be_visible()
    await line.cut()
    for number in range(3):
        await write(side, f"Ответ {number}")
    await expect(clocks(side)).to_have_count(3)
    await page.reload()
    line.mend()
    await expect(side.locator(".row.out")).to_have_count(3)
    await expect(clocks(side)).to_have_count(0)
    assert town.group.general.texts == ["Ответ 0", "Ответ 1", "Ответ 2"]


async def test_what_arrived_without_the_page_hearing_of_it_is_not_sent_twice(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    line = Line()
    side = client_side(await viewer.open(line=line))
    await expect(side.locator(".row.out")).to_have_count(1)
    line.deaf = True
    await write(side, "Один раз")
    await town.tg.wait(lambda: town.client.chat.last.text == "Один раз")
    await expect(clocks(side)).to_have_count(1)
    await line.cut()
    line.mend()
    await expect(clocks(side)).to_have_count(0)
    await expect(side.locator(".row.out")).to_have_count(2)
    assert town.client.chat.texts == ["/start", "Один раз"]


async def test_what_is_refused_once_the_connection_is_back_is_told_and_waits_no_longer(
    viewer: Viewer, town: Town
) -> None:
    await town.client.start()
    line = Line()
    page = await viewer.open(line=line)
    await expect(client_side(page).locator(".row.out")).to_have_count(1)
    await line.cut()
    await write(client_side(page), "Ау")
    await expect(clocks(client_side(page))).to_have_count(1)
    town.client.block()
    line.mend()
    await expect(page.locator(".toast-error")).to_contain_text("stopped the bot")
    await expect(clocks(client_side(page))).to_have_count(0)
    assert town.client.chat.texts == ["/start"]


async def test_a_lost_connection_leaves_what_is_being_written_and_answered(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    line = Line()
    page = await viewer.open(line=line)
    side = client_side(page)
    await town.bot.call("sendMessage", chat_id=town.client.id, text="Какой вес?")
    await side.locator(".row.in .bubble").dblclick()
    await side.locator(".field").fill("Вес 800")
    await line.cut()
    await expect(page.get_by_text("Соединение…")).to_be_visible()
    line.mend()
    await expect(page.get_by_text("Соединение…")).to_be_hidden()
    await expect(side.locator(".about")).to_contain_text("Какой вес?")
    await side.locator(".field").press("Enter")
    await expect(side.locator(".row.out .quote")).to_contain_text("Какой вес?")
    assert town.client.chat.last.text == "Вес 800"


async def test_each_chat_keeps_a_draft_of_its_own(viewer: Viewer, town: Town) -> None:
    await town.manager.create_topic(town.group, "Вектор · Уфа")
    side = desk_side(await viewer.open())
    await side.locator(".topic", has_text="General").click()
    await side.locator(".field").fill("для всех")
    await side.locator(".topic", has_text="Вектор").click()
    await expect(side.locator(".field")).to_have_value("")
    await side.locator(".field").fill("для Вектора")
    await side.locator(".topic", has_text="General").click()
    await expect(side.locator(".field")).to_have_value("для всех")
