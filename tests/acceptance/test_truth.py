"""Who writes knows what became of it: it waits, it went, it did not arrive and why; a flood, a stop, a thread."""

from __future__ import annotations

from typing import Any

from relay_bot.sandbox import Message
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, in_topic, sql
from tests.acceptance.talk import Talk
from tests.acceptance.test_whole_albums import begin

__all__ = ["sql"]

RU = Texts.load().lang("ru")


def bots_reaction(stage: Stage, message: Message) -> str | None:
    return message.reactions.get(stage.tg.bot_id)


async def test_what_goes_at_once_says_nothing_and_what_waits_says_so_and_then_that_it_went(
    stage: Stage, sql: Sql
) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        at_once = await talk.write("сразу")
        await talk.read_by_the_other("сразу")
        stage.tg.faults.add("copyMessage", kind="rate_limited", retry_after=8)
        late = await talk.write("позже")
        also = await talk.write("и это")
        await stage.until(lambda: bots_reaction(stage, late) == "👀" and bots_reaction(stage, also) == "👀")
        await talk.read_by_the_other("и это")
        await stage.until(lambda: bots_reaction(stage, late) == "👌" and bots_reaction(stage, also) == "👌")
        assert bots_reaction(stage, at_once) is None


async def test_an_album_that_waits_has_one_receipt(stage: Stage, sql: Sql) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        stage.tg.faults.add("copyMessages", kind="rate_limited", retry_after=8)
        parts = await talk.writer.send_album([b"\xff\xd81", b"\xff\xd82"], **talk.where)
        await stage.until(lambda: bots_reaction(stage, parts[0]) == "👌")
        assert len(talk.media()) == 2 and bots_reaction(stage, parts[1]) is None


async def test_receipts_can_be_switched_off(stage: Stage, sql: Sql) -> None:
    async with stage.bot(relay={"waiting_emoji": "", "sent_emoji": ""}):
        talk = await begin(stage, "desk")
        stage.tg.faults.add("copyMessage", kind="rate_limited", retry_after=7)
        late = await talk.write("позже")
        await talk.read_by_the_other("позже")
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert bots_reaction(stage, late) is None


async def test_what_waited_and_did_not_arrive_does_not_say_that_it_waits(stage: Stage) -> None:
    """Sent once more by the button, it says that it went."""
    async with stage.bot():
        talk = await begin(stage, "desk")
        stage.tg.faults.add("copyMessage", kind="rate_limited", retry_after=8)
        lost = "Bad Request: wrong file_id or the file is temporarily unavailable"
        stage.tg.faults.add("copyMessage", kind="error", code=400, description=lost)
        photo = await talk.writer.send_photo(b"\xff\xd81", **talk.where)
        await stage.until(lambda: bots_reaction(stage, photo) == "👀")
        why = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("reason-file_lost")))
        told = await stage.until(lambda: first(m for m in talk.topic.messages if m.text == why))
        await stage.until(lambda: bots_reaction(stage, photo) is None)
        await stage.anna.press(told, RU.plain("btn-send_again"))
        await stage.until(lambda: talk.media() and bots_reaction(stage, photo) == "👌")


async def test_what_waited_and_was_taken_back_does_not_say_that_it_waits(stage: Stage) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        stage.tg.faults.add("copyMessage", kind="rate_limited", retry_after=9)
        first_one, wrong = await talk.write("первое"), await talk.write("не туда")
        await stage.until(lambda: bots_reaction(stage, wrong) == "👀")
        await talk.writer.write("/del", reply_to=wrong, **talk.where)
        await stage.until(lambda: bots_reaction(stage, wrong) is None)
        await stage.until(lambda: bots_reaction(stage, first_one) == "👌")
        assert "не туда" not in [m.text for m in talk.read]


async def test_what_did_not_arrive_says_why_and_is_sent_again_by_a_button(stage: Stage) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        lost = "Bad Request: wrong file_id or the file is temporarily unavailable"
        stage.tg.faults.add("copyMessage", kind="error", code=400, description=lost)
        photo = await talk.writer.send_photo(b"\xff\xd81", **talk.where)
        why = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("reason-file_lost")))
        told = await stage.until(lambda: first(m for m in talk.topic.messages if m.text == why))
        assert told.reply_to == photo
        for _ in range(2):
            await stage.anna.press(told, RU.plain("btn-send_again"))
        await stage.until(lambda: talk.media())
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert len(talk.media()) == 1


