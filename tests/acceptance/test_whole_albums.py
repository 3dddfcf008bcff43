"""An album arrives as one album: both ways, in order, with every caption, whatever happens on its way."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from relay_bot.sandbox import Message, Person, Topic
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import Sql, in_topic, sql

__all__ = ["sql"]

RU = Texts.load().lang("ru")
SIDES = ["client", "desk"]

PICTURES: list[tuple[str, bytes]] = [("photo", b"\xff\xd81"), ("video", b"2"), ("photo", b"\xff\xd83")]
DOCUMENTS: list[tuple[str, bytes]] = [("document", b"1"), ("document", b"2"), ("document", b"3")]
MUSIC: list[tuple[str, bytes]] = [("audio", b"1"), ("audio", b"2")]
MEDIA = ("photo", "video", "document", "audio")


@dataclass
class Conversation:
    """A client and Anna; `writer` writes, the other side reads."""

    stage: Stage
    client: Person
    topic: Topic
    from_client: bool
    _group: str = field(default_factory=lambda: str(secrets.randbits(53)))
    _sent: Any = field(default_factory=itertools.count)

    @property
    def where(self) -> dict[str, Any]:
        return {} if self.from_client else self.stage.at(self.topic)

    @property
    def writer(self) -> Person:
        return self.client if self.from_client else self.stage.anna

    @property
    def read(self) -> list[Message]:
        """What the other side has of the bot."""
        return [m for m in (self.topic.messages if self.from_client else self.client.chat) if m.from_bot]

    @property
    def source(self) -> int:
        """The group's or the private chat's id."""
        return self.client.id if self.from_client else self.stage.group.id

    @property
    def destination(self) -> int:
        return self.stage.group.id if self.from_client else self.client.id

    def media(self) -> list[Message]:
        return [m for m in self.read if any(kind in m.raw for kind in MEDIA)]

    async def part(self, caption: str = "", kind: str = "photo") -> Message:
        content = b"\xff\xd8" + bytes([next(self._sent)])
        return await self.writer.send_file(
            kind, content, caption=caption, extra={"media_group_id": self._group}, **self.where
        )

    async def write(self, text: str) -> Message:
        return await self.writer.write(text, **self.where)

    async def read_by_the_other(self, text: str) -> None:
        """Somebody's words, or the bot's own."""
        await self.stage.until(
            lambda: {text, in_topic(text)} & {m.text for m in self.read}, f"«{text}» on the other side"
        )

    async def handled(self, sql: Sql, parts: int) -> None:
        async def there() -> Any:
            return await sql("SELECT count(*) FROM outbox WHERE bundle IS NOT NULL") == parts

        await self.stage.until(there, f"{parts} parts in the outbox")


async def begin(stage: Stage, side: str, name: str = "Иван") -> Conversation:
    client = stage.client(name)
    return Conversation(stage, client, await stage.registered(client), side == "client")


def is_one_album(messages: Sequence[Message]) -> bool:
    groups = {message.media_group_id for message in messages}
    return len(groups) == 1 and "" not in groups


@pytest.mark.parametrize("items", [PICTURES, DOCUMENTS, MUSIC], ids=["pictures and films", "documents", "music"])
@pytest.mark.parametrize("side", SIDES)
async def test_an_album_arrives_as_one_in_order_with_every_caption(
    stage: Stage, sql: Sql, side: str, items: list[tuple[str, bytes]]
) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        captions = [f"подпись {number}" for number, _ in enumerate(items)]
        sent = await talk.writer.send_album(items, captions=captions, **talk.where)
        await talk.write("после")
        await talk.read_by_the_other("после")
        copies = talk.media()
        assert [(m.file.kind if m.file else "", m.content) for m in copies] == items
        assert [m.caption for m in copies] == captions
        assert is_one_album(copies) and copies[0].media_group_id != sent[0].media_group_id
        for original, copy in zip(sent, copies, strict=True):
            pair = "SELECT copy_message_id FROM messages WHERE chat_id = :chat AND message_id = :message"
            assert await sql(pair, chat=talk.source, message=original.id) == copy.id


@pytest.mark.parametrize("side", SIDES)
async def test_parts_that_come_one_after_the_other_are_one_album(stage: Stage, sql: Sql, side: str) -> None:
    """Each batch of updates is handled before the next one comes."""
    async with stage.bot():
        talk = await begin(stage, side)
        for number in range(3):
            await talk.part(f"часть {number}")
            await talk.handled(sql, number + 1)
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["часть 0", "часть 1", "часть 2"]
        assert is_one_album(talk.media())


@pytest.mark.parametrize("side", SIDES)
async def test_an_album_survives_the_end_of_a_process_between_its_parts(stage: Stage, sql: Sql, side: str) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        await talk.part("часть 0")
        await talk.part("часть 1")
        await talk.handled(sql, 2)
    assert talk.media() == []
    await sql("UPDATE outbox SET not_before = now() - interval '1 hour' WHERE bundle IS NOT NULL")
    await talk.part("часть 2")
    async with stage.bot():
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["часть 0", "часть 1", "часть 2"]
        assert is_one_album(talk.media())


@pytest.mark.parametrize("side", SIDES)
async def test_a_process_that_dies_while_it_sends_an_album_loses_no_part(stage: Stage, sql: Sql, side: str) -> None:
    """Its lease is let go, and the parts go together again."""
    async with stage.bot():
        talk = await begin(stage, side)
        stage.tg.faults.add("copyMessages", kind="slow", seconds=60)
        await talk.part("часть 0")
        await talk.part("часть 1")

        async def in_flight() -> Any:
            return await sql("SELECT count(*) FROM outbox WHERE bundle IS NOT NULL AND state = 'sending'") == 2

        await stage.until(in_flight, "both parts with Telegram")
        await sql(  # as `release_dead` does for a worker that is gone
            "WITH dead AS (UPDATE lanes SET lease = NULL WHERE lease IS NOT NULL RETURNING id) "
            "UPDATE outbox SET state = 'queued' FROM dead WHERE lane_id = dead.id AND state = 'sending'"
        )
        stage.tg.faults.clear()
        await stage.until(lambda: len(talk.media()) >= 2)
        first = talk.media()[:2]
        assert [m.caption for m in first] == ["часть 0", "часть 1"] and is_one_album(first)


@pytest.mark.parametrize("side", SIDES)
async def test_a_part_that_comes_too_late_is_sent_after(stage: Stage, side: str) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        await talk.part("часть 0")
        await talk.part("часть 1")
        await stage.until(lambda: len(talk.media()) == 2)
        await talk.part("опоздала")
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["часть 0", "часть 1", "опоздала"]
        assert is_one_album(talk.media()[:2])


@pytest.mark.parametrize("side", SIDES)
async def test_of_an_album_with_a_deleted_part_every_part_arrives_once(stage: Stage, sql: Sql, side: str) -> None:
    """copyMessages leaves the deleted one out without a word: it is sent from what was kept, with the others."""
    async with stage.bot():
        talk = await begin(stage, side)
        sent = [await talk.part(f"часть {number}") for number in range(3)]
        await talk.writer.delete(sent[1])
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["часть 0", "часть 1", "часть 2"]
        assert is_one_album(talk.media())


async def test_an_album_from_a_group_that_forbids_saving_arrives_as_one(stage: Stage) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        stage.group.protect()
        await talk.writer.send_album(PICTURES, captions=["раз", "два", "три"], **talk.where)
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["раз", "два", "три"]
        assert [m.content for m in talk.media()] == [content for _, content in PICTURES]
        assert is_one_album(talk.media())


@pytest.mark.parametrize("refusal", ["Bad Request: MEDIA_INVALID", "Bad Request: wrong file_id", "Bad Request: ?"])
async def test_of_an_album_that_telegram_refuses_one_bad_part_parks_one_part(
    stage: Stage, sql: Sql, refusal: str
) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        stage.tg.faults.add("copyMessages", kind="error", code=400, description=refusal, times=None)
        bad = "Bad Request: wrong file_id or the file is temporarily unavailable"
        stage.tg.faults.add("copyMessage", kind="error", code=400, description=bad, after=1)
        for number in range(3):
            await talk.part(f"часть {number}")
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["часть 0", "часть 2"]
        assert await sql("SELECT count(*) FROM outbox WHERE state = 'parked'") == 1
        lost = in_topic(RU.plain("relay-not_delivered", reason=RU.plain("reason-file_lost")))
        await stage.until(lambda: lost in talk.topic.texts)


@pytest.mark.parametrize("description", ["Too Many Requests: retry after 1", "failed to send message #2"])
async def test_an_album_that_is_to_come_later_comes_whole(stage: Stage, description: str) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        hidden = f'failed to send message #1 with the error message "{description}"'
        stage.tg.faults.add("copyMessages", kind="error", code=400, description=f"Bad Request: {hidden}")
        for number in range(2):
            await talk.part(f"часть {number}")
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["часть 0", "часть 1"]
        if description.startswith("Too Many"):
            assert is_one_album(talk.media())


@pytest.mark.parametrize("side", SIDES)
async def test_a_held_album_delays_nobody_else(stage: Stage, sql: Sql, side: str) -> None:
    """While its parts may still come, others are served."""
    async with stage.bot():
        talk, other = await begin(stage, side), await begin(stage, side, "Другой")
        await talk.part()
        await talk.handled(sql, 1)
        await sql("UPDATE outbox SET not_before = now() + interval '1 hour' WHERE bundle IS NOT NULL")
        await other.write("другому")
        await other.read_by_the_other("другому")
        assert talk.media() == []


async def test_an_album_with_a_caption_that_is_left_out_in_part_arrives_as_one(stage: Stage) -> None:
    """A line of the caption stays inside: the album is sent anew, with what goes."""
    async with stage.bot():
        talk = await begin(stage, "desk")
        await talk.part("Цена 5000\n// маржа 20 %")
        await talk.part("второе")
        await talk.write("после")
        await talk.read_by_the_other("после")
        assert [m.caption for m in talk.media()] == ["Цена 5000", "второе"]
        assert is_one_album(talk.media())


async def test_albums_of_a_busy_desk_meet_no_limit(stage: Stage) -> None:
    """Each part draws on the group's budget."""
    limits = {"group_messages": 12, "group_window": "3s", "chat_interval": "1s", "chat_burst": 100}
    stage.tg.limits.group_messages, stage.tg.limits.group_window_s = 12, 3.0
    async with stage.bot(telegram={"limits": limits | {"total_per_second": 100_000}}):
        talks = [await begin(stage, "client", name) for name in ("Анна", "Борис", "Вера")]
        stage.tg.limits.enabled = True
        for talk in talks:
            await talk.writer.send_album([b"\xff\xd8" + bytes([n]) for n in range(7)])
        await stage.until(lambda: all(len(talk.media()) == 7 for talk in talks), "three albums", timeout=180)
        assert all(is_one_album(talk.media()) for talk in talks)
        assert stage.tg.stats.too_many_requests == 0


