"""Photos of papers, by the real engine in its worker: codes are exact, text is nearly so."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from relay_bot.domain.recognition import NotRead, SeenPhoto
from relay_bot.recognition.recogniser import Recogniser
from tests.unit.recognition import material

pytestmark = pytest.mark.skipif(
    not material.READS_TEXT, reason="no languages of Tesseract: scripts/system.sh tesseract"
)
WRONG_LETTERS = 0.02


def mistaken(wanted: list[str], got: str) -> float:
    """Wrong letters for each letter that is written."""
    one, other = (re.sub(r"\s+", " ", text).strip() for text in (" ".join(wanted), got))
    return Levenshtein.distance(one, other) / len(one)


async def seen(recogniser: Recogniser, content: bytes, kind: Any = "photo") -> SeenPhoto:
    found = await recogniser.read(content, kind, client_id=1)
    assert isinstance(found, SeenPhoto), found
    return found


def turned(name: str, angle: int) -> bytes:
    output = io.BytesIO()
    with Image.open(material.PHOTOS / name) as opened:
        opened.rotate(angle, expand=True).save(output, "JPEG", quality=90)
    return output.getvalue()


@pytest.mark.parametrize("paper", material.written(), ids=lambda paper: paper["file"])
async def test_a_photo_is_read_nearly_without_a_mistake(paper: dict[str, Any], recogniser: Recogniser) -> None:
    found = await seen(recogniser, material.photo(paper["file"]))
    assert found.codes == ((paper["qr"],) if paper["qr"] else ())
    assert mistaken(paper["lines"], found.text) < WRONG_LETTERS
    assert found.confidence > 0.9
    assert all(0 <= word.confidence <= 1 for word in found.words)


@pytest.mark.parametrize("angle", [90, 270])
async def test_a_photo_that_lies_on_its_side_is_turned(angle: int, recogniser: Recogniser) -> None:
    (paper,) = (paper for paper in material.written() if paper["file"] == "claim_easy_1.jpg")
    found = await seen(recogniser, turned(paper["file"], angle))
    assert mistaken(paper["lines"], found.text) < WRONG_LETTERS


async def test_the_first_pages_of_a_scan_are_read(recogniser: Recogniser) -> None:
    (paper,) = (paper for paper in material.written() if paper["file"] == "label_medium_1.jpg")
    found = await seen(recogniser, material.scan(paper["file"], pages=2), "pdf")
    assert found.pages == 2
    assert found.codes == (paper["qr"],)
    assert found.text.count("Екатеринбург") == 2


async def test_a_document_that_has_its_text_is_not_guessed_at(recogniser: Recogniser) -> None:
    from xhtml2pdf import pisa

    output = io.BytesIO()
    pisa.CreatePDF("<p>Weight 800 kg, dimensions 120 x 80 x 150 cm, two pallets of ceramic tiles</p>", dest=output)
    found = await seen(recogniser, output.getvalue(), "pdf")
    assert "120 x 80 x 150 cm" in found.text
    assert found.confidence == 1.0


async def test_a_picture_without_text_is_blank(recogniser: Recogniser) -> None:
    import numpy as np

    grain = Image.fromarray(np.random.default_rng(1).normal(120, 20, (900, 1200)).clip(0, 255).astype(np.uint8))
    output = io.BytesIO()
    grain.save(output, "JPEG")
    for content in (output.getvalue(), material.picture(1200, 900), material.picture(1200, 900, color="black")):
        assert await recogniser.read(content, "photo", client_id=1) == NotRead("blank")


async def test_print_on_a_transparent_ground_is_read(recogniser: Recogniser) -> None:
    """A scan saved as PNG without paper under it: black on nothing."""
    with Image.open(material.PHOTOS / "waybill_clean_1.jpg") as opened:
        grey = opened.convert("L")
    ink = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    ink.putalpha(grey.point(lambda level: 255 if level < 120 else 0))
    output = io.BytesIO()
    ink.save(output, "PNG")
    assert "ТРАНСПОРТНАЯ НАКЛАДНАЯ" in (await seen(recogniser, output.getvalue())).text
