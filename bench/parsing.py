"""How long one message takes to read: everyday ones, and those that were made to take long."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable

from relay_bot.domain.parsing import read_field, read_waybill, warm_up
from relay_bot.domain.parsing.values import FieldName

EVERYDAY = [
    "станок, 800 кг, 120х80х150",
    "вес 700 кг, 2 места",
    "Станок токарный, 800 кг, 120х80х150, из Казань, Баумана 1 в Москва, Ленинградский пр-т 80к16, безнал",
    "Груз: мебель офисная\nВес: 1,5 т\nГабариты: 3 места 120х80х150\nОткуда: Казань, ул. Баумана, 1\n"
    "Куда: Москва, Ленинградский пр-т, 80к16\nОплата: по счету",
    "Добрый день! Надо отвезти 2 паллеты по 120х80х180 с плиткой, 1500 кг, из Екатеринбург, Малышева 51 в Пермь, "
    "Ленина 10, оплатит получатель",
    "Здравствуйте, из казани баумана один в москву ленина пять станок полторы тонны сто двадцать на восемьдесят на сто",
    "from Kazan, Baumana 1 to Moscow, Lenina 5, 2 pallets 800 kg 120x80x150 cm, by card",
    "сколько будет стоить отвезти диван?",
]
SEEDS = [
    "1",
    "1 ",
    "1.",
    "1,1 ",
    "1х",
    "1 х ",
    "д1",
    "а",
    "а ",
    "а,",
    "Казань ",
    "из ",
    "из а в ",
    "(",
    "- ",
    "5 т ",
    "кг ",
    "двести ",
]
SEEDS += [
    "тысяча ",
    "с половиной ",
    "a@",
    "@a.",
    "a.",
    "собака ",
    "точка ",
    "вес: ",
    "откуда: ",
    "мест ",
    "10 мест по ",
    "руб ",
    "по ",
]
SEEDS += [
    "+7 912 345 67 8",
    "9" * 9 + " ",
    "ул. ",
    "ул. а ",
    "оплата ",
    "при получении ",
    "\n",
    "е" * 39 + " ",
    "не ",
    "д. 1, ",
    "и, ",
]
HOSTILE = [(seed * 4096)[:4096] for seed in SEEDS]
FIELDS: list[FieldName] = [
    "descr", "weight", "dims", "to", "pay", "third", "waybill", "story", "amount", "email", "phone",
]  # fmt: skip
ASKED: list[FieldName | None] = [None, "descr", "weight", "dims", "to", "pay"]
ROUNDS = 20


def _took(work: Callable[[], object], tries: int = 1) -> float:
    """Milliseconds; the best of several tries leaves out what the machine did meanwhile."""
    best = float("inf")
    for _ in range(tries):
        began = time.perf_counter()
        work()
        best = min(best, (time.perf_counter() - began) * 1000)
    return best


def _figures(name: str, took: Iterable[float]) -> None:
    ordered = sorted(took)
    p95 = ordered[int(len(ordered) * 0.95)]
    print(f"{name:<24} p50 {statistics.median(ordered):6.2f}   p95 {p95:6.2f}   max {ordered[-1]:6.2f} ms")


def main() -> None:
    print(f"dictionaries loaded in {_took(warm_up):.0f} ms")
    for text in EVERYDAY:
        read_waybill(text)
    whole = [
        _took(lambda text=text, asked=asked: read_waybill(text, asked=asked))
        for _ in range(ROUNDS) for text in EVERYDAY for asked in ASKED
    ]  # fmt: skip
    _figures("whole messages", whole)
    fields = [
        _took(lambda text=text, name=name: read_field(name, text))
        for _ in range(ROUNDS) for text in EVERYDAY for name in FIELDS
    ]  # fmt: skip
    _figures("one field", fields)
    worst = {(seed, asked): _took(lambda text=text, asked=asked: read_waybill(text, asked=asked), 3)
             for seed, text in zip(SEEDS, HOSTILE, strict=True) for asked in ASKED}  # fmt: skip
    _figures("hostile, whole", worst.values())
    slow = {(seed, name): _took(lambda text=text, name=name: read_field(name, text), 3)
            for seed, text in zip(SEEDS, HOSTILE, strict=True) for name in FIELDS}  # fmt: skip
    _figures("hostile, one field", slow.values())
    for table in (worst, slow):
        for (seed, name), ms in sorted(table.items(), key=lambda item: -item[1])[:8]:
            print(f"   {ms:6.1f} ms  {seed!r} × many, {name}")


if __name__ == "__main__":
    main()