@pytest.mark.parametrize("side", SIDES)
async def test_an_album_that_answers_points_at_the_right_message(stage: Stage, side: str) -> None:
    """copyMessages can't answer: the album is sent anew."""
    async with stage.bot():
        talk = await begin(stage, side)
        question = await talk.write("вопрос")
        await talk.read_by_the_other("вопрос")
        await talk.writer.send_album(PICTURES, caption="вот", reply_to=question, **talk.where)
        await stage.until(lambda: len(talk.media()) == len(PICTURES))
        assert is_one_album(talk.media())
        answered = talk.media()[0].reply_to
        assert answered is not None and answered.text == "вопрос"


@pytest.mark.parametrize("side", SIDES)
async def test_an_album_that_answers_what_is_gone_arrives_as_one_with_its_words(stage: Stage, side: str) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        question = await talk.write("вопрос")
        await talk.read_by_the_other("вопрос")
        copy = next(m for m in talk.read if m.text == "вопрос")
        reader = stage.anna if side == "client" else talk.client
        await reader.delete(copy)
        await talk.writer.send_album(PICTURES, captions=["вот", "два"], reply_to=question, **talk.where)
        await stage.until(lambda: len(talk.media()) == len(PICTURES))
        assert is_one_album(talk.media())
        assert [m.caption for m in talk.media()] == ["вопрос\nвот", "два", ""]


@pytest.mark.parametrize("side", SIDES)
async def test_an_album_that_quotes_what_was_changed_since_arrives_as_one(stage: Stage, side: str) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        question = await talk.write("вопрос")
        await talk.read_by_the_other("вопрос")
        stage.tg.faults.add("sendMediaGroup", kind="error", code=400, description="Bad Request: QUOTE_TEXT_INVALID")
        await talk.writer.send_album(PICTURES, reply_to=question, quote="вопрос", **talk.where)
        await stage.until(lambda: len(talk.media()) == len(PICTURES))
        assert is_one_album(talk.media())
        answered = talk.media()[0].reply_to
        assert answered is not None and answered.text == "вопрос"
