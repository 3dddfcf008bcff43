"""Voices are heard and photos read: what works here, and what is missing. Verifies no checksum."""

from __future__ import annotations

from relay_bot.cli.check.finding import Finding, bad, good
from relay_bot.config import Config
from relay_bot.recognition import equipment
from relay_bot.recognition.equipment import Missing
from relay_bot.texts import Language


def recognition(config: Config, t: Language) -> list[Finding]:
    """For `relay-bot check` and `relay-bot models check`."""
    found = [_lack(lack, t) for lack in equipment.missing(config)]
    engines = equipment.engines_of(config)
    if engines.speech:
        found.append(good(t, "models-voice", engine=engines.speech, folder=str(engines.speech_model)))
    if engines.tessdata:
        found.append(good(t, "models-photo", folder=str(engines.tessdata)))
    return found or [good(t, "models-off")]


def _lack(lack: Missing, t: Language) -> Finding:
    return bad(t, KEYS[lack.what], where=lack.where)


KEYS = {
    "voice_packages": "models-voice_packages",
    "voice_model": "models-voice_model",
    "photo_packages": "models-photo_packages",
    "photo_data": "models-photo_data",
}
