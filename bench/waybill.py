"""How soon the waybill is with the client: from the tap on «Оформить» to the file in their chat.

The whole road: the bot in a process of its own, PostgreSQL with fsync, the local Telegram over HTTP.
"""

from __future__ import annotations

import asyncio
import statistics
import time

from bench import _stage
from relay_bot.sandbox import TOKEN, Limits, Person, Sandbox
from relay_bot.texts import Texts

RU = Texts.load().lang("ru")
WHOLE = "Станок токарный, 800 кг, 120х80х150, из Казань, ул. Баумана, 1 в Москва, Тверская, 5, безнал"
ROUNDS = 30


async def measure(database: str) -> list[float]:
    """Seconds of each round; the first one is thrown away, it waits for the press to warm up."""
    async with Sandbox(limits=Limits(enabled=False)) as tg:
        cast = _stage.Cast(tg)
        bot = _stage.start(_stage.bot, _stage.settings(tg.url, TOKEN, database))
        client = cast.client(1)
        await cast.registered([client])
        times = [await _round(tg, client, number) for number in range(ROUNDS + 1)]
        bot.kill()
        bot.join()
    return times[1:]


async def _round(tg: Sandbox, client: Person, number: int) -> float:
    def files() -> int:
        return sum(message.document is not None for message in client.chat.from_bot)

    await client.press_key(RU.plain("menu-waybill"))
    await tg.wait(lambda: "Что везём?" in client.chat.last.text, 30)
    await client.write(WHOLE)
    card = await tg.wait(lambda: client.chat.last if RU.plain("btn-create") in client.chat.last.buttons else None, 30)
    started = time.perf_counter()
    await client.press(card, RU.plain("btn-create"))
    await tg.wait(lambda: files() == number + 1, 60, "the document")
    return time.perf_counter() - started


def main() -> None:
    with _stage.postgres() as server:
        times = sorted(asyncio.run(measure(_stage.fresh_database(server, "waybill"))))
    figures = (statistics.median(times), times[int(len(times) * 0.95)], times[-1])
    rows = [tuple(f"{seconds:.2f}" for seconds in figures)]
    print(_stage.table("From the tap to the file in the chat, seconds (wanted: < 1)", ("median", "p95", "worst"), rows))


if __name__ == "__main__":
    main()
