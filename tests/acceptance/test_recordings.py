"""Voices and photos, by the real engines, from the client's chat to the form and the topic."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

import psycopg
import pytest
import zxingcpp
from PIL import Image
from prometheus_client.parser import text_string_to_metric_families

from bench.roles import free_ports
from relay_bot.config import Config
from relay_bot.domain import recording
from relay_bot.domain.recognition import Heard
from relay_bot.recognition import listener
from relay_bot.recognition.recogniser import Recogniser
from relay_bot.sandbox import Message, Person
from relay_bot.texts import Texts
from tests.acceptance import claims
from tests.acceptance.conftest import Stage, first
from tests.acceptance.test_monitoring import get
from tests.acceptance.waybills import NEW, answer, bot_says, issued, press, summary
from tests.unit.recognition import material

RU = Texts.load().lang("ru")
LONG = 90  # seconds: the machine of the tests may be busy
ON: dict[str, Any] = {"recognition": {"speech_model": material.MODEL}, "features": {"voice": True, "ocr": True}}
NO_ENGINE: dict[str, Any] = {
    "recognition": {"speech_model": "nowhere", "tessdata": "nowhere"},
    "features": {"voice": True, "ocr": True},
}
reads_text = pytest.mark.skipif(
    not material.READS_TEXT, reason="no languages of Tesseract: scripts/system.sh tesseract"
)


class HandedOn(Recogniser):
    """A recogniser that one bot leaves to the next: workers need seconds to start. It waits while `gate` is shut."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = 0

    async def listen(self, *args: Any, **named: Any) -> Heard:
        self.begun += 1
        await self.gate.wait()
        return await super().listen(*args, **named)

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
def engines(recognisers: list[HandedOn], monkeypatch: pytest.MonkeyPatch) -> Iterator[HandedOn]:
    """What the bot listens and reads with."""
    if not recognisers:
        recognisers.append(HandedOn(Config.model_validate(ON)))
    monkeypatch.setattr(listener, "Recogniser", lambda config: recognisers[0])
    yield recognisers[0]
    recognisers[0].gate.set()


async def says(stage: Stage, client: Person, part: str) -> Message:
    return await stage.until(lambda: bot_says(client, part), part, timeout=LONG)  # type: ignore[no-any-return]


async def opened(stage: Stage, client: Person) -> Any:
    """A waybill's form is open; returns the topic."""
    topic = await stage.registered(client)
    await client.press_key(NEW)
    await says(stage, client, "Что везём?")
    return topic


# --- voice in a form --------------------------------------------------------------------------------------------------


