"""Tesseract: Russian and English print. Its language data is a system package, the engine comes with the wheel."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from relay_bot.domain.recognition import SeenWord
from relay_bot.recognition.engines import Page

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LANGUAGES = ("rus", "eng")
DPI = 300
CUBIC = re.compile(r"(?<=\d )мз\b|(?<=\d)мз\b")  # there is no raised three in the language data
PATIENCE_MS = 6000  # for one look at a page: grass and gravel would take minutes
PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)


def system_data() -> Path | None:
    """The folder of the system's language data that holds every language we read, the newest version first."""
    for place in PLACES:
        for folder in sorted(Path("/").glob(place.lstrip("/")), reverse=True):
            if not missing_languages(folder):
                return folder
    return None


def missing_languages(folder: Path) -> list[str]:
    """The files that are not there."""
    files = [f"{language}.traineddata" for language in LANGUAGES]
    return [name for name in files if not (folder / name).is_file()]


class Tesseract:
    """One engine in memory, used again for every page."""

    def __init__(self, data: Path) -> None:
        import tesserocr

        self._api = tesserocr.PyTessBaseAPI(path=f"{data}/", lang="+".join(LANGUAGES), psm=tesserocr.PSM.AUTO)
        self._api.SetVariable("debug_file", os.devnull)  # it tells standard error of every empty page
        self._word = tesserocr.RIL.WORD

    def read(self, picture: Picture) -> Page:
        self._api.SetImage(picture)
        self._api.SetSourceResolution(DPI)
        words = self._words() if self._api.Recognize(PATIENCE_MS) else ()
        text = CUBIC.sub("м³", self._api.GetUTF8Text().strip()) if words else ""
        self._api.Clear()
        letters = sum(len(word.text) for word in words)
        mean = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
        return Page(text, words, mean)

    def _words(self) -> tuple[SeenWord, ...]:
        from tesserocr import iterate_level

        words = []
        for place in iterate_level(self._api.GetIterator(), self._word):
            try:
                text = place.GetUTF8Text(self._word).strip()
            except RuntimeError:  # an empty page has one place and no text
                continue
            if text:
                words.append(SeenWord(text, round(place.Confidence(self._word) / 100, 2)))
        return tuple(words)
