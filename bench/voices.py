"""From a voice to the filled form, and what a conversation notices while both workers listen to others.

    python bench/voices.py [--voices 15] [--messages 200]

One bot (a process), the local Telegram, two workers. Seconds from a client's voice of five seconds in a form to the
form's next question; then how long a text takes to the topic, idle and with both workers busy by turns in one run, so
that what else the machine does meets both.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np

from bench import _stage
from bench.relay import Watch
from relay_bot.sandbox import TOKEN, Limits, Person, Sandbox
from relay_bot.texts import Texts
from tests.unit.recognition import material

RU = Texts.load().lang("ru")
VOICE, SAYS = "ru_elena_14.ogg", "32 коробки"
ROUNDS, RATE_PER_S = 4, 10
BUSY_CLIENTS = 4


def of_five_seconds() -> bytes:
    """The recording, with silence up to five seconds."""
    spoken = material.samples(VOICE)
    return material.opus(np.concatenate([spoken, np.zeros(max(0, 5 * material.RATE - len(spoken)))]))


async def _said(tg: Sandbox, client: Person, part: str, after: int) -> None:
    """The bot has said so since message `after`."""
    await tg.wait(lambda: any(part in m.text for m in client.chat.from_bot if m.id > after), 120, part)


async def forms(tg: Sandbox, client: Person, count: int) -> list[float]:
    """Seconds from the voice to the next question, one after the other."""
    took, content = [], of_five_seconds()
    for number in range(count + 1):
        last = client.chat.last.id
        await client.press_key(RU.plain("menu-waybill"))
        await _said(tg, client, "Что везём?", last)
        last, began = client.chat.last.id, time.perf_counter()
        await client.send_voice(content, duration=5)
        await _said(tg, client, "Осталось: габариты", last)
        if number:  # the first one waits for the models
            took.append(time.perf_counter() - began)
        last = client.chat.last.id
        await client.write("/cancel")
        await _said(tg, client, RU.plain("form-cancelled")[:10], last)
    return took


async def conversation(tg: Sandbox, watch: Watch, client: Person, count: int, name: str) -> list[float]:
    """Milliseconds of each message to the topic."""
    watch.took_ms.clear()
    due = time.perf_counter()
    for number in range(count):
        due += 1 / RATE_PER_S
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        await watch.write(client, f"{name}{number}")
    await tg.wait(lambda: not watch.missing, 60, "the last copies")
    return list(watch.took_ms)


async def run(arguments: argparse.Namespace, database: str, log: Path) -> None:
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        listening = {
            "features": {"voice": True, "ocr": False},
            "recognition": {"speech_model": str(material.MODEL), "workers": 2},
        }
        bot = _stage.start(_stage.bot, {**_stage.settings(tg.url, TOKEN, database), **listening}, log=log)
        cast = _stage.Cast(tg)
        talker, speaker, *crowd = [cast.client(number) for number in range(2 + BUSY_CLIENTS)]
        await cast.registered([talker, speaker, *crowd])
        took = await forms(tg, speaker, arguments.voices)
        watch, long = Watch(tg), material.long_speech(110)
        await conversation(tg, watch, talker, 40, "warm")
        idle: list[float] = []
        busy: list[float] = []
        for number in range(ROUNDS):
            idle += await conversation(tg, watch, talker, arguments.messages // ROUNDS, f"i{number}-")
            for client in crowd[:2]:
                await client.send_voice(long, duration=110)
            await asyncio.sleep(1.5)  # both are at work
            busy += await conversation(tg, watch, talker, arguments.messages // ROUNDS, f"b{number}-")
            words = cast.groups[0]
            heard = 2 * (number + 1)
            await tg.wait(lambda n=heard, g=words: _transcripts(g) >= n, 180, "both were heard")
        bot.terminate()
        await asyncio.to_thread(bot.join)
    rows = [
        ("voice of 5 s to the form's next question, s", f"{statistics.median(took):.2f}", f"{max(took):.2f}"),
        ("a text to the topic, idle, ms", f"{statistics.median(idle):.1f}", f"{_p95(idle):.1f}"),
        ("the same, both workers busy, ms", f"{statistics.median(busy):.1f}", f"{_p95(busy):.1f}"),
        ("ratio", f"{statistics.median(busy) / statistics.median(idle):.2f}", f"{_p95(busy) / _p95(idle):.2f}"),
    ]
    load = f"{os.getloadavg()[0]:.0f}"
    print(_stage.table(f"Voices (load of the machine {load})", ("what", "median", "largest / p95"), rows))


def _transcripts(group: object) -> int:
    return sum("🎤" in m.text for topic in group.topics for m in topic.messages if topic.name)  # type: ignore[attr-defined]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voices", type=int, default=15)
    parser.add_argument("--messages", type=int, default=200)
    arguments = parser.parse_args()
    with _stage.postgres() as server, tempfile.TemporaryDirectory() as folder:
        asyncio.run(run(arguments, server.url(), Path(folder) / "bot.log"))


if __name__ == "__main__":
    main()
