"""A recording becomes samples, and never more of them than allowed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relay_bot.recognition.engines import Sound

RATE = 16_000
PIECE_S = 22.0


class TooLong(Exception):
    """It goes on after the limit, whatever its pages say."""


class NoSound(Exception):
    """The decoder can make nothing of it."""


def decode(content: bytes, limit_s: float) -> Sound:
    """Mono, 16 kHz. Raises TooLong, NoSound. The format is given, not guessed: a playlist would be followed."""
    import av
    import numpy as np

    pieces, length = [], 0
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    try:
        with av.open(io.BytesIO(content), format="ogg", mode="r", metadata_errors="ignore") as container:
            for frame in container.decode(audio=0):
                for piece in resampler.resample(frame):
                    pieces.append(piece.to_ndarray()[0])
                    length += piece.samples
                if length > limit_s * RATE:
                    raise TooLong
    except (av.FFmpegError, IndexError, ValueError) as error:
        if not pieces:
            raise NoSound from error
    return np.concatenate(pieces) if pieces else np.zeros(0, np.float32)


def spoken_pieces(sound: Sound) -> list[Sound]:
    """Where somebody speaks, cut at pauses; nothing for silence and noise."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    found = get_speech_timestamps(sound, VadOptions(max_speech_duration_s=PIECE_S))
    return [sound[piece["start"] : piece["end"]] for piece in found]
