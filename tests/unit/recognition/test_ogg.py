"""How long a recording is, told by its pages alone."""

from __future__ import annotations

import numpy as np
import pytest

from relay_bot.recognition import ogg
from tests.unit.recognition import material


@pytest.mark.parametrize("seconds", [0.5, 3, 61])
def test_the_pages_tell_the_length(seconds: float) -> None:
    content = material.opus(np.zeros(int(seconds * material.RATE)))
    assert ogg.duration_s(content) == pytest.approx(seconds, abs=0.1)


def test_every_kept_recording_is_as_long_as_its_sound() -> None:
    for name in material.spoken():
        length_s = len(material.samples(name)) / material.RATE
        assert ogg.duration_s(material.voice(name)) == pytest.approx(length_s, abs=0.1), name


def test_a_recording_cut_off_anywhere_is_shorter_and_never_an_error() -> None:
    whole = material.long_speech(10)
    lengths = [ogg.duration_s(whole[:size]) or 0 for size in range(0, len(whole), 97)]
    assert lengths == sorted(lengths)
    assert lengths[len(lengths) // 2] < 6


def test_other_files_are_not_taken_for_a_voice() -> None:
    speex = material.voice("silence5.ogg").replace(b"OpusHead", b"Speex   ", 1)
    for content in (b"", b"OggS", b"ID3" * 50, speex, material.photo("label_medium_1.jpg")):
        assert ogg.duration_s(content) is None
