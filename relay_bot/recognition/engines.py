"""The engines behind two small protocols, chosen by [recognition] in config.toml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, assert_never

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image as Picture

    from relay_bot.domain.recognition import SeenWord

    Sound = NDArray[np.float32]  # mono, 16 kHz, −1 to 1

SpeechName = Literal["faster-whisper", "onnx-asr"]


@dataclass(frozen=True)
class Transcript:
    """`confidence` from 0 to 1 is the engine's own; what it means is in the engine's two thresholds."""

    text: str
    confidence: float


class SpeechEngine(Protocol):
    """A model in memory. Below `rubbish_below` it guesses at noise; below `doubtful_below` a person should look."""

    doubtful_below: float
    rubbish_below: float

    def hear(self, sound: Sound, language: str) -> Transcript: ...


@dataclass(frozen=True)
class Page:
    """What stands on one page: lines as they stand on the paper, and every word by itself."""

    text: str
    words: tuple[SeenWord, ...]
    confidence: float


class TextEngine(Protocol):
    def read(self, picture: Picture) -> Page: ...


@dataclass(frozen=True)
class Engines:
    """Which engines a worker loads. None: without."""

    speech: SpeechName | None
    speech_model: Path
    tessdata: Path | None


def load_speech(engines: Engines) -> SpeechEngine | None:
    """The engine with its model in memory. Raises whatever its library raises for a folder that holds no model."""
    match engines.speech:
        case None:
            return None
        case "faster-whisper":
            from relay_bot.recognition.whisper import Whisper

            return Whisper(engines.speech_model)
        case "onnx-asr":
            from relay_bot.recognition.gigaam import GigaAM

            return GigaAM(engines.speech_model)
        case _:
            assert_never(engines.speech)


def load_text(engines: Engines) -> TextEngine | None:
    if engines.tessdata is None:
        return None
    from relay_bot.recognition.tesseract import Tesseract

    return Tesseract(engines.tessdata)
