"""Names in sentences: in the right case, or left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.declension import gender_of, in_case
from relay_bot.texts import Texts

RU = Texts.load().lang("ru")


@pytest.mark.parametrize(
    ("name", "gent", "datv", "accs"),
    [
        ("Анна Смирнова", "Анны Смирновой", "Анне Смирновой", "Анну Смирнову"),
        ("Пётр Волков", "Петра Волкова", "Петру Волкову", "Петра Волкова"),
        ("Саша Белова", "Саши Беловой", "Саше Беловой", "Сашу Белову"),
        ("Анна Кузьмук", "Анны Кузьмук", "Анне Кузьмук", "Анну Кузьмук"),
        ("John Smith", "John Smith", "John Smith", "John Smith"),
        ("ООО «Ромашка»", "ООО «Ромашка»", "ООО «Ромашка»", "ООО «Ромашка»"),
    ],
)
def test_a_name_stands_in_the_right_case_and_an_unknown_one_as_it_is(
    name: str, gent: str, datv: str, accs: str
) -> None:
    assert [in_case(name, case) for case in ("gent", "datv", "accs")] == [gent, datv, accs]


@given(st.text(max_size=60))
def test_whatever_somebody_is_called_nothing_raises(name: str) -> None:
    assert gender_of(name) in ("", "masc", "femn") and isinstance(in_case(name, "datv"), str)


def test_sentences_agree_with_the_person_and_say_no_zero_minutes() -> None:
    assert RU.plain("chat-first_ack", manager="Анна Смирнова") == "Передали менеджеру Анне Смирновой."
    assert RU.plain("transfer-pick", client="Светлана Белова") == "Кому передать Светлану Белову?"
    taken = RU.plain("card-call_taken", manager="Анна Смирнова", time="10:00", minutes=0)
    assert taken == "✅ Приняла Анна Смирнова в 10:00 (сразу)"
    assert "Принял Пётр Волков в 10:00 (через 5 мин)" in RU.plain(
        "card-call_taken", manager="Пётр Волков", time="10:00", minutes=5
    )
    assert RU.plain("call-already", manager="Пётр", minutes=0).endswith("передан только что.")
    assert "до 28.11.2026 включительно" in RU.plain("call-away", manager="Анна", date="28.11.2026", when="в 9")
    assert "&lt;" in RU("chat-first_ack", manager="<b>Анна")
