"""What this machine has for recognition, and what is missing: looked up without loading anything."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from relay_bot.config import Config
from relay_bot.recognition import tesseract
from relay_bot.recognition.engines import Engines, SpeechName

PACKAGES: dict[SpeechName, tuple[str, ...]] = {
    "faster-whisper": ("faster_whisper", "av", "numpy"),
    "onnx-asr": ("onnx_asr", "faster_whisper", "av", "numpy"),  # of faster-whisper the detector of speech
}
PHOTO_PACKAGES = ("tesserocr", "PIL", "numpy", "zxingcpp", "pypdfium2")
MODEL_FILES: dict[SpeechName, str] = {"faster-whisper": "model.bin", "onnx-asr": "v?_*.onnx"}
BASE_MB = 1792  # of address space: libraries, a picture of 40 MP; 1,066 were used with Whisper base


@dataclass(frozen=True)
class Missing:
    """`what` is not there: the packages of an extra, the folder of a model, language data."""

    what: Literal["voice_packages", "voice_model", "photo_packages", "photo_data"]
    where: str


def missing(config: Config) -> list[Missing]:
    """What keeps recognition from working, of what is switched on."""
    settings, lacks = config.recognition, []
    if config.features.voice:
        if packages := absent(PACKAGES[settings.speech]):
            lacks.append(Missing("voice_packages", ", ".join(packages)))
        if not holds_model(settings.speech, settings.speech_model):
            lacks.append(Missing("voice_model", str(settings.speech_model)))
    if config.features.ocr:
        if packages := absent(PHOTO_PACKAGES):
            lacks.append(Missing("photo_packages", ", ".join(packages)))
        if data_folder(config) is None:
            lacks.append(Missing("photo_data", str(settings.tessdata or "tesseract-ocr-rus")))
    return lacks


def engines_of(config: Config) -> Engines:
    """The engines that are switched on and can be had."""
    lacks = {lack.what for lack in missing(config)}
    voice = config.features.voice and not lacks & {"voice_packages", "voice_model"}
    photo = config.features.ocr and not lacks & {"photo_packages", "photo_data"}
    settings = config.recognition
    return Engines(settings.speech if voice else None, settings.speech_model, data_folder(config) if photo else None)


def absent(packages: tuple[str, ...]) -> list[str]:
    return [name for name in packages if find_spec(name) is None]


def holds_model(speech: SpeechName, folder: Path) -> bool:
    return any(folder.glob(MODEL_FILES[speech]))


def data_folder(config: Config) -> Path | None:
    """The folder of Tesseract's languages: the admin's, or the system's."""
    own = config.recognition.tessdata
    if own is None:
        return tesseract.system_data()
    return None if tesseract.missing_languages(own) else own


def memory_mb(engines: Engines) -> int:
    """The address space of a worker: a model is read as a file and kept as numbers."""
    if engines.speech is None:
        return BASE_MB
    size = sum(file.stat().st_size for file in engines.speech_model.glob("*") if file.is_file())
    return BASE_MB + 2 * size // 1024 // 1024
