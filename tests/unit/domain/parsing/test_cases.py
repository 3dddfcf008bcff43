"""What people write (cases/parsing.md): every row of it, and what the message says beyond the form."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relay_bot.domain.parsing import read_waybill
from relay_bot.domain.parsing.complaint import read_complaint
from relay_bot.domain.parsing.reading import Details
from relay_bot.domain.parsing.values import (
    Accept,
    Address,
    Ask,
    End,
    FieldName,
    Firm,
    Refuse,
    Rules,
    Value,
    Weight,
    Window,
)
from relay_bot.views.values import show_parts
from tests.unit.domain.parsing.telling import RU, told

CARD = (
    "Груз: Тверь → Кострома\nRUS, 405 км\n• Тверь, Россия загр. 3 дек\n• Кострома, Россия\n2.6 т / -\n"
    "Стройматериалы, палеты — 5 шт., возм. догруз\nВсе закр.+изотерм\n20000 руб С НДС (49.4 руб/км)\n"
    "16000 руб Без НДС\nФИРМА: Пример-Транс, ООО Код: 000700\nтел: +7(900)0000001"
)


def read(text: str, asked: FieldName | None = None) -> dict[str, str]:
    return {name: told(outcome) for name, outcome in read_waybill(text, asked=asked).fields.items()}


@pytest.mark.parametrize(
    ("text", "field", "right"),
    [
        ("16 мест по 202 кг брутто", "weight", "3 232 кг, мест: 16"),
        ("10 коробок по 25 кг брутто, плитка, Москва, ул. Мира 1 — Тверь, ул. Мира 2", "weight", "250 кг, мест: 10"),
        ("16 шт по 185 кг нетто / 202 брутто", "weight", "3 232 кг, мест: 16"),
        ("12 пал 80х120 высота 180, вес палета 450 кг", "weight", "5 400 кг, мест: 12"),
        ("12 пал 80х120 высота 180, вес палета 450 кг", "dims", "12 × 80×120×180 см"),
        ("труба, до 500 кг × 3 шт, Тверь, Мира 1 - Клин, Ленина 2", "weight", "≈1 500 кг, мест: 3"),
        ("2 евро паллета по 600, общий 1200", "weight", "1 200 кг, мест: 2"),
        ("5 европаллет 2,1 т", "weight", "2 100 кг, мест: 5"),
        ("1.2х0.8х1.5 м 3 места", "dims", "3 × 120×80×150 см"),
        ("двадцать коробок с кофе по 12 кг", "weight", "240 кг, мест: 20"),
        ("плитка тонна двести, Тверь, Мира 1 - Клин, Ленина 2", "weight", "1 200 кг"),
        ("12 пал 120х80х180", "dims", "12 × 120×80×180 см"),
        ("4 кор 60х40х40", "dims", "4 × 60×40×40 см"),
        ("60х40х40 - 4, 80х60х50 - 2", "dims", "4 × 60×40×40 см; 2 × 80×60×50 см"),
        ("14 пал (0.8х1.2х1.7)", "dims", "14 × 80×120×170 см"),
        ("1 паллет (на нём 60 канистр) 120х80х140", "dims", "120×80×140 см"),
        ("Тент 20т/82м3/33пал, Тверь - Кострома, груз масло 18,4т", "weight", "18 400 кг"),
        ("Требуется машина 5т/36м3, автозапчасти 3 тн", "weight", "3 000 кг"),
        ("ТС: фургон 1,5т\nбытовая химия, 1180 кг", "weight", "1 180 кг"),
        (CARD, "descr", "Стройматериалы"),
        (CARD, "weight", "2 600 кг, мест: 5"),
        (CARD, "frm", "err.addr_house"),
        (CARD, "to", "err.addr_house"),
        ("МСК - СПБ, 500 кг, оборудование", "frm", "err.addr_house"),
        ("МСК - СПБ, 500 кг, оборудование", "to", "err.addr_house"),
        ("из мск в екб 700кг", "to", "err.addr_house"),
        ("СПб → НН 300кг", "frm", "err.addr_house"),
        ("Из Перми (Комсомольский 54) в Сочи (Навагинская 9)", "frm", "Пермь (Комсомольский 54)"),
        ("Из Перми (Комсомольский 54) в Сочи (Навагинская 9)", "to", "Сочи (Навагинская 9)"),
        ("забрать от двери: Мытищи, ул. Мира 4", "frm", "Мытищи, ул. Мира 4"),
        ("забрать Казань Баумана 1, везти Самара Мира 10", "to", "Самара Мира 10"),
        ("Казань → Алматы реф -18 20т", "to", "err.addr_house"),
        ("Откуда: Казани, ул. Баумана 1", "frm", "Казань, ул. Баумана 1"),
        ("куда: СПб, ул. Мира 5 лит А", "to", "СПб, ул. Мира 5 лит А"),
        ("плачу по счёту, получатель Сидоров 89000000004", "pay", "Безналичный расчёт по счёту"),
        ("до 1.5 тонн, сэндвич-панели", "weight", "≈1 500 кг"),  # «до 1.» is no hour
        ("3 места по 50 кг, общий вес 120 кг", "weight", "ask.weight_many: 120 кг | 150 кг | 270 кг"),
        ("молоко 4 шт, нетто по 1000 кг, брутто по 1060", "weight", "4 240 кг, мест: 4"),
        ("щебень 5 т, Дзержинск, Ватутина 84 - Н.Новгород, Родионова 23", "to", "Нижний Новгород, Родионова 23"),
        ("кабель №1 - 640 кг, №2 - 410 кг", "weight", "1 050 кг"),
        ("станок вес 1 500 кг", "weight", "1 500 кг"),  # «вес 1 …» is no label of one piece
        ("станция компрессорная, масса 1 750 кг", "weight", "1 750 кг"),
        ("3 поддона по 90 см, 850 кг/поддон", "weight", "2 550 кг, мест: 3"),
        ("сахар, вес 1 мешка 50 кг, 12 мешков", "weight", "600 кг, мест: 12"),
        ("Доставка: Тула, Мира 1 → Калуга, Ленина 5, станок 400 кг", "frm", "Тула, Мира 1"),
        ("Доставка: Тула, Мира 1 → Калуга, Ленина 5, станок 400 кг", "to", "Калуга, Ленина 5"),
        ("Отправить станок Тула, Мира 1 → Калуга, Ленина 5, 400 кг", "descr", "Станок"),
        ("из Гай, Ленина 5 в Орск, Мира 2", "frm", "Гай, Ленина 5"),
        ("доска 6м 3 куба, 1,8 т", "dims", "объём 3 м³"),
        ("коробка 0.6х0.4х0.4 - 15 шт., одна весит 9 кг", "weight", "135 кг, мест: 15"),
        ("7 мешков, один мешок весит 25 кг", "weight", "175 кг, мест: 7"),
        ("ящики с яблоками 60шт/900кг", "weight", "900 кг, мест: 60"),
        ("2 места: ящик 1,2х0,8х0,6 м 90 кг и тубус 2,1х0,2х0,2 м 12 кг", "weight", "102 кг, мест: 2"),
        ("насос 220 кг (120х60х70) и 2 ящика болтов по 40 кг (40х40х30)", "dims", "1 × 120×60×70 см; 2 × 40×40×30 см"),
        ("ковёр, длина 4 м, диаметр 40 см, 52 кг", "dims", "40×40×400 см"),
        ("мотоблок 95 кг, 110/60/90, нал", "dims", "110×60×90 см"),
        ("рояль, в длину два метра десять, в ширину полтора метра, высота метр", "dims", "210×150×100 см"),
        ("доставить болты Тверь ул Мира 1 → Клин Ленина 2, 300 кг", "frm", "Тверь ул Мира 1"),
        ("доставить болты Тверь ул Мира 1 → Клин Ленина 2, 300 кг", "to", "Клин Ленина 2"),
        ("Орск, Станционная 12 - Гай, Ленина 40", "to", "Гай, Ленина 40"),
        ("Орск, Станционная 12 - Гай, Ленина 40", "frm", "Орск, Станционная 12"),
        ("из Набережных Челнов (Промышленная, 63) в Клин, Мира 1", "frm", "Набережные Челны (Промышленная, 63)"),
        ("куда: СПб, 6-я линия В.О., д. 25", "to", "СПб, 6-я линия В. О., д. 25"),
        ("куда: Елабуга, ОЭЗ Алабуга, ул. Ш-2, корп. 11", "to", "Елабуга, ОЭЗ Алабуга, ул. Ш-2, корп. 11"),
        ("из Твери, Мира 1 в Зеленоград к. 1606, кв. 12", "to", "Зеленоград к. 1606, кв. 12"),
        ("рыба 7 кг, Мурманск, ул. Траловая 12 - Клин, Мира 4", "frm", "Мурманск, ул. Траловая 12"),
        (
            "забрать книги с базы в г. Кинешма, ул. Вичугская 150, везти на объект Заволжск, ул. Мира 11",
            "frm",
            "г. Кинешма, ул. Вичугская 150",
        ),
        ("линза из Твери, Мира 6 в Клин, Ленина 12, точнее Ленина 21", "to", "Клин, Ленина 21"),
        ("Тверь, Мира 1 - Клин, Ленина 2, получатель заплатит", "pay", "При получении, платит получатель"),
        (
            "14 cartons of tea, total gross weight 182 kg, each carton 60x40x35",
            "descr",
            "14 cartons of tea",
        ),
        ("есть шкаф 70 кг и стол 45 кг, шкаф 120х45х200, стол 90х45х85", "descr", "Шкаф, стол"),
        (
            "сталь 2 т, Воронеж - Тамбов\nЗагрузка: ул. Латненская 3\nВыгрузка: ул. Бастионная 27",
            "to",
            "Тамбов, ул. Бастионная 27",
        ),
        (
            "диван 90 кг, Коломна, Ленина 1 - Гусь-Хрустальный, Транспортная 16-41",
            "to",
            "Гусь-Хрустальный, Транспортная 16-41",
        ),
    ],
)
def test_a_case_is_read(text: str, field: str, right: str) -> None:
    assert read(text)[field] == right


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("5 европаллет 2,1 т", "dims"),
        ("2 евро паллета по 600, общий 1200", "dims"),
        ("Тент 20т/82м3/33пал, Тверь - Кострома, груз масло 18,4т", "dims"),
        ("Требуется машина 5т/36м3, автозапчасти 3 тн", "dims"),
        (CARD, "pay"),
        ("14 упаковок, самая длинная 240х60х15", "dims"),
        ("диван 220х90х80, кровать в разборе, 15 коробок", "dims"),
        ("спасибо!", "descr"),
        ("туда же", "to"),
        ("Забрать Тула, Щекинское ш. 12 и Тула, Октябрьская 300; кафель", "frm"),
        ("куда: 55.7558, 37.6173", "to"),
    ],
)
def test_what_is_not_said_is_not_accepted(text: str, field: str) -> None:
    assert not isinstance(read_waybill(text).fields.get(field), Accept)  # type: ignore[call-overload]


def test_a_truck_is_no_weight_and_sizes_are_no_answer_about_it() -> None:
    assert isinstance(read_waybill("5-тонник", asked="weight").fields.get("weight"), Refuse | None)
    assert read("120х80х150", "weight") == {"dims": "120×80×150 см"}


def test_two_loads_are_asked_about() -> None:
    reading = read_waybill("1. Пермь - Москва, 20т тент, 41000\n2. Уфа - Казань, 18т реф +2, 39000")
    outcome = reading.fields["descr"]
    assert isinstance(outcome, Ask) and [told(Accept(one)) for one in outcome.choices] == [
        "Пермь - Москва, 20т тент, 41000",
        "Уфа - Казань, 18т реф +2, 39000",
    ]
    assert set(reading.fields) == {"descr"}


def test_two_addresses_of_one_end_are_asked_about() -> None:
    outcome = read_waybill("станок 500 кг, из Тулы, Мира 5 в Клин, Ленина 7 и в Тверь, Победы 3").fields["to"]
    assert isinstance(outcome, Ask) and outcome.key == "ask-addr_many"


def test_a_contact_and_an_extension_go_with_their_address() -> None:
    reading = read_waybill("куда: Тверь, пр Победы 12, Мария, +79000000002 доб. 114")
    assert told(reading.fields["to"]) == "Тверь, пр Победы 12 (контакт: Мария +79000000002 доб. 114)"
    assert reading.remark == ""


@pytest.mark.parametrize(
    "text", ["Тверь, Мира 2, Олег 89000000003 доб. 12", "Тверь, Мира 2, 89000000003 доб. 12, Олег"]
)
def test_an_extension_is_kept_where_the_address_is_asked_for(text: str) -> None:
    outcome = read_waybill(text, asked="to").fields["to"]
    assert isinstance(outcome, Accept) and isinstance(outcome.value, Address)
    assert (outcome.value.phone, outcome.value.ext) == ("+79000000003", "12")


def test_what_has_a_place_of_its_own_is_no_remark() -> None:
    reading = read_waybill(
        "Лак, 500 кг, 2 паллеты 120х80х100, UN 1263, t +2 +6, хрупкое, нужен гидроборт, ценность 95 тыс\n"
        "позвоните за час\n"
        "Отправитель: ООО «Ромашка», ИНН 1650000000, г. Тверь, ул. Мира 2, погрузка до 12:00\n"
        "Получатель: ООО «Вектор», Москва, ул. Ленина 5"
    )
    assert reading.remark == "позвоните за час"
    assert "Ромашка" in reading.comment and "95 тыс" in reading.comment
    assert reading.details.temperature == "t +2 +6"


def test_words_about_the_cargo_alone_answer_no_other_question() -> None:
    for asked in ("descr", "weight", "dims", "frm", "pay"):
        assert read_waybill("хрупкое, не кантовать", asked=asked).fields == {}, asked


def test_a_company_is_in_no_address() -> None:
    text = "Отправитель: ООО «Ромашка», ИНН 0000000000, г. Тверь, ул. Мира 2, конт. Олег +79000000003"
    reading = read_waybill(text)
    assert told(reading.fields["frm"]) == "г. Тверь, ул. Мира 2 (контакт: Олег +79000000003)"
    assert "Ромашка" in reading.comment and "0000000000" in reading.comment
    assert reading.details.firms == (Firm("frm", "ООО «Ромашка»", "0000000000"),)


@pytest.mark.parametrize("text", ["Когда приедете, наберите 89000000004", "> Как платите?\nпо счёту", "Когда: 21.06"])
def test_not_every_question_word_asks(text: str) -> None:
    assert not read_waybill(text).question


def test_a_refused_answer_is_no_remark() -> None:
    assert read_waybill("хз", asked="weight").comment == ""


def test_nothing_that_was_said_vanishes() -> None:
    text = (
        "Сервер, 42 кг, хрупкое, реф +4, объявленная стоимость 480 000 руб, нужен гидроборт, "
        "из Твери, Мира 2, 12.05 с 9 до 17 в Клин, Ленина 5, до 18:00. Подушку под ножки положите"
    )
    reading = read_waybill(text)
    for words in ("хрупкое", "реф +4", "480 000 руб", "гидроборт", "с 9 до 17", "до 18:00", "Подушку под ножки"):
        assert words in reading.comment, words
    assert reading.details == Details(
        declared_rub=Decimal(480_000),
        windows=(Window("frm", "12.05 с 9 до 17"), Window("to", "до 18:00")),
        temperature="реф +4",
        care=("хрупкое",),
        loading=("нужен гидроборт",),
    )


ROUTE = "из Казани, Мира 5 в Москву, Ленина 3"


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        (f"{ROUTE}, забрать завтра", [("frm", "завтра")]),
        (f"{ROUTE}, заберите груз в пятницу", [("frm", "в пятницу")]),
        (f"{ROUTE}, забрать с 9 до 12, доставить в пятницу", [("frm", "с 9 до 12"), ("to", "в пятницу")]),
        (f"{ROUTE}, выгрузка нужно завтра в 10 утра", [("to", "завтра в 10 утра")]),
        ("станок 800 кг, забрать завтра в 10", [("frm", "завтра в 10")]),
        ("from Kazan, Mira 5 to Moscow, Lenina 3, pick up tomorrow", [("frm", "tomorrow")]),
        (f"везти завтра {ROUTE}", [(None, "завтра")]),
        (f"{ROUTE} завтра", [("to", "завтра")]),
    ],
)
def test_what_is_to_be_done_says_at_which_end_the_time_is(text: str, windows: list[tuple[End | None, str]]) -> None:
    assert [(one.end, one.text) for one in read_waybill(text).details.windows] == windows


def test_every_word_has_the_colour_of_its_field() -> None:
    reading = read_waybill("Стекло, 2 ящика по 40 кг, из Твери, Мира 2 в Клин, Ленина 5, завтра, б/н")
    whose = {reading.source[span.start : span.end].strip(" ,"): span.name for span in reading.spans}
    assert whose["Стекло"] == "descr" and whose["2 ящика по 40 кг"] == "weight" and whose["б/н"] == "pay"
    assert whose["Твери, Мира 2"] == "frm" and whose["Клин, Ленина 5"] == "to" and whose["завтра"] == "comment"


@pytest.mark.parametrize(
    ("text", "made_of"),
    [
        ("3 ящика по 120 кг", "3 × 120 кг = 360 кг"),
        ("молоко, 4 паллеты, 2 800 кг\nкефир, 2 паллеты, 1 300 кг", "2 800 кг + 1 300 кг = 4 100 кг"),
        ("360 кг", ""),
    ],
)
def test_a_weight_tells_what_it_was_computed_from(text: str, made_of: str) -> None:
    outcome = read_waybill(text).fields["weight"]
    assert isinstance(outcome, Accept) and isinstance(outcome.value, Weight)
    assert show_parts(RU, outcome.value) == made_of


@pytest.mark.parametrize(
    ("text", "rub"),
    [
        (
            "объявленная стоимость 150 000 руб., намокание 2 коробов из 10. Требую возместить 31 200 "
            "(тридцать одну тысячу двести) рублей в течение 10 дней",
            "31 200 ₽",
        ),
        ("недостача 2 мест, 84 300,00 рублей, в т.ч. НДС 15 201,64 руб", "84 300 ₽"),
        ("разбита плитка, 9 870 р. 50 коп.", "9 870,50 ₽"),
        ("ущерб полмиллиона, разбит станок", "500 000 ₽"),
    ],
)
def test_the_sum_of_a_claim(text: str, rub: str) -> None:
    assert told(read_complaint(text, Rules(), None, frozenset()).fields["amount"]) == rub


def test_two_sums_are_asked_about_with_their_sum() -> None:
    outcome = read_complaint("разбит стол 12500р + экспертиза 6000 руб", Rules(), None, frozenset()).fields["amount"]
    assert "18 500 ₽" in told(outcome)


def test_a_label_never_eats_the_rest() -> None:
    text = (
        "Накладная 2611-00042. Сумма 4000. Почта ivan собака mail точка ru\nпорвали два мешка с мукой\nмука высыпалась"
    )
    fields = read_complaint(text, Rules(), None, frozenset()).fields
    assert told(fields["waybill"]) == "2611-00042" and told(fields["amount"]) == "4 000 ₽"
    assert told(fields["email"]) == "ivan@mail.ru" and "порвали два мешка" in told(fields["story"])


def test_a_question_is_no_claim() -> None:
    reading = read_complaint("Где мой груз?? обещали 3-го, сегодня 9-е!!! номер 42", Rules(), None, frozenset())
    assert reading.question and not reading.fields


@pytest.mark.parametrize("text", ["вес минус сто", "вес минус 100 кг", "Шкаф, 2 места, вес: минус сто кг"])
def test_a_weight_below_zero_is_refused_wherever_it_stands(text: str) -> None:
    reading = read_waybill(text, Rules())
    assert reading.fields["weight"] == Refuse("err-weight_zero") and "минус" not in reading.comment


@pytest.mark.parametrize("text", ["вес - 100 кг", "вес -100 кг", "Шкаф 100 кг, температура минус 5"])
def test_a_dash_and_a_frost_are_no_sign_of_the_weight(text: str) -> None:
    assert read_waybill(text, Rules()).fields["weight"] == Accept(Weight(Decimal(100)))


def test_a_weight_is_less_by_what_was_said() -> None:
    known: dict[FieldName, Value] = {"weight": Weight(Decimal(800))}
    outcome = read_waybill("вес на 50 кг меньше", known=known).fields["weight"]
    assert isinstance(outcome, Accept) and isinstance(outcome.value, Weight)
    assert show_parts(RU, outcome.value) == "800 кг − 50 кг = 750 кг"


def test_the_same_value_said_twice_is_no_correction() -> None:
    known: dict[FieldName, Value] = {"weight": Weight(Decimal(2000))}
    outcome = read_waybill("было 2 000, стало 2 000", known=known).fields.get("weight")
    assert outcome is None or outcome == Accept(Weight(Decimal(2000)), ("mark-heavy",))


def test_a_new_address_keeps_who_waits_there() -> None:
    known: dict[FieldName, Value] = {"to": Address("Самара, ул. Победы, 5", "Самара", "Ольга", "+79275554102")}
    outcome = read_waybill("выгрузка теперь в Коломне, ул. Октябрьская 15", known=known).fields["to"]
    assert isinstance(outcome, Accept) and isinstance(outcome.value, Address)
    assert (outcome.value.city, outcome.value.contact) == ("Коломна", "Ольга")


def test_two_addresses_for_one_end_are_asked() -> None:
    outcome = read_waybill(
        "Забор из двух мест: Пушкино, Вокзальная 3 и Ивантеевка, Заводская 12. Текстиль 640кг"
    ).fields
    assert isinstance(outcome["frm"], Ask)


@pytest.mark.parametrize(
    ("text", "field", "right"),
    [
        ("куда: Гусев, Зворыкина 2 (8-4012-55-57-05, Лиза)", "to", "Гусев, Зворыкина 2 (контакт: Лиза +74012555705)"),
        (
            "Получатель: Зимина Алла, Ртищево, ул. Красная 8, тел. +7(905)5557002",
            "to",
            "Ртищево, ул. Красная 8 (контакт: Зимина Алла +79055557002)",
        ),
        (
            "Контакты: отправка - Костя 89265557015, приемка - Жанна 89265557016. Тверь, Мира 2 - Клин, Ленина 7",
            "to",
            "Клин, Ленина 7 (контакт: Жанна +79265557016)",
        ),
        (
            "Бийск, Мира 46 → Барнаул, Попова 165. Заберёт мама, Галина Ивановна, 8-962-555-80-01",
            "to",
            "Барнаул, Попова 165 (контакт: Галина Ивановна +79625558001)",
        ),
        ("из Твери, Мира 1 в Клин, Гагарина 88. Кофемашина. По карте", "to", "Клин, Гагарина 88"),
    ],
)
def test_a_contact_stands_at_its_end(text: str, field: str, right: str) -> None:
    assert read(text)[field] == right


def test_a_town_that_is_no_end_stays_a_remark() -> None:
    reading = read_waybill("Окна 300 кг. Казань, Мира 2 → ЖК Салават Купере, ул. Ахтямова 4, Казань")
    assert reading.comment == "ЖК Салават Купере"
    assert "Самаре" in read_waybill("в Самаре на складе лежит станок").comment


def test_who_pays_in_a_relative_clause_is_no_question() -> None:
    reading = read_waybill("Котёл 90 кг, Тверь, Мира 1 - Клин, Ленина 2, рассчитается тот, кто принимает")
    assert told(reading.fields["pay"]) == "При получении, платит получатель"
    assert not reading.question


def test_a_weight_of_one_is_of_as_many_as_are_known() -> None:
    known: dict[FieldName, Value] = {"weight": Weight(Decimal(300), 3)}
    for text in ("каждая бухта по 120 кг", "вес одной бухты 120"):
        assert told(read_waybill(text, known=known).fields["weight"]) == "360 кг, мест: 3", text


def test_another_town_comes_with_its_street() -> None:
    known: dict[FieldName, Value] = {"to": Address("Самара, ул. Победы, 5", "Самара", "Ольга", "+79275554102")}
    reading = read_waybill("вместо Самары - Тольятти, ул. Мира 60", known=known)
    assert told(reading.fields["to"]) == "Тольятти, ул. Мира 60 (контакт: Ольга +79275554102)"
    assert set(reading.fields) == {"to"}


@pytest.mark.parametrize(
    ("text", "field", "right"),
    [
        ("2611-00147 разбили, сумма не 15000, а 18500 рублей", "amount", "18 500 ₽"),
        ("2611-00166 сломана ножка, прошу уменьшить стоимость перевозки на 3000 рублей", "amount", "3 000 ₽"),
        ("вмятина, накладная 2611-00159, прошу 5к, почта holod собака gmail com", "email", "holod@gmail.com"),
        ("недостача 1 коробки 2611-00154. coffee точка demo собака mail точка ru", "email", "coffee.demo@mail.ru"),
    ],
)
def test_a_claim_of_a_hurried_writer_is_read(text: str, field: FieldName, right: str) -> None:
    assert told(read_complaint(text, Rules(), None, frozenset()).fields[field]) == right
