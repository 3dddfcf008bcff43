"""The engines behind their protocol: loaded from a folder, never from a network, and sure only when they may be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from relay_bot.domain.recognition import HeardVoice, NotHeard
from relay_bot.recognition import equipment, voice
from relay_bot.recognition.engines import Engines, Transcript, load_speech
from relay_bot.recognition.gigaam import GigaAM
from relay_bot.recognition.recogniser import Recogniser
from relay_bot.recognition.whisper import STUCK, Whisper
from tests.unit.recognition import material

GIGAAM = material.ROOT / "tests" / "fixtures" / "speech" / "gigaam"


class Saying:
    """An engine that says what it is told, as surely as it is told."""

    doubtful_below, rubbish_below = 0.6, 0.4

    def __init__(self, text: str, confidence: float) -> None:
        self._transcript = Transcript(text, confidence)

    def hear(self, sound: object, language: str) -> Transcript:
        return self._transcript


def listened(engine: Saying | GigaAM, name: str = "ru_aleksandr_01.ogg") -> HeardVoice | NotHeard:
    return voice.listen(engine, material.voice(name), None, "ru", 120)


@pytest.mark.parametrize(
    ("confidence", "sure"), [(0.9, True), (0.6, True), (0.59, False), (0.4, False), (0.39, None), (0.0, None)]
)
def test_a_doubtful_text_is_marked_and_rubbish_is_not_heard(confidence: float, sure: bool | None) -> None:
    found = listened(Saying("800 кг", confidence))
    assert (found.sure if isinstance(found, HeardVoice) else None) is sure
    assert isinstance(found, HeardVoice) or found == NotHeard("unclear")


def test_an_engine_that_says_nothing_has_heard_nothing() -> None:
    assert listened(Saying("", 1.0)) == NotHeard("unclear")


def test_an_engine_is_not_asked_about_silence() -> None:
    assert listened(Saying("Субтитры сделал", 1.0), "silence5.ogg") == NotHeard("silent")
    assert listened(Saying("Продолжение следует", 1.0), "noise5.ogg") == NotHeard("silent")


def test_gigaam_is_loaded_from_its_folder() -> None:
    found = listened(GigaAM(GIGAAM))
    assert isinstance(found, HeardVoice)
    assert (found.text, found.sure) == ("да", True)


def test_gigaam_hears_a_long_recording_in_pieces() -> None:
    sound = np.resize(material.samples("ru_aleksandr_23.ogg")[::3], 100 * 16_000)
    assert GigaAM(GIGAAM).hear(sound, "ru").text.count("да") >= 4


async def test_gigaam_is_chosen_in_the_configuration() -> None:
    config = material.config(speech="onnx-asr", speech_model=GIGAAM, workers=1)
    assert equipment.engines_of(config).speech == "onnx-asr"
    recogniser = Recogniser(config)
    try:
        found = await recogniser.listen(material.voice("ru_elena_00.ogg"), stated_s=2, language="ru", client_id=1)
    finally:
        await recogniser.close()
    assert isinstance(found, HeardVoice)
    assert found.text == "да"


@pytest.mark.parametrize("engine", [Whisper, GigaAM])
def test_an_empty_folder_is_an_error_and_not_a_download(engine: type, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        engine(tmp_path)


def test_no_engine_is_loaded_where_none_is_wanted(tmp_path: Path) -> None:
    assert load_speech(Engines(None, tmp_path, None)) is None


@pytest.mark.parametrize(
    ("text", "stuck"),
    [
        ("Матча, тихо, тихо, тихо, тихо, тихо.", True),
        ("шик-кай-кай-кай-кай-кай", True),
        ("ни с кофе, ни с кофе, ни с кофе, ни с кофе", True),
        ("100 на 100 на 100", False),
        ("120 на 120 на 120 на 120", False),
        ("да, да", False),
        ("из Москвы в Казань, из Казани в Москву", False),
    ],
)
def test_a_model_that_repeats_itself_is_told_from_a_person_who_does(text: str, stuck: bool) -> None:
    assert bool(STUCK.search(text)) is stuck


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    lacks = equipment.missing(material.config(speech_model=tmp_path, tessdata=tmp_path))
    assert [lack.what for lack in lacks] == ["voice_model", "photo_data"]
    assert equipment.missing(material.config(voice=False, ocr=False, speech_model=tmp_path)) == []


def test_a_larger_model_gets_more_memory(tmp_path: Path) -> None:
    small = equipment.memory_mb(Engines("faster-whisper", tmp_path, None))
    with (tmp_path / "model.bin").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    assert equipment.memory_mb(Engines("faster-whisper", tmp_path, None)) == small + 1000