async def test_a_stop_and_the_return_are_in_the_topic_at_once_and_the_message_that_met_it_has_the_phone(
    stage: Stage,
) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        phone = talk.client.phone
        talk.client.block()
        stopped = RU.plain("relay-stopped", phone=phone)
        await stage.until(lambda: stopped in talk.topic.texts)
        mine = await talk.write("вы тут?")
        await talk.write("ау")
        why = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("relay-blocked", phone=phone)))
        told = await stage.until(lambda: first(m for m in talk.topic.messages if m.text == why))
        assert told.reply_to == mine
        assert phone in told.buttons and RU.plain("btn-send_again") in told.buttons
        talk.client.unblock()
        await stage.until(lambda: in_topic(RU.plain("relay-back")) in talk.topic.texts)
        await talk.read_by_the_other("ау")
        assert talk.topic.texts.count(why) == 1 and talk.topic.texts.count(stopped) == 1


async def test_who_is_back_before_the_refusal_is_gets_what_was_refused(stage: Stage) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        talk.client.block()
        stopped = RU.plain("relay-stopped", phone=talk.client.phone)
        await stage.until(lambda: stopped in talk.topic.texts)
        late = stage.tg.faults.add("copyMessage", talk.client.id, kind="late", seconds=2.0)
        await talk.write("вы тут?")
        await stage.until(lambda: late.struck)
        talk.client.unblock()
        await talk.read_by_the_other("вы тут?")
        why = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("relay-blocked", phone=talk.client.phone)))
        assert why not in talk.topic.texts


def said(here: Talk) -> list[str]:
    """The numbers that came, each by itself or several in one message."""
    return [line for one in here.topic.messages for line in one.text.split("\n\n") if line.startswith("№")]


async def test_a_client_who_floods_is_slowed_alone_told_once_and_loses_nothing(stage: Stage) -> None:
    flood = 45
    limits: dict[str, Any] = {"group_messages": 20, "group_window": "10s", "chat_burst": 5, "total_per_second": 30}
    stage.tg.limits.group_messages, stage.tg.limits.group_window_s = 20, 10.0
    async with stage.bot(telegram={"limits": limits}):
        loud, other = await begin(stage, "client", "Шумный"), await begin(stage, "client", "Тихий")
        stage.tg.limits.enabled = True
        for number in range(flood):
            await loud.write(f"№ {number}")
        told = RU.plain("err-flood", sec=60)
        await stage.until(lambda: told in loud.client.chat.texts)
        await other.write("один вопрос")
        await other.read_by_the_other("один вопрос")
        await stage.until(lambda: said(loud)[-1:] == [f"№ {flood - 1}"])
        assert said(loud) == [f"№ {n}" for n in range(flood)]
        assert loud.client.chat.texts.count(told) == 1 and told not in other.client.chat.texts
        assert stage.tg.stats.too_many_requests == 0


async def test_answers_go_into_the_thread_where_the_client_wrote_last_and_order_is_kept(stage: Stage) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        client, topic = talk.client, talk.topic
        for thread, text in ((77, "в первой"), (78, "во второй"), (0, "без темы"), (77, "снова в первой")):
            await client.write(text, topic=thread)
        texts = ["в первой", "во второй", "без темы", "снова в первой"]
        await stage.until(lambda: topic.texts[-1:] == texts[-1:])
        assert [text for text in topic.texts if text in texts] == texts
        await talk.write("ответ")
        await talk.read_by_the_other("ответ")
        assert [m.topic_id for m in client.chat if m.text == "ответ"] == [77]
        client.private.threads.pop(77)  # the client deletes it
        await talk.write("вдогонку")
        await talk.read_by_the_other("вдогонку")
        assert [m.topic_id for m in client.chat if m.text == "вдогонку"] == [0]
