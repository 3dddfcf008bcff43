"""What a worker process does: it loads its engines once, then listens and reads."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from relay_bot.domain.recognition import Heard, NotHeard, NotRead, PhotoKind, Seen
from relay_bot.recognition import photo, voice
from relay_bot.recognition import picture as pictures
from relay_bot.recognition.engines import Engines, SpeechEngine, TextEngine, load_speech, load_text

ONE_THREAD = ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

log = logging.getLogger(__name__)
_speech: SpeechEngine | None = None
_text: TextEngine | None = None


def prepare(engines: Engines) -> None:
    """One thread, both engines in memory. An engine that can't be loaded is one that is not there."""
    global _speech, _text
    os.environ |= dict.fromkeys(ONE_THREAD, "1") | {"HF_HUB_OFFLINE": "1"}
    try:
        _speech = load_speech(engines)
        if _speech:
            voice.warm_up(_speech)
    except Exception:
        log.exception("speech_engine_not_loaded")
    try:
        _text = load_text(engines)
    except Exception:
        log.exception("text_engine_not_loaded")


def listen(source: bytes | Path, stated_s: float | None, language: str, longest_s: float) -> Heard:
    """Never raises: whatever a library makes of a file, or of too little memory, is an answer."""
    if _speech is None:
        return NotHeard("off")
    try:
        return voice.listen(_speech, _content(source, voice.MAX_BYTES), stated_s, language, longest_s)
    except Exception:
        log.exception("voice_broken")
        return NotHeard("broken")


def read(source: bytes | Path, kind: PhotoKind) -> Seen:
    """As `listen`. Without Tesseract it reads codes alone."""
    if _text is None and not _reads_codes():
        return NotRead("off")
    try:
        return photo.read(_text, _content(source, pictures.MAX_BYTES), kind)
    except Exception:
        log.exception("photo_broken")
        return NotRead("broken")


def _content(source: bytes | Path, most: int) -> bytes:
    """A file is read no further than one byte beyond what is allowed."""
    if isinstance(source, bytes):
        return source
    with source.open("rb") as file:
        return file.read(most + 1)


def _reads_codes() -> bool:
    from importlib.util import find_spec

    return find_spec("zxingcpp") is not None
