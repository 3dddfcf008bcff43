"""The page's backend: the live connection, uploads and files."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from relay_bot.sandbox import Client, DemoGroup, DemoPerson, Limits, Sandbox, seed_demo

GROUP = -1001000000010
ANNA, IVAN = 100000010, 7001


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(enabled=False), self_check=True) as sandbox:
        anna = DemoPerson(ANNA, "Анна", phone="+79000000010", role="manager", start_link="m_ANNA26")
        seed_demo(sandbox, [anna, DemoPerson(IVAN, "Иван", start_link="c_x7")], [DemoGroup(GROUP, "Группа", (ANNA,))])
        yield sandbox
        assert sandbox.problems == []


@pytest.fixture
async def api(tg: Sandbox) -> AsyncIterator[Client]:
    async with Client(tg.url, tg.token) as client:
        yield client


class Page:
    """A page that is open: `await page.until("message")` gives the next event of that type."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def until(self, kind: str) -> dict[str, Any]:
        while True:
            event: dict[str, Any] = await self.socket.receive_json(timeout=5)
            if event["type"] == kind:
                return event

    async def do(self, kind: str, viewer: int, **fields: Any) -> None:
        await self.socket.send_json({"type": kind, "as": viewer, **fields})

    async def open(self, viewer: int, chat: int) -> dict[str, Any]:
        await self.do("open", viewer, chat=chat)
        return await self.until("chat")


@pytest.fixture
async def page(tg: Sandbox, api: Client) -> AsyncIterator[Page]:
    async with api.session.ws_connect(f"{tg.url}/ws", headers={"Origin": tg.url}) as socket:
        yield Page(socket)


async def test_the_page_learns_the_cast_first(page: Page, tg: Sandbox) -> None:
    hello = await page.until("hello")
    assert hello["bot"] == {"id": tg.bot_id, "first_name": "Relay Desk", "username": "relay_desk_bot"}
    assert [(one["first_name"], one["role"], one["start_link"]) for one in hello["people"]] == [
        ("Анна", "manager", "m_ANNA26"),
        ("Иван", "client", "c_x7"),
    ]
    assert hello["groups"] == [
        {"id": GROUP, "title": "Группа", "managers": [ANNA], "members": [ANNA], "may_delete": [ANNA]}
    ]


async def test_start_and_writing_show_up_live(page: Page, tg: Sandbox) -> None:
    assert (await page.open(IVAN, tg.bot_id))["started"] is False
    await page.do("start", IVAN, payload="c_x7")
    event = await page.until("message")
    assert (event["as"], event["chat"], event["message"]["text"]) == (IVAN, tg.bot_id, "/start c_x7")
    assert event["message"]["out"] is True
    await page.do("send", IVAN, chat=tg.bot_id, topic=0, text="привет", reply_to=event["message"]["message_id"])
    assert (await page.until("message"))["message"]["reply_to_message"]["text"] == "/start c_x7"


async def test_a_press_is_answered_on_the_page(page: Page, tg: Sandbox, api: Client) -> None:
    await tg.person(IVAN).start()
    await page.open(IVAN, tg.bot_id)
    markup = {"inline_keyboard": [[{"text": "✅", "callback_data": "ok"}]]}
    sent = await api.call("sendMessage", chat_id=IVAN, text="a", reply_markup=markup)
    await page.do("press", IVAN, chat=tg.bot_id, message_id=sent["message_id"], data="ok")
    query = (await api.call("getUpdates", offset=-1, timeout=5))[0].get("callback_query")
    while query is None:
        query = (await api.call("getUpdates", offset=-1, timeout=5))[0].get("callback_query")
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="Готово")
    assert (await page.until("callback_answer"))["text"] == "Готово"


