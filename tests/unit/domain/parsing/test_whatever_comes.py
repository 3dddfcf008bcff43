"""No text raises, accepted values keep the limits, and what the bot shows it understands again."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bench.parsing import HOSTILE, SEEDS
from relay_bot.domain.parsing import check, read_field, read_waybill, warm_up
from relay_bot.domain.parsing import values as v
from relay_bot.domain.parsing.complaint import read_complaint
from relay_bot.domain.parsing.text import LIMIT, clean, fold
from relay_bot.texts import LANGUAGES, Texts
from relay_bot.views.values import show, show_choices
from tests.unit.domain.parsing.telling import RU

RULES = v.Rules()
FIELDS = v.READABLE
WORDS = [
    "800 кг",
    "1,5",
    "1.500",
    "т",
    "полторы тонны",
    "двести",
    "120х80х150",
    "2х3х4",
    "м3",
    "см",
    "на",
    "по",
    "10 мест",
    "3 коробки",
    "от",
    "до",
    "-",
    "→",
    "из",
    "в",
    "Казань",
    "Москву",
    "ул. Баумана",
    "д. 1",
    "Вес:",
    "Габариты:",
    "откуда",
    "куда",
    "оплата",
    "безнал",
    "картой",
    "получатель",
    "при получении",
    "наложкой",
    "станок",
    "груз",
    "завтра",
    "срочно",
    "?",
    "не знаю",
    "+7 912 345-67-89",
    "ivan@gmial.com",
    "собака",
    "точка",
    "руб",
    "15к",
    "15.000,50",
    "$",
    "2611-00042",
    "№",
    ",",
    ".",
    "\n",
    "европаллета",
    "высота 150",
    "Д120",
    "Ш80",
    "каждый",
    "from",
    "to",
    "weight",
    "kg",
    "lbs",
    "пол",
    "половиной",
    "х",
    "*",
    "0",
    "-5",
    "1е9",
    "²",
    "½",
    "٣",
    "\u200b",
    "́",
    "İ",
    "ß",
    "\x00",
    "�",
    "🤷",
    "999999999999999999",
]
messages = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
    st.text(alphabet="0123456789.,хx*- кгтмс\n", max_size=60),
)
calm = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

kilograms = st.decimals(Decimal("0.001"), 20_000, places=3)
sides = st.decimals(1, 245, places=2)
pieces = st.builds(v.Pieces, st.integers(1, 9), sides, sides, sides)


@pytest.fixture(autouse=True, scope="module")
def _warm() -> None:
    warm_up()


def within_limits(outcome: v.Outcome) -> bool:
    match outcome:
        case v.Accept(v.Weight(kg, places, _)):
            return 0 < kg <= RULES.max_weight_kg and (places is None or places > 0)
        case v.Accept(v.Dims() as dims):
            small = (dims.volume_m3 or 0) <= RULES.max_volume_m3
            return small and all(piece.n > 0 and min(piece.l, piece.w, piece.h) > 0 for piece in dims.pieces)
        case v.Accept(v.Description(text)):
            return 3 <= len(text) <= 500
        case v.Accept(v.Address(text)):
            return 0 < len(text) <= 300
        case v.Accept(v.Amount(rub)):
            return rub is None or 0 < rub <= RULES.max_amount_rub
        case v.Accept(v.WaybillNumber(text)):
            return 0 < len(text) <= 30
        case v.Accept(v.Email(address)):
            return len(address) <= 254
        case v.Accept(v.Phone(e164)):
            return e164.startswith("+") and 8 <= len(e164) - 1 <= 15
        case v.Ask(_, choices):
            return 2 <= len(choices) <= 3
    return True


@calm
@given(messages, st.sampled_from(FIELDS))
def test_a_field_never_raises_and_keeps_the_limits(text: str, name: v.FieldName) -> None:
    outcome = read_field(name, text)
    assert within_limits(outcome)
    for language in map(Texts.load().lang, LANGUAGES):
        if isinstance(outcome, v.Accept):
            assert show(language, outcome.value)
        elif isinstance(outcome, v.Ask):
            assert all(show_choices(language, outcome))


@calm
@given(messages, st.sampled_from([None, *FIELDS]))
def test_a_message_never_raises_and_keeps_the_limits(text: str, asked: v.FieldName | None) -> None:
    reading = read_waybill(text, asked=asked)
    assert all(map(within_limits, reading.fields.values()))
    if asked is None:
        assert set(reading.fields) <= {"descr", "weight", "dims", "frm", "to", "pay", "third"}


@calm
@given(st.text(max_size=200))
def test_the_plain_twin_is_as_long_as_the_text(text: str) -> None:
    assert len(fold(clean(text))) == len(clean(text)) <= LIMIT


@calm
@given(kilograms, st.none() | st.integers(1, 99), st.booleans())
def test_a_shown_weight_is_read_again(kg: Decimal, places: int | None, approx: bool) -> None:
    weight = v.Weight(kg, places, approx)
    outcome = read_field("weight", show(RU, weight))
    if isinstance(outcome, v.Ask):  # «1,125 кг» has two readings
        assert kg in {choice.kg for choice in outcome.choices if isinstance(choice, v.Weight)}
    else:
        assert isinstance(outcome, v.Accept)
        assert outcome.value == weight


@calm
@given(st.lists(pieces, min_size=1, max_size=3))
def test_shown_sizes_are_read_again(several: list[v.Pieces]) -> None:
    dims = v.Dims(tuple(several))
    if isinstance(check(dims), v.Accept):
        outcome = read_field("dims", show(RU, dims))
        assert isinstance(outcome, v.Accept)
        assert outcome.value == dims


@calm
@given(st.decimals(Decimal("0.01"), 100_000_000, places=2))
def test_a_shown_sum_is_read_again(rub: Decimal) -> None:
    outcome = read_field("amount", show(RU, v.Amount(rub)))
    assert isinstance(outcome, v.Accept)
    assert outcome.value == v.Amount(rub)


@pytest.mark.parametrize("payer", get_args(v.Payer))
@pytest.mark.parametrize("method", [None, *get_args(v.Method)])
def test_a_shown_payment_is_read_again(payer: v.Payer, method: v.Method | None) -> None:
    payment = v.Payment(payer, method)
    if payment == v.Payment("sender", None):  # nobody says that: the question is how
        return
    for language in map(Texts.load().lang, LANGUAGES):
        assert read_field("pay", show(language, payment)) == v.Accept(payment)


@calm
@given(messages, st.sampled_from(FIELDS))
def test_values_go_to_json_and_back(text: str, name: v.FieldName) -> None:
    outcome = read_field(name, text)
    if isinstance(outcome, v.Accept):
        adapter = TypeAdapter(type(outcome.value))
        assert adapter.validate_json(adapter.dump_json(outcome.value)) == outcome.value


@pytest.mark.parametrize("text", HOSTILE, ids=[repr(seed) for seed in SEEDS])
def test_what_was_made_to_take_long_is_read_and_names_no_address(text: str) -> None:
    reading = read_waybill(text)
    assert not {"frm", "to"} & {name for name, one in reading.fields.items() if isinstance(one, v.Accept)}
    assert read_complaint(text, RULES, None, frozenset()) is not None
