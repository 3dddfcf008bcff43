"""Every kind of message arrives, both ways; in place of what Telegram does not let through stands a clear line."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest

from relay_bot.sandbox import Message
from relay_bot.sandbox.polls import poll_of
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.desk import in_topic
from tests.acceptance.test_whole_albums import Conversation, begin

RU = Texts.load().lang("ru")
SIDES = ["client", "desk"]
Json = dict[str, Any]

FORMATTED = (
    "<b>жирный</b> <i>курсив</i> <u>черта</u> <s>долой</s> <tg-spoiler>тайна</tg-spoiler> <code>код</code> "
    '<a href="https://example.org/a">ссылка</a> <pre>много\nкода</pre>\n<blockquote>цитата</blockquote>\n'
    "<blockquote expandable>длинная\nцитата</blockquote> 👍🏽 +79001234567 a@b.ru #тег"
)

FILES = ["photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker"]
CAPTIONED = ["photo", "document", "video", "animation", "audio", "voice"]

QUIZ = poll_of("Сколько?", ["1", "2"], {"type": "quiz"})
CHAT = {"id": -1001999, "type": "channel", "title": "Новости порта"}
LIVE = {"latitude": 55.75, "longitude": 37.61, "live_period": 900}
VENUE = {"location": {"latitude": 55.7, "longitude": 37.6}, "title": "Склад", "address": "Мира, 1"}
TASKS = [{"id": 1, "text": "паспорт", "completed_by_user": {"id": 1, "is_bot": False, "first_name": "А"}}]
CHECKLIST = {"title": "Документы", "tasks": [*TASKS, {"id": 2, "text": "договор"}]}

PLAIN: dict[str, Json] = {
    "location": {"location": {"latitude": 55.7, "longitude": 37.6}},
    "venue": {"venue": VENUE, "location": VENUE["location"]},
    "contact": {"contact": {"phone_number": "79161234567", "first_name": "Водитель"}},
    "checklist": {"checklist": CHECKLIST},
    "story": {"story": {"chat": CHAT, "id": 3}},
}
"""Copied as they are."""

REFUSED: dict[str, tuple[Json, str]] = {
    "paid_media": (
        {"paid_media": {"star_count": 5, "paid_media": [{"type": "preview"}]}, "caption": "фото товара"},
        RU.plain("instead-paid_media", stars=5) + "\nфото товара",
    ),
    "invoice": (
        {
            "invoice": {
                "title": "Перевозка",
                "description": "Казань",
                "start_parameter": "a",
                "currency": "RUB",
                "total_amount": 500000,
            }
        },
        RU.plain("instead-invoice", title="Перевозка", amount="5000.00 RUB"),
    ),
    "giveaway": (
        {"giveaway": {"chats": [CHAT], "winners_selection_date": 1800000000, "winner_count": 1}},
        RU.plain("instead-giveaway"),
    ),
}
"""What Telegram never copies, and the line that stands in its place."""


def the_other_has(talk: Conversation, is_it: Callable[[Message], bool], what: str) -> Any:
    return talk.stage.until(lambda: [m for m in talk.read if is_it(m)], what)


def sender_reads(talk: Conversation) -> list[str]:
    """What the bot says to who wrote."""
    chat = talk.client.chat if talk.from_client else talk.topic.messages
    return [m.text for m in chat if m.from_bot]


@pytest.mark.parametrize("side", SIDES)
async def test_words_and_files_of_every_kind_arrive_as_they_were_sent(stage: Stage, side: str) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        text = await talk.writer.write(FORMATTED, html=True, **talk.where)
        for kind in FILES:
            content, caption = b"\xff\xd8" + kind.encode(), kind if kind in CAPTIONED else ""
            await talk.writer.send_file(kind, content, caption=caption, **talk.where)
        still, moving = (stage.tg.world.files.add(kind, b"\xff\xd8live") for kind in ("photo", "video"))
        sizes = [{"file_id": still.id, "file_unique_id": still.unique_id, "width": 8, "height": 8}]
        film = {"file_id": moving.id, "file_unique_id": moving.unique_id, "width": 8, "height": 8, "duration": 1}
        await talk.writer.send(
            {"live_photo": film | {"photo": sizes}, "photo": sizes, "caption": "живое"}, **talk.where
        )
        for body in PLAIN.values():
            await talk.writer.send(body, **talk.where)
        await talk.write("после")
        await talk.read_by_the_other("после")
        (copy,) = [m for m in talk.read if m.text == text.text]
        assert copy.html == text.html
        for kind in FILES:
            found = [m for m in talk.read if m.file and m.content == b"\xff\xd8" + kind.encode()]
            assert [m.caption for m in found] == [kind if kind in CAPTIONED else ""], kind
        assert [m.raw["live_photo"] for m in talk.read if m.caption == "живое"]
        for kind, body in PLAIN.items():
            assert [m for m in talk.read if m.raw.get(kind) == body[kind]], kind
        if side == "client":
            order = [m.raw.get("caption") for m in talk.read if m.file and m.caption]
            assert order == [*CAPTIONED, "живое"]


@pytest.mark.parametrize("side", SIDES)
async def test_polls_and_dice_arrive_with_the_word_that_they_are_copies(stage: Stage, side: str) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        await talk.writer.send_poll("Когда забрать?", ["Завтра", "В пятницу"], **talk.where)
        await the_other_has(talk, lambda m: "poll" in m.raw, "the poll")
        await talk.read_by_the_other(RU.plain("relay-poll"))
        await talk.writer.send({"poll": QUIZ}, **talk.where)
        quiz = await the_other_has(talk, lambda m: m.raw.get("poll", {}).get("question") == "Сколько?", "the quiz")
        assert [one["text"] for one in quiz[0].raw["poll"]["options"]] == ["1", "2"]
        await talk.writer.send({"dice": {"emoji": "🎲", "value": 4}}, **talk.where)
        await the_other_has(talk, lambda m: "dice" in m.raw, "the die")
        await talk.read_by_the_other(RU.plain("relay-dice", value=4))
        await talk.writer.send({"location": LIVE}, **talk.where)
        await the_other_has(talk, lambda m: "location" in m.raw, "the live location")


@pytest.mark.parametrize("side", SIDES)
async def test_in_place_of_what_is_never_copied_stands_a_line_and_its_sender_reads_it(stage: Stage, side: str) -> None:
    async with stage.bot():
        talk = await begin(stage, side)
        for body, line in REFUSED.values():
            await talk.writer.send(body, **talk.where)
            await talk.read_by_the_other(line)
            told = html.unescape(str(RU("relay-instead", line=line)))
            await stage.until(lambda told=told: {told, in_topic(told)} & set(sender_reads(talk)), told)  # type: ignore[misc]
        await talk.write("после")
        await talk.read_by_the_other("после")


@pytest.mark.parametrize("side", SIDES)
async def test_what_was_forwarded_shows_from_whom(stage: Stage, side: str) -> None:
    stranger = {"id": 555, "is_bot": False, "first_name": "Вася"}
    origins: list[Json] = [
        {"type": "user", "date": 1764000000, "sender_user": stranger},
        {"type": "hidden_user", "date": 1764000000, "sender_user_name": "Тайный"},
        {"type": "channel", "date": 1764000000, "chat": CHAT, "message_id": 7},
        {"type": "chat", "date": 1764000000, "sender_chat": CHAT | {"type": "supergroup"}},
    ]
    async with stage.bot():
        talk = await begin(stage, side)
        for origin in origins:
            await talk.writer.send({"text": f"от {origin['type']}", "forward_origin": origin}, **talk.where)
        own = {"type": "user", "date": 1764000000, "sender_user": stage.tg.world.user_json(talk.writer.id)}
        await talk.writer.send({"text": "своё", "forward_origin": own}, **talk.where)
        group = {"media_group_id": "77", "forward_origin": origins[1]}
        for number in range(2):
            await talk.writer.send_file("photo", b"\xff\xd8" + bytes([number]), extra=group, **talk.where)
        await talk.write("после")
        await talk.read_by_the_other("после")
        for origin in origins:
            assert [m.raw["forward_origin"] for m in talk.read if m.text == f"от {origin['type']}"] == [origin]
        assert ["forward_origin" in m.raw for m in talk.read if m.text == "своё"] == [False]
        assert [m.raw["forward_origin"] for m in talk.media()] == [origins[1]] * 2
        assert len({m.media_group_id for m in talk.media()}) == 1


async def test_from_a_group_that_forbids_saving_everything_arrives_or_is_said(stage: Stage) -> None:
    async with stage.bot():
        talk = await begin(stage, "desk")
        stage.group.protect()
        text = await talk.writer.write(FORMATTED, html=True, **talk.where)
        for kind in FILES:
            await talk.writer.send_file(kind, b"\xff\xd8" + kind.encode(), **talk.where)
        for kind in ("location", "venue", "contact"):
            await talk.writer.send(PLAIN[kind], **talk.where)
        await talk.writer.send_poll("Когда?", ["Завтра", "В пятницу"], **talk.where)
        await talk.writer.send({"dice": {"emoji": "🎲", "value": 4}}, **talk.where)
        await talk.writer.send(PLAIN["checklist"], **talk.where)
        await talk.writer.send(PLAIN["story"], **talk.where)
        await talk.write("после")
        await talk.read_by_the_other("после")
        (copy,) = [m for m in talk.read if m.text == text.text]
        assert copy.html == text.html
        for kind in FILES:
            assert [m for m in talk.read if m.file and m.content == b"\xff\xd8" + kind.encode()], kind
        for kind in ("location", "venue", "contact", "poll"):
            assert [m for m in talk.read if kind in m.raw], kind
        lines = {
            RU.plain("instead-dice", emoji="🎲", value=4),
            "☑️ Документы\n✅ паспорт\n▫️ договор",
            RU.plain("instead-story", author="Новости порта"),
        }
        assert lines <= {m.text for m in talk.read}
        told = [
            text for text in sender_reads(talk) if text.startswith(in_topic(RU.plain("relay-instead", line=""))[:20])
        ]
        assert len(told) == len(lines)


async def test_what_destroys_itself_is_sent_from_what_was_kept(stage: Stage) -> None:
    async with stage.bot():
        talk = await begin(stage, "client")
        await talk.writer.send_file("photo", b"\xff\xd8once", extra={"self_destructs": True})
        await the_other_has(talk, lambda m: bool(m.file) and m.content == b"\xff\xd8once", "the photo")


async def test_what_this_library_can_not_read_is_copied_by_its_ids(stage: Stage) -> None:
    """A kind that is newer than it, and a forward of a hidden user without a name."""
    async with stage.bot():
        talk = await begin(stage, "client")
        await talk.writer.send({"hologram": {"depth": 3}})
        await the_other_has(talk, lambda m: "hologram" in m.raw, "the hologram")
        await talk.writer.send({"text": "чьё-то", "forward_origin": {"type": "hidden_user", "date": 1}})
        await talk.read_by_the_other("чьё-то")
        stage.tg.problems.clear()  # the sandbox knows neither