async def test_a_group_shows_topics_unread_counts_and_rings(page: Page, tg: Sandbox, api: Client) -> None:
    await page.open(ANNA, GROUP)
    thread = (await api.call("createForumTopic", chat_id=GROUP, name="Ромашка"))["message_thread_id"]
    assert (await page.until("topic"))["topic"]["name"] == "Ромашка"
    sent = await api.call("sendMessage", chat_id=GROUP, message_thread_id=thread, text="где груз?")
    assert (await page.until("ring")) == {
        "type": "ring",
        "person": ANNA,
        "chat": GROUP,
        "message_id": sent["message_id"],
    }
    state = await page.open(ANNA, GROUP)
    topic = next(one for one in state["topics"] if one["thread_id"] == thread)
    assert (topic["unread"], topic["last"]["text"]) == (1, "где груз?")
    assert state["unread"] == {str(thread): 1}
    await page.do("read", ANNA, chat=GROUP, thread_id=thread)
    assert (await page.until("topic"))["topic"]["unread"] == 0
    await page.do("delete_topic", ANNA, chat=GROUP, thread_id=thread)
    assert (await page.until("topic_deleted"))["thread_id"] == thread


async def test_edits_pins_reactions_keyboards_and_deletions_are_live(page: Page, tg: Sandbox, api: Client) -> None:
    await tg.person(IVAN).start()
    await page.open(IVAN, tg.bot_id)
    sent = await api.call("sendMessage", chat_id=IVAN, text="a")
    where = {"chat_id": IVAN, "message_id": sent["message_id"]}
    await api.call("editMessageText", **where, text="b")
    assert (await page.until("message_edited"))["message"]["edited"] is True
    await api.call("pinChatMessage", **where)
    assert (await page.until("pins"))["pinned"] == [sent["message_id"]]
    await page.do("react", IVAN, chat=tg.bot_id, message_id=sent["message_id"], emoji="👍")
    assert (await page.until("reactions"))["reactions"] == [{"emoji": "👍", "count": 1}]
    await api.call("sendMessage", chat_id=IVAN, text="k", reply_markup={"keyboard": [[{"text": "📦"}]]})
    assert (await page.until("keyboard"))["keyboard"] == {"keyboard": [[{"text": "📦"}]]}
    await api.call("sendChatAction", chat_id=IVAN, action="typing")
    assert (await page.until("typing"))["as"] == IVAN
    await api.call("setMyCommands", commands=[{"command": "new", "description": "x"}])
    assert (await page.until("commands"))["commands"] == [{"command": "new", "description": "x"}]
    await api.call("deleteMessage", **where)
    assert (await page.until("message_deleted"))["message_ids"] == [sent["message_id"]]


async def test_a_person_deletes_for_everyone_on_the_page(page: Page, tg: Sandbox, api: Client) -> None:
    await tg.person(IVAN).start()
    await page.open(IVAN, tg.bot_id)
    sent = await api.call("sendMessage", chat_id=IVAN, text="a")
    await page.do("delete", IVAN, chat=tg.bot_id, message_id=sent["message_id"])
    assert (await page.until("message_deleted"))["message_ids"] == [sent["message_id"]]


async def test_a_stranger_may_not_look_into_a_group(page: Page) -> None:
    await page.do("open", IVAN, chat=GROUP)
    assert "not a member" in (await page.until("error"))["text"]
    await page.do("dance", IVAN)
    assert "not understood" in (await page.until("error"))["text"]


async def test_new_people_and_blocks_are_shown(page: Page, tg: Sandbox) -> None:
    await page.socket.send_json({"type": "new_person", "first_name": "Ольга", "phone": "+79000000102"})
    person = (await page.until("person"))["person"]
    assert (person["first_name"], person["role"], person["blocked"]) == ("Ольга", "client", False)
    await page.do("block", person["id"])
    assert (await page.until("person"))["person"]["blocked"] is True


