"""The way of a picture: codes first, then the paper flattened and read, turned if it makes no sense as it lies."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relay_bot.domain.recognition import NotRead, PhotoKind, Seen, SeenPhoto, SeenWord
from relay_bot.recognition import picture as pictures
from relay_bot.recognition.codes import read_codes
from relay_bot.recognition.engines import Page, TextEngine
from relay_bot.recognition.flatten import flatten

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

UPRIGHT = 0.85  # a page that is read better than this lies the right way up, and nothing beside it was taken for text
SOLID = 0.70  # a word that is a word
RUBBISH_BELOW = 0.45  # of a whole page: scratches and shadows taken for letters
WORD_BELOW = 0.30  # a single word of which nothing can be said
SIDEWAYS_DEG = (90, 270)
ENOUGH_S = 8.0  # after that no further way round is tried: the deadline would kill the worker
OWN_TEXT = 40  # letters of text that a PDF page has itself: then it is no scan
NOTHING = Page("", (), 0.0)


def read(engine: TextEngine | None, content: bytes, kind: PhotoKind) -> Seen:
    """Everything that costs little is asked before a decoder sees the file. Without an engine: codes alone."""
    if len(content) > pictures.MAX_BYTES:
        return NotRead("large")
    codes: dict[str, None] = {}
    pages: list[Page] = []
    until = time.monotonic() + ENOUGH_S
    try:
        for own_text, picture in _pages(content, kind):
            looks = Looks(picture)
            codes |= dict.fromkeys(find_codes(looks))
            pages.append(_typed(own_text) or (read_page(engine, looks, until) if engine else NOTHING))
    except pictures.NotAPicture:
        return NotRead("not_picture")
    except pictures.TooLarge:
        return NotRead("large")
    except pictures.Damaged:
        return NotRead("damaged")
    found = _seen(tuple(codes), pages)
    return NotRead("off") if engine is None and found == NotRead("blank") else found


class Looks:
    """A picture and what was made of it so far: each flattening is made when it is asked for, and once."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self._coming = flatten(picture)
        self._made: list[Picture] = []

    def __iter__(self) -> Iterator[Picture]:
        """The whole picture; the paper cut out, if it was found."""
        yield from self._made
        for look in self._coming:
            self._made.append(look)
            yield look


def find_codes(looks: Looks) -> list[str]:
    """As it is, flattened, and flattened at twice the size: each finds codes that the one before does not."""
    if found := read_codes(looks.picture):
        return found
    flat = next(iter(looks))
    return read_codes(flat) or read_codes(flat.resize((flat.width * 2, flat.height * 2)))


def read_page(engine: TextEngine, looks: Looks, until: float) -> Page:
    """The look, and the way round, that makes most sense. Nothing if none does. Ends with what it has at `until`."""
    best = NOTHING
    for page in _attempts(engine, looks):
        best = max(best, page, key=_sense)
        if (page.words and page.confidence >= UPRIGHT) or time.monotonic() > until:
            break
    return best if _means_something(best) else NOTHING


def _attempts(engine: TextEngine, looks: Looks) -> Iterator[Page]:
    """The likeliest first: as it lies, upside down, without its surroundings, on its sides."""
    whole = next(iter(looks))
    yield engine.read(whole)
    yield engine.read(whole.rotate(180))
    for cut_out in list(looks)[1:]:
        yield engine.read(cut_out)
    for turn in SIDEWAYS_DEG:
        yield engine.read(whole.rotate(turn, expand=True))


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
    solid = [word for word in page.words if word.confidence >= SOLID and sum(map(str.isalnum, word.text)) > 1]
    return bool(solid) and page.confidence >= RUBBISH_BELOW


def _seen(codes: tuple[str, ...], pages: list[Page]) -> Seen:
    found = [page for page in pages if page.words]
    if not found and not codes:
        return NotRead("blank")
    words = tuple(word for page in found for word in page.words)
    letters = sum(len(word.text) for word in words)
    confidence = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    return SeenPhoto(codes, "\n\n".join(page.text for page in found), words, round(confidence, 3), max(1, len(pages)))
