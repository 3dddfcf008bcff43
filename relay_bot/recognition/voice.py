"""The way of a recording: what it is, what it sounds like, what was said."""

from __future__ import annotations

from relay_bot.domain.recognition import Heard, HeardVoice, NotHeard
from relay_bot.recognition import ogg, sound
from relay_bot.recognition.engines import SpeechEngine

MAX_BYTES = 2 * 1024 * 1024
ROUNDED_S = 1.5  # Telegram states whole seconds


def warm_up(engine: SpeechEngine) -> None:
    """What is slow only the first time, with a second of silence."""
    import numpy as np

    engine.hear(np.zeros(sound.RATE, np.float32), "ru")


def listen(engine: SpeechEngine, content: bytes, stated_s: float | None, language: str, longest_s: float) -> Heard:
    """Everything that costs little is asked before a decoder sees the file."""
    if len(content) > MAX_BYTES:
        return NotHeard("large")
    lasts_s = ogg.duration_s(content)
    if lasts_s is None:
        return NotHeard("not_voice")
    if max(lasts_s, stated_s or 0) > longest_s + ROUNDED_S:
        return NotHeard("long")
    if stated_s is not None and lasts_s + ROUNDED_S < stated_s:
        return NotHeard("truncated")
    try:
        samples = sound.decode(content, longest_s + ROUNDED_S)
    except sound.TooLong:
        return NotHeard("long")
    except sound.NoSound:
        return NotHeard("not_voice")
    if not sound.spoken_pieces(samples):
        return NotHeard("silent")
    transcript = engine.hear(samples, language)
    if not transcript.text or transcript.confidence < engine.rubbish_below:
        return NotHeard("unclear")
    sure = transcript.confidence >= engine.doubtful_below
    return HeardVoice(transcript.text, round(transcript.confidence, 3), sure, round(len(samples) / sound.RATE, 1))
