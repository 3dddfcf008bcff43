"""Groups with topics: threads, service messages, rights, rings, migration."""

from collections.abc import AsyncIterator

import pytest

from relay_bot.sandbox import ApiError, Client, Group, Limits, Person, Sandbox

GROUP = -1001000000010


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(enabled=False), self_check=True) as sandbox:
        yield sandbox
        assert sandbox.problems == []


@pytest.fixture
async def api(tg: Sandbox) -> AsyncIterator[Client]:
    async with Client(tg.url, tg.token) as client:
        yield client


@pytest.fixture
def anna(tg: Sandbox) -> Person:
    return tg.person(100000010, "Анна", username="anna", phone="+79000000010")


@pytest.fixture
def group(tg: Sandbox, anna: Person) -> Group:
    return tg.group(GROUP, "Анна · клиенты", owner=anna)


async def updates(api: Client) -> list[dict]:
    found = await api.call("getUpdates")
    if found:
        await api.call("getUpdates", offset=found[-1]["update_id"] + 1, limit=1)
    return found


async def make(api: Client, name: str = "Ромашка") -> int:
    return (await api.call("createForumTopic", chat_id=GROUP, name=name))["message_thread_id"]


async def test_a_topic_is_its_first_message(api: Client, group: Group) -> None:
    thread = await make(api)
    [update] = await updates(api)
    created = update["message"]
    assert created["message_id"] == created["message_thread_id"] == thread
    assert created["forum_topic_created"] == {"name": "Ромашка", "icon_color": 0x6FB9F0}
    assert created["is_topic_message"] is True
    sent = await api.call("sendMessage", chat_id=GROUP, message_thread_id=thread, text="a")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (thread, True)
    assert sent["reply_to_message"]["message_id"] == thread
    assert group.topic("Ромашка").texts == ["a"]


async def test_a_real_reply_shows_its_target(api: Client, group: Group, anna: Person) -> None:
    thread = await make(api)
    question = await anna.write("?", chat=group, topic=thread)
    sent = await api.call("sendMessage", chat_id=GROUP, text="!", reply_parameters={"message_id": question.id})
    assert sent["message_thread_id"] == thread
    assert sent["reply_to_message"]["message_id"] == question.id


async def test_general_has_no_thread_and_thread_1_is_unknown(api: Client, group: Group) -> None:
    sent = await api.call("sendMessage", chat_id=GROUP, text="a")
    assert "message_thread_id" not in sent
    assert "is_topic_message" not in sent
    with pytest.raises(ApiError, match="message thread not found"):
        await api.call("sendMessage", chat_id=GROUP, text="a", message_thread_id=1)


async def test_a_deleted_topic_makes_no_update_and_is_not_found(api: Client, group: Group, anna: Person) -> None:
    thread = await make(api)
    await updates(api)
    await anna.delete_topic(group.topic("Ромашка"))
    assert await updates(api) == []
    for method, params in (
        ("sendMessage", {"text": "a"}),
        ("copyMessage", {"from_chat_id": GROUP, "message_id": thread}),
        ("sendChatAction", {"action": "typing"}),
    ):
        with pytest.raises(ApiError, match="message thread not found"):
            await api.call(method, chat_id=GROUP, message_thread_id=thread, **params)
    with pytest.raises(ApiError, match="TOPIC_ID_INVALID"):
        await api.call("editForumTopic", chat_id=GROUP, message_thread_id=thread, name="b")
    assert group.topics == []


async def test_edits_tell_only_what_changed(api: Client, group: Group) -> None:
    thread = await make(api)
    stickers = await api.call("getForumTopicIconStickers")
    fire = next(one["custom_emoji_id"] for one in stickers if one["emoji"] == "🔥")
    await updates(api)
    await api.call("editForumTopic", chat_id=GROUP, message_thread_id=thread, icon_custom_emoji_id=fire)
    [update] = await updates(api)
    assert update["message"]["forum_topic_edited"] == {"icon_custom_emoji_id": fire}
    assert group.topic("Ромашка").icon == "🔥"
    with pytest.raises(ApiError, match="TOPIC_NOT_MODIFIED"):
        await api.call("editForumTopic", chat_id=GROUP, message_thread_id=thread, name="Ромашка")


