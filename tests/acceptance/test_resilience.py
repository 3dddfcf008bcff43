"""A bad day: gateways, lost answers, unreadable updates, a rival. Nothing is lost; failures say what to do."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import psycopg
import pytest

from relay_bot import app
from relay_bot.db import parked
from relay_bot.db.session import Database
from relay_bot.errors import TokenRefused
from relay_bot.intake import botapi, worker
from relay_bot.phones import spelled
from relay_bot.sandbox import Client, Group, Person, Topic
from relay_bot.texts import Texts
from tests.acceptance.conftest import ANNA_GROUP, Stage

RU = Texts.load().lang("ru")
NO_ANSWER = ["bad_gateway", "server_error", "reset_before", "reset_after"]
BOARDS = ["Вызовы", "Незавершённые", "Претензии"]
WORDS = ["раз", "два", "три", "четыре"]


def once_or_twice(kind: str, words: list[str], struck: str) -> list[str]:
    """Every word once; twice only the one whose answer was lost after it had been sent."""
    return [word for word in words for _ in range(2 if kind == "reset_after" and word == struck else 1)]


def said(topic: Topic) -> list[str]:
    return [text for text in topic.texts if text in WORDS]


def boards_of(group: Group) -> list[Topic]:
    return sorted((topic for topic in group.topics if topic.name in BOARDS), key=lambda topic: topic.name)


async def set_up(stage: Stage) -> None:
    """Everything of both desks stands and is pinned, so that a fault that follows meets what the test does."""

    def stands(group: Group) -> bool:
        return len([board for board in (*boards_of(group), group.general) if board.pinned]) == 4

    await stage.until(lambda: stands(stage.group) and stands(stage.petr_group), "boards")


async def arrived(stage: Stage, topic: Topic, words: list[str]) -> None:
    await stage.until(lambda: said(topic)[-1:] == words[-1:], f"the last of {words}")


# --- calls without an answer


@pytest.mark.parametrize("kind", NO_ANSWER)
async def test_a_clients_messages_survive_a_call_without_an_answer_in_order(stage: Stage, kind: str) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.faults.add(method="copyMessage", kind=kind, after=1)
        for word in WORDS:
            await client.write(word)
        await arrived(stage, topic, WORDS)
        assert said(topic) == once_or_twice(kind, WORDS, "два")


@pytest.mark.parametrize("kind", NO_ANSWER)
async def test_a_managers_messages_survive_a_call_without_an_answer_in_order(stage: Stage, kind: str) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.faults.add(method="copyMessage", kind=kind)
        for word in WORDS:
            await stage.anna.write(word, **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == WORDS[-1])
        assert [text for text in client.chat.texts if text in WORDS] == once_or_twice(kind, WORDS, "раз")


@pytest.mark.parametrize("kind", NO_ANSWER)
async def test_an_answer_to_the_client_survives_a_call_without_an_answer(stage: Stage, kind: str) -> None:
    client = stage.client()
    async with stage.bot():
        stage.tg.faults.add(method="sendMessage", chat_id=client.id, kind=kind)
        await client.start("m_ANNA26")
        await stage.until(lambda: client.chat.keyboard)
        asked = [message for message in client.chat.from_bot if "Нажмите кнопку" in message.text]
        assert len(asked) in ((1, 2) if kind == "reset_after" else (1,))


@pytest.mark.parametrize("kind", NO_ANSWER)
async def test_a_topic_whose_creation_was_not_answered_exists_once(stage: Stage, kind: str) -> None:
    """After reset_after it was made: the bot finds it by Telegram's service message instead of making another."""
    client = stage.client()
    async with stage.bot():
        await set_up(stage)
        stage.tg.faults.add(method="createForumTopic", kind=kind)
        topic = await stage.registered(client)
        await client.write("раз")
        await arrived(stage, topic, ["раз"])
        assert [t.name for t in stage.group.topics].count(client.name) == 1
        assert stage.tg.faults.rules[0].struck == 1


NO_RESULT = {"kind": "body_after", "code": 200, "description": '{"ok": true}'}


