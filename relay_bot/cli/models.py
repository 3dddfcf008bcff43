"""`models check` and `models fetch`: what is needed for recognition, what is here, and the download of a model."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from relay_bot.cli.check.recognition import recognition
from relay_bot.cli.told import say, say_error, settings, speak
from relay_bot.config import Config
from relay_bot.recognition import fetch, models
from relay_bot.recognition.models import ModelFile, State
from relay_bot.texts import Language

SIGNS: dict[State, str] = {"good": "✓", "missing": "✗", "partial": "✗", "different": "✗"}
STATES: dict[State, str] = {
    "good": "models-file_good",
    "missing": "models-file_missing",
    "partial": "models-file_partial",
    "different": "models-file_different",
}


def check(path: Path | None) -> int:
    """0 if everything that is switched on is here, and its files are the publisher's."""
    config, t = settings(path), speak(os.environ)
    bad = 0
    for finding in recognition(config, t):
        say(t.plain("cli-check_good" if finding.ok else "cli-check_bad", what=finding.what))
        if not finding.ok:
            bad += 1
            say(t.plain("cli-check_remedy", remedy=finding.remedy))
    if config.features.voice and not _verified(config, t):
        bad += 1
        say(t.plain("cli-check_remedy", remedy=t.plain("models-voice_model_do")))
    say(t.plain("models-known"))
    for model in models.MODELS:
        size = _megabytes(model.size)
        say(t.plain("models-known_one", model=model.name, engine=model.speech, languages=model.languages, size=size))
    return 1 if bad else 0


def fetch_model(path: Path | None, name: str | None, hub: str) -> int:
    """Fill the folder that config.toml names, or one beside it that bears the model's name. 2: no such model."""
    config, t = settings(path), speak(os.environ)
    configured = config.recognition.speech_model
    model = models.known(name or configured.name)
    if model is None:
        known = ", ".join(model.name for model in models.MODELS)
        say_error(t.plain("models-unknown", model=name or configured.name, known=known))
        return 2
    folder = configured.with_name(model.name)
    say(t.plain("models-fetching", model=model.name, size=_megabytes(model.size), folder=str(folder)))
    asyncio.run(fetch.fetch(model, folder, _Tenths(t), hub=hub))
    say(t.plain("models-fetched", folder=str(folder)))
    if (folder, model.speech) != (configured, config.recognition.speech):
        say(t.plain("models-set", speech=model.speech, folder=f"{folder.parent.name}/{folder.name}"))
    return 0


def _verified(config: Config, t: Language) -> bool:
    """Every file of the configured model, with its size and whether it is the publisher's."""
    folder = config.recognition.speech_model
    model = models.known(folder.name)
    if model is None:
        say(t.plain("models-own", folder=str(folder)))
        return True
    size = _megabytes(model.size)
    say(t.plain("models-model", model=model.name, languages=model.languages, size=size, folder=str(folder)))
    states = [_shown(file, folder, t) for file in model.files]
    return all(state == "good" for state in states)


def _shown(file: ModelFile, folder: Path, t: Language) -> State:
    state = models.state(file, folder)
    said = t.plain(STATES[state])
    say(t.plain("models-file", sign=SIGNS[state], file=file.name, size=_megabytes(file.size), state=said))
    return state


def _megabytes(size: int) -> str:
    if size < 10**5:
        return "< 0.1"
    return f"{size / 10**6:.0f}" if size >= 10**7 else f"{size / 10**6:.1f}"


class _Tenths:
    """One line for every tenth of a large file."""

    def __init__(self, t: Language) -> None:
        self._t, self._told = t, ("", -1)

    def __call__(self, file: str, here: int, size: int) -> None:
        tenth = here * 10 // size
        if size >= 10**7 and (file, tenth) != self._told:
            self._told = (file, tenth)
            say(self._t.plain("models-progress", file=file, percent=tenth * 10, size=_megabytes(size)))
