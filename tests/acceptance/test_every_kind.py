"""The table of docs/fidelity.md, kind by kind and both ways: copied, answered, reacted to, taken back, edited."""

from __future__ import annotations

from functools import partial
from typing import Any

from relay_bot.domain.kinds import CAN_BE_SENT
from relay_bot.sandbox import Sandbox
from relay_bot.sandbox.files import message_body
from relay_bot.sandbox.polls import poll_of
from relay_bot.sandbox.transcript import Message
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.talk import Talk, both_sides, talk
from tests.acceptance.test_kinds import CHAT, CHECKLIST, FILES, LIVE, PLAIN, REFUSED

RU = Texts.load().lang("ru")
Json = dict[str, Any]

RICH = {"blocks": [{"type": "paragraph", "text": "Тариф"}, {"type": "divider"}]}
FROM = {"type": "hidden_user", "date": 1764000000, "sender_user_name": "Тайный"}


def every_kind(tg: Sandbox) -> dict[str, Json]:
    """Bodies of the Bot API's messages; the key of the content is the kind's first word."""
    files = {kind: message_body(tg.world.files.add(kind, b"\xff\xd8" + kind.encode())) for kind in FILES}
    sizes = files["photo"]["photo"]
    film = files["video"]["video"]
    live_photo = {name: film[name] for name in ("file_id", "file_unique_id", "width", "height", "duration")}
    return {
        "text": {"text": "слова"},
        "text, forwarded": {"text": "чужие слова", "forward_origin": FROM},
        **{kind: body for kind, body in files.items() if kind in ("sticker", "video_note")},
        **{kind: body | {"caption": "слова"} for kind, body in files.items() if kind not in ("sticker", "video_note")},
        "live_photo": {"live_photo": live_photo | {"photo": sizes}, "photo": sizes, "caption": "слова"},
        **{kind: dict(body) for kind, body in PLAIN.items()},
        "location, live": {"location": LIVE},
        "poll": {"poll": poll_of("Когда?", ["Завтра", "В пятницу"])},
        "poll, quiz": {"poll": poll_of("Сколько?", ["1", "2"], {"type": "quiz"})},
        "dice": {"dice": {"emoji": "🎲", "value": 4}},
        "game": {"game": {"title": "Шашки", "description": "на двоих", "photo": sizes}},
        "rich_message": {"rich_message": RICH},
        "hologram": {"hologram": {"depth": 3}},
    }


async def sent(here: Talk, kind: str, body: Json, **how: Any) -> tuple[Message, Message]:
    """(what was written, its copy)."""
    field, before = kind.split(",")[0], set(here.read)

    def fresh() -> list[Message]:
        return [one for one in here.read if one not in before and field in one.raw]

    written = await here.writer.send(body, **how, **here.where)
    return written, (await here.stage.until(fresh, f"a copy of {kind}"))[0]


@both_sides
async def test_every_kind_is_copied_and_taken_back(stage: Stage, here: Talk) -> None:
    for kind, body in every_kind(stage.tg).items():
        written, copy = await sent(here, kind, body)
        field = kind.split(",")[0]
        if kind != "dice" and field != "poll":  # a copy is another throw, another vote
            assert copy.raw[field] == written.raw[field], kind
        assert copy.caption == written.caption, kind
        await here.writer.write("/del", reply_to=written, **here.where)
        await stage.until(lambda copy=copy: copy.deleted, f"{kind} taken back")
    stage.tg.problems.clear()  # the sandbox knows no holograms


@both_sides
async def test_every_kind_answers_and_is_answered(stage: Stage, here: Talk) -> None:
    asked, theirs = await here.other.said("что это?")
    for kind, body in every_kind(stage.tg).items():
        if kind == "text, forwarded":  # Telegram shows no answer on what is forwarded
            written, copy = await sent(here, kind, body)
        else:
            written, copy = await sent(here, kind, body, reply_to=theirs)
            assert copy.reply_to == asked, f"{kind} as an answer"
        quote = "слова" if copy.text == "слова" else ""
        await here.other.writer.write(f"понял: {kind}", reply_to=copy, quote=quote, **here.other.where)
        answer = await here.other.copy(f"понял: {kind}")
        assert answer.reply_to == written and answer.quote == quote, f"an answer to {kind}"
    stage.tg.problems.clear()


def _show(stage: Stage, *expected: tuple[Message, str | None]) -> bool:
    return all(message.reactions.get(stage.tg.bot_id) == emoji for message, emoji in expected)


@both_sides
async def test_every_kind_shows_the_reactions_of_both_sides(stage: Stage, here: Talk) -> None:
    for kind, body in every_kind(stage.tg).items():
        written, copy = await sent(here, kind, body)
        await here.other.writer.react(copy, "🔥")
        await here.writer.react(written, "🙏")
        await stage.until(partial(_show, stage, (written, "🔥"), (copy, "🙏")), f"reactions to {kind}")
        await here.other.writer.react(copy, None)
        await stage.until(partial(_show, stage, (written, None)), f"no reaction to {kind} any more")
    stage.tg.problems.clear()


