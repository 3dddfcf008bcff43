"""Are random waybills printed whole? Every word of the data in the text, no table shrunk, nothing outside the paper.

    python bench/documents.py [--documents 10000] [--seed 1]

Everything is as long as the bot lets it be, or anything shorter. One process; a fault is printed with its seed.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from random import Random

import pypdfium2

from relay_bot.config import Config
from relay_bot.paper import sample
from relay_bot.paper.letterhead import Letterhead, read
from relay_bot.paper.render import render
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.texts import Texts

TEMPLATE = Path(__file__).parents[1] / "templates" / "waybill.html"
SIZES_PT = {5.0, 6.0, 6.5, 7.5, 8.5, 9.0, 10.0, 13.0}
"""Of the template's print; anything else is a table that was shrunk."""

UNPRINTED = {"lang", "second", "qr_url"}
KINDS_MAX = 30
_TEXT = """
станок токарный ящик паллета коробки бухта Ёмкость кабель насосная станция ООО «Ромашка» ИП Щукин-Їжак ул. д. 5, м³
стр. 12к3 №17/2 въезд через 2-ю проходную, позвонить +7 900 000-01-02 за час (Пётр); 1,5 т ≈ 4,32 Kazan Müller GmbH
& Co. <b>жирный</b> {{ 7*7 }} 100% "лапки" it's e-mail@example.org
"""
WORDS = _TEXT.split()
ODD = ["⌀89", "→", "📦"]
"""Printed as others, in a few of the documents: they cost a second printing."""


def sheet(random: Random) -> WaybillSheet:
    """A waybill as the bot could have taken it."""
    words = WORDS + ODD if random.random() < 0.03 else WORDS
    share = random.choice((0.1, 0.1, 0.2, 0.4, 1.0))  # of the limits: most people write little

    def text(most: int, least: int = 0) -> str:
        wanted, made = random.randint(least, max(round(most * share), 1)), ""
        while len(made) < wanted:
            made += (random.choice(words) if random.random() < 0.97 else "Ы" * random.randint(20, 70)) + " "
        return made[:wanted].strip()

    def sometimes(value: str) -> str:
        return value if random.random() < 0.5 else ""

    languages = random.choice((("ru", ""), ("ru", "en"), ("en", "ru"), ("en", "")))
    return replace(
        sample.typical(Config(), Texts.load().lang(languages[0])),
        second=languages[1],
        customer_name=text(100, 1),
        customer_company=text(150),
        descr=text(500, 1),
        dims=tuple(
            f"{n} × {random.randint(1, 600)}×80×{100 + n}" for n in range(random.randint(0, round(KINDS_MAX * share)))
        ),
        volumetric=sometimes("18 398"),
        temperature=sometimes(text(200)),
        care=sometimes(text(200)),
        hazard=sometimes(text(200)),
        loading=sometimes(text(200)),
        comment=text(500),
        marks=("Негабарит",) if random.random() < 0.3 else (),
        from_address=text(500, 1),
        from_company=sometimes(text(150)),
        from_contact=text(120),
        from_when=sometimes(text(200)),
        to_address=text(500, 1),
        to_company=sometimes(text(150)),
        to_contact=text(120),
        to_when=sometimes(text(200)),
        payer=text(150),
    )


def faults(letterhead: Letterhead, waybill: WaybillSheet) -> Iterator[str]:
    document = pypdfium2.PdfDocument(render(letterhead, waybill).pdf)
    said = _squeezed("".join(page.get_textpage().get_text_range() for page in document))
    for word in _words(waybill):
        if word not in said:
            yield f"«{word}» is not in the text"
    for number, page in enumerate(document, 1):
        width, height = page.get_size()
        for item in page.get_objects(max_depth=8):
            left, bottom, right, top = item.get_bounds()
            if left < 0 or bottom < 0 or right > width or top > height:
                yield f"page {number}: something outside the paper at {left, bottom, right, top}"
            if item.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT and (size := _size_pt(item)) not in SIZES_PT:
                yield f"page {number}: print of {size} pt"


def _words(waybill: WaybillSheet) -> Iterator[str]:
    """Every word that has to be there, but signs that are printed as others. One that is longer than a line may be
    broken by the end of a page.
    """
    for one in fields(waybill):
        value = getattr(waybill, one.name)
        if one.name not in UNPRINTED and not isinstance(value, bool):
            for word in " ".join((value,) if isinstance(value, str) else value).split():
                known = re.sub("[⌀→📦-]", "", word)
                yield from (known[start : start + 20] for start in range(0, min(len(known), 20), 20))


def _size_pt(item: pypdfium2.PdfObject) -> float:
    size = ctypes.c_float()
    pypdfium2.raw.FPDFTextObj_GetFontSize(item.raw, ctypes.byref(size))
    return float(round(abs(item.get_matrix().d) * size.value, 2))


def _squeezed(text: str) -> str:
    """Without blanks, and without hyphens: at the end of a line PDFium takes one for a division of the word."""
    return re.sub(r"[\s\ufffe\x02-]+", "", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    letterhead, began, bad = read(TEMPLATE, None), time.monotonic(), 0
    for n in range(args.documents):
        found = list(faults(letterhead, sheet(Random(args.seed + n))))
        bad += bool(found)
        for fault in found[:3]:
            print(f"seed {args.seed + n}: {fault}", flush=True)
        if (n + 1) % 250 == 0 or n + 1 == args.documents:
            took_s = time.monotonic() - began
            each_ms = took_s / (n + 1) * 1000
            print(f"{n + 1} documents, {bad} with a fault, {took_s:.0f} s, {each_ms:.0f} ms each", flush=True)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
