"""The way of a picture: codes first, then the paper flattened and read, turned if it makes no sense as it lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from relay_bot.domain.recognition import NotRead, PhotoKind, Seen, SeenPhoto, SeenWord
from relay_bot.recognition import picture as pictures
from relay_bot.recognition.codes import read_codes
from relay_bot.recognition.engines import Page, TextEngine
from relay_bot.recognition.flatten import flatten

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

UPRIGHT = 0.70  # a page that is read better than this lies the right way up
RUBBISH_BELOW = 0.45  # of a whole page: scratches and shadows taken for letters
WORD_BELOW = 0.30  # a single word of which nothing can be said
TURNS_DEG = (180, 90, 270)
OWN_TEXT = 40  # letters of text that a PDF page has itself: then it is no scan
NOTHING = Page("", (), 0.0)


def read(engine: TextEngine | None, content: bytes, kind: PhotoKind) -> Seen:
    """Everything that costs little is asked before a decoder sees the file."""
    if len(content) > pictures.MAX_BYTES:
        return NotRead("large")
    codes: dict[str, None] = {}
    pages: list[Page] = []
    try:
        for own_text, picture in _pages(content, kind):
            flat = flatten(picture)
            codes |= dict.fromkeys(find_codes(picture, flat))
            pages.append(_typed(own_text) or (read_page(engine, flat) if engine else NOTHING))
    except pictures.NotAPicture:
        return NotRead("not_picture")
    except pictures.TooLarge:
        return NotRead("large")
    except pictures.Damaged:
        return NotRead("damaged")
    return _seen(tuple(codes), pages)


def find_codes(picture: Picture, flat: Picture) -> list[str]:
    """As it is, flattened, and flattened at twice the size: each finds codes that the one before does not."""
    for look in (lambda: picture, lambda: flat, lambda: flat.resize((flat.width * 2, flat.height * 2))):
        if found := read_codes(look()):
            return found
    return []


def read_page(engine: TextEngine, flat: Picture) -> Page:
    """The way round that makes most sense. Nothing if none does."""
    best = engine.read(flat)
    for turn in TURNS_DEG:
        if best.confidence >= UPRIGHT and best.words:
            break
        turned = engine.read(flat.rotate(turn, expand=True))
        best = max(best, turned, key=_sense)
    return best if _means_something(best) else NOTHING


def _pages(content: bytes, kind: PhotoKind) -> Iterator[tuple[str, Picture]]:
    if kind == "pdf":
        return pictures.open_pdf(content)
    return iter([("", pictures.open_photo(content))])


def _typed(text: str) -> Page | None:
    """The text that a page has itself needs no reading."""
    words = text.split()
    if sum(map(len, words)) < OWN_TEXT:
        return None
    return Page(text.strip(), tuple(SeenWord(word, 1.0) for word in words), 1.0)


def _sense(page: Page) -> float:
    """How many letters were read, each as much as it is believed: rubbish has many, and believes none."""
    return sum(len(word.text) * max(0.0, word.confidence - WORD_BELOW) for word in page.words)


def _means_something(page: Page) -> bool:
    """A photo without text is read as nothing, surely, or as rubbish, unsurely."""
    solid = [word for word in page.words if word.confidence >= UPRIGHT and sum(map(str.isalnum, word.text)) > 1]
    return bool(solid) and page.confidence >= RUBBISH_BELOW


def _seen(codes: tuple[str, ...], pages: list[Page]) -> Seen:
    found = [page for page in pages if page.words]
    if not found and not codes:
        return NotRead("blank")
    words = tuple(word for page in found for word in page.words)
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    return SeenPhoto(codes, "\n\n".join(page.text for page in found), words, round(confidence, 3), max(1, len(pages)))
