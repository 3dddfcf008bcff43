"""Private chats: what the bot sends, edits, copies and deletes, and what people see and press."""

from collections.abc import AsyncIterator

import pytest

from relay_bot.sandbox import ApiError, Client, Limits, Message, NotHappened, Person, Press, Refused, Sandbox


class Clock:
    """A clock that a test can move."""

    def __init__(self) -> None:
        self.now = 1_795_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tg(clock: Clock) -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(enabled=False), self_check=True, clock=clock) as sandbox:
        yield sandbox
        assert sandbox.problems == []


@pytest.fixture
async def api(tg: Sandbox) -> AsyncIterator[Client]:
    async with Client(tg.url, tg.token) as client:
        yield client


@pytest.fixture
async def client(tg: Sandbox) -> Person:
    person = tg.person(7001, "Иван", phone="+79000000101")
    await person.start("c_abc")
    return person


async def updates(api: Client) -> list[dict]:
    found = await api.call("getUpdates")
    if found:
        await api.call("getUpdates", offset=found[-1]["update_id"] + 1, limit=1)
    return found


async def test_start_carries_its_payload_as_a_command(api: Client, client: Person) -> None:
    [update] = await updates(api)
    assert update["message"]["text"] == "/start c_abc"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert update["message"]["chat"] == {"id": 7001, "type": "private", "first_name": "Иван"}


async def test_the_bot_does_not_hear_its_own_messages(api: Client, client: Person) -> None:
    await updates(api)
    await api.call("sendMessage", chat_id=7001, text="привет")
    assert await updates(api) == []
    assert client.chat.last.text == "привет"
    assert client.chat.last.from_bot


async def test_a_stranger_cannot_be_written_to(tg: Sandbox, api: Client) -> None:
    stranger = tg.person(7002, "Пётр")
    with pytest.raises(ApiError, match="400 Bad Request: chat not found"):
        await api.call("sendMessage", chat_id=7002, text="a")
    tg.group(-1001, "Группа", forum=False).add(stranger)
    with pytest.raises(ApiError, match="403 Forbidden: bot can't initiate conversation with a user"):
        await api.call("sendMessage", chat_id=7002, text="a")


async def test_a_blocked_bot_is_told_and_refused_until_the_return(api: Client, client: Person) -> None:
    await updates(api)
    client.block()
    with pytest.raises(ApiError, match="403 Forbidden: bot was blocked by the user"):
        await api.call("sendMessage", chat_id=7001, text="a")
    with pytest.raises(Refused):
        await client.write("a")
    await client.start()
    blocked, back, start = await updates(api)
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert back["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert start["message"]["text"] == "/start"
    await api.call("sendMessage", chat_id=7001, text="a")


async def test_a_deleted_account_is_refused(api: Client, client: Person) -> None:
    client.deactivate()
    with pytest.raises(ApiError, match="403 Forbidden: user is deactivated"):
        await api.call("sendMessage", chat_id=7001, text="a")


async def test_a_contact_tells_whose_it_is(tg: Sandbox, api: Client, client: Person) -> None:
    await updates(api)
    await client.share_contact()
    await client.share_contact(tg.person(7002, "Пётр", phone="+79000000102"))
    own, other = [one["message"] for one in await updates(api)]
    assert own["contact"] == {"phone_number": "79000000101", "first_name": "Иван", "user_id": 7001}
    assert other["contact"]["user_id"] == 7002


async def test_a_keyboard_button_sends_its_text_or_the_contact(api: Client, client: Person) -> None:
    keyboard = [[{"text": "📱", "request_contact": True}], [{"text": "📦 Новая"}]]
    markup = {"keyboard": keyboard, "one_time_keyboard": True}
    await api.call("sendMessage", chat_id=7001, text="a", reply_markup=markup)
    assert client.chat.last.buttons == ["📱", "📦 Новая"]
    pressed = await client.press("📱")
    assert isinstance(pressed, Message)
    assert pressed.contact is not None
    assert client.chat.keyboard == []
    with pytest.raises(Refused, match="no button"):
        await client.press("📦 Новая")


async def test_a_pressed_button_asks_the_bot_and_shows_its_answer(api: Client, client: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "✅", "callback_data": "take:1"}]]}
    sent = await api.call("sendMessage", chat_id=7001, text="a", reply_markup=markup)
    press = await client.press("✅")
    assert isinstance(press, Press)
    query = (await updates(api))[-1]["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("take:1", sent["message_id"])
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="Готово", show_alert=True)
    assert await press.answer() == "Готово"
    assert press.show_alert
    with pytest.raises(ApiError, match="query is too old"):
        await api.call("answerCallbackQuery", callback_query_id=query["id"])


