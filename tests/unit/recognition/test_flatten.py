"""A paper is found only where there is one: a mistaken cut costs the text."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from relay_bot.recognition import flatten

SIZE = (1200, 1000)
PAPER = [(250.0, 180.0), (980.0, 120.0), (1050.0, 850.0), (200.0, 800.0)]


def photo(corners: list[tuple[float, float]], *, ground: int = 70, paper: int = 220) -> Image.Image:
    drawn = Image.new("L", SIZE, ground)
    ImageDraw.Draw(drawn).polygon(corners, fill=paper)
    grain = np.random.default_rng(3).normal(0, 6, (SIZE[1], SIZE[0]))
    noisy = np.clip(np.asarray(drawn.filter(ImageFilter.GaussianBlur(2)), float) + grain, 0, 255)
    return Image.fromarray(noisy.astype(np.uint8))


def test_the_corners_of_a_paper_seen_from_aside_are_found() -> None:
    found = flatten.find_paper(photo(PAPER))
    assert found is not None
    assert max(math.dist(one, other) for one, other in zip(found, PAPER, strict=True)) < 20


@pytest.mark.parametrize(
    "corners",
    [
        [(100.0, 100.0), (200.0, 100.0), (200.0, 180.0), (100.0, 180.0)],
        [(150.0, 100.0), (1100.0, 100.0), (300.0, 900.0), (200.0, 900.0)],
        [(0.0, 0.0), (1200.0, 0.0), (1200.0, 1000.0), (0.0, 1000.0)],
        [(600.0, 0.0), (700.0, 450.0), (1200.0, 500.0), (0.0, 1000.0)],
    ],
    ids=["a stamp", "the edge of a shadow", "all of it", "no four sides"],
)
def test_what_is_no_paper_is_not_cut_out(corners: list[tuple[float, float]]) -> None:
    assert flatten.find_paper(photo(corners)) is None


def test_evenly_grey_pictures_of_any_size_are_no_error() -> None:
    for width, height in itertools.product((1, 7, 400), repeat=2):
        for level in (0, 255):
            (look,) = flatten.flatten(Image.new("L", (width, height), level))
            assert look.mode == "L"


def test_a_cut_paper_is_a_rectangle_with_straight_lines() -> None:
    drawn = photo(PAPER)
    left, right = np.array(PAPER[0]), np.array(PAPER[1])
    pen = ImageDraw.Draw(drawn)
    for step in range(1, 7):  # lines along the paper's edges, as print runs
        share = step / 7
        start, end = left + share * (np.array(PAPER[3]) - left), right + share * (np.array(PAPER[2]) - right)
        pen.line([tuple(start + 0.1 * (end - start)), tuple(end - 0.1 * (end - start))], fill=20, width=5)
    look = np.asarray(list(flatten.flatten(drawn))[1])
    rows = look[:, look.shape[1] // 5 : -look.shape[1] // 5].mean(axis=1)
    dark = [len(list(group)) for is_dark, group in itertools.groupby(rows < 150) if is_dark]
    assert len(dark) == 6
    assert max(dark) < 30


def test_a_shadow_across_the_paper_goes_and_print_stays() -> None:
    light = np.tile(np.linspace(250, 90, 1000), (800, 1))
    page = light.copy()
    page[::40] *= 0.3
    even = np.asarray(flatten.even_light(Image.fromarray(page.astype(np.uint8))), float)
    assert np.median(even[20::40], axis=0).min() > 225
    assert np.median(even[40::40], axis=0).max() < 120
