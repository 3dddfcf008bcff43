"""How fast are waybills printed, what does a worker cost, and does the bot's loop notice?

    python bench/waybill_pdf.py [--documents 100]

The template that we ship, a usual waybill and the longest one, through the same press as in the bot.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import multiprocessing
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from relay_bot.config import Config
from relay_bot.paper import sample
from relay_bot.paper.press import WORKERS, Press
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.texts import Texts

TEMPLATE = Path(__file__).parents[1] / "templates" / "waybill.html"
TICK_S = 0.001


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


async def one_by_one(press: Press, sheet: WaybillSheet, times: int) -> list[float]:
    took_ms = []
    for _ in range(times):
        began = time.perf_counter()
        await press.print_waybill(sheet)
        took_ms.append((time.perf_counter() - began) * 1000)
    return took_ms


async def together(press: Press, sheet: WaybillSheet, times: int) -> float:
    """Documents a second with every worker at work."""
    began = time.perf_counter()
    await asyncio.gather(*(press.print_waybill(sheet) for _ in range(times)))
    return times / (time.perf_counter() - began)


def peaks_mb() -> tuple[float, float]:
    """The largest (resident set, address space) that any worker has had, in MB."""
    found = {"VmHWM": 0.0, "VmPeak": 0.0}
    for child in multiprocessing.active_children():
        for line in Path(f"/proc/{child.pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            if name in found:
                found[name] = max(found[name], int(value.split()[0]) / 1024)
    return found["VmHWM"], found["VmPeak"]


def percentiles(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} / {statistics.quantiles(values, n=20)[-1]:.0f}"


async def run(documents: int) -> list[tuple[str, Any]]:
    t = Texts.load().lang("ru")
    usual, longest = sample.typical(Config(), t), sample.extreme(Config(), t)
    async with loop_lag() as idle:
        await asyncio.sleep(1)
    press = Press(TEMPLATE)
    began = time.perf_counter()
    pdf = await press.print_waybill(usual)
    first_ms = (time.perf_counter() - began) * 1000
    await together(press, usual, 4 * WORKERS)
    usual_ms = await one_by_one(press, usual, documents)
    longest_ms = await one_by_one(press, longest, documents)
    async with loop_lag() as busy:
        per_second = await together(press, usual, documents)
    resident, addressed = peaks_mb()
    await press.close()
    return [
        ("first document, with the start of its worker, ms", f"{first_ms:.0f}"),
        ("a usual waybill, warm, p50 / p95, ms", percentiles(usual_ms)),
        ("the longest waybill (two pages), warm, p50 / p95, ms", percentiles(longest_ms)),
        (f"documents a second, {WORKERS} workers", f"{per_second:.1f}"),
        ("a worker's peak, resident / addressed, MB", f"{resident:.0f} / {addressed:.0f}"),
        ("lag of the bot's loop, idle, p50 / p95 / max, ms", lag(idle)),
        ("lag of the bot's loop, printing, p50 / p95 / max, ms", lag(busy)),
        ("size of the file, KB", f"{len(pdf) / 1024:.0f}"),
    ]


def lag(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} / {statistics.quantiles(values, n=20)[-1]:.2f} / {max(values):.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    rows = asyncio.run(run(parser.parse_args().documents))
    from bench import _stage  # not above: a worker imports this file too, and should not import a whole bot with it

    print(_stage.table("Waybills as PDF", ("what", "figure"), rows))


if __name__ == "__main__":
    main()
