"""What rang, what was begun, what day it is: found again where it is looked for."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.stage import PHONE, Town, Viewer, client_side, desk_side


async def ring(town: Town, name: str, text: str) -> None:
    """A loud message in a new topic."""
    topic = await town.bot.call("createForumTopic", chat_id=town.group.id, name=name)
    where = {"chat_id": town.group.id, "message_thread_id": topic["message_thread_id"]}
    await town.bot.call("sendMessage", text=text, **where)


async def test_the_toast_of_a_ring_opens_its_topic(viewer: Viewer, town: Town) -> None:
    page = await viewer.open()
    await ring(town, "Вектор · Уфа", "Вызов: Иван Петров")
    await page.locator(".toast-ring", has_text="Вызов: Иван Петров").click()
    await expect(desk_side(page).locator(".chat-title")).to_have_text("Вектор · Уфа")
    await expect(desk_side(page).locator(".row.in", has_text="Вызов: Иван Петров")).to_be_in_viewport()
    await expect(page.locator(".toast-ring")).to_have_count(0)
    await expect(page.locator(".bell .badge")).to_be_hidden()


async def test_on_a_phone_the_toast_of_a_ring_goes_to_the_desk(viewer: Viewer, town: Town) -> None:
    page = await viewer.open(PHONE, touch=True)
    await ring(town, "Вектор · Уфа", "Вызов: Иван Петров")
    await page.locator(".toast-ring").tap()
    await expect(desk_side(page).locator(".row.in", has_text="Вызов: Иван Петров")).to_be_in_viewport()
    await expect(page.get_by_role("tab", name="Менеджер")).to_have_attribute("aria-selected", "true")


async def test_a_reload_keeps_drafts_and_the_list_of_what_rang(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    await ring(town, "Вектор · Уфа", "Вызов: Иван Петров")
    await ring(town, "Ромашка · Казань", "Вызов: Мария Орлова")
    await expect(page.locator(".bell .badge")).to_have_text("2")
    await client_side(page).locator(".field").fill("Вес 800")
    await desk_side(page).locator(".topic", has_text="Вектор").click()
    await desk_side(page).locator(".field").fill("Уточняю")
    await page.reload()
    await expect(page.locator(".bell .badge")).to_have_text("2")
    await expect(client_side(page).locator(".field")).to_have_value("Вес 800")
    await expect(desk_side(page).locator(".field")).to_have_value("Уточняю")
    await page.get_by_role("button", name="Уведомления со звуком").click()
    await expect(page.get_by_role("menuitem")).to_have_count(2)
    await page.get_by_role("menuitem", name="Вызов: Мария Орлова").click()
    await expect(desk_side(page).locator(".chat-title")).to_have_text("Ромашка · Казань")
    await expect(desk_side(page).locator(".row.in", has_text="Вызов: Мария Орлова")).to_be_in_viewport()


OVERLAPS = """(scroller) => {
  const box = (node) => node.getBoundingClientRect();
  const days = [...scroller.querySelectorAll(".day span")].map(box);
  const bubbles = [...scroller.querySelectorAll(".bubble")].map(box);
  const meet = (a, b) => a.top < b.bottom && b.top < a.bottom && a.left < b.right && b.left < a.right;
  return days.flatMap((day) => bubbles.filter((bubble) => meet(day, bubble))).length;
}"""


async def test_the_caption_of_a_day_covers_no_message_wherever_one_reads(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    for number in range(40):
        await town.client.write(f"Сообщение {number}: " + "длинное " * 30)
    page = await viewer.open()
    scroller = client_side(page).locator(".scroller")
    await expect(client_side(page).get_by_text("Сообщение 39")).to_be_in_viewport()
    for top in (1e6, 900, 500, 137, 0):
        await scroller.evaluate("(element, top) => { element.scrollTop = top; }", top)
        assert await scroller.evaluate(OVERLAPS) == 0
    await expect(client_side(page).get_by_text("Сегодня")).to_be_in_viewport()
