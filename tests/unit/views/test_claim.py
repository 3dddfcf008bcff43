"""The export of claims, and what the buttons of the list carry."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from relay_bot.config.tables import Bot
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.filter import DAYS, GROUPS, STATUSES, Filter, chosen_in
from relay_bot.domain.claim.list import Listed
from relay_bot.views.claim import list as claimlists
from relay_bot.views.claim import sheet as claimsheets
from tests.unit.views.decided import EN, RU, claim

TODAY = date(2026, 12, 20)
ZONE = Bot().timezone
DANGEROUS = "=1+1", "+79000000000", "-2", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1"


def listed(**values: object) -> Listed:
    base = Listed(claim("in_work", None, "Груз <b>"), "Иван", "ООО «Ромашка»", "+79001234567", "2611-00042", 3)
    return replace(base, **values)  # type: ignore[arg-type]


def table(*found: Listed, lang: object = RU) -> list[list[claimsheets.Value]]:
    return claimsheets.rows(lang, found, ZONE, TODAY)  # type: ignore[arg-type]


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_row_has_everything_about_a_claim() -> None:
    head, row = read_csv(claimsheets.as_csv(RU, table(listed())))
    assert dict(zip(head, row, strict=True)) == {
        "Номер": "П-2611-0001",
        "Получена": "24.11.2026",
        "Клиент": "Иван",
        "Компания": "ООО «Ромашка»",
        "Телефон": "'+7 900 123-45-67",
        "Накладная": "2611-00042",
        "Сумма, ₽": "15000",
        "Статус": "В работе",
        "Ответить до": "24.12.2026",
        "Осталось дней": "4",
        "Одобрено, ₽": "",
        "Основание": "Груз <b>",
        "E-mail": "ivan@mail.ru",
        "Файлов": "3",
    }


@pytest.mark.parametrize("words", DANGEROUS)
def test_what_people_wrote_never_becomes_a_formula(words: str) -> None:
    rows = table(listed(client=words, company="=HYPERLINK(1)"))
    assert read_csv(claimsheets.as_csv(RU, rows))[1][2].startswith("'")
    page = load_workbook(io.BytesIO(claimsheets.as_xlsx(RU, rows))).active
    assert page["D2"].value == "=HYPERLINK(1)"
    assert {cell.data_type for cell in page[2]} <= {"s", "n", "d"}


@given(st.text(max_size=200))
def test_any_text_makes_a_table_that_opens(words: str) -> None:
    rows = table(listed(client=words))
    load_workbook(io.BytesIO(claimsheets.as_xlsx(EN, rows)))
    (cell,) = [row[2] for row in read_csv(claimsheets.as_csv(EN, rows))[1:]] or [""]
    assert not cell.startswith(("=", "+", "-", "@"))


def test_the_xlsx_has_real_dates_and_sums() -> None:
    page = load_workbook(io.BytesIO(claimsheets.as_xlsx(EN, table(listed())))).active
    assert page["B2"].is_date and page["B2"].number_format == "DD.MM.YYYY"
    assert page["G2"].value == Decimal(15000) and page.freeze_panes == "A2"


def test_a_button_carries_its_filter_and_fits() -> None:
    for what in (*GROUPS, *STATUSES):
        for days in DAYS:
            chosen = Filter(what, days, 99_999, 2**31)
            tap = chosen.tap("one", 10**18 - 1)
            assert taps.read(taps.data_of(tap)) == tap
            assert chosen_in(tap) == chosen and int(tap.claim) == 10**18 - 1


@pytest.mark.parametrize("made_up", [Filter("nothing"), Filter(days=8)])
def test_a_button_that_was_made_up_is_none(made_up: Filter) -> None:
    assert chosen_in(made_up.tap("list")) is None


def test_a_page_names_the_claims_and_escapes_the_people() -> None:
    card = claimlists.page(RU, [listed(company="<b>Р & К</b>")], 9, Filter(page=1), TODAY)
    assert card.html == (
        "⚠️ <b>Претензии</b> · Открытые · 9 · стр. 2 из 2\n"
        "🟡 <b>П-2611-0001</b> · &lt;b&gt;Р &amp; К&lt;/b&gt;\n<i>В работе · осталось 4 дня</i>"
    )
    labels = [key.label for row in card.buttons for key in row]
    assert "‹" in labels and "›" not in labels


def test_an_empty_list_says_so_and_offers_no_file() -> None:
    card = claimlists.page(EN, [], 0, Filter("overdue"), TODAY, of_client="Ivan")
    assert card.html.endswith("· Ivan · 0\nNo such claims.")
    assert len(card.buttons) == 1