async def test_closing_and_reopening_are_told_once(api: Client, group: Group) -> None:
    thread = await make(api)
    await updates(api)
    await api.call("closeForumTopic", chat_id=GROUP, message_thread_id=thread)
    assert group.topic("Ромашка").closed
    with pytest.raises(ApiError, match="TOPIC_NOT_MODIFIED"):
        await api.call("closeForumTopic", chat_id=GROUP, message_thread_id=thread)
    await api.call("sendMessage", chat_id=GROUP, message_thread_id=thread, text="an administrator may")
    await api.call("reopenForumTopic", chat_id=GROUP, message_thread_id=thread)
    closed, opened = await updates(api)
    assert closed["message"]["forum_topic_closed"] == opened["message"]["forum_topic_reopened"] == {}


async def test_a_closed_topic_refuses_a_bot_without_the_right(api: Client, group: Group, anna: Person) -> None:
    topic = await anna.create_topic(group, "Склад")
    await anna.close_topic(topic)
    group.promote_bot(can_manage_topics=False)
    with pytest.raises(ApiError, match="400 Bad Request: TOPIC_CLOSED"):
        await api.call("sendMessage", chat_id=GROUP, message_thread_id=topic.thread_id, text="a")


async def test_rights_are_needed(api: Client, group: Group, anna: Person) -> None:
    theirs = (await anna.create_topic(group, "Склад")).thread_id
    message = await anna.write("a", chat=group, topic=theirs)
    group.demote_bot()
    for method, params, text in (
        ("createForumTopic", {"name": "x"}, "not enough rights to create a topic"),
        ("editForumTopic", {"message_thread_id": theirs, "name": "x"}, "not enough rights to edit the topic"),
        ("closeForumTopic", {"message_thread_id": theirs}, "not enough rights to close or open the topic"),
        ("deleteForumTopic", {"message_thread_id": theirs}, "not enough rights to delete the topic"),
        ("pinChatMessage", {"message_id": message.id}, "not enough rights to manage pinned messages in the chat"),
        ("deleteMessage", {"message_id": message.id}, "message can't be deleted for everyone"),
    ):
        with pytest.raises(ApiError) as error:
            await api.call(method, chat_id=GROUP, **params)
        assert error.value.description == f"Bad Request: {text}"


async def test_pins_are_told_and_can_be_taken_away(api: Client, group: Group) -> None:
    thread = await make(api)
    sent = await api.call("sendMessage", chat_id=GROUP, message_thread_id=thread, text="карточка")
    await updates(api)
    await api.call("pinChatMessage", chat_id=GROUP, message_id=sent["message_id"], disable_notification=True)
    [update] = await updates(api)
    assert update["message"]["pinned_message"]["message_id"] == sent["message_id"]
    assert update["message"]["message_thread_id"] == thread
    assert [one.text for one in group.topic("Ромашка").pinned] == ["карточка"]
    await api.call("unpinAllForumTopicMessages", chat_id=GROUP, message_thread_id=thread)
    assert group.topic("Ромашка").pinned == []


async def test_general_can_be_renamed_and_hidden(api: Client, group: Group) -> None:
    await api.call("editGeneralForumTopic", chat_id=GROUP, name="📊 Сводка")
    await api.call("hideGeneralForumTopic", chat_id=GROUP)
    assert (group.general.name, group.general.hidden, group.general.closed) == ("📊 Сводка", True, True)
    with pytest.raises(ApiError, match="TOPIC_NOT_MODIFIED"):
        await api.call("hideGeneralForumTopic", chat_id=GROUP)


async def test_without_topics_the_group_is_no_forum(api: Client, group: Group) -> None:
    group.set_forum(False)
    with pytest.raises(ApiError, match="the chat is not a forum"):
        await make(api)


async def test_loud_messages_and_mentions_ring(api: Client, group: Group, anna: Person, tg: Sandbox) -> None:
    mention = '<a href="tg://user?id=100000010">Анна</a>'
    await api.call("sendMessage", chat_id=GROUP, text="loud")
    await api.call("sendMessage", chat_id=GROUP, text="silent", disable_notification=True)
    group.mute(anna)
    await api.call("sendMessage", chat_id=GROUP, text="muted")
    await api.call("sendMessage", chat_id=GROUP, text=f"вызов {mention}", parse_mode="HTML")
    await api.call("sendMessage", chat_id=GROUP, text="@anna посмотрите", disable_notification=True)
    assert [one.text for one in anna.rings] == ["loud", "вызов Анна", "@anna посмотрите"]


