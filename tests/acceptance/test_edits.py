"""What was edited on one side is seen on the other; what became internal disappears."""

from __future__ import annotations

from relay_bot.sandbox.transcript import Message
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.talk import Talk, both_sides, talk
from tests.acceptance.waybills import CARGO, answer, bot_says

RU = Texts.load().lang("ru")
MARK = {"client": RU.plain("relay-edited"), "desk": RU.plain("relay-edited_by_desk")}


@both_sides
async def test_an_edited_text_is_seen_with_its_formatting(stage: Stage, here: Talk) -> None:
    written, copy = await here.said("1000 рублей")
    await here.writer.edit(written, "<b>1200</b> рублей", html=True)
    await stage.until(lambda: copy.html == "<b>1200</b> рублей")
    assert len([one for one in here.read if "рублей" in one.text]) == 1


@both_sides
async def test_ten_edits_in_a_row_send_the_newest(stage: Stage, here: Talk) -> None:
    written, copy = await here.said("нулевое")
    before = stage.tg.stats.by_method.get("editMessageText", 0)
    here.trouble("editMessageText", "slow", seconds=0.5)
    for number in range(1, 11):
        await here.writer.edit(written, str(number))
    await stage.until(lambda: copy.text == "10")
    assert stage.tg.stats.by_method["editMessageText"] - before < 10  # the boards' among them


@both_sides
async def test_an_edit_before_its_message_has_gone_changes_what_goes(stage: Stage, here: Talk) -> None:
    here.trouble("copyMessage", "slow", seconds=0.5)
    await here.writer.write("первое", **here.where)
    second = await here.writer.write("второе", **here.where)
    await here.writer.edit(second, "второе, исправленное")
    copy = await here.copy("второе, исправленное")
    await here.said("третье")
    assert not copy.edited


@both_sides
async def test_an_edit_while_its_message_is_on_its_way_is_not_lost(stage: Stage, here: Talk) -> None:
    here.trouble("copyMessage", "late", seconds=0.5)
    written, copy = await here.said("первое")
    await here.writer.edit(written, "исправленное")
    await stage.until(lambda: copy.text == "исправленное")


KINDS = ("photo", "document", "video", "animation", "audio", "voice")


@both_sides
async def test_an_edited_caption_is_seen(stage: Stage, here: Talk) -> None:
    for kind in KINDS:
        await _edited_caption(stage, here, kind)


async def _edited_caption(stage: Stage, here: Talk, kind: str) -> None:
    written = await here.writer.send_file(kind, b"1", caption=f"1000 {kind}", **here.where)
    copy = await here.copy(f"1000 {kind}")
    await here.writer.edit(written, "<i>1200</i>", html=True)
    await stage.until(lambda: copy.html == "<i>1200</i>")
    await here.writer.edit(written, "")
    await stage.until(lambda: copy.text == "" and copy.file)


@both_sides
async def test_another_file_is_seen(stage: Stage, here: Talk) -> None:
    written = await here.writer.send_photo(b"\xff\xd8old", "накладная", **here.where)
    copy = await here.copy("накладная")
    await here.writer.edit_media(written, "photo", b"\xff\xd8new")
    await stage.until(lambda: copy.content == b"\xff\xd8new")
    await here.writer.edit(written, "счёт")
    await stage.until(lambda: copy.text == "счёт" and copy.content == b"\xff\xd8new")
    text, its_copy = await here.said("сейчас пришлю")
    await here.writer.edit_media(text, "document", b"pdf")
    await stage.until(lambda: its_copy.file and its_copy.content == b"pdf")


@both_sides
async def test_a_live_location_moves_and_stops(stage: Stage, here: Talk) -> None:
    written = await here.writer.send_location(55.0, 49.0, live_s=900, **here.where)
    copy = (await stage.until(lambda: [one for one in here.read if one.location]))[0]
    assert copy.location["live_period"] == 900
    await here.writer.move(written, 56.0, 50.0)
    await stage.until(lambda: copy.location["latitude"] == 56.0)
    await here.writer.move(written, 56.0, 50.0, last=True)
    await stage.until(lambda: "live_period" not in copy.location)


@both_sides
async def test_what_can_not_be_edited_any_more_is_shown_anew(stage: Stage, here: Talk) -> None:
    for why in ("message can't be edited", "SOMETHING_NEW"):
        await _shown_anew(stage, here, why)


