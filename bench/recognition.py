"""How well and how fast are voices and photos recognised, what does it cost, and does the bot's loop notice?

    python bench/recognition.py [--speech-model models/faster-whisper-small] [--speech faster-whisper] [--folder DIR]

The recordings and photos of tests/fixtures, through the same workers as in the bot. `--folder`: one's own, in the same
form (`voice/spoken.tsv`, `photo/written.json`): other speakers and papers are what counts. Seconds grow with what else
the machine does, processor seconds hardly.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import csv
import json
import multiprocessing
import os
import re
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relay_bot import logs
from relay_bot.config import Config
from relay_bot.config.tables import Recognition
from relay_bot.domain.parsing import read_waybill
from relay_bot.domain.parsing.numbers import read_line
from relay_bot.domain.parsing.values import Accept
from relay_bot.domain.recognition import HeardVoice, SeenPhoto
from relay_bot.recognition.recogniser import Recogniser

ROOT = Path(__file__).parents[1]
MEASURED = ("weight", "dims", "pay")
TICK_S = 0.001
TOGETHER = 12


@dataclass(frozen=True)
class Figure:
    """Of one file. Shares are of what was said or written; `fields` lists the wrong and the missing ones."""

    name: str
    wrong: float
    numbers: bool
    fields: str
    sure: str
    took_s: float


def accepted(text: str) -> dict[str, Any]:
    return {
        name: outcome.value
        for name, outcome in read_waybill(text).fields.items()
        if name in MEASURED and isinstance(outcome, Accept)
    }


def compared(said: str, got: str) -> str:
    wanted, found = accepted(said), accepted(got)
    bad = [name for name, value in wanted.items() if found.get(name) != value]
    bad += [f"{name} made up" for name in found if name not in wanted]
    return ", ".join(bad) if bad else ("right" if wanted else "none said")


def numbers(text: str) -> list[str]:
    """In digits, whether they were written so or in words."""
    return re.findall(r"\d+(?:[.,]\d+)?", read_line(text).plain.replace(",", "."))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", read_line(text.replace("ё", "е")).plain.lower())


def distance(one: Any, other: Any) -> float:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(one, other) / max(1, len(one))


async def voices(recogniser: Recogniser, folder: Path) -> AsyncIterator[Figure]:
    with (folder / "spoken.tsv").open(encoding="utf-8", newline="") as file:
        rows = [(row["file"], row["spoken"] or "") for row in csv.DictReader(file, delimiter="\t")]
    for name, said in rows:
        began = time.perf_counter()
        language = "en" if name.startswith("en") else "ru"
        found = await recogniser.listen(folder / name, stated_s=None, language=language, client_id=1)
        took_s = time.perf_counter() - began
        got = found.text if isinstance(found, HeardVoice) else ""
        sure = f"{found.confidence:.2f}" if isinstance(found, HeardVoice) else found.reason
        sure += "" if isinstance(found, HeardVoice) and found.sure else " ask" if got else ""
        wrong = distance(words(said), words(got)) if said else float(bool(got))
        yield Figure(name, wrong, numbers(said) == numbers(got), compared(said, got), sure, took_s)


async def photos(recogniser: Recogniser, folder: Path) -> AsyncIterator[Figure]:
    for paper in json.loads((folder / "written.json").read_text("utf-8")):
        began = time.perf_counter()
        found = await recogniser.read(folder / paper["file"], "photo", client_id=1)
        took_s = time.perf_counter() - began
        written = "\n".join(paper["lines"])
        got = found.text if isinstance(found, SeenPhoto) else ""
        codes = found.codes if isinstance(found, SeenPhoto) else ()
        code = "code right" if codes == ((paper["qr"],) if paper["qr"] else ()) else f"code {codes}"
        sure = f"{found.confidence:.2f}" if isinstance(found, SeenPhoto) else found.reason
        wrong = distance(re.sub(r"\s+", " ", written), re.sub(r"\s+", " ", got).strip())
        right = numbers(written) == numbers(got)
        yield Figure(paper["file"], wrong, right, f"{compared(written, got)}; {code}", sure, took_s)


def rows(figures: list[Figure]) -> Iterator[tuple[Any, ...]]:
    for figure in figures:
        numbers_said = "right" if figure.numbers else "WRONG"
        yield figure.name, f"{figure.wrong:.1%}", numbers_said, figure.fields, figure.sure, f"{figure.took_s:.2f}"
    mean, took = (statistics.mean(values) for values in zip(*((f.wrong, f.took_s) for f in figures), strict=True))
    good = sum(figure.numbers for figure in figures)
    yield "all", f"{mean:.1%}", f"{good} of {len(figures)}", "", "", f"{took:.2f}"


@contextlib.asynccontextmanager
async def loop_lag() -> AsyncIterator[list[float]]:
    """How much later than asked the loop wakes up, in ms, while the block runs."""
    lags: list[float] = []

    async def tick() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(TICK_S)
            lags.append((time.perf_counter() - began - TICK_S) * 1000)

    ticking = asyncio.create_task(tick())
    try:
        yield lags
    finally:
        ticking.cancel()


def lag(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} / {statistics.quantiles(values, n=20)[-1]:.2f} / {max(values):.1f}"


def peaks_mb() -> tuple[float, float]:
    """The largest (resident set, address space) that any worker has had, in MB."""
    found = {"VmHWM": 0.0, "VmPeak": 0.0}
    for child in multiprocessing.active_children():
        for line in Path(f"/proc/{child.pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] = max(found[name], int(value.split()[0]) / 1024)
    return found["VmHWM"], found["VmPeak"]


def processor_s() -> float:
    """The processor time that all workers have used."""
    ticks = 0
    for child in multiprocessing.active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def together(recogniser: Recogniser, files: list[Path]) -> list[float]:
    """Seconds for each of many recordings that come at once, each of its own client."""

    async def one(client_id: int, file: Path) -> float:
        began = time.perf_counter()
        await recogniser.listen(file, stated_s=None, language="ru", client_id=client_id)
        return time.perf_counter() - began

    return await asyncio.gather(*(one(number, file) for number, file in enumerate(files)))


async def run(arguments: argparse.Namespace) -> None:
    from bench import _stage  # not above: a worker imports this file too, and should not import a whole bot with it

    logs.setup("warning")
    chosen = Recognition(speech=arguments.speech, speech_model=arguments.speech_model.absolute())
    recogniser = Recogniser(Config(recognition=chosen))
    async with loop_lag() as idle:
        await asyncio.sleep(1)
    began = time.perf_counter()
    first = await recogniser.listen(
        arguments.folder / "voice" / "ru_aleksandr_01.ogg", stated_s=None, language="ru", client_id=1
    )
    first_s = time.perf_counter() - began
    head = ("file", "wrong words", "numbers", "fields", "confidence", "seconds")
    used_s = [processor_s()]
    heard = [figure async for figure in voices(recogniser, arguments.folder / "voice")]
    print(_stage.table(f"Voices, {arguments.speech}, {arguments.speech_model.name}", head, list(rows(heard))))
    heard_mb = peaks_mb()
    used_s.append(processor_s())
    seen = [figure async for figure in photos(recogniser, arguments.folder / "photo")]
    head = ("file", "wrong letters", "numbers", "fields", "confidence", "seconds")
    print(_stage.table("Photos, Tesseract", head, list(rows(seen))))
    used_s.append(processor_s())
    names = sorted((arguments.folder / "voice").glob("ru_*.ogg"))
    async with loop_lag() as busy:
        took = await together(recogniser, [names[number % len(names)] for number in range(TOGETHER)])
    all_mb = peaks_mb()
    await recogniser.close()
    figures: list[tuple[Any, ...]] = [
        ("first recording, with the start of the workers, s", f"{first_s:.1f} ({type(first).__name__})"),
        ("a recording, one after the other, median, s", f"{statistics.median(f.took_s for f in heard):.2f}"),
        ("a photo, one after the other, median, s", f"{statistics.median(f.took_s for f in seen):.2f}"),
        ("processor seconds a recording", f"{(used_s[1] - used_s[0]) / len(heard):.2f}"),
        ("processor seconds a photo", f"{(used_s[2] - used_s[1]) / len(seen):.2f}"),
        (
            f"{TOGETHER} recordings at once, one a client, p50 / last, s",
            f"{statistics.median(took):.1f} / {max(took):.1f}",
        ),
        ("a worker's peak after voices, resident / addressed, MB", f"{heard_mb[0]:.0f} / {heard_mb[1]:.0f}"),
        ("a worker's peak after photos too, resident / addressed, MB", f"{all_mb[0]:.0f} / {all_mb[1]:.0f}"),
        ("lag of the bot's loop, idle, p50 / p95 / max, ms", lag(idle)),
        ("lag of the bot's loop, both workers busy, p50 / p95 / max, ms", lag(busy)),
    ]
    print(_stage.table("Cost", ("what", "figure"), figures))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speech", default="faster-whisper", choices=["faster-whisper", "onnx-asr"])
    parser.add_argument("--speech-model", type=Path, default=ROOT / "models" / "faster-whisper-base")
    parser.add_argument("--folder", type=Path, default=ROOT / "tests" / "fixtures")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
