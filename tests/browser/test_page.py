"""The page as people use it: two sides, one local Telegram."""

from __future__ import annotations

import struct
import zlib

from playwright.async_api import expect

from tests.browser.stage import PHONE, Line, Town, Viewer, client_side, desk_side, write

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF"""


def png(width: int = 640, height: int = 480) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + bytes((90, 130, 170)) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def new_topic(town: Town, name: str) -> int:
    topic = await town.bot.call("createForumTopic", chat_id=town.group.id, name=name)
    return int(topic["message_thread_id"])


async def test_a_client_presses_start_and_they_write_to_each_other(viewer: Viewer, town: Town) -> None:
    side = client_side(await viewer.open())
    await side.get_by_role("button", name="Запустить").click()
    assert (await town.bot.update("message"))["text"] == "/start c_x7abc"
    await town.bot.call("sendMessage", chat_id=town.client.id, text="Здравствуйте, <b>Иван</b>", parse_mode="HTML")
    await expect(side.locator(".row.in strong")).to_have_text("Иван")
    await write(side, "Когда машина?")
    assert (await town.bot.update("message"))["text"] == "Когда машина?"
    await expect(side.locator(".row.out").last).to_contain_text("Когда машина?")
    await expect(side.locator(".composer .field")).to_have_value("")


async def test_a_topic_appears_opens_and_the_manager_writes_into_it(viewer: Viewer, town: Town) -> None:
    side = desk_side(await viewer.open())
    thread = await new_topic(town, "Ромашка ООО · Казань")
    await town.bot.call("sendMessage", chat_id=town.group.id, message_thread_id=thread, text="Где груз?")
    topic = side.locator(".topic", has_text="Ромашка ООО")
    await expect(topic.locator(".badge")).to_have_text("1")
    await topic.click()
    await expect(side.locator(".chat-title")).to_have_text("Ромашка ООО · Казань")
    await expect(side.locator(".row.in")).to_contain_text("Где груз?")
    await expect(topic.locator(".badge")).to_have_count(0)
    await write(side, "Будет завтра")
    message = await town.bot.update("message")
    while "text" not in message:
        message = await town.bot.update("message")
    assert (message["text"], message["message_thread_id"]) == ("Будет завтра", thread)


async def test_a_link_to_a_topic_opens_it_beside_the_client(viewer: Viewer, town: Town) -> None:
    page = await viewer.open()
    thread = await new_topic(town, "Вектор · Уфа")
    link = f"https://t.me/c/2000000001/{thread}"
    await town.bot.call("sendMessage", chat_id=town.group.id, text=f'<a href="{link}">Вектор</a>', parse_mode="HTML")
    await desk_side(page).locator(".topic", has_text="General").click()
    await desk_side(page).get_by_role("link", name="Вектор").click()
    await expect(desk_side(page).locator(".chat-title")).to_have_text("Вектор · Уфа")
    assert len(page.context.pages) == 1


async def test_a_pressed_button_reaches_the_bot_and_its_answer_is_shown(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    buttons = [[{"text": "Оформить", "callback_data": "ok"}, {"text": "Отменить", "callback_data": "no"}]]
    markup = {"inline_keyboard": buttons}
    await town.bot.call("sendMessage", chat_id=town.client.id, text="Проверьте накладную", reply_markup=markup)
    key = page.get_by_role("button", name="Оформить")
    await key.click()
    await expect(key).to_have_attribute("aria-busy", "true")
    query = await town.bot.update("callback_query")
    assert query["data"] == "ok"
    await town.bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Оформляем")
    await expect(page.locator(".toast")).to_have_text("Оформляем")
    await expect(key).not_to_have_attribute("aria-busy", "true")
    await page.get_by_role("button", name="Отменить").click()
    query = await town.bot.update("callback_query")
    await town.bot.call("answerCallbackQuery", callback_query_id=query["id"], text="Точно?", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("Точно?")


async def test_an_edited_message_changes_in_place(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    side = client_side(await viewer.open())
    sent = await town.bot.call("sendMessage", chat_id=town.client.id, text="Вес 800 кг")
    await expect(side.locator(".row.in")).to_contain_text("800")
    await town.bot.call("editMessageText", chat_id=town.client.id, message_id=sent["message_id"], text="Вес 700 кг")
    await expect(side.locator(".row.in")).to_contain_text("700")
    await expect(side.locator(".row.in")).to_have_count(1)


async def test_what_is_typed_with_marks_or_keys_is_formatted(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    side = client_side(page)
    await write(side, "вес **800 кг**, `A-1` и ~~не срочно~~")
    await expect(side.locator(".row.out").last.locator("b, strong")).to_have_text("800 кг")
    field = side.locator(".field")
    await field.fill("срочно")
    await field.press("Control+a")
    await field.press("Control+b")
    await expect(field).to_have_value("**срочно**")
    await field.press("Enter")
    message = await town.bot.update("message")
    while message.get("text") != "срочно":
        message = await town.bot.update("message")
    assert message["entities"] == [{"type": "bold", "offset": 0, "length": 6}]


async def test_a_selected_part_of_a_message_is_quoted_in_the_reply(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    side = client_side(await viewer.open())
    sent = await town.bot.call("sendMessage", chat_id=town.client.id, text="Вес 800 кг, объём 2 м³")
    text = side.locator(".row.in .text").last
    await text.evaluate(
        """(element) => {
          const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
          getSelection().setBaseAndExtent(words, 4, words, 10);
        }"""
    )
    await side.locator(".row.in .more").last.click()
    await side.page.get_by_role("menuitem", name="Ответить на выделенное").click()
    await expect(side.locator(".about")).to_contain_text("«800 кг»")
    await write(side, "верно")
    await expect(side.locator(".row.out .quote")).to_contain_text("800 кг")
    message = await town.bot.update("message")
    while message.get("text") != "верно":
        message = await town.bot.update("message")
    assert message["reply_to_message"]["message_id"] == sent["message_id"]
    assert message["quote"] == {"text": "800 кг", "position": 4, "is_manual": True}


async def test_arrow_up_edits_the_last_message(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    side = client_side(page)
    await write(side, "800 кг")
    await expect(side.locator(".row.out").last).to_contain_text("800 кг")
    field = side.locator(".field")
    await field.press("ArrowUp")
    await expect(field).to_have_value("800 кг")
    await field.fill("900 кг")
    await field.press("Enter")
    assert (await town.bot.update("edited_message"))["text"] == "900 кг"
    await expect(side.locator(".row.out").last).to_contain_text("900 кг")


async def test_an_edit_keeps_the_formatting_and_may_add_to_it(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    side = client_side(await viewer.open())
    await write(side, "вес **800 кг** и `A-1`")
    await expect(side.locator(".row.out strong")).to_have_text("800 кг")
    field = side.locator(".field")
    await field.press("ArrowUp")
    await expect(field).to_have_value("вес **800 кг** и `A-1`")
    await field.fill("вес **900 кг** и `A-1`, __срочно__")
    await field.press("Enter")
    edited = await town.bot.update("edited_message")
    assert edited["text"] == "вес 900 кг и A-1, срочно"
    assert [one["type"] for one in edited["entities"]] == ["bold", "code", "italic"]
    await expect(side.locator(".row.out strong")).to_have_text("900 кг")


async def test_what_is_written_is_never_shown_twice(viewer: Viewer, town: Town) -> None:
    """While it waits it has a clock; the message takes its place at once."""
    await town.client.start()
    page = await viewer.open()
    await page.evaluate(
        """() => {
            window.most = 0;
            const shown = () => document.querySelectorAll(".client-pane .row.out strong").length;
            const count = () => { most = Math.max(most, shown()); };
            new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
        }"""
    )
    await write(client_side(page), "вес **800 кг**")
    await town.bot.update("message")
    await town.bot.update("message")
    await expect(client_side(page).locator(".meta-waiting")).to_have_count(0)
    await expect(client_side(page).locator(".row.out strong")).to_have_text("800 кг")
    assert await page.evaluate("window.most") == 1


async def test_a_pdf_opens_in_the_viewer(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    name = "Накладная 2611-00042.pdf"
    await town.bot.upload("sendDocument", "document", name, PDF, "application/pdf", chat_id=town.client.id)
    await page.get_by_role("button", name=f"Открыть документ {name}").click()
    dialog = page.get_by_role("dialog", name=name)
    frame = dialog.locator("iframe")
    await expect(frame).to_be_visible()
    response = await page.request.get(town.tg.url + str(await frame.get_attribute("src")))
    assert (await response.body(), response.headers["content-type"]) == (PDF, "application/pdf")
    await dialog.get_by_role("button", name="Закрыть").click()
    await expect(dialog).to_have_count(0)


async def test_a_photo_opens_in_the_lightbox(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    await town.bot.upload("sendPhoto", "photo", "pallet.png", png(), "image/png", chat_id=town.client.id)
    await page.get_by_role("button", name="Открыть фото").click()
    photo = page.locator(".lightbox-photo")
    await expect(photo).to_be_visible()
    await expect(photo).to_have_js_property("naturalWidth", 640)
    await page.keyboard.press("Escape")
    await expect(photo).to_have_count(0)


async def test_photos_picked_together_go_as_one_album_with_a_caption(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    await town.bot.update("message")
    page = await viewer.open()
    side = client_side(page)
    await side.get_by_role("button", name="Прикрепить").click()
    async with page.expect_file_chooser() as chooser:
        await page.get_by_role("menuitem", name="Фото").click()
    files = [{"name": f"{n}.png", "mimeType": "image/png", "buffer": png()} for n in range(2)]
    await (await chooser.value).set_files(files)  # type: ignore[arg-type]
    await page.get_by_role("textbox", name="Подпись").fill("Плёнка порвана")
    await page.get_by_role("button", name="Отправить 2 файла").click()
    first, second = await town.bot.update("message"), await town.bot.update("message")
    assert first["caption"] == "Плёнка порвана"
    assert first["media_group_id"] == second["media_group_id"]
    await expect(side.locator(".album .photo")).to_have_count(2)


async def test_a_contact_is_shared_only_after_a_question(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    await town.bot.update("message")
    page = await viewer.open()
    keyboard = {"keyboard": [[{"text": "Отправить мой номер", "request_contact": True}]], "resize_keyboard": True}
    await town.bot.call("sendMessage", chat_id=town.client.id, text="Ваш номер?", reply_markup=keyboard)
    await page.get_by_role("button", name="Отправить мой номер").click()
    await expect(page.get_by_role("dialog")).to_contain_text("79123456789")
    await page.get_by_role("button", name="Поделиться", exact=True).click()
    contact = (await town.bot.update("message"))["contact"]
    assert (contact["user_id"], contact["phone_number"]) == (town.client.id, "79123456789")
    await expect(client_side(page).locator(".contact")).to_contain_text("Иван Петров")


async def test_hostile_text_is_shown_as_text(viewer: Viewer, town: Town) -> None:
    hostile = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    await town.client.start()
    page = await viewer.open()
    await town.bot.call("sendMessage", chat_id=town.client.id, text=hostile)
    await new_topic(town, hostile[:120])
    button = [[{"text": hostile[:60], "url": "https://example.org/"}]]
    await town.bot.call("sendMessage", chat_id=town.group.id, text=hostile, reply_markup={"inline_keyboard": button})
    await desk_side(page).locator(".topic", has_text="General").click()
    await expect(client_side(page).locator(".row.in")).to_contain_text(hostile)
    await expect(desk_side(page).locator(".row.in .text")).to_contain_text(hostile)
    await expect(desk_side(page).locator(".topic-name", has_text="<img")).to_be_visible()
    assert await page.locator("#app img, #app script").count() == 0
    assert await page.title() == "Relay Bot — песочница"


async def test_a_ring_is_shown_to_the_manager_it_rings(viewer: Viewer, town: Town) -> None:
    page = await viewer.open()
    await town.bot.call("sendMessage", chat_id=town.group.id, text="Вызов: Иван Петров")
    await expect(page.locator(".toast-ring")).to_contain_text("Вызов: Иван Петров")
    await expect(page.locator(".bell .badge")).to_have_text("1")


async def test_reading_further_up_is_not_disturbed_by_a_new_message(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    for number in range(40):
        await town.client.write(f"Сообщение {number}")
    page = await viewer.open()
    scroller = client_side(page).locator(".scroller")
    await expect(client_side(page).get_by_text("Сообщение 39")).to_be_in_viewport()
    await scroller.hover()
    await page.mouse.wheel(0, -700)
    down = client_side(page).locator(".down")
    await expect(down).to_be_visible()
    place = await scroller.evaluate("element => element.scrollTop")
    await town.bot.call("sendMessage", chat_id=town.client.id, text="Новое")
    await expect(down.locator(".badge")).to_have_text("1")
    assert await scroller.evaluate("element => element.scrollTop") == place
    await down.click()
    await expect(client_side(page).get_by_text("Новое")).to_be_in_viewport()


async def test_a_stopped_bot_can_be_started_again(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    page = await viewer.open()
    side = client_side(page)
    await side.get_by_role("button", name="Меню").click()
    await page.get_by_role("menuitem", name="Остановить бота").click()
    await expect(side.locator(".composer")).to_be_hidden()
    assert town.client.blocked
    await side.get_by_role("button", name="Снова запустить бота").click()
    await expect(side.locator(".composer")).to_be_visible()
    assert not town.client.blocked


async def test_a_new_client_is_added_and_shown(viewer: Viewer, town: Town) -> None:
    page = await viewer.open()
    await page.get_by_role("button", name="Клиент: Иван Петров").click()
    await page.get_by_role("menuitem", name="Новый клиент").click()
    await page.get_by_label("Имя").fill("Мария")
    await page.get_by_label("Телефон").fill("8 (912) 000-11-22")
    await page.get_by_role("button", name="Создать").click()
    await expect(page.get_by_role("button", name="Клиент: Мария")).to_be_visible()
    assert "+79120001122" in [person.phone for person in town.tg.people]
    await client_side(page).get_by_role("button", name="Запустить").click()
    assert (await town.bot.update("message"))["from"]["first_name"] == "Мария"


async def test_a_phone_shows_topics_and_chat_as_separate_screens(viewer: Viewer, town: Town) -> None:
    await new_topic(town, "Ромашка ООО · Казань")
    page = await viewer.open(PHONE, touch=True)
    await expect(client_side(page)).to_be_visible()
    await expect(desk_side(page)).to_be_hidden()
    await page.get_by_role("tab", name="Менеджер").tap()
    await expect(client_side(page)).to_be_hidden()
    await expect(desk_side(page).locator(".chat")).to_be_hidden()
    await desk_side(page).locator(".topic", has_text="Ромашка").tap()
    await expect(desk_side(page).locator(".side")).to_be_hidden()
    await expect(desk_side(page).locator(".chat-title")).to_have_text("Ромашка ООО · Казань")
    await desk_side(page).get_by_role("button", name="Назад").tap()
    await expect(desk_side(page).locator(".side")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


async def test_the_page_speaks_english_and_remembers_the_choice(viewer: Viewer) -> None:
    page = await viewer.open(locale="en-GB")
    await expect(client_side(page).get_by_role("button", name="Start", exact=True)).to_be_visible()
    await page.get_by_role("button", name="Переключить на русский").click()
    await expect(client_side(page).get_by_role("button", name="Запустить")).to_be_visible()
    await page.reload()
    await expect(client_side(page).get_by_role("button", name="Запустить")).to_be_visible()


async def test_the_page_comes_back_with_the_news_after_a_lost_connection(viewer: Viewer, town: Town) -> None:
    await town.client.start()
    line = Line()
    page = await viewer.open(line=line)
    await write(client_side(page), "До обрыва")
    await expect(client_side(page).locator(".row.out").last).to_contain_text("До обрыва")
    await line.cut()
    await expect(page.get_by_text("Соединение…")).to_be_visible()
    await town.bot.call("sendMessage", chat_id=town.client.id, text="Во время обрыва")
    line.mend()
    await expect(client_side(page).locator(".row.in")).to_contain_text("Во время обрыва")
    await expect(page.get_by_text("Соединение…")).to_be_hidden()


async def test_three_hundred_topics_are_found_by_a_few_letters(viewer: Viewer, town: Town) -> None:
    for number in range(300):
        await town.manager.create_topic(town.group, f"Клиент {number} · Уфа")
    side = desk_side(await viewer.open())
    await expect(side.locator(".topic-row")).to_have_count(301)
    await side.get_by_role("searchbox").fill("клиент 217")
    await expect(side.locator(".topic-row")).to_have_count(1)
    await side.locator(".topic-row").click()
    await expect(side.locator(".chat-title")).to_have_text("Клиент 217 · Уфа")
