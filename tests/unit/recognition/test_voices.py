"""Recordings of several voices, by the real engine in its worker: what the form needs of them is right."""

from __future__ import annotations

import pytest

from relay_bot.domain.parsing import read_waybill
from relay_bot.domain.parsing.values import Accept, Dims, Weight
from relay_bot.domain.recognition import HeardVoice, NotHeard
from relay_bot.recognition.recogniser import Recogniser
from tests.unit.recognition import material

WEIGHTS = {"ru_aleksandr_01.ogg": 800, "ru_aleksandr_23.ogg": 800, "ru_elena_14.ogg": 1500, "en_slt_01.ogg": 800}
SIDES = {"ru_elena_04.ogg": (120, 80, 150), "en_slt_03.ogg": (120, 80, 150)}
WORDS = {
    "ru_elena_00.ogg": ("керамической плитки",),
    "ru_elena_02.ogg": ("москва", "улица ленина", "5"),
    "ru_elena_08.ogg": ("груз поврежден", "5 коробок"),
    "ru_elena_10.ogg": ("накладная номер 123456",),
    "ru_elena_12.ogg": ("стоимость 150 тысяч рублей",),
    "ru_elena_14.ogg": ("32 коробки",),
    "ru_elena_16.ogg": ("прошу вернуть деньги",),
    "ru_aleksandr_03.ogg": ("оплата при получении",),
    "ru_aleksandr_05.ogg": ("с ограниченной ответственностью ромашка",),
    "ru_aleksandr_15.ogg": ("2,5 куб",),
    "ru_aleksandr_23.ogg": ("плитки", "из москвы в казань", "оплата при получении"),
    "en_slt_00.ogg": ("ceramic tiles",),
    "en_slt_02.ogg": ("payment on delivery",),
}


HEARD: dict[str, HeardVoice] = {}


async def heard(recogniser: Recogniser, name: str) -> HeardVoice:
    """Each recording is listened to once, whatever is asked of it."""
    if name in HEARD:
        return HEARD[name]
    language = "en" if name.startswith("en") else "ru"
    found = await recogniser.listen(material.VOICES / name, stated_s=None, language=language, client_id=1)
    assert isinstance(found, HeardVoice), f"{name}: {found}"
    HEARD[name] = found
    return found


@pytest.mark.parametrize("name", WEIGHTS)
async def test_a_spoken_weight_is_the_right_one(name: str, recogniser: Recogniser) -> None:
    outcome = read_waybill((await heard(recogniser, name)).text).fields["weight"]
    assert isinstance(outcome, Accept)
    assert isinstance(outcome.value, Weight)
    assert outcome.value.kg == WEIGHTS[name]


@pytest.mark.parametrize("name", SIDES)
async def test_spoken_sides_are_the_right_ones(name: str, recogniser: Recogniser) -> None:
    outcome = read_waybill((await heard(recogniser, name)).text).fields["dims"]
    assert isinstance(outcome, Accept)
    assert isinstance(outcome.value, Dims)
    (piece,) = outcome.value.pieces
    assert (piece.l, piece.w, piece.h) == SIDES[name]


@pytest.mark.parametrize("name", WORDS)
async def test_counts_and_key_words_are_heard(name: str, recogniser: Recogniser) -> None:
    text = (await heard(recogniser, name)).text.lower().replace("ё", "е")
    assert [word for word in WORDS[name] if word not in text] == []


@pytest.mark.parametrize("name", ["silence5.ogg", "noise5.ogg"])
async def test_nobody_speaks_and_nothing_is_heard(name: str, recogniser: Recogniser) -> None:
    found = await recogniser.listen(material.voice(name), stated_s=5, language="ru", client_id=1)
    assert found == NotHeard("silent")


async def test_a_recording_of_which_a_part_was_lost_is_not_taken_for_the_whole(recogniser: Recogniser) -> None:
    whole = material.voice("ru_aleksandr_23.ogg")
    found = await recogniser.listen(whole[: len(whole) // 2], stated_s=7, language="ru", client_id=1)
    assert found == NotHeard("truncated")


async def test_a_message_in_two_breaths_is_heard_whole(recogniser: Recogniser) -> None:
    """Speech, a pause of three seconds, speech: the second half is not lost."""
    import numpy as np

    first, second = (material.samples(f"ru_{name}.ogg") for name in ("aleksandr_01", "elena_04"))
    sound = np.concatenate([first, np.zeros(3 * material.RATE, np.float32), second])
    found = await recogniser.listen(material.opus(sound), stated_s=None, language="ru", client_id=1)
    assert isinstance(found, HeardVoice)
    assert "800" in found.text
    assert "150" in found.text
