"""The sandbox is strict: what the Bot API does not know is refused, with Telegram's words."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from relay_bot.sandbox import ApiError, Client, Limits, Sandbox, Upload

GONE = {"message_id": 99}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x20\0\0\0\x10" + b"\0" * 20


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(enabled=False), self_check=True) as sandbox:
        await sandbox.person(7001, "Иван", phone="+79000000101").start()
        yield sandbox
        assert sandbox.problems == []


@pytest.fixture
async def api(tg: Sandbox) -> AsyncIterator[Client]:
    async with Client(tg.url, tg.token) as client:
        yield client


async def refused(api: Client, method: str, **params: object) -> str:
    with pytest.raises(ApiError) as error:
        await api.call(method, **params)
    assert error.value.code == 400, error.value
    return error.value.description.removeprefix("Bad Request: ")


async def test_an_unknown_method_is_not_found(api: Client) -> None:
    with pytest.raises(ApiError, match="404 Not Found"):
        await api.call("sendMesage", chat_id=1)


async def test_a_wrong_token_is_unauthorized(tg: Sandbox) -> None:
    async with Client(tg.url, "1:wrong") as stranger:
        with pytest.raises(ApiError, match="401 Unauthorized"):
            await stranger.call("getMe")


async def test_method_names_do_not_mind_their_case(api: Client) -> None:
    assert (await api.call("getme"))["is_bot"] is True


async def test_a_method_that_is_not_built_says_so(api: Client) -> None:
    assert "sendInvoice is not supported" in await refused(
        api, "sendInvoice", chat_id=7001, title="t", description="d", payload="p", currency="RUB", prices=[]
    )


BROKEN = {
    "brackets": ("application/json", b"[" * 100_000),
    "no text": ("application/json", b"\xff\xfe{"),
    "no boundary": ("multipart/form-data", b"{}"),
    "breaks off": ("multipart/form-data; boundary=x", b"--x\r\nabcd"),
    "brackets in a field": ("application/x-www-form-urlencoded", b"chat_id=1&text=a&entities=" + b"[" * 100_000),
}


@pytest.mark.parametrize("what", BROKEN)
async def test_a_body_that_is_none_is_a_bad_request(tg: Sandbox, what: str) -> None:
    kind, body = BROKEN[what]
    async with aiohttp.ClientSession() as session:
        address, told = f"{tg.url}/bot{tg.token}/sendMessage", {"Content-Type": kind}
        async with session.post(address, data=body, headers=told) as response:
            assert response.status == 400 and (await response.json())["error_code"] == 400


@pytest.mark.parametrize(
    ("method", "params", "text"),
    [
        ("sendMessage", {"chat_id": 7001, "text": "a", "colour": 1}, 'unknown parameter "colour"'),
        ("sendMessage", {"chat_id": 7001}, "message text is empty"),
        ("sendMessage", {"chat_id": 7001, "text": " \n "}, "message text is empty"),
        ("sendMessage", {"text": "a"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 7001, "text": "a" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": 7001, "text": "🚚" * 2049}, "message is too long"),
        ("sendMessage", {"chat_id": 424242, "text": "a"}, "chat not found"),
        ("sendMessage", {"chat_id": 7001, "text": 5}, 'field "text" must be of type String'),
        (
            "sendMessage",
            {"chat_id": 7001, "text": "a", "reply_parameters": {"message_id": 99}},
            "message to be replied not found",
        ),
        ("sendPhoto", {"chat_id": 7001}, "there is no photo in the request"),
        (
            "sendPhoto",
            {"chat_id": 7001, "photo": "AgAC-nothing"},
            "wrong file_id or the file is temporarily unavailable",
        ),
        ("copyMessage", {"chat_id": 7001, "from_chat_id": 7001, "message_id": 99}, "message to copy not found"),
        ("forwardMessage", {"chat_id": 7001, "from_chat_id": 7001, "message_id": 99}, "message to forward not found"),
        ("editMessageText", {"chat_id": 7001, "message_id": 99, "text": "a"}, "message to edit not found"),
        ("editMessageText", {"chat_id": 7001, "message_id": 1, "text": "a"}, "message can't be edited"),
        ("deleteMessage", {"chat_id": 7001, "message_id": 99}, "message to delete not found"),
        ("pinChatMessage", {"chat_id": 7001, "message_id": 99}, "message to pin not found"),
        ("setMessageReaction", {"chat_id": 7001, "message_id": 99}, "message to react not found"),
        ("setMyCommands", {"commands": [{"command": "Новая", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("createForumTopic", {"chat_id": 7001, "name": "x"}, "the chat is not a supergroup forum"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "1"},
            "query is too old and response timeout expired or query ID is invalid",
        ),
    ],
)
async def test_a_wrong_call_gets_telegrams_words(
    api: Client, method: str, params: dict[str, object], text: str
) -> None:
    assert await refused(api, method, **params) == text


async def test_unknown_fields_of_nested_objects_are_refused(api: Client) -> None:
    keyboard = {"inline_keyboard": [[{"text": "a", "callback_data": "b", "colour": "red"}]]}
    assert 'unknown field "colour" in InlineKeyboardButton' in await refused(
        api, "sendMessage", chat_id=7001, text="a", reply_markup=keyboard
    )
    assert 'unknown field "id" in ReplyParameters' in await refused(
        api, "sendMessage", chat_id=7001, text="a", reply_parameters={"message_id": 1, "id": 1}
    )


@pytest.mark.parametrize(("data", "fits"), [("", False), ("a" * 64, True), ("я" * 33, False)])
async def test_callback_data_has_1_to_64_bytes(api: Client, data: str, fits: bool) -> None:
    params = {
        "chat_id": 7001,
        "text": "a",
        "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": data}]]},
    }
    if fits:
        await api.call("sendMessage", **params)
    else:
        assert await refused(api, "sendMessage", **params) == "BUTTON_DATA_INVALID"


async def test_a_form_carries_numbers_flags_and_json_as_text(tg: Sandbox, api: Client) -> None:
    form = {
        "chat_id": "7001",
        "text": "a",
        "disable_notification": "true",
        "reply_markup": json.dumps({"keyboard": [[{"text": "📱", "request_contact": True}]]}),
    }
    async with api.session.post(f"{tg.url}/bot{tg.token}/sendMessage", data=form) as response:
        assert (await response.json())["ok"] is True
    client = tg.person(7001)
    assert client.chat.last.silent
    assert client.chat.keyboard == [["📱"]]


async def test_html_becomes_entities_that_count_utf16_units(tg: Sandbox, api: Client) -> None:
    source = '🚚 <b>жирно <i>и косо</i></b> <a href="tg://user?id=7001">Иван</a> <code>1 &lt; 2</code>'
    sent = await api.call("sendMessage", chat_id=7001, text=source, parse_mode="HTML")
    assert sent["text"] == "🚚 жирно и косо Иван 1 < 2"
    assert [(one["type"], one["offset"], one["length"]) for one in sent["entities"]] == [
        ("bold", 3, 12),
        ("italic", 9, 6),
        ("text_mention", 16, 4),
        ("code", 21, 5),
    ]
    assert tg.person(7001).chat.last.html == (
        '🚚 <b>жирно <i>и косо</i></b> <a href="tg://user?id=7001">Иван</a> <code>1 &lt; 2</code>'
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("я<br>x", 'Unsupported start tag "br" at byte offset 2'),
        ("1 < 2", "Unclosed start tag at byte offset 2"),
    ],
)
async def test_bad_html_is_explained(api: Client, source: str, text: str) -> None:
    answer = await refused(api, "sendMessage", chat_id=7001, text=source, parse_mode="HTML")
    assert answer == f"can't parse entities: {text}"


async def test_given_entities_are_kept(api: Client) -> None:
    sent = await api.call(
        "sendMessage", chat_id=7001, text="раз два", entities=[{"type": "bold", "offset": 4, "length": 3}]
    )
    assert sent["entities"] == [{"type": "bold", "offset": 4, "length": 3}]


async def test_a_file_goes_up_and_comes_down(tg: Sandbox, api: Client) -> None:
    upload = Upload("заявка.pdf", "application/pdf", b"%PDF-1.7")
    sent = await api.call("sendDocument", chat_id=7001, document=upload, caption="<b>PDF</b>", parse_mode="HTML")
    assert (sent["document"]["file_name"], sent["document"]["mime_type"]) == ("заявка.pdf", "application/pdf")
    assert tg.person(7001).chat.last.content == b"%PDF-1.7"
    file = await api.call("getFile", file_id=sent["document"]["file_id"])
    assert await api.download(file["file_path"]) == b"%PDF-1.7"
    again = await api.call("sendDocument", chat_id=7001, document=sent["document"]["file_id"])
    assert again["document"]["file_id"] == sent["document"]["file_id"]
    assert (
        await refused(api, "sendPhoto", chat_id=7001, photo=file["file_id"])
        == "can't use file of type Document as Photo"
    )


async def test_a_photo_must_be_a_picture(api: Client) -> None:
    sent = await api.call("sendPhoto", chat_id=7001, photo=Upload("a.png", "image/png", PNG))
    assert (sent["photo"][-1]["width"], sent["photo"][-1]["height"]) == (32, 16)
    assert (
        await refused(api, "sendPhoto", chat_id=7001, photo=Upload("a.png", "image/png", b"text"))
        == "IMAGE_PROCESS_FAILED"
    )


async def test_a_file_over_20_mb_cannot_be_downloaded(tg: Sandbox, api: Client) -> None:
    big = await tg.person(7001).send_document(b"0" * (20 * 1024 * 1024 + 1), "big.zip")
    assert await refused(api, "getFile", file_id=big.raw["document"]["file_id"]) == "file is too big"


async def test_a_caption_has_at_most_1024_units_after_parsing(tg: Sandbox, api: Client) -> None:
    photo = (await tg.person(7001).send_photo(PNG)).raw["photo"][-1]["file_id"]
    await api.call("sendPhoto", chat_id=7001, photo=photo, caption=f"<b>{'a' * 1024}</b>", parse_mode="HTML")
    assert (
        await refused(api, "sendPhoto", chat_id=7001, photo=photo, caption="a" * 1025) == "message caption is too long"
    )


async def test_only_local_pages_and_bots_are_answered(tg: Sandbox, api: Client) -> None:
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        async with api.session.get(f"{tg.url}/", headers=headers) as response:
            assert response.status == 403