async def test_a_kicked_bot_is_told_and_refused(api: Client, group: Group) -> None:
    group.kick_bot()
    assert (await updates(api))[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(ApiError, match="403 Forbidden: bot was kicked from the supergroup chat"):
        await api.call("sendMessage", chat_id=GROUP, text="a")
    group.add_bot()
    joined = await updates(api)
    assert [next(iter(one.keys() - {"update_id"})) for one in joined] == ["my_chat_member", "message"]
    await api.call("leaveChat", chat_id=GROUP)
    with pytest.raises(ApiError, match="403 Forbidden: bot is not a member of the supergroup chat"):
        await api.call("sendMessage", chat_id=GROUP, text="a")


async def test_people_come_and_go(api: Client, group: Group, tg: Sandbox) -> None:
    await api.call("getUpdates", allowed_updates=["message", "chat_member"])
    olga = tg.person(100000011, "Ольга")
    group.add(olga)
    group.remove(olga)
    kinds = [one.get("message") or one["chat_member"] for one in await updates(api)]
    assert kinds[0]["new_chat_member"]["status"] == "member"
    assert kinds[1]["new_chat_members"][0]["id"] == olga.id
    assert kinds[2]["left_chat_member"]["id"] == olga.id
    assert kinds[3]["new_chat_member"]["status"] == "left"
    assert (await api.call("getChatMember", chat_id=GROUP, user_id=olga.id))["status"] == "left"
    assert await api.call("getChatMemberCount", chat_id=GROUP) == 2


async def test_a_group_that_became_a_supergroup_says_where_it_is(api: Client, tg: Sandbox, anna: Person) -> None:
    tg.group(-500, "Старая", owner=anna).migrate(-1002000000000)
    with pytest.raises(ApiError, match="group chat was upgraded to a supergroup chat") as error:
        await api.call("sendMessage", chat_id=-500, text="a")
    assert error.value.parameters == {"migrate_to_chat_id": -1002000000000}
    told = [one["message"] for one in await updates(api)]
    assert told[0]["migrate_to_chat_id"] == -1002000000000
    assert told[1]["migrate_from_chat_id"] == -500
    await api.call("sendMessage", chat_id=-1002000000000, text="a")


async def test_a_bot_without_rights_hears_only_what_is_meant_for_it(api: Client, group: Group, anna: Person) -> None:
    group.demote_bot()
    await updates(api)
    sent = await api.call("sendMessage", chat_id=GROUP, text="вопрос")
    await anna.write("между собой", chat=group)
    await anna.write("/queue", chat=group)
    await anna.reply(group.messages[0], "ответ")
    assert group.messages[0].id == sent["message_id"]
    assert [one["message"]["text"] for one in await updates(api)] == ["/queue", "ответ"]


async def test_administrators_are_listed_with_their_rights(api: Client, group: Group, tg: Sandbox) -> None:
    found = await api.call("getChatAdministrators", chat_id=GROUP)
    assert {one["user"]["id"]: one["status"] for one in found} == {100000010: "creator", tg.bot_id: "administrator"}
    group.promote_bot(can_pin_messages=False)
    me = await api.call("getChatMember", chat_id=GROUP, user_id=tg.bot_id)
    assert (me["can_pin_messages"], me["can_manage_topics"]) == (False, True)
    assert (await api.call("getChat", chat_id=GROUP))["is_forum"] is True


async def test_a_topic_is_enough_to_say_where(api: Client, group: Group, anna: Person) -> None:
    thread = await make(api)
    markup = {"inline_keyboard": [[{"text": "✅", "callback_data": "a"}]]}
    await api.call("sendMessage", chat_id=GROUP, message_thread_id=thread, text="a", reply_markup=markup)
    topic = group.topic("Ромашка")
    await anna.write("ответ", topic=topic)
    assert topic.last.text == "ответ"
    await anna.press("✅", topic=topic)
    assert (await updates(api))[-1]["callback_query"]["message"]["message_thread_id"] == thread
