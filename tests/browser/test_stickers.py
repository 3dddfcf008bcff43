"""Stickers and deleting, as people do it in the app."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from relay_bot.sandbox import ApiError, Client
from tests.browser.stage import Town, Viewer, client_side, desk_side, write


async def pick(page: Page, side: Locator, emoji: str) -> None:
    await side.get_by_role("button", name="Стикеры").click()
    await page.get_by_role("menuitem", name=f"Стикер {emoji}").click()


async def test_a_sticker_reaches_the_bot_and_its_copy_is_seen_on_the_other_side(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    await pick(page, client_side(page), "👍")
    first = await town.bot.update("message")
    while "sticker" not in first:
        first = await town.bot.update("message")
    assert (first["sticker"]["emoji"], first["sticker"]["type"]) == ("👍", "regular")
    await town.bot.call(
        "copyMessage", chat_id=town.group.id, from_chat_id=town.client.id, message_id=first["message_id"]
    )
    await desk_side(page).locator(".topic", has_text="General").click()
    await expect(desk_side(page).locator(".row.in .sticker")).to_have_js_property("naturalWidth", 512)
    await pick(page, client_side(page), "👍")
    again = await town.bot.update("message")
    assert again["sticker"]["file_unique_id"] == first["sticker"]["file_unique_id"]
    await town.bot.call("sendSticker", chat_id=town.client.id, sticker=first["sticker"]["file_id"])
    await expect(client_side(page).locator(".row.in .sticker")).to_have_attribute("alt", "👍")


async def test_a_sticker_answers_the_message_that_was_chosen(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    side = client_side(page)
    asked = await town.bot.call("sendMessage", chat_id=town.client.id, text="Всё дошло?")
    await side.locator(".row.in .bubble").dblclick()
    await expect(side.locator(".about")).to_contain_text("Всё дошло?")
    await pick(page, side, "👌")
    await expect(side.locator(".about")).to_be_hidden()
    answer = await town.bot.update("message")
    while "sticker" not in answer:
        answer = await town.bot.update("message")
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]


async def remove(page: Page, row: Locator) -> None:
    await row.hover()
    await row.get_by_role("button", name="Действия с сообщением").click()
    await page.get_by_role("menuitem", name="Удалить у всех").click()
    await page.get_by_role("button", name="Удалить", exact=True).click()


async def test_a_deleted_message_is_gone_and_the_bot_learns_it_only_when_it_needs_it(
    viewer: Viewer, town: Town
) -> None:
    await town.client.start()
    page = await viewer.open()
    side = client_side(page)
    bots = await town.bot.call("sendMessage", chat_id=town.client.id, text="Ваш вопрос передан")
    await write(side, "Не тот вес")
    mine = side.locator(".row.out", has_text="Не тот вес")
    await expect(mine.get_by_role("button", name="Действия с сообщением")).to_have_count(1)
    await remove(page, mine)
    await expect(mine).to_have_count(0)
    await remove(page, side.locator(".row.in", has_text="Ваш вопрос передан"))
    await expect(side.locator(".row.in")).to_have_count(0)
    waiting = await town.bot.call("getUpdates")
    assert [one["message"]["text"] for one in waiting] == ["/start", "Не тот вес"]
    gone = {"chat_id": town.client.id, "message_id": waiting[-1]["message"]["message_id"]}
    reaction = [{"type": "emoji", "emoji": "👍"}]
    refusals = [
        ("copyMessage", gone | {"chat_id": town.group.id, "from_chat_id": town.client.id}, "copy"),
        ("forwardMessage", gone | {"chat_id": town.group.id, "from_chat_id": town.client.id}, "forward"),
        ("setMessageReaction", gone | {"reaction": reaction}, "react"),
        ("deleteMessage", gone, "delete"),
        ("editMessageText", {"chat_id": town.client.id, "message_id": bots["message_id"], "text": "…"}, "edit"),
    ]
    async with Client(town.tg.url, town.tg.token) as bot:
        for method, fields, verb in refusals:
            with pytest.raises(ApiError, match=f"Bad Request: message to {verb} not found$"):
                await bot.call(method, **fields)


async def test_what_others_wrote_in_a_group_only_its_administrators_may_delete(viewer: Viewer, town: Town) -> None:
    helper = town.tg.person(202, "Пётр", role="manager")
    town.group.add(helper)
    town.group.record.managers.append(helper.id)
    await town.bot.call("sendMessage", chat_id=town.group.id, text="Сводка")
    await helper.write("Моё", chat=town.group)
    page = await viewer.open()
    await page.get_by_role("button", name="Менеджер: Анна").click()
    await page.get_by_role("menuitem", name="Пётр").click()
    bots, own = (desk_side(page).locator(".row", has_text=words) for words in ("Сводка", "Моё"))
    await bots.hover()
    await bots.get_by_role("button", name="Действия с сообщением").click()
    await expect(page.get_by_role("menuitem", name="Ответить")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Удалить у всех")).to_have_count(0)
    await page.keyboard.press("Escape")
    await remove(page, own)
    await expect(own).to_have_count(0)
    await page.get_by_role("button", name="Менеджер: Пётр").click()
    await page.get_by_role("menuitem", name="Анна").click()
    await remove(page, bots)
    await expect(bots).to_have_count(0)
