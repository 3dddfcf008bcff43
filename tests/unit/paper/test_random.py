"""Waybills of any length: nothing shrinks, nothing vanishes. All ten thousand: `python bench/documents.py`."""

from __future__ import annotations

from random import Random

import pytest

from bench.documents import faults, sheet
from tests.unit.paper.sheets import ours
from tests.unit.paper.sheets import sheet as plain


@pytest.mark.parametrize("first", range(0, 100, 20))
def test_twenty_random_waybills_are_printed_whole_and_at_full_size(first: int) -> None:
    found = {seed: list(faults(ours(), sheet(Random(seed)))) for seed in range(first, first + 20)}
    assert {seed: what for seed, what in found.items() if what} == {}


def test_the_payment_goes_to_the_next_page_at_full_size() -> None:
    """The waybill of which it came out at 0.9 pt."""
    kinds = tuple(f"{n} × 120×80×{100 + n}" for n in range(30))
    long = {
        "from_address": "Адрес " * 80,
        "to_address": "улица " * 55,
        "descr": "груз " * 100,
        "comment": "слово " * 55,
    }
    assert list(faults(ours(), plain(dims=kinds, **long))) == []


def test_a_table_that_is_taller_than_a_page_is_cut_and_not_shrunk() -> None:
    assert list(faults(ours(), plain(dims=tuple(f"{n} × 2×3×4" for n in range(200))))) == []
