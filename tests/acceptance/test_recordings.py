"""Voices and photos, by the real engines, from the client's chat to the form and the topic."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from relay_bot.config import Config
from relay_bot.recognition import listener, recogniser
from relay_bot.recognition.recogniser import Recogniser
from relay_bot.sandbox import Message, Person
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.test_waybills import NEW, answer, bot_says, press
from tests.unit.recognition import material

RU = Texts.load().lang("ru")
LONG = 90  # seconds: the machine of the tests may be busy
ON = {"recognition": {"speech_model": material.MODEL}, "features": {"voice": True, "ocr": True}}
NO_ENGINE = {
    "recognition": {"speech_model": "nowhere", "tessdata": "nowhere"},
    "features": {"voice": True, "ocr": True},
}
reads_text = pytest.mark.skipif(not material.READS_TEXT, reason="no languages of Tesseract: scripts/tesseract.sh")


class HandedOn(Recogniser):
    """A recogniser that one bot leaves to the next: its workers need seconds to start."""

    async def close(self) -> None:
        """The bot goes, the workers stay."""

    async def end(self) -> None:
        await super().close()


@pytest.fixture(scope="module")
async def recognisers() -> AsyncIterator[list[HandedOn]]:
    made: list[HandedOn] = []
    yield made
    for one in made:
        await one.end()


@pytest.fixture
def engines(recognisers: list[HandedOn], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The tables of config.toml with which the bot listens and reads."""

    def known(config: Config) -> HandedOn:
        if not recognisers:
            recognisers.append(HandedOn(config))
        return recognisers[0]

    monkeypatch.setattr(listener, "Recogniser", known)
    return dict(ON)


async def says(stage: Stage, client: Person, part: str) -> Message:
    return await stage.until(lambda: bot_says(client, part), part, timeout=LONG)  # type: ignore[no-any-return]


async def opened(stage: Stage, client: Person) -> Any:
    """A waybill's form is open; returns the topic."""
    topic = await stage.registered(client)
    await client.press_key(NEW)
    await says(stage, client, "Что везём?")
    return topic


# --- voice in a form --------------------------------------------------------------------------------------------------


async def test_a_voice_in_a_form_is_heard_and_goes_on_as_if_it_had_been_typed(
    stage: Stage, engines: dict[str, Any]
) -> None:
    client = stage.client()
    async with stage.bot(**engines):
        topic = await opened(stage, client)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        heard = await says(stage, client, "Услышал")
        assert "запчаст" in heard.text.lower()
        asked = await says(stage, client, "Габариты")
        assert "1500" in asked.text.replace(" ", "") or "вес" in asked.text.lower()
        voice = await stage.until(lambda: first(m for m in topic.messages if m.voice), "the recording in the topic")
        below = await stage.until(lambda: first(m for m in topic.messages if "🎤" in m.text), "its words", timeout=LONG)
        assert below.reply_to.id == voice.id and below.silent and "запчаст" in below.text.lower()