async def test_what_was_done_but_answered_without_a_result_is_not_done_again(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await set_up(stage)
        made = stage.tg.faults.add(method="createForumTopic", **NO_RESULT)
        topic = await stage.registered(client)
        struck = [stage.tg.faults.add("copyMessage", chat, **NO_RESULT) for chat in (ANNA_GROUP, client.id)]
        for word in WORDS:
            await client.write(word)
            await stage.anna.write(word, **stage.at(topic))
        copies = lambda chat: [one.text for one in chat if one.from_bot and one.text in WORDS]  # noqa: E731
        await stage.until(lambda: copies(topic.messages)[-1:] == copies(client.chat)[-1:] == WORDS[-1:])
        assert copies(topic.messages) == copies(client.chat) == WORDS
        assert made.struck == 1 and all(one.struck for one in struck)
        assert [one.name for one in stage.group.topics].count(client.name) == 1


GARBLED = [
    (502, '{"ok": false, "error_code": 502}'),
    (200, '{"ok": tru'),
    (200, "<html>Welcome</html>"),
    (429, "slow down"),
]


@pytest.mark.parametrize(("code", "body"), GARBLED)
async def test_an_answer_that_says_nothing_is_asked_for_again(stage: Stage, code: int, body: str) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.faults.add("copyMessage", kind="body_before", code=code, description=body)
        for word in WORDS:
            await client.write(word)
        await arrived(stage, topic, WORDS)
        assert said(topic) == WORDS


async def test_what_a_server_on_the_way_finds_too_large_is_told_and_the_next_goes_on(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.faults.add("copyMessage", kind="body_before", code=413, description="")
        await client.send_document(b"%PDF-1.4", "план.pdf", "application/pdf")
        await client.write("раз")
        await arrived(stage, topic, ["раз"])
        await stage.until(lambda: any(RU.plain("reason-too_big") in text for text in client.chat.texts))


async def test_two_clients_of_one_name_whose_creations_were_not_answered_get_a_topic_each(stage: Stage) -> None:
    one, other = stage.client("Иван"), stage.client("Иван")
    async with stage.bot():
        await set_up(stage)
        stage.tg.faults.add(method="createForumTopic", kind="reset_after", times=2)
        for person, word in ((one, "раз"), (other, "два")):
            await person.start("m_ANNA26")
            await stage.until(lambda person=person: person.chat.keyboard)
            await person.share_contact()
            await person.write(word)
        await stage.until(lambda: len(topics_of(stage, "Иван")) == 2 and all(said(t) for t in topics_of(stage, "Иван")))
        assert sorted(said(topic) for topic in topics_of(stage, "Иван")) == [["два"], ["раз"]]


def topics_of(stage: Stage, name: str) -> list[Topic]:
    return [topic for topic in stage.group.topics if topic.name == name]


@pytest.mark.parametrize("kind", NO_ANSWER)
@pytest.mark.parametrize("method", ["createForumTopic", "sendMessage", "pinChatMessage"])
async def test_a_desk_sets_itself_up_once_though_calls_were_not_answered(stage: Stage, method: str, kind: str) -> None:
    stage.tg.faults.add(method=method, chat_id=ANNA_GROUP, kind=kind)
    async with stage.bot():
        await set_up(stage)
        assert [topic.name for topic in boards_of(stage.group)] == BOARDS
        assert all(len(topic.pinned) == 1 for topic in boards_of(stage.group))


async def test_a_429_rests_only_its_group_and_loses_nothing(stage: Stage) -> None:
    hasty, calm = stage.client("Торопливый"), stage.client("Спокойный")
    async with stage.bot():
        resting = await stage.registered(hasty)
        await calm.start("m_PETR26")
        await stage.until(lambda: calm.chat.keyboard)
        await calm.share_contact()
        other = await stage.topic_of(calm, stage.petr_group)
        stage.tg.faults.add(method="copyMessage", chat_id=ANNA_GROUP, kind="rate_limited", retry_after=3)
        await hasty.write("раз")
        await hasty.write("два")
        await stage.until(lambda: stage.tg.stats.too_many_requests == 1)
        await calm.write("три")
        await arrived(stage, other, ["три"])
        assert said(resting) == []
        await arrived(stage, resting, ["раз", "два"])
        assert said(resting) == ["раз", "два"]
        assert stage.tg.stats.too_many_requests == 1


# --- refusals that could be met for ever


async def test_a_topic_that_the_bot_may_not_reopen_waits_and_spends_nobody_elses_budget(stage: Stage) -> None:
    client, other = stage.client("Закрытый"), stage.client("Открытый")
    async with stage.bot():
        closed, opened = await stage.registered(client), await stage.registered(other)
        refusal = "Bad Request: not enough rights to close or open the topic"
        stage.tg.faults.add(method="reopenForumTopic", kind="error", description=refusal, times=2)
        stage.tg.faults.add(method="copyMessage", kind="error", description="Bad Request: TOPIC_CLOSED")
        await client.write("раз")
        await stage.until(lambda: stage.tg.stats.by_method.get("reopenForumTopic"))
        await other.write("два")
        await arrived(stage, opened, ["два"])
        await arrived(stage, closed, ["раз"])
        assert stage.tg.stats.by_method["reopenForumTopic"] == 3


async def test_a_card_that_is_deleted_before_it_is_pinned_is_posted_again(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await set_up(stage)
        gone = "Bad Request: message to pin not found"
        stage.tg.faults.add(method="pinChatMessage", chat_id=ANNA_GROUP, kind="error", description=gone)
        topic = await stage.registered(client)
        await client.write("раз")
        await arrived(stage, topic, ["раз"])
        assert [spelled(client.phone) in message.text for message in topic.messages] == [True, True, False]
        assert topic.messages[1].pinned


async def test_an_admins_deleted_card_is_sent_again_with_its_newest_state(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(assignment={"rule": "manual"}):
        await stage.admin.start()
        await client.start()
        await stage.until(lambda: client.chat.keyboard)
        await client.share_contact()
        await stage.until(lambda: [message for message in stage.admin.chat if message.inline_buttons])
        gone = "Bad Request: message to edit not found"
        stage.tg.faults.add(method="editMessageText", chat_id=stage.admin.id, kind="error", description=gone)
        await stage.admin.press(RU.plain("btn-adm_other"))
        await stage.until(lambda: RU.plain("btn-adm_assign", manager="Пётр Волков") in stage.admin.chat.last.buttons)


async def test_a_client_whose_name_says_nothing_stops_no_desk(stage: Stage) -> None:
    nobody, client = stage.client("·"), stage.client("Иван")
    async with stage.bot():
        await nobody.start("m_ANNA26")
        await stage.until(lambda: nobody.chat.keyboard)
        await nobody.share_contact()
        await nobody.write("раз")
        topic = await stage.until(lambda: stage.group.topic("—"))
        await arrived(stage, topic, ["раз"])
        await stage.registered(client)


# --- updates that can't be handled


async def put_into_inbox(stage: Stage, client: Person, update_id: int, message: dict[str, Any]) -> None:
    """An update of the client's chat, as if Telegram had sent it."""
    payload = json.dumps({"update_id": update_id, "message": message})
    async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as connection:
        await connection.execute(
            "INSERT INTO inbox (bot_id, update_id, lane, payload) VALUES (%s, %s, %s, %s)",
            (stage.tg.bot_id, update_id, str(client.id), payload),
        )


async def ask(stage: Stage, query: str, *values: Any) -> Any:
    """The first column of the first row, if there is one."""
    async with await psycopg.AsyncConnection.connect(stage.database, autocommit=True) as connection:
        answer = await connection.execute(query, values)
        row = await answer.fetchone() if answer.description else None
        return None if row is None else row[0]


async def test_an_unreadable_update_is_parked_with_its_traceback_and_the_chat_goes_on(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "RETRY_DELAYS_S", (0.05, 0.05))
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await put_into_inbox(stage, client, 77, {"message_id": "no number"})
        await client.write("дальше")
        await stage.until(lambda: topic.texts[-1] == "дальше")
        assert await ask(stage, "SELECT attempts FROM inbox WHERE state = 'parked'") == 3
        error = await ask(stage, "SELECT error FROM inbox WHERE state = 'parked'")
        assert error.startswith("Traceback") and "ValidationError" in error


async def test_a_message_of_which_something_can_not_be_read_is_relayed_all_the_same(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        written = await client.write("раз")
        await arrived(stage, topic, ["раз"])
        nameless = {"forward_origin": {"type": "hidden_user", "date": 1}, "external_reply": {"story": {}}}
        await put_into_inbox(stage, client, 77, {**written.raw, **nameless})
        await stage.until(lambda: said(topic) == ["раз", "раз"])
        assert await ask(stage, "SELECT count(*) FROM inbox WHERE state = 'parked'") == 0


async def test_a_parked_update_that_is_tried_again_arrives(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "RETRY_DELAYS_S", ())
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        written = await client.write("дальше")
        await stage.until(lambda: topic.texts[-1] == "дальше")
        mended = {**written.raw, "message_id": 9_999, "text": "из отложенного"}
        await put_into_inbox(stage, client, 77, {**mended, "date": "yesterday"})
        number = await stage.until(lambda: ask(stage, "SELECT id FROM inbox WHERE state = 'parked'"))
        await ask(
            stage,
            "UPDATE inbox SET payload = jsonb_set(payload, '{message,date}', %s) WHERE id = %s",
            json.dumps(written.raw["date"]),
            number,
        )
        stage.tg.faults.add(method="copyMessage", kind="error", description="Bad Request: message to copy not found")
        db = Database(stage.database)
        async with db.transaction() as session:
            assert await parked.retry(session, f"in:{number}")
        await db.close()
        await stage.until(lambda: topic.texts[-1] == "из отложенного")


async def test_a_handler_that_fails_halfway_leaves_nothing_behind_and_is_tried_again(stage: Stage) -> None:
    """Promise 2: what it wrote, what it caused and `done` are one transaction."""
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await _refuse(stage, "outbox")
        await client.write("раз")
        await stage.until(lambda: ask(stage, "SELECT id FROM inbox WHERE attempts > 0"))
        assert await ask(stage, "SELECT count(*) FROM messages") == 0
        await ask(stage, "DROP FUNCTION refuse CASCADE")
        await arrived(stage, topic, ["раз"])
        assert said(topic) == ["раз"]


async def test_of_a_batch_only_the_message_that_fails_is_parked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came while nobody listened is one batch."""
    monkeypatch.setattr(worker, "RETRY_DELAYS_S", ())
    people = [stage.client(name) for name in ("Иван", "Пётр", "Олег")]
    async with stage.bot():
        topics = [await stage.registered(client) for client in people]
        for client, topic in zip(people, topics, strict=True):
            await client.write("раз")
            await arrived(stage, topic, ["раз"])
    await _refuse(stage, "messages", "FOR EACH ROW WHEN (new.content->>'text' = 'бум')")
    for client, words in zip(people, ("два", "бум", "два"), strict=True):
        await client.write(words)
    async with stage.bot():
        await stage.until(lambda: ask(stage, "SELECT id FROM inbox WHERE state = 'parked'"))
        await people[1].write("три")
        for topic, words in zip(topics, (["раз", "два"], ["раз", "три"], ["раз", "два"]), strict=True):
            await arrived(stage, topic, words)
            assert said(topic) == words
    assert await ask(stage, "SELECT count(*) FROM inbox WHERE state = 'parked'") == 1


async def _refuse(stage: Stage, table: str, when: str = "") -> None:
    """PostgreSQL takes no more rows of this table, or none such."""
    await ask(stage, "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''refused''; END'")
    await ask(stage, f"CREATE TRIGGER refuse BEFORE INSERT ON {table} {when} EXECUTE FUNCTION refuse()")


async def test_an_update_of_an_unknown_shape_is_kept_not_lost(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        stage.tg.world.updates.push("message", {"chat": "что-то новое", "brand": ["new"]}, "x")
        stage.tg.problems.clear()  # it is meant to be odd
        await client.write("раз")
        await arrived(stage, topic, ["раз"])
        kept = "SELECT payload->'message'->'brand' FROM inbox WHERE payload->'message'->>'chat' = 'что-то новое'"
        assert await ask(stage, kept) == ["new"]


# --- who else is there


async def test_a_rival_that_asks_for_updates_is_survived(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), Client(stage.tg.url, stage.tg.token) as rival:
        topic = await stage.registered(client)
        await rival.call("getUpdates", timeout=1)
        await client.write("раз")
        await arrived(stage, topic, ["раз"])


async def test_a_failing_getupdates_is_asked_again(stage: Stage) -> None:
    client = stage.client()
    for kind in NO_ANSWER:
        stage.tg.faults.add(method="getUpdates", kind=kind)
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("раз")
        await arrived(stage, topic, ["раз"])
        assert said(topic) == ["раз"]


async def test_a_wrong_token_is_refused_at_the_start_with_what_to_do(stage: Stage) -> None:
    with pytest.raises(TokenRefused) as refused:
        async with stage.bot(telegram={"token": "4200000001:AAwrong-wrong-wrong-wrong-wrong-wr"}):
            pass
    assert "BotFather" in RU.plain(refused.value.key, **refused.value.values)


@pytest.mark.parametrize("code", [401, 404])
async def test_a_getupdates_that_does_not_know_a_good_token_is_asked_again(
    stage: Stage, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(botapi, "UNKNOWN_FOR_S", 0.0)  # however long it lasts: getMe knows the token
    client = stage.client()
    denied = stage.tg.faults.add(method="getUpdates", kind="error", code=code, description="Unauthorized", times=5)
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("раз")
        await arrived(stage, topic, ["раз"])
        assert denied.struck == 5


async def test_a_token_that_is_revoked_while_running_ends_the_bot_and_says_so(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(botapi, "UNKNOWN_FOR_S", 1.0)
    async with app.running(stage.config()) as tasks:
        await set_up(stage)
        stage.tg.token = "4200000001:AAanother-one-another-one-another-1"
        await stage.admin.start()  # ends the poll that is open
        done, _ = await asyncio.wait(tasks, timeout=20, return_when=asyncio.FIRST_COMPLETED)
        assert [type(task.exception()) for task in done] == [TokenRefused]