async def test_uploads_become_photos_documents_and_albums(tg: Sandbox, api: Client) -> None:
    await tg.person(IVAN).start()

    async def upload(*files: tuple[str, str, bytes]) -> None:
        form = aiohttp.FormData(
            {"as": str(IVAN), "chat": str(tg.bot_id), "topic": "0", "caption": "груз", "kind": "auto"}
        )
        for name, mime, content in files:
            form.add_field("file", content, filename=name, content_type=mime)
        async with api.session.post(f"{tg.url}/page-upload", data=form, headers={"Origin": tg.url}) as response:
            assert response.status == 200

    await upload(("a.jpg", "image/jpeg", b"\xff\xd8a"), ("b.jpg", "image/jpeg", b"\xff\xd8b"))
    await upload(("page.html", "text/html", b"<script>alert(1)</script>"))
    one, two, document = tg.person(IVAN).chat[1:]
    assert one.media_group_id == two.media_group_id != ""
    assert (one.caption, two.caption, document.caption) == ("груз", "", "груз")
    async with api.session.get(f"{tg.url}/page-file/{document.raw['document']['file_id']}") as response:
        assert response.headers["Content-Security-Policy"] == "sandbox"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with api.session.get(f"{tg.url}/page-file/{one.raw['photo'][0]['file_id']}") as response:
        assert response.content_type == "image/jpeg"
        assert "Content-Security-Policy" not in response.headers


async def test_players_may_ask_for_a_piece_of_a_file(tg: Sandbox, api: Client) -> None:
    voice = await tg.person(IVAN).send_voice(b"0123456789")
    url = f"{tg.url}/page-file/{voice.raw['voice']['file_id']}"
    async with api.session.get(url, headers={"Range": "bytes=2-4"}) as response:
        assert (response.status, await response.read()) == (206, b"234")
        assert response.headers["Content-Range"] == "bytes 2-4/10"


@pytest.mark.parametrize(
    ("wanted", "status"),
    [("bytes=-", 200), ("bytes=x", 200), ("bytes=4-2", 200), ("bytes=99-", 416), ("bytes=-3", 206)],
)
async def test_a_range_that_is_none_is_answered_as_http_does(
    tg: Sandbox, api: Client, wanted: str, status: int
) -> None:
    voice = await tg.person(IVAN).send_voice(b"0123456789")
    url = f"{tg.url}/page-file/{voice.raw['voice']['file_id']}"
    async with api.session.get(url, headers={"Range": wanted}) as response:
        assert response.status == status


@pytest.mark.parametrize("frame", ["[" * 100_000, '{"type":' * 100_000, "null", "[]", '{"type": []}', "\x00"])
async def test_a_frame_that_is_no_action_is_answered_and_the_page_stays_open(page: Page, frame: str) -> None:
    await page.socket.send_str(frame)
    await page.until("error")
    await page.open(ANNA, GROUP)


async def test_another_sites_page_cannot_connect(tg: Sandbox, api: Client) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        async with api.session.ws_connect(f"{tg.url}/ws", headers={"Origin": "https://evil.example"}):
            pass


async def test_what_a_page_asks_for_again_is_done_once(page: Page, tg: Sandbox) -> None:
    """Over the same connection or the next: the page had not heard that it was done."""
    for words in ("раз", "раз", "два"):
        await page.do("send", IVAN, chat=tg.bot_id, text=words, id=words)
        assert (await page.until("done"))["id"] == words
    await page.do("send", IVAN, chat=tg.bot_id, text=" ", id="три")
    assert (await page.until("error"))["text"] == "an empty message is not sent"
    assert (await page.until("done"))["id"] == "три"
    assert tg.person(IVAN).chat.texts == ["раз", "два"]


async def test_a_sticker_that_is_no_picture_is_refused(page: Page, tg: Sandbox) -> None:
    for picture in ("AAAA", "не Base64"):
        await page.do("sticker", IVAN, chat=tg.bot_id, emoji="👍", picture=picture)
        await page.until("error")
    assert not list(tg.person(IVAN).chat)
