"""Whisper in the form of faster-whisper: Russian and English, a folder with model.bin."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING

from relay_bot.recognition.engines import Transcript

if TYPE_CHECKING:
    from relay_bot.recognition.engines import Sound

REPEATS_ABOVE = 2.4  # how well a text may be compressed: above, the model repeats itself (Whisper's own threshold)
STUCK = re.compile(r"\b([^\W\d]{2,}(?: [^\W\d]+){0,2})(?:[\s,.!?…-]+\1\b){3,}", re.IGNORECASE)  # the same, in few words


class Whisper:
    """One model, one thread. Never reaches for a network."""

    doubtful_below = math.exp(-0.5)
    rubbish_below = math.exp(-0.8)

    def __init__(self, folder: Path) -> None:
        from faster_whisper import WhisperModel

        if not (folder / "model.bin").is_file():  # it would take the name for one of a hub
            raise FileNotFoundError(folder / "model.bin")
        self._model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=1, num_workers=1, local_files_only=True
        )

    def hear(self, sound: Sound, language: str) -> Transcript:
        """The language is the client's, not guessed: a guess turns a short Russian message into Bulgarian.

        Temperature 0 only: the others make rubbish of noise, and take 20 s for it.
        """
        found, _ = self._model.transcribe(
            sound, language=language, beam_size=5, temperature=0, vad_filter=True, condition_on_previous_text=False
        )
        parts = [part for part in found if part.text.strip()]
        if not parts or any(part.compression_ratio > REPEATS_ABOVE for part in parts):
            return Transcript("", 0.0)
        text = " ".join(part.text.strip() for part in parts)
        if STUCK.search(text):
            return Transcript("", 0.0)
        length = sum(len(part.tokens) for part in parts)
        mean = sum(part.avg_logprob * len(part.tokens) for part in parts) / length
        return Transcript(text, math.exp(mean))
