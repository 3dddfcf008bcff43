"""A form that the house has never seen, declared in this file alone, goes the whole way: a form is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from relay_bot import texts
from relay_bot.actions.form import beginning, purpose
from relay_bot.actions.form.purpose import CREATE, Purpose
from relay_bot.actions.turn import Turn
from relay_bot.db import counters
from relay_bot.domain.client import Client
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Button, Field, Form, Line, Say
from relay_bot.domain.forms.saying import CANCEL
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.parsing.values import Accept, Outcome, Refuse, Rules, Story
from relay_bot.phones import spelled
from relay_bot.views import form as wording
from tests.acceptance.conftest import Stage, first
from tests.acceptance.drafts import board, passes, rings
from tests.acceptance.waybills import answer, bot_says, press

# --- the form ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Days:
    n: int

    def in_words(self) -> tuple[str, dict[str, int]]:
        return "pu-value_days", {"n": self.n}


@dataclass(frozen=True, slots=True)
class Pallets:
    n: int

    def in_words(self) -> tuple[str, dict[str, int]]:
        return "pu-value_pallets", {"n": self.n}


def what(text: str, rules: Rules) -> Outcome:
    return Accept(Story(text.strip())) if len(text.strip()) > 2 else Refuse("err-pu_what")


def days(text: str, rules: Rules) -> Outcome:
    found = re.search(r"(\d+) ?(?:дн|день)", text)
    return Accept(Days(int(found[1]))) if found else Refuse("err-pu_days")


def pallets(text: str, rules: Rules) -> Outcome:
    found = re.search(r"(\d+) ?палет", text)
    return Accept(Pallets(int(found[1]))) if found else Refuse("err-pu_pallets")


def summary(draft: Draft) -> tuple[Line, ...]:
    return (Line("pu-summary", {name: draft.value(name) for name in ("what", "days", "pallets")}),)


PICKUP = Form(
    kind="pickup",
    prefix="pu",
    command="pickup",
    fields=(
        Field("what", "pu-ask_what", "label-pu_what", Story, what, called="что", free=True),
        Field(
            "days",
            "pu-ask_days",
            "label-pu_days",
            Days,
            days,
            buttons=lambda talk, draft: ((Button("btn-pu_tomorrow", "tomorrow"),),),
            taps={"tomorrow": lambda talk, arg: Days(1)},
        ),
        Field("pallets", "pu-ask_pallets", "label-pu_pallets", Pallets, pallets),
    ),
    summary=summary,
    summary_buttons=((Button("btn-pu_send", "create"),), (Button("btn-edit", "edit"), CANCEL)),
)


async def arrange(turn: Turn, client: Client, stored: Stored, draft: Draft) -> str:
    number = await counters.next_number(turn.session, "З-{yy}{mm}-{seq:03d}", turn.now, turn.zone)
    done = Say((*summary(draft), Line("pu-arranged", {"number": number})), (), "edit")
    turn.send(wording.out(turn.t(client.lang), client.id, stored.id, draft, done))
    await beginning.say(turn, client, "pu-done")
    return number


TEXTS = """
pu-ask_what = Что забрать?
pu-ask_days = Через сколько дней?
pu-ask_pallets = Сколько палет?
pu-value_days = дней: { $n }
pu-value_pallets = палет: { $n }
pu-summary = Забор: { $what }; { $days }; { $pallets }
pu-question_detected = Похоже на вопрос. Передать?
pu-arranged = Записан: { $number }
pu-done = Приедем и заберём.
pu-double_tap = Забор { $number } уже записан.
label-pu_what = Груз
label-pu_days = Срок
label-pu_pallets = Палеты
btn-pu_send = Записать
btn-pu_tomorrow = Завтра
err-pu_what = Напишите, что забрать.
err-pu_days = Не понял срок: напишите «3 дня».
err-pu_pallets = Не понял: напишите «5 палет».
act-pickup = Забор груза
unfinished-pickup = Забор груза не закончен
draft-nudge_pickup = Забор не записан: осталось { $left }.
draft-exists_pickup = Забор от { $date } не записан: { $known }.
board-draft_pickup = забор, { $time }
info-draft_pickup = Не закончил забор, { $time }
draft-nudge_waybill = Накладная ждёт: { $left }.
"""


@pytest.fixture
def pickup(tmp_path: Path) -> Iterator[None]:
    for lang in texts.LANGUAGES:
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "pickup.ftl").write_text(TEXTS, "utf-8")
    purpose.register(PICKUP, Purpose({CREATE: arrange}))
    with texts.overlay(tmp_path):
        yield
    purpose.forget(PICKUP.kind)


# --- the way ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("pickup")
async def test_a_third_form_is_left_nudged_rung_resumed_corrected_and_completed(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await client.write("/pickup")
        await answer(stage, client, "Что забрать?", "стойку с сервером")
        await answer(stage, client, "Через сколько дней?", "потом")
        await stage.until(lambda: bot_says(client, "Не понял срок"))

        passes(stage, 11)
        nudge = await stage.until(lambda: bot_says(client, "Забор не записан: осталось срок, палеты."))
        assert nudge.silent
        passes(stage, 5)
        card = await stage.until(lambda: first(board(stage)))
        for part in ("Забор груза", spelled(client.phone), "Шаг: срок (1 из 3)", "Груз: стойку с сервером"):
            assert part in card.text, part
        await stage.anna.write("/info", **stage.at(topic))
        await stage.until(lambda: any("Не закончил забор" in text for text in topic.texts))

        await press(stage, client, "▶️ Продолжить")
        await stage.until(lambda: "▶️ Клиент продолжил в" in card.text)
        await client.write("/pickup")
        await stage.until(lambda: bot_says(client, "не записан: стойку с сервером."))
        await press(stage, client, "▶️ Продолжить")
        await answer(stage, client, "Через сколько дней?", "через 3 дня 5 палет")
        shown = await stage.until(lambda: bot_says(client, "Забор: стойку с сервером; дней: 3; палет: 5"))
        await client.write("а сколько это стоит?")
        await stage.until(lambda: bot_says(client, "Похоже на вопрос. Передать?"))
        await client.write("6 палет")
        await stage.until(lambda: bot_says(client, "Палеты: было «палет: 5», стало «палет: 6»."))
        await stage.until(lambda: "а сколько это стоит?" in topic.texts)
        await client.write("что: два шкафа")
        await stage.until(lambda: "Забор: два шкафа; дней: 3; палет: 6" in shown.text)

        button = next(one for one in shown.inline_buttons if one["text"] == "Записать")
        await client.press_button(shown.record, button)
        await stage.until(lambda: bot_says(client, "Приедем и заберём.") and "Записан: З-" in shown.text)
        number = shown.text.rpartition(" ")[2]
        await stage.until(lambda: "✅ Закончил сам в" in card.text and number in card.text)
        again = await client.press_button(shown.record, button)
        assert await again.answer() == f"Забор {number} уже записан."
        assert rings(stage) == 1


@pytest.mark.usefixtures("pickup")
async def test_a_third_form_hears_two_fields_at_once_takes_a_button_and_can_be_given_up(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.write("/pickup")
        await answer(stage, client, "Что забрать?", "2 палеты плитки")
        await press(stage, client, "Завтра")
        await stage.until(lambda: bot_says(client, "Забор: 2 палеты плитки; дней: 1; палет: 2"))
        await client.write("/cancel")
        await press(stage, client, "🗑 Да, отменить")
        await stage.until(lambda: bot_says(client, "Черновик удалён."))


@pytest.mark.usefixtures("pickup")
def test_a_sentence_of_a_further_folder_stands_in_the_place_of_the_houses_own() -> None:
    assert texts.Texts.load().lang("ru").plain("draft-nudge_waybill", left="вес") == "Накладная ждёт: вес."


def test_the_house_forgets_a_form_that_was_taken_back_and_keeps_its_own_words(pickup: None, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pickup"):
        purpose.register(PICKUP, Purpose({CREATE: arrange}))
    purpose.forget(PICKUP.kind)
    with pytest.raises(KeyError):
        purpose.purpose_of(PICKUP.kind)
    purpose.register(PICKUP, Purpose({CREATE: arrange}))