async def test_a_press_cannot_be_answered_after_150_seconds(api: Client, client: Person, clock: Clock) -> None:
    markup = {"inline_keyboard": [[{"text": "✅", "callback_data": "a"}]]}
    await api.call("sendMessage", chat_id=7001, text="a", reply_markup=markup)
    press = await client.press("✅")
    assert isinstance(press, Press)
    clock.now += 151
    assert [one for one in await updates(api) if "callback_query" in one] == []
    with pytest.raises(ApiError, match="query is too old"):
        await api.call("answerCallbackQuery", callback_query_id=press.id)


async def test_editing_changes_the_message_and_the_same_again_is_refused(api: Client, client: Person) -> None:
    sent = await api.call("sendMessage", chat_id=7001, text="раз")
    await api.call("editMessageText", chat_id=7001, message_id=sent["message_id"], text="<b>два</b>", parse_mode="HTML")
    assert client.chat.last.html == "<b>два</b>"
    assert client.chat.last.edited
    with pytest.raises(ApiError, match="message is not modified: specified new message content"):
        await api.call(
            "editMessageText", chat_id=7001, message_id=sent["message_id"], text="<b>два</b>", parse_mode="HTML"
        )


async def test_an_edited_keyboard_replaces_the_old_one(api: Client, client: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "✅", "callback_data": "a"}]]}
    sent = await api.call("sendMessage", chat_id=7001, text="раз", reply_markup=markup)
    await api.call("editMessageReplyMarkup", chat_id=7001, message_id=sent["message_id"])
    assert client.chat.last.buttons == []
    with pytest.raises(ApiError, match="message is not modified"):
        await api.call("editMessageReplyMarkup", chat_id=7001, message_id=sent["message_id"])


async def test_a_copy_hides_its_author_and_a_forward_does_not(api: Client, client: Person) -> None:
    photo = await client.send_photo(caption="груз")
    copied = await api.call(
        "copyMessage",
        chat_id=7001,
        from_chat_id=7001,
        message_id=photo.id,
        caption="<i>копия</i>",
        parse_mode="HTML",
    )
    assert copied.keys() == {"message_id"}
    assert client.chat.last.html == "<i>копия</i>"
    forwarded = await api.call("forwardMessage", chat_id=7001, from_chat_id=7001, message_id=photo.id)
    assert forwarded["forward_origin"]["sender_user"]["id"] == 7001
    assert forwarded["caption"] == "груз"


async def test_copied_albums_stay_together_and_what_is_gone_is_skipped(api: Client, client: Person) -> None:
    album = await client.send_album([b"\xff\xd8one", b"\xff\xd8two", b"\xff\xd8three"], caption="три")
    await client.delete(album[1])
    copies = await api.call("copyMessages", chat_id=7001, from_chat_id=7001, message_ids=[one.id for one in album])
    assert len(copies) == 2
    groups = {one.media_group_id for one in client.chat.from_bot}
    assert len(groups) == 1
    assert groups != {album[0].media_group_id}


async def test_messages_older_than_48_hours_cannot_be_deleted(api: Client, client: Person, clock: Clock) -> None:
    old = await client.write("старое")
    clock.now += 49 * 3600
    new = await client.write("новое")
    with pytest.raises(ApiError, match="message can't be deleted for everyone"):
        await api.call("deleteMessage", chat_id=7001, message_id=old.id)
    await api.call("deleteMessage", chat_id=7001, message_id=new.id)
    assert client.chat.last.text == "старое"


