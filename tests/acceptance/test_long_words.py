"""Words of any length: nothing that people write stops the process, parks their message or gets lost."""

from __future__ import annotations

import pytest

from relay_bot.domain.signs import units
from relay_bot.sandbox import Message
from relay_bot.texts import Texts
from tests.acceptance.claims import CLAIM, SEND, board, board_card, filed, rings, summary
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, general, says, sql
from tests.acceptance.waybills import answer, press

__all__ = ["sql"]

RU = Texts.load().lang("ru")
WORD = "Разбили <коробку> «с плиткой» & унесли "


async def nothing_parked(sql: Sql) -> bool:
    queues = ("inbox", "outbox")
    return not any([await sql(f"SELECT id FROM {queue} WHERE state = 'parked'") for queue in queues])


@pytest.mark.parametrize("length", [2650, 4080])
async def test_a_reminder_of_a_whole_message_rings(stage: Stage, sql: Sql, length: int) -> None:
    async with stage.bot():
        await stage.until(lambda: stage.group.topics[2:])
        body = (WORD * 200)[:length]
        await stage.anna.write(f"/remind 1м {body}", chat=stage.group)
        await stage.until(lambda: general(stage, "Напомню"))
        await sql("UPDATE reminders SET due_at = now() - interval '1 second'")
        rung = await stage.until(
            lambda: first(m for m in stage.group.general.messages if m.mentions and WORD * 10 in m.text), "the reminder"
        )
        assert rung.mentions
        assert await nothing_parked(sql)


async def test_a_claims_story_of_a_whole_message_is_filed_and_comes_in_full(stage: Stage, sql: Sql) -> None:
    """The card shows its beginning, the file below it all of it, and so does the claim's row."""
    client, story = stage.client(), ("Разбили две коробки с плиткой, требую 15 000 руб. " + WORD * 200)[:4000].strip()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.press_key(CLAIM)
        await answer(stage, client, "По какой накладной", "2611-00099")
        await answer(stage, client, "Опишите, что случилось", story)
        await answer(stage, client, "Куда прислать ответ?", "ivan@mail.ru")
        await summary(stage, client)
        await press(stage, client, SEND)
        await stage.until(lambda: len(rings(stage)) == 1, "the ring")
        assert units(board_card(stage).text) <= 4096  # type: ignore[union-attr]
        kept = await sql("SELECT story FROM claims")
        assert "".join(story.split()) in "".join(kept.split())

        def in_full(messages: list[Message]) -> Message | None:
            return first(m for m in messages if m.document and m.document["file_name"].startswith("Текст претензии"))

        for place in (board(stage), topic):
            file = await stage.until(lambda place=place: in_full(place.messages), "the file")
            assert file.content.decode("utf-8-sig") == kept and file.silent
        assert len(rings(stage)) == 1
        assert await nothing_parked(sql)


async def test_what_is_longer_than_a_message_with_our_words_around_it_is_cut_not_parked(stage: Stage, sql: Sql) -> None:
    """/note, a canned reply, grounds of a decision: whole messages that we show with a head of ours."""
    client, words = stage.client(), (WORD * 200)[:4060].strip()
    replies = [{"key": "long", "ru": "{name} " + "ы" * 4080, "en": "{name} " + "y" * 4080}]
    async with stage.bot(replies=replies):
        topic = await stage.registered(client)
        await stage.anna.write(f"/note {words}", **stage.at(topic))
        await stage.anna.write("/info", **stage.at(topic))
        await stage.until(lambda: says(topic, WORD.strip()), "/info")
        await stage.anna.write("/t long", **stage.at(topic))
        await stage.until(lambda: first(m for m in client.chat.from_bot if "ыыы" in m.text), "the reply")
        await stage.until(lambda: says(topic, "ыыы"), "its copy in the topic")
        await stage.anna.write("/find " + words, chat=stage.group)
        card = await filed(stage, client)
        await stage.anna.press(card, RU.plain("btn-cl_no"))
        asked = await stage.until(lambda: first(m for m in reversed(board(stage).messages) if "основание" in m.text))
        await stage.anna.write(words, chat=stage.group, topic=board(stage), reply_to=asked)
        sure = RU.plain("btn-cl_sure")
        asked = await stage.until(lambda: first(m for m in board(stage).messages if sure in m.buttons))
        await stage.anna.press(asked, sure)
        await stage.until(lambda: "коробку" in card.text, "the grounds")
        await client.write("хорошо")
        await stage.until(lambda: "хорошо" in topic.texts)
        assert await nothing_parked(sql)