async def test_a_voice_in_a_form_is_heard_and_goes_on_as_if_it_had_been_typed(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        topic = await opened(stage, client)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        heard = await says(stage, client, "Услышал")
        assert "32 коробки" in heard.text.lower()
        await says(stage, client, "Осталось: габариты")
        voice = await stage.until(lambda: first(m for m in topic.messages if m.voice), "the recording in the topic")
        below = await stage.until(lambda: first(m for m in topic.messages if "🎤" in m.text), "its words")
        assert below.reply_to.id == voice.id and below.silent and "32 коробки" in below.text.lower()


async def test_what_was_hardly_heard_is_shown_and_taken_only_after_a_word(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        await opened(stage, client)
        await client.write("станок токарный, 800 кг")
        await says(stage, client, "Габариты")
        await client.send_voice(material.voice("ru_elena_04.ogg"), duration=3)
        await says(stage, client, "Услышал")
        await press(stage, client, RU.plain("btn-voice_right"))
        await says(stage, client, "Откуда забрать?")


async def test_silence_and_length_leave_the_step_where_it_was(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        topic = await opened(stage, client)
        await client.send_voice(material.voice("silence5.ogg"), duration=5)
        await says(stage, client, "Не разобрал голосовое")
        await client.send_voice(material.voice("ru_elena_00.ogg"), duration=999)
        await says(stage, client, "длиннее 120 сек")
        await stage.until(lambda: len([m for m in topic.messages if m.voice]) == 2, "both recordings in the topic")
        await client.write("станок токарный, 800 кг, 120×80×150 см")
        await says(stage, client, "Откуда забрать?")


async def test_a_message_in_a_form_waits_for_the_voice_before_it_and_its_sender_is_told(
    stage: Stage, engines: HandedOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "PATIENCE_S", 0.5)
    client = stage.client()
    engines.gate.clear()
    async with stage.bot(**ON):
        await opened(stage, client)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        await says(stage, client, RU.plain("voice-listening"))
        await client.write("60х40х40")
        await says(stage, client, RU.plain("voice-wait"))
        assert bot_says(client, "Принял") is None
        engines.gate.set()
        await says(stage, client, "Принял: габариты. Осталось: откуда")
        assert bot_says(client, "Услышал") is not None
        assert len([m for m in client.chat if m.text == RU.plain("voice-wait")]) == 1


async def test_a_recording_survives_a_bot_that_dies_over_it(
    stage: Stage, engines: HandedOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener, "LEASE_S", 2.0)
    monkeypatch.setattr(listener, "RENEW_S", 0.2)
    client = stage.client()
    engines.gate.clear()
    before = engines.begun
    async with stage.bot(**ON):
        await opened(stage, client)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        await stage.until(lambda: engines.begun > before, "somebody listens")
    engines.gate.set()
    async with stage.bot(**ON):
        await says(stage, client, "Осталось: габариты")
    assert len([m for m in client.chat if "Услышал" in m.text]) == 1


async def test_a_file_that_telegram_does_not_give_at_once_is_asked_for_again(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    stage.tg.faults.add("getFile", kind="server_error", times=6)  # more often than a file is tried that kills
    async with stage.bot(**ON):
        await opened(stage, client)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        await says(stage, client, "Осталось: габариты")


async def test_a_file_that_telegram_refuses_leaves_the_step_where_it_was(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    stage.tg.faults.add("getFile", kind="error", times=None, description="Bad Request: file is too big")
    async with stage.bot(**ON):
        await opened(stage, client)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        await says(stage, client, "Не разобрал голосовое")
        await client.write("станок токарный, 800 кг, 120×80×150 см")
        await says(stage, client, "Откуда забрать?")


async def test_more_recordings_than_can_be_listened_to_are_refused_with_a_word(
    stage: Stage, engines: HandedOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "IN_ALL", 1)
    other, client = stage.client("Олег"), stage.client()
    engines.gate.clear()
    async with stage.bot(**ON):
        await stage.registered(other)
        topic = await opened(stage, client)
        begun = engines.begun
        await other.send_voice(material.voice("ru_elena_08.ogg"), duration=5)
        await stage.until(lambda: engines.begun > begun, "somebody listens")
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        await says(stage, client, "Распознавание сейчас занято")
        await stage.until(lambda: any(m.voice for m in topic.messages), "the recording in the topic")


async def test_without_an_engine_the_client_is_asked_to_type_and_the_admin_knows(stage: Stage) -> None:
    client = stage.client()
    await stage.admin.start()
    async with stage.bot(**NO_ENGINE):
        topic = await opened(stage, client)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        await says(stage, client, "сам его сейчас не слышу")
        await stage.until(lambda: any(m.voice for m in topic.messages), "the recording in the topic")
        told = await stage.until(lambda: bot_says(stage.admin, "Голосовые не распознаются"), "the admin knows")
        assert "relay-bot models fetch" in told.text


# --- voice in the conversation ----------------------------------------------------------------------------------------


async def test_a_voice_in_the_conversation_holds_up_nothing_and_is_found_by_its_words(
    stage: Stage, engines: HandedOn
) -> None:
    client = stage.client()
    engines.gate.clear()
    async with stage.bot(**ON):
        topic = await stage.registered(client)
        await client.send_voice(material.voice("ru_elena_08.ogg"), duration=5)
        await client.write("когда приедет машина")
        await stage.until(lambda: "когда приедет машина" in topic.texts, "the next message does not wait")
        voice = first(m for m in topic.messages if m.voice)
        engines.gate.set()
        below = await stage.until(lambda: first(m for m in topic.messages if "🎤" in m.text), "its words", timeout=LONG)
        assert below.reply_to.id == voice.id
        await stage.anna.write("/find упаковка", **stage.at(topic))
        await stage.until(lambda: any("упаков" in m.text and "🎤" not in m.text for m in topic.messages if m.from_bot))


# --- photos -----------------------------------------------------------------------------------------------------------


@reads_text
async def test_a_photo_in_a_form_fills_what_is_plain_and_asks_about_the_rest(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        topic = await opened(stage, client)
        await client.send_photo(material.photo("packing_white_table.jpg"))
        found = await says(stage, client, "Прочитал с фото")
        assert "вес" in found.text and "габариты" in found.text
        await stage.until(lambda: any(m.photo for m in topic.messages), "the photo in the topic")
        await press(stage, client, RU.plain("btn-ocr_right"))
        await says(stage, client, "Kazan, Baumana 1")
        await press(stage, client, RU.plain("btn-ocr_right"))
        await answer(stage, client, "Куда доставить?", "Москва, ул. Ленина 5")
        await press(stage, client, RU.plain("btn-pay_cash"))
        card = await summary(stage, client, "640 кг", "200×100×90 см")
        assert "📷 С фото: вес, габариты" in card.text


@reads_text
async def test_a_photo_without_cargo_data_leaves_the_step_where_it_was(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        await opened(stage, client)
        await client.send_photo(material.picture(600, 400, "JPEG"))
        await says(stage, client, "На фото не нашёл данных о грузе")
        await client.write("станок токарный, 800 кг, 120×80×150 см")
        await says(stage, client, "Откуда забрать?")


async def test_the_code_of_a_waybill_fills_the_number_of_a_claim_that_keeps_the_photo(
    stage: Stage, engines: HandedOn
) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        await stage.registered(client)
        paper = await issued(stage, client)
        number = paper.document["file_name"].removeprefix("Накладная_").removesuffix(".pdf")
        await client.write("/claim")
        await says(stage, client, "номер")
        digits = "".join(char for char in number if char.isdigit())
        await client.send_photo(code(f"https://t.me/relay_bot?start=w_{digits}"))
        found = await says(stage, client, "Прочитал с фото: ")
        assert number in found.text


@reads_text
async def test_the_text_of_a_photo_is_found_and_shown_only_on_a_tap(stage: Stage, engines: HandedOn) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        topic = await stage.registered(client)
        await client.send_photo(material.photo("damage_wood.jpg"))
        label = RU.plain("btn-photo_text")
        photo = await stage.until(lambda: first(m for m in topic.messages if m.photo and label in m.buttons), "a photo")

        async def shown() -> bool:
            await stage.anna.press(photo, label)
            return any("2611-00042" in m.text for m in topic.messages)

        await stage.until(shown, "the text", timeout=LONG)
        await stage.anna.write("/find повреждение", **stage.at(topic))
        await stage.until(lambda: any("«" in m.text and "поврежд" in m.text.lower() for m in topic.messages), "/find")


@reads_text
async def test_the_text_of_a_photo_in_an_album_is_shown_in_answer_to_it(stage: Stage, engines: HandedOn) -> None:
    """Telegram shows no buttons below an album."""
    client = stage.client()
    async with stage.bot(**ON):
        topic = await stage.registered(client)
        await client.send_album([material.photo("damage_wood.jpg"), material.photo("damage_wood.jpg")])
        photos = await stage.until(lambda: [m for m in topic.messages if m.photo][1:], "the album")

        async def shown() -> bool:
            await stage.anna.reply(photos[0], "/text")
            return any("2611-00042" in m.text for m in topic.messages)

        await stage.until(shown, "the text", timeout=LONG)


@reads_text
@pytest.mark.parametrize("kind", ["a picture", "a scan"])
async def test_what_is_sent_as_a_file_is_read_as_a_photo_is(stage: Stage, engines: HandedOn, kind: str) -> None:
    client = stage.client()
    name, content = ("a.jpg", material.photo("damage_wood.jpg"))
    if kind == "a scan":
        name, content = "a.pdf", material.scan("damage_wood.jpg")
    async with stage.bot(**ON):
        topic = await stage.registered(client)
        mime = "image/jpeg" if kind == "a picture" else "application/pdf"
        await client.send_document(content, name, mime)
        label = RU.plain("btn-file_text")
        file = await stage.until(lambda: first(m for m in topic.messages if m.document and label in m.buttons), "it")

        async def shown() -> bool:
            await stage.anna.press(file, label)
            return any("2611-00042" in m.text for m in topic.messages)

        await stage.until(shown, "the text", timeout=LONG)
        await stage.anna.write("/find повреждение", **stage.at(topic))
        await stage.until(lambda: any("«" in m.text and "поврежд" in m.text.lower() for m in topic.messages), "/find")


@reads_text
async def test_the_photos_of_a_claim_are_found_and_shown_also_those_that_come_later(
    stage: Stage, engines: HandedOn
) -> None:
    client = stage.client()
    async with stage.bot(**ON):
        topic = await stage.registered(client)
        await client.write("/claim")
        await answer(stage, client, "По какой накладной", "2611-00099")
        await stage.until(lambda: "Претензия по накладной" in client.chat.last.text)
        await client.send_photo(material.photo("damage_wood.jpg"))
        await client.write(f"{claims.STORY} ivan@mail.ru")
        await claims.summary(stage, client)
        await press(stage, client, claims.SEND)
        card = await stage.until(lambda: claims.board_card(stage), "the card")
        await shows(stage, card, "2611-00042")
        await stage.anna.write("/find повреждение", **stage.at(topic))
        await stage.until(lambda: any("«" in m.text and "поврежд" in m.text.lower() for m in topic.messages), "/find")
        await press(stage, client, RU.plain("btn-cl_add"))
        await says(stage, client, RU.plain("cl-photos_hint")[:20])
        await client.send_photo(material.photo("packing_white_table.jpg"))
        await shows(stage, card, "Baumana")


async def shows(stage: Stage, card: Message, part: str) -> None:
    """«Текст с фото» of the claim's card, until it says so."""

    async def shown() -> bool:
        await stage.anna.press(card, RU.plain("btn-photo_text"))
        return any(part in m.text for m in claims.board(stage).messages)

    await stage.until(lambda: RU.plain("btn-photo_text") in card.buttons, "its button")
    await stage.until(shown, part, timeout=LONG)


# --- a manager's voice ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", [True, False])
async def test_the_client_gets_what_the_manager_says_as_text_only_if_that_is_wanted(
    stage: Stage, engines: HandedOn, wanted: bool
) -> None:
    client = stage.client()
    features = ON["features"] | ({"manager_voice": True} if wanted else {})
    async with stage.bot(recognition=ON["recognition"], features=features):
        topic = await stage.registered(client)
        for name in ("ru_elena_14.ogg", "silence5.ogg"):  # of the second nothing is said
            await stage.anna.send_voice(material.voice(name), duration=4, **stage.at(topic))
        await stage.until(lambda: len([m for m in client.chat if m.voice]) == 2, "both recordings")
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)  # heard after them
        await stage.until(lambda: any("🎤" in m.text for m in topic.messages), "the client's own", timeout=LONG)
        with psycopg.connect(stage.database) as connection:
            listened = connection.execute("SELECT count(*) FROM recordings").fetchone()
        assert listened == (3 if wanted else 1,)
        if wanted:
            below = await stage.until(lambda: first(m for m in client.chat.from_bot if "🎤" in m.text), "the text")
            voice = first(m for m in client.chat if m.voice and m.from_bot)
            assert below.reply_to.id == voice.id and "32 коробки" in below.text.lower()
            assert len([m for m in topic.messages if "🎤" in m.text]) == 1, "the desk knows what it has said"


# --- files that were made to do harm ----------------------------------------------------------------------------------


async def test_hostile_files_are_each_answered_with_a_sentence_and_the_bot_goes_on(
    stage: Stage, engines: HandedOn
) -> None:
    """Forty more go through the workers alone: tests/unit/recognition/test_hostile.py."""
    client = stage.client()
    four_hours = material.retold(material.voice("ru_aleksandr_23.ogg"), 4 * 3600)
    voices = [b"", b"<html>502</html>", bytes(range(256)) * 200, four_hours]
    photos = [b"", b"<html>502</html>", material.png_that_claims(30_000, 30_000), material.text_bomb(300)]
    async with stage.bot(**ON):
        topic = await opened(stage, client)
        for number, content in enumerate(voices):
            await client.send_voice(content, duration=3)
            await stage.until(lambda n=number: len(answers(client)) == n + 1, f"voice {number}", timeout=LONG)
        for number, content in enumerate(photos, len(voices)):
            await client.send_photo(content)
            await stage.until(lambda n=number: len(answers(client)) == n + 1, f"photo {number}", timeout=LONG)
        await client.send_voice(material.voice("ru_elena_14.ogg"), duration=4)
        await says(stage, client, "Осталось: габариты")
        arrived = [m for m in topic.messages if m.voice or m.photo]
        assert len(arrived) == len(voices) + len(photos) + 1, "the manager has all of them"


def answers(client: Person) -> list[Message]:
    """Ends of recordings, as the client reads them."""
    ends = ("voice-failed", "media-unsupported", "ocr-nothing", "ocr-large", "voice-long")
    parts = [RU.plain(key, max=120)[:25] for key in ends]
    return [m for m in client.chat.from_bot if any(part in m.text for part in parts)]


async def test_metrics_count_what_was_recognised_and_what_was_not(stage: Stage, engines: HandedOn) -> None:
    (port,) = free_ports(1)
    client = stage.client()
    async with stage.bot(**ON, monitoring={"listen": f"127.0.0.1:{port}"}):
        await opened(stage, client)
        before = await values(port, "relay_bot_recognition_seconds_count")
        for name, word in (("silence5.ogg", "Не разобрал"), ("ru_elena_14.ogg", "Услышал")):
            await client.send_voice(material.voice(name), duration=4)
            await says(stage, client, word)
        after = await values(port, "relay_bot_recognition_seconds_count")
        for result in ("silent", "recognised"):
            assert after["voice", result] - before.get(("voice", result), 0) == 1
        took = await values(port, "relay_bot_recognition_seconds_sum")
        assert took["voice", "recognised"] > 0


async def values(port: int, name: str) -> dict[tuple[str, str], float]:
    """(kind, result) → value."""
    _, text = await get(port, "/metrics")
    samples = (one for family in text_string_to_metric_families(text) for one in family.samples if one.name == name)
    return {(one.labels["kind"], one.labels["result"]): one.value for one in samples}


def code(text: str) -> bytes:
    """A photo of a QR code."""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=10)
    page = Image.new("L", (800, 800), 255)
    page.paste(Image.fromarray(drawn), (200, 200))
    output = io.BytesIO()
    page.save(output, "JPEG", quality=92)
    return output.getvalue()