async def test_a_persons_edit_becomes_an_update(api: Client, client: Person) -> None:
    message = await client.write("вес 50")
    await updates(api)
    await client.edit(message, "вес 500")
    [update] = await updates(api)
    assert update["edited_message"]["text"] == "вес 500"
    assert update["edited_message"]["edit_date"]


async def test_reactions_are_told_only_to_a_bot_that_asked(api: Client, client: Person) -> None:
    sent = await api.call("sendMessage", chat_id=7001, text="a")
    await updates(api)
    await client.react(client.chat.last, "👍")
    assert await updates(api) == []
    await api.call("getUpdates", allowed_updates=["message", "message_reaction"])
    await client.react(client.chat.last, None)
    [update] = await updates(api)
    assert update["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert update["message_reaction"]["new_reaction"] == []
    await api.call(
        "setMessageReaction", chat_id=7001, message_id=sent["message_id"], reaction=[{"type": "emoji", "emoji": "🔥"}]
    )
    assert client.chat.last.reactions == {tg_bot(api): "🔥"}


def tg_bot(api: Client) -> int:
    return int(api._base.split("/bot")[1].split(":")[0])


async def test_every_kind_of_message_reaches_the_bot(api: Client, client: Person) -> None:
    await updates(api)
    await client.send_document(b"%PDF", "счёт.pdf")
    await client.send_voice(duration=7)
    await client.send_video()
    await client.send_sticker("🔥")
    await client.send_location(55.79, 49.12)
    await client.forward(client.chat.last)
    wanted = {"document", "voice", "video", "sticker", "location", "forward_origin"}
    kinds = [one["message"].keys() & wanted for one in await updates(api)]
    assert kinds == [{"document"}, {"voice"}, {"video"}, {"sticker"}, {"location"}, {"location", "forward_origin"}]


async def test_a_wait_that_fails_shows_what_was_said(tg: Sandbox, client: Person) -> None:
    await client.write("где мой груз?")
    with pytest.raises(NotHappened, match=r"an answer did not happen(.|\n)*где мой груз\?"):
        await tg.wait(lambda: client.chat.from_bot, timeout=0.01, what="an answer")


async def test_commands_are_kept_by_scope_and_language(api: Client, client: Person) -> None:
    ru = [{"command": "new", "description": "Новая накладная"}]
    await api.call("setMyCommands", commands=ru, language_code="ru", scope={"type": "all_private_chats"})
    assert await api.call("getMyCommands") == []
    assert await api.call("getMyCommands", language_code="ru", scope={"type": "all_private_chats"}) == ru
    await api.call("deleteMyCommands", language_code="ru", scope={"type": "all_private_chats"})
    assert await api.call("getMyCommands", language_code="ru", scope={"type": "all_private_chats"}) == []


async def test_a_key_and_an_inline_button_may_say_the_same(api: Client, client: Person) -> None:
    await api.call("sendMessage", chat_id=7001, text="a", reply_markup={"keyboard": [[{"text": "📦"}]]})
    markup = {"inline_keyboard": [[{"text": "📦", "callback_data": "a"}]]}
    await api.call("sendMessage", chat_id=7001, text="b", reply_markup=markup)
    assert isinstance(await client.press("📦"), Press)
    assert (await client.press_key("📦")).text == "📦"


async def test_people_can_be_members_of_a_set(tg: Sandbox, client: Person) -> None:
    assert {client, tg.person(7001)} == {client}


@pytest.mark.parametrize("emoji", ["❤", "❤️"])
async def test_a_reaction_is_from_the_fixed_set(api: Client, client: Person, emoji: str) -> None:
    where = {"chat_id": 7001, "message_id": client.chat.last.id}
    await api.call("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": emoji}])
    with pytest.raises(ApiError, match="REACTION_INVALID"):
        await api.call("setMessageReaction", **where, reaction=[{"type": "emoji", "emoji": "📦"}])
