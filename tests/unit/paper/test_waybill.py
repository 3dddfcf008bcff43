"""The waybill on paper: everything of the sheet is there, readable by machines too, and fits."""

from __future__ import annotations

import io
import json
from dataclasses import asdict, fields

import pypdfium2
import pytest
from pypdf import PdfReader

from relay_bot.paper.render import labels, render
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.texts import LANGUAGES, Texts
from tests.unit.paper.sheets import extreme, ours, pages, said, sheet, squeezed

UNPRINTED = {"lang", "second", "qr_url"}  # the address is in the code


def values(of: WaybillSheet) -> list[str]:
    """Every text that the document has to show."""
    found = []
    for field in fields(of):
        value = getattr(of, field.name)
        if field.name not in UNPRINTED and not isinstance(value, bool):
            found += [value] if isinstance(value, str) else value
    return [value for value in found if value]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", [sheet, extreme])
def test_every_value_of_the_sheet_can_be_found_in_the_text(build: type[WaybillSheet], lang: str) -> None:
    waybill = build(lang)
    text = said(render(ours(), waybill).pdf)
    assert [value for value in values(waybill) if squeezed(value) not in text] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_label_is_printed(lang: str) -> None:
    waybill = extreme(lang)
    text = said(render(ours(), waybill).pdf)
    named = labels(Texts.load().lang(lang), waybill)
    named |= {f"sign{n}": part for n, part in enumerate(named.pop("sign_line").split(" / "))}
    del named["not_declared"]
    assert [label for label in named.values() if squeezed(label) not in text] == []


def test_letters_and_signs_beyond_ascii_are_text_not_boxes() -> None:
    printed = render(ours(), sheet(comment="Ёж, щука — «№ 5» 1 500,50 ₽, 120×80×150, ≈ 4,32 м³, Қазақстан"))
    assert "Ёж, щука — «№ 5» 1 500,50 ₽, 120×80×150, ≈ 4,32 м³, Қазақстан" in pages(printed.pdf)[0]
    assert printed.notes == ()


def test_only_embedded_fonts_are_used_for_the_text() -> None:
    document = pypdfium2.PdfDocument(render(ours(), sheet()).pdf)
    fonts = {item.get_font().get_base_name() for item in document[0].get_objects() if hasattr(item, "get_font")}
    assert {name.split("+")[-1].rsplit("_", 1)[0] for name in fonts} <= {"Roboto-Regular", "Roboto-Bold"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_usual_waybill_is_one_page(lang: str) -> None:
    assert len(pages(render(ours(), sheet(lang, marks=("Негабарит",), volumetric="900")).pdf)) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_waybill_is_two_numbered_pages_with_the_signatures_in_one_piece(lang: str) -> None:
    first, second = pages(render(ours(), extreme(lang)).pdf)
    t = Texts.load().lang(lang)
    for number, page in enumerate((first, second), 1):
        assert squeezed(f"{t.plain('pdf-page')} {number} {t.plain('pdf-page_of')} 2") in squeezed(page)
        assert "2611-00042" in page
    signs = [t.plain("pdf-sign_sender"), t.plain("pdf-sign_carrier"), t.plain("pdf-sign_recipient")]
    assert [sign in second for sign in signs] == [True, True, True]
    assert [sign in first for sign in signs] == [False, False, False]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("comment", "слово " * 1000),
        ("descr", "ы" * 4000),
        ("dims", ("1 × 2×3×4",) * 200),
        ("from_address", "дом " * 500),
    ],
)
def test_what_is_longer_than_a_page_costs_no_document(field: str, value: str) -> None:
    text = said(render(ours(), sheet(**{field: value})).pdf)
    if isinstance(value, str):
        assert squeezed(value) in text
    else:  # in two columns, on several pages
        assert text.count(squeezed(value[0])) == len(value)


def test_nothing_is_drawn_outside_the_paper() -> None:
    for number, page in enumerate(pypdfium2.PdfDocument(render(ours(), extreme()).pdf)):
        width, height = page.get_size()
        for item in page.get_objects(max_depth=5):
            left, bottom, right, top = item.get_bounds()
            inside = left >= 0 and bottom >= 0 and right <= width and top <= height
            assert inside, f"page {number + 1}: {left, bottom, right, top}"


def test_an_undeclared_value_is_said_and_unknown_ones_are_dashes() -> None:
    text = pages(render(ours(), sheet(declared_value="", payer="", volume="")).pdf)[0]
    assert "не объявлена" in text
    assert text.count("—") >= 2


def test_a_sheet_with_almost_nothing_is_a_document() -> None:
    bare = WaybillSheet(lang="ru", number="2611-00001", issued_at="22.11.2026 14:05 (МСК)", customer_name="Иван")
    assert "2611-00001" in pages(render(ours(), bare).pdf)[0]


def test_terms_and_the_note_can_be_left_out() -> None:
    text = said(render(ours(), sheet(show_terms=False, not_etrn=False)).pdf)
    t = Texts.load().lang("ru")
    assert squeezed(t.plain("pdf-terms")) not in text
    assert squeezed(t.plain("pdf-not_etrn", bot="@relay_desk_bot")) not in text


def test_the_title_of_the_file_is_the_title_of_the_document() -> None:
    reader = PdfReader(io.BytesIO(render(ours(), sheet()).pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == "НАКЛАДНАЯ-ЗАЯВКА № 2611-00042 от 22.11.2026 14:05 (МСК)"


def test_the_file_has_a_caption_and_a_name_that_every_system_takes() -> None:
    waybill = sheet("en", number="26/11 №7")
    assert waybill.caption() == "Waybill No. 26/11 №7 dated 22.11.2026 14:05 (MSK)"
    assert waybill.file_name() == "Waybill_26-11-№7.pdf"


def test_a_sheet_survives_json_and_fields_of_another_version() -> None:
    waybill = extreme()
    stored = json.loads(json.dumps(asdict(waybill)))
    assert WaybillSheet.from_dict(stored | {"colour_of_the_truck": "red"}) == waybill
    del stored["volumetric"], stored["marks"]
    assert WaybillSheet.from_dict(stored).marks == ()


def test_labels_are_the_companys_with_the_clients_beneath_where_they_differ() -> None:
    both = squeezed("".join(pages(render(ours(), sheet(second="en")).pdf)))
    for words in ("Груз", "Cargo", "Весбрутто,кг", "Grossweight,kg", "Адресполучения", "Deliveryaddress"):
        assert words in both, words
    assert both.index("Весбрутто") < both.index("Grossweight")
    alone = squeezed("".join(pages(render(ours(), sheet(second="")).pdf)))
    assert "Grossweight" not in alone
    assert len(pages(render(ours(), sheet(second="en")).pdf)) == 1
