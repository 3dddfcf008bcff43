"""What somebody takes back disappears from the other side, as far as Telegram lets it."""

from __future__ import annotations

from relay_bot.sandbox.transcript import Message
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.histories import history_in
from tests.acceptance.talk import Talk, both_sides, talk

RU = Texts.load().lang("ru")
DAYS_3 = 3 * 24 * 3600


async def asked(here: Talk, words: str = "/del", to: Message | None = None) -> Message:
    return await here.writer.write(words, reply_to=to, **here.where)


def done(stage: Stage, message: Message) -> bool:
    return message.reactions.get(stage.tg.bot_id) == "👌"


@both_sides
async def test_del_as_an_answer_takes_the_message_back(stage: Stage, here: Talk) -> None:
    written, copy = await here.said("не туда")
    command = await asked(here, to=written)
    await stage.until(lambda: copy.deleted)
    await stage.until(lambda: done(stage, command))
    again = await asked(here, to=written)
    answer = await stage.until(lambda: [one for one in here.other.read if one.reply_to == again])
    assert RU.plain("del-already") in answer[0].text
    await here.writer.edit(written, "и этого не видно")
    await here.said("последнее")
    assert not [one for one in here.read if "не видно" in one.text]


@both_sides
async def test_del_3_takes_back_the_last_three(stage: Stage, here: Talk) -> None:
    copies = [(await here.said(f"номер {number}"))[1] for number in range(5)]
    command = await asked(here, "/del 3")
    await stage.until(lambda: done(stage, command))
    assert [one.deleted for one in copies] == [False, False, True, True, True]
    await asked(here, "/del 1")
    await stage.until(lambda: copies[1].deleted)
    assert not copies[0].deleted


@both_sides
async def test_what_has_not_gone_yet_never_goes(stage: Stage, here: Talk) -> None:
    here.trouble("copyMessage", "slow", seconds=0.5)
    await here.writer.write("первое", **here.where)
    written = await here.writer.write("не туда", **here.where)
    command = await asked(here, to=written)
    await here.copy("первое")
    await stage.until(lambda: done(stage, command))
    await here.said("третье")
    assert not [one for one in here.read if one.text == "не туда"]


@both_sides
async def test_what_is_on_its_way_is_taken_back_all_the_same(stage: Stage, here: Talk) -> None:
    here.trouble("copyMessage", "late", seconds=0.5)
    written, copy = await here.said("не туда")
    await asked(here, to=written)
    await stage.until(lambda: copy.deleted)


@both_sides
async def test_what_is_too_old_to_be_taken_back_is_said(stage: Stage, here: Talk) -> None:
    written, copy = await here.said("давно это было")
    copy.record.date -= DAYS_3
    command = await asked(here, to=written)
    told = await stage.until(lambda: [one for one in here.other.read if one.reply_to == command])
    assert RU.plain("del-too_old") in told[0].text and not copy.deleted
    await here.writer.edit(written, "и ещё можно исправить")
    await stage.until(lambda: copy.text == "и ещё можно исправить")


@both_sides
async def test_only_what_was_sent_from_here_is_taken_back(stage: Stage, here: Talk) -> None:
    theirs, copy = await here.other.said("чужое")
    for command in (await asked(here, to=copy), await asked(here)):
        answer = await stage.until(lambda about=command: [one for one in here.other.read if one.reply_to == about])
        told = (RU.plain("del-not_yours"), RU.plain("del-usage", most=20))
        assert any(words in answer[0].text for words in told)
    assert not theirs.deleted


async def test_the_desks_emoji_takes_a_message_back(stage: Stage) -> None:
    async with talk(stage, "desk", relay={"delete_emoji": "🙈"}) as here:
        written, copy = await here.said("не туда")
        await here.writer.react(written, "🙈")
        await stage.until(lambda: copy.deleted)
        await stage.until(lambda: done(stage, written))
        _, theirs = await here.other.said("а это клиент")
        await here.writer.react(theirs, "🙈")
        await here.said("последнее")
        assert not theirs.deleted


async def test_a_stranger_takes_nothing_back(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        stranger = stage.tg.person(555, "Чужой")
        stage.group.add(stranger)
        written, copy = await here.said("цена 100")
        await stranger.write("/del", reply_to=written, **here.where)
        await here.said("последнее")
        assert not copy.deleted


async def test_history_says_what_was_taken_back(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        written, copy = await here.said("не туда")
        await asked(here, to=written)
        await stage.until(lambda: copy.deleted)
        await here.writer.write("/history", **here.where)
        page = (await stage.until(lambda: history_in(here.topic))).content.decode()
        assert page.count(RU.plain("history-removed")) == 1


@both_sides
async def test_an_answer_to_what_was_taken_back_before_shows_nothing_of_it(stage: Stage, here: Talk) -> None:
    written, copy = await here.said("не для вас")
    await here.writer.write("/del", reply_to=written, **here.where)
    await stage.until(lambda: copy.deleted)
    for number, quote in enumerate(["", "не для"]):
        await here.writer.write(f"ответ {number}", reply_to=written, quote=quote, **here.where)
    await here.writer.edit(written, "новое не для вас")
    await here.writer.write("ответ 2", reply_to=written, **here.where)
    await here.copy("ответ 2")
    assert [one.text for one in here.read if "ответ" in one.text] == ["ответ 0", "ответ 1", "ответ 2"]
    assert not [one for one in here.read if "для вас" in one.text and one is not copy]


async def test_an_answer_to_what_became_a_note_shows_nothing_of_it(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        written, copy = await here.said("маржа 20")
        await here.writer.edit(written, "// маржа 20")
        await stage.until(lambda: copy.deleted)
        await here.writer.write("ответ", reply_to=written, **here.where)
        assert (await here.copy("ответ")).text == "ответ"


@both_sides
async def test_the_words_of_what_was_taken_back_are_not_shown_by_what_answers_it(stage: Stage, here: Talk) -> None:
    """The answer still waits when the message is taken back."""
    written, copy = await here.said("не для вас")
    here.trouble("copyMessage", "rate_limited", retry_after=2)
    await here.writer.write("первое", **here.where)
    await here.writer.write("ответ", reply_to=written, quote="не для", **here.where)
    await asked(here, to=written)
    await stage.until(lambda: copy.deleted)
    answer = await here.copy("ответ")
    assert answer.text == "ответ" and not [one for one in here.read if "не для" in one.text]


@both_sides
async def test_what_is_taken_back_while_its_edit_is_refused_is_not_shown_anew(stage: Stage, here: Talk) -> None:
    written, copy = await here.said("1000 рублей")
    await here.other.writer.delete(copy)
    here.trouble("editMessageText", "slow", seconds=1.0)
    await here.writer.edit(written, "1200 рублей")
    command = await asked(here, to=written)
    await stage.until(lambda: done(stage, command))
    await here.said("последнее")
    assert not [one for one in here.read if "1200" in one.text]