NEWER: dict[str, Json] = {
    "live_photo": {"caption": "другие слова"},
    "voice": {"caption": "другие слова"},
}
"""What has a call for its edit, but for those of test_edits.py."""

ANEW: dict[str, Json] = {
    "checklist": {"checklist": CHECKLIST | {"title": "Другие документы"}},
    "story": {"story": {"chat": CHAT, "id": 4}},
    "rich_message": {"rich_message": {"blocks": [{"type": "paragraph", "text": "Новый тариф"}]}},
    "game": {"game": {"title": "Шахматы", "description": "на двоих"}},
    "hologram": {"hologram": {"depth": 4}},
    "venue": {"venue": PLAIN["venue"]["venue"] | {"title": "Другой склад"}},
}
"""What no call of a bot's edits (Bot API 10.3: editMessageChecklist needs a business connection)."""


async def edited(here: Talk, written: Message, change: Json) -> None:
    """An edit as Telegram would tell of it; people's apps offer some of these only in later versions."""
    await here.writer._edit(written, written.record.body | change)


@both_sides
async def test_an_edit_of_what_has_a_call_for_it_changes_the_copy(stage: Stage, here: Talk) -> None:
    for kind, change in NEWER.items():
        written, copy = await sent(here, kind, every_kind(stage.tg)[kind])
        await edited(here, written, change)
        await stage.until(lambda copy=copy: copy.caption == "другие слова", f"an edited {kind}")


@both_sides
async def test_an_edit_of_what_no_call_edits_is_shown_anew(stage: Stage, here: Talk) -> None:
    for kind, change in ANEW.items():
        body = every_kind(stage.tg)[kind]
        written, copy = await sent(here, kind, body)
        fresh = {kind: body[kind] | change[kind]} if kind == "game" else change
        await edited(here, written, fresh)
        newer = await stage.until(
            lambda kind=kind, fresh=fresh: [one for one in here.read if one.raw.get(kind) == fresh[kind]], f"new {kind}"
        )
        assert newer[-1].reply_to == copy, kind
        await here.other.writer.write(f"вижу: {kind}", reply_to=newer[-1], **here.other.where)
        assert (await here.other.copy(f"вижу: {kind}")).reply_to == written, f"it stands for {kind} from now on"
    stage.tg.problems.clear()


@both_sides
async def test_another_file_of_a_live_photo_is_shown_anew(stage: Stage, here: Talk) -> None:
    body = every_kind(stage.tg)["live_photo"]
    written, copy = await sent(here, "live_photo", body)
    other = stage.tg.world.files.add("video", b"\xff\xd8other")
    film = body["live_photo"] | {"file_id": other.id, "file_unique_id": other.unique_id}
    await edited(here, written, {"live_photo": film})
    newer = await stage.until(
        lambda: [one for one in here.read if one.raw.get("live_photo", {}).get("file_id") == other.id]
    )
    assert newer[-1].reply_to == copy


@both_sides
async def test_a_line_in_place_of_a_message_is_answered_and_taken_back(stage: Stage, here: Talk) -> None:
    """The line stands for what can't be copied."""
    for kind, (body, line) in REFUSED.items():
        written = await here.writer.send(body, **here.where)
        copy = (await stage.until(lambda line=line: [one for one in here.read if one.text == line], kind))[-1]
        await here.other.writer.write(f"что там: {kind}", reply_to=copy, **here.other.where)
        assert (await here.other.copy(f"что там: {kind}")).reply_to == written, kind
        await here.writer.write("/del", reply_to=written, **here.where)
        await stage.until(lambda copy=copy: copy.deleted, f"{kind} taken back")


async def test_what_a_group_that_forbids_saving_says_is_answered_reacted_to_and_taken_back(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        stage.group.protect()
        for kind, body in every_kind(stage.tg).items():
            if kind not in CAN_BE_SENT or kind == "poll":
                continue
            written, copy = await sent(here, kind, body)
            await here.client.reply(copy, f"понял: {kind}")
            assert (await here.other.copy(f"понял: {kind}")).reply_to == written, kind
            await here.client.react(copy, "🔥")
            await here.writer.react(written, "🙏")
            await stage.until(partial(_show, stage, (written, "🔥"), (copy, "🙏")), f"reactions to {kind}")
            if kind == "text":
                await here.writer.edit(written, "другие слова")
                await stage.until(lambda copy=copy: copy.text == "другие слова")
            await here.writer.write("/del", reply_to=written, **here.where)
            await stage.until(lambda copy=copy: copy.deleted, f"{kind} taken back")
