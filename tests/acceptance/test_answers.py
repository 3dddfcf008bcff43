"""Replies and quotes: an answer points to the right message on the other side, whoever writes."""

from __future__ import annotations

from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.talk import Talk, both_sides, talk

RU = Texts.load().lang("ru")
HELP = "Пишите сюда любой вопрос"


@both_sides
async def test_an_answer_to_a_copy_points_to_its_original(stage: Stage, here: Talk) -> None:
    asked, copy = await here.other.said("сколько стоит?")
    await here.writer.reply(copy, "две тысячи")
    assert (await here.copy("две тысячи")).reply_to == asked


@both_sides
async def test_an_answer_to_ones_own_message_points_to_its_copy(stage: Stage, here: Talk) -> None:
    mine, copy = await here.said("800 кг")
    await here.writer.reply(mine, "вернее, 850")
    assert (await here.copy("вернее, 850")).reply_to == copy


@both_sides
async def test_an_answer_to_ones_own_message_that_has_not_gone_yet_points_to_its_copy(stage: Stage, here: Talk) -> None:
    here.trouble("copyMessage", "slow", seconds=0.3)
    mine = await here.writer.write("800 кг", **here.where)
    await here.writer.reply(mine, "вернее, 850")
    assert (await here.copy("вернее, 850")).reply_to == await here.copy("800 кг")


@both_sides
async def test_an_answer_may_come_before_the_bot_knows_what_it_has_sent(stage: Stage, here: Talk) -> None:
    here.trouble("copyMessage", "late", seconds=0.5)
    asked, copy = await here.other.said("сколько стоит?")
    await here.writer.reply(copy, "две тысячи")
    answer = await here.copy("две тысячи")
    assert answer.reply_to == asked and answer.text == "две тысячи"


@both_sides
async def test_a_quote_keeps_its_words_their_place_and_their_formatting(stage: Stage, here: Talk) -> None:
    asked, copy = await here.other.said("вес 5, 🚚 <b>вес 5</b> или 6?", html=True)
    await here.writer.reply(copy, "второе", quote="🚚 вес 5")
    answer = await here.copy("второе")
    assert answer.reply_to == asked
    assert answer.record.body["quote"] == {
        "text": "🚚 вес 5",
        "position": 7,
        "is_manual": True,
        "entities": [{"type": "bold", "offset": 3, "length": 5}],
    }


@both_sides
async def test_a_quote_of_what_was_changed_since_answers_the_message(stage: Stage, here: Talk) -> None:
    asked, copy = await here.other.said("вес 5")
    refusal = "Bad Request: QUOTE_TEXT_INVALID"
    here.trouble("copyMessage", "error", description=refusal)
    await here.writer.reply(copy, "неверно", quote="вес")
    answer = await here.copy("неверно")
    assert answer.reply_to == asked and not answer.quote


@both_sides
async def test_an_answer_to_what_is_gone_comes_with_its_words(stage: Stage, here: Talk) -> None:
    asked, copy = await here.other.said("сколько <b>стоит</b>?", html=True)
    await here.other.writer.delete(asked)
    await here.writer.write("две <i>тысячи</i>", reply_to=copy, html=True, **here.where)
    answer = await here.copy("две тысячи")
    assert answer.html == "<blockquote>сколько стоит?</blockquote>\nдве <i>тысячи</i>"
    await here.writer.reply(copy, "и ещё", quote="стоит")
    assert (await here.copy("и ещё")).html == "<blockquote>стоит</blockquote>\nи ещё"
    await here.writer.send_photo(caption="вот", reply_to=copy, **here.where)
    assert (await here.copy("вот")).html == "<blockquote>сколько стоит?</blockquote>\nвот"


async def test_an_answer_to_what_the_bot_told_the_client_comes_with_its_words(stage: Stage) -> None:
    async with talk(stage) as here:
        await here.writer.write("/help")
        told = await stage.until(lambda: [one for one in here.client.chat if one.text.startswith(HELP)])
        await here.writer.reply(told[-1], "не понял")
        answer = await here.copy("не понял")
        assert answer.reply_to is None and answer.text.startswith(HELP)


async def test_the_client_is_shown_no_words_that_are_not_for_them(stage: Stage) -> None:
    """A note, a card or a notice may be answered: the answer comes as a plain message."""
    async with talk(stage, "desk") as here:
        note = await here.writer.write("// должен за июль", **here.where)
        await here.writer.write("/info", **here.where)
        card = await stage.until(lambda: [one for one in here.topic.messages if "по-русски" in one.text])
        mixed = await here.writer.write("Добрый день\n// скидки не давать", **here.where)
        copy = await here.copy("Добрый день")
        await here.client.delete(copy)
        for number, (to, quote) in enumerate([(note, ""), (card[0], ""), (mixed, "скидки не давать"), (mixed, "")]):
            await here.writer.reply(to, f"ответ {number}", quote=quote)
        await here.copy("ответ 3")
        assert not [one for one in here.read if "июль" in one.text or "скидки" in one.text or "📦" in one.text[:1]]


async def test_an_answer_to_a_notice_answers_the_message_that_it_speaks_of(stage: Stage) -> None:
    async with talk(stage) as here:
        asked = await here.writer.send_poll("Куда?", ["Тверь", "Клин"])
        notice = await here.copy(RU.plain("relay-poll"))
        await here.other.writer.reply(notice, "в Клин")
        assert (await here.other.copy("в Клин")).reply_to == asked


@both_sides
async def test_media_of_any_kind_answer_and_are_answered(stage: Stage, here: Talk) -> None:
    asked = await here.other.writer.send_sticker(**here.other.where)
    copy = (await stage.until(lambda: [one for one in here.other.read if one.sticker]))[0]
    await here.writer.send_voice(reply_to=copy, **here.where)
    voice = (await stage.until(lambda: [one for one in here.read if one.voice]))[0]
    assert voice.reply_to == asked