async def _shown_anew(stage: Stage, here: Talk, why: str) -> None:
    written = await here.writer.send_photo(caption=f"1000 рублей, {why}", **here.where)
    copy = await here.copy(f"1000 рублей, {why}")
    here.trouble("editMessageCaption", "error", description=f"Bad Request: {why}")
    await here.writer.edit(written, f"1200 рублей, {why}")
    newer = await here.copy(f"1200 рублей, {why}")
    assert newer.text == f"{MARK[here.side]}\n1200 рублей, {why}" and newer.reply_to == copy and newer.photo
    await here.writer.edit(written, "1300 рублей")
    await stage.until(lambda: newer.text == "1300 рублей")


@both_sides
async def test_an_edit_of_a_copy_that_was_deleted_is_shown_anew(stage: Stage, here: Talk) -> None:
    written, copy = await here.said("1000 рублей")
    await here.other.writer.delete(copy)
    await here.writer.edit(written, "1200 рублей")
    newer = await here.copy("1200 рублей")
    assert newer.text.startswith(MARK[here.side]) and newer.reply_to is None


# --- lines with // ----------------------------------------------------------------------------------------------------


async def test_a_line_that_becomes_internal_disappears_from_the_client(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        written, copy = await here.said("Добрый день\nскидки не будет")
        await here.writer.edit(written, "Добрый день\n// скидки не будет")
        await stage.until(lambda: copy.text == "Добрый день")
        await here.writer.edit(written, "Добрый день\nскидка 5 %")
        await stage.until(lambda: copy.text == "Добрый день\nскидка 5 %")
        await here.writer.write("/info", **here.where)
        card = await stage.until(lambda: [one for one in here.topic.messages if "по-русски" in one.text])
        assert "скидки не будет" not in card[-1].text


async def test_a_message_that_becomes_internal_disappears_and_comes_back(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        written, copy = await here.said("должен за июль")
        await here.writer.edit(written, "// должен за июль")
        await stage.until(lambda: copy.deleted)
        await stage.until(lambda: written.reactions.get(stage.tg.bot_id) == "✍")
        await here.writer.edit(written, "должны за июль")
        again = await here.copy("должны за июль")
        assert not again.deleted
        await stage.until(lambda: not written.reactions)


async def test_a_note_that_becomes_a_message_goes(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        note = await here.writer.write("// скидка 5 %", **here.where)
        await stage.until(lambda: note.reactions.get(stage.tg.bot_id) == "✍")
        await here.writer.edit(note, "скидка 5 %")
        await here.copy("скидка 5 %")
        await stage.until(lambda: not note.reactions)


async def test_what_became_internal_and_is_too_old_to_disappear_is_said(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        written, copy = await here.said("должен за июль")
        copy.record.date -= 49 * 3600
        await here.writer.edit(written, "// должен за июль")
        told = await stage.until(lambda: [one for one in here.topic.messages if RU.plain("del-too_old") in one.text])
        assert told[0].reply_to == written and not copy.deleted


async def test_an_edited_command_or_answer_is_nothing_for_the_client(stage: Stage) -> None:
    async with talk(stage, "desk") as here:
        command = await here.writer.write("/help", **here.where)
        await stage.until(lambda: "В теме клиента" in here.topic.texts[-1])
        await here.writer.edit(command, "помоги")
        await here.said("последнее")
        assert not any("помоги" in one.text for one in here.read)


# --- forms ------------------------------------------------------------------------------------------------------------


async def test_an_edit_of_what_a_form_has_taken_is_no_input_and_is_said(stage: Stage) -> None:
    async with talk(stage) as here:
        await here.writer.write("/new")
        await answer(stage, here.client, "Что везём?", CARGO)
        await stage.until(lambda: bot_says(here.client, "Откуда забрать?"))
        cargo = next(one for one in here.client.chat if one.text == CARGO)
        await here.writer.edit(cargo, "станок, 900 кг, 120х80х150")
        told = await stage.until(lambda: [one for one in here.client.chat if one.text == RU.plain("form-no_edits")])
        assert told[0].reply_to == cargo
        assert not any("900 кг" in text for text in texts_of(here))


def texts_of(here: Talk) -> list[str]:
    shown: list[Message] = [*here.topic.messages, *(one for one in here.client.chat if one.from_bot)]
    return [one.text for one in shown]
