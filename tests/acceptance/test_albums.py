"""A manager's album is one message: one `//` on any of its photos keeps all of it inside."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from relay_bot.sandbox import Message, Person, Topic
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import Sql, sql
from tests.acceptance.talk import talk

__all__ = ["sql"]

RU = Texts.load().lang("ru")
NOTE = "// себестоимость, не показывать"


class Album:
    """The parts of one album of Anna's in a topic, sent one by one."""

    def __init__(self, stage: Stage, topic: Topic) -> None:
        self._stage, self._topic, self._sent = stage, topic, 0
        self._group = {"media_group_id": str(secrets.randbits(53))}

    async def part(self, caption: str = "") -> Message:
        self._sent += 1
        content, where = b"\xff\xd8photo" + bytes([self._sent]), self._stage.at(self._topic)
        return await self._stage.anna.send_file("photo", content, caption=caption, extra=self._group, **where)


async def parts_handled(stage: Stage, sql: Sql, count: int) -> None:
    async def handled() -> Any:
        return await sql("SELECT count(*) FROM outbox WHERE bundle IS NOT NULL") == count

    await stage.until(handled, f"{count} parts in the outbox")


def photos(client: Person) -> list[Message]:
    return [message for message in client.chat.from_bot if message.photo]


@pytest.mark.parametrize("marked", range(3), ids=["first", "second", "last"])
async def test_a_note_on_any_photo_keeps_the_whole_album_inside(stage: Stage, marked: int) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        album = Album(stage, topic)
        for number in range(3):
            await album.part(NOTE if number == marked else "")
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert photos(client) == []


@pytest.mark.parametrize("command", ["/note вмятина", "/цена 100", "/done", "// себе\n/note вмятина"])
@pytest.mark.parametrize("marked", [0, 2], ids=["first", "last"])
async def test_a_command_on_any_photo_keeps_the_whole_album_inside(stage: Stage, command: str, marked: int) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        album = Album(stage, topic)
        for number in range(3):
            await album.part(command if number == marked else "")
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert photos(client) == []
        assert not any(RU.plain("btn-send_anyway") in message.buttons for message in topic.messages)


async def test_photos_that_were_handled_before_the_note_came_are_withdrawn(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        album = Album(stage, topic)
        await album.part()
        await album.part()
        await parts_handled(stage, sql, 2)
        await album.part(NOTE)
        await album.part()
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert photos(client) == []
        assert await sql("SELECT count(*) FROM messages WHERE side = 'desk'") == 1, (
            "nothing else was said to the client"
        )


async def test_a_note_that_comes_after_a_restart_still_withdraws(stage: Stage, sql: Sql) -> None:
    """The rows wait in PostgreSQL; after a downtime they wait until Telegram has been heard."""
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        album = Album(stage, topic)
        await album.part()
        await album.part()
        await parts_handled(stage, sql, 2)
    assert photos(client) == []
    await sql("UPDATE outbox SET not_before = now() - interval '1 hour' WHERE bundle IS NOT NULL")
    await album.part(NOTE)
    async with stage.bot():
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert photos(client) == []


async def test_an_album_without_a_note_arrives_whole_and_before_what_follows(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.send_album([b"\xff\xd8" + bytes([n]) for n in range(3)], caption="фото", **stage.at(topic))
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert [message.content for message in photos(client)] == [b"\xff\xd8" + bytes([n]) for n in range(3)]


async def test_a_note_that_comes_too_late_is_said_to_have_come_too_late(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        album = Album(stage, topic)
        await album.part()
        await stage.until(lambda: photos(client))
        await album.part(NOTE)
        await stage.until(lambda: RU.plain("relay-album_gone", n=1) in topic.texts)
        await stage.anna.write("ответ", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "ответ")
        assert len(photos(client)) == 1


async def _shown(client: Person) -> list[str]:
    return [message.caption for message in client.chat if message.from_bot and message.photo]


async def test_an_album_goes_whole_once_no_caption_keeps_it_inside(stage: Stage) -> None:
    """With two such captions the first edit is not enough; what was edited inside goes as it is by then."""
    async with talk(stage, "desk") as here:
        captions = ["// маржа", "второе\n// тоже внутри", "// и это", "четвёртое"]
        parts = await here.writer.send_album([b"1", b"2", b"3", b"4"], captions=captions, **here.where)
        for note in (parts[0], parts[2]):
            await stage.until(lambda note=note: note.reactions.get(stage.tg.bot_id) == "✍")
        await here.writer.edit(parts[0], "первое")
        await here.writer.edit(parts[3], "четвёртое, исправленное")
        await here.said("ещё внутри")
        assert not await _shown(here.client)
        await here.writer.edit(parts[2], "третье")
        await stage.until(lambda: len([one for one in here.client.chat if one.photo]) == 4)
        assert await _shown(here.client) == ["первое", "второе", "третье", "четвёртое, исправленное"]
        assert len({one.media_group_id for one in here.client.chat if one.photo}) == 1
        await stage.until(lambda: not parts[0].reactions and not parts[2].reactions)


async def test_an_album_that_became_internal_comes_back_whole(stage: Stage) -> None:
    """But for the part that was taken back before."""
    async with talk(stage, "desk") as here:
        parts = await here.writer.send_album([b"1", b"2", b"3"], captions=["раз", "два", "три"], **here.where)
        await stage.until(lambda: len([one for one in here.client.chat if one.photo]) == 3)
        copies = [one for one in here.client.chat if one.photo]
        await here.writer.write("/del", reply_to=parts[1], **here.where)
        await stage.until(lambda: copies[1].deleted)
        await here.writer.edit(parts[2], "// три")
        await stage.until(lambda: all(one.deleted for one in copies))
        await here.writer.edit(parts[2], "всё-таки три")
        await stage.until(lambda: len([one for one in here.client.chat if one.photo]) == 2)
        assert await _shown(here.client) == ["раз", "всё-таки три"]
