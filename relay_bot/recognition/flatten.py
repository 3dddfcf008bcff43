"""A photo of a paper becomes the paper: cut out of its surroundings, straight, evenly lit, black on white.

Pillow and numpy are enough for it (docs/recognition.md has the figures), and every worker is spared OpenCV's 60 MB.
Grey all the way: a hard threshold loses thin strokes.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image as Picture

LOOK_PX = 240  # the paper is looked for in a small picture
SMALLEST_PAPER = 0.15  # of the picture
COVERED = 0.88  # of the paper is as bright as paper: print is thin
SPILT = 0.12  # of what is as bright as paper may lie beside it
LETTERS_PX = 1600  # a paper that is smaller is made larger: letters of 30 px are read best
ALIKE = 0.65  # of opposite sides
MOST_TIMES = 4
TILT_DEG = 12.0
TILT_PX = 480

Corner = tuple[float, float]


def flatten(picture: Picture) -> Iterator[Picture]:
    """The whole picture, then the paper cut out of it if its four sides are found: a cut may be mistaken and lose text.

    Grey, `LETTERS_PX` long or longer.
    """
    from PIL import ImageOps

    grey = ImageOps.grayscale(picture)
    yield straighten(even_light(_enlarged(grey)))
    corners = find_paper(grey)
    if corners:
        yield straighten(even_light(_cut_out(grey, corners)))


def find_paper(grey: Picture) -> list[Corner] | None:
    """The corners of a bright paper on something darker: top left, top right, bottom right, bottom left."""
    import numpy as np
    from PIL import ImageFilter

    scale = LOOK_PX / max(grey.size)
    small = grey.resize((max(8, round(grey.width * scale)), max(8, round(grey.height * scale))))
    smooth = small.filter(ImageFilter.MedianFilter(5))
    levels = np.asarray(smooth)
    bright = levels > _split(levels)
    ys, xs = np.nonzero(_largest(bright))
    if len(xs) < SMALLEST_PAPER * bright.size:
        return None
    order = (np.argmin(xs + ys), np.argmax(xs - ys), np.argmax(xs + ys), np.argmin(xs - ys))
    corners = [(float(xs[i]), float(ys[i])) for i in order]
    if not _paper_like(corners):
        return None
    inside = _inside(corners, bright.shape)
    area = inside.sum()
    if area < SMALLEST_PAPER * bright.size or area > 0.97 * bright.size:
        return None
    if bright[inside].mean() < COVERED or bright[~inside].sum() > SPILT * bright.sum():
        return None
    return [(x / scale, y / scale) for x, y in corners]


def _paper_like(corners: Sequence[Corner]) -> bool:
    """Opposite sides of a paper are nearly of one length, also when it is seen from aside; a shadow's edge is not."""
    top, right, bottom, left = _sides(corners)
    return min(top, bottom) > ALIKE * max(top, bottom) and min(left, right) > ALIKE * max(left, right)


def even_light(grey: Picture) -> Picture:
    """Divide by the light that falls on the paper: shadows and stains of light go, print stays."""
    import numpy as np
    from PIL import Image, ImageFilter

    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)), Image.Resampling.BOX)
    light = (
        small.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.MedianFilter(7)).filter(ImageFilter.GaussianBlur(5))
    )
    light = light.resize(grey.size, Image.Resampling.BILINEAR)
    even = np.asarray(grey, np.float32) * 250 / np.maximum(np.asarray(light, np.float32), 16)
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))


def straighten(grey: Picture) -> Picture:
    """Turn by the few degrees that make the lines level."""
    from PIL import Image

    tilt = _tilt(grey)
    return grey.rotate(tilt, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255) if abs(tilt) > 0.2 else grey


def _tilt(grey: Picture) -> float:
    """Lines are level when the rows' darkness differs most from row to row."""
    import numpy as np
    from PIL import Image

    scale = TILT_PX / max(grey.size)
    small = grey.resize((max(1, round(grey.width * scale)), max(1, round(grey.height * scale))), Image.Resampling.BOX)
    ink = Image.fromarray(255 - np.asarray(small))

    def levelness(angle: float) -> float:
        rows = np.asarray(ink.rotate(angle, resample=Image.Resampling.BILINEAR), np.float32).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    rough = max(np.arange(-TILT_DEG, TILT_DEG + 1, 1.5), key=levelness)
    return float(max(np.arange(rough - 1.25, rough + 1.26, 0.25), key=levelness))


def _split(levels: NDArray[Any]) -> int:
    """The brightness that parts dark from bright best (Otsu)."""
    import numpy as np

    counts = np.bincount(levels.ravel(), minlength=256).astype(float)
    below, total = np.cumsum(counts), counts.sum()
    sums = np.cumsum(counts * np.arange(256))
    with np.errstate(divide="ignore", invalid="ignore"):
        between = (sums[-1] * below / total - sums) ** 2 / (below * (total - below))
    return int(np.nanargmax(np.where(np.isfinite(between), between, 0)))


def _largest(mask: NDArray[Any]) -> Any:
    """The piece of the mask that holds its middle: what is not joined to it is something else that is bright."""
    import numpy as np
    from PIL import Image, ImageDraw

    ys, xs = np.nonzero(mask)
    if not len(xs):
        return mask
    nearest = np.argmin(np.abs(xs - np.median(xs)) + np.abs(ys - np.median(ys)))
    painted = Image.fromarray(mask.astype(np.uint8) * 255).copy()
    ImageDraw.floodfill(painted, (int(xs[nearest]), int(ys[nearest])), 128)
    return np.asarray(painted) == 128


def _inside(corners: Sequence[Corner], shape: tuple[int, ...]) -> NDArray[Any]:
    import numpy as np
    from PIL import Image, ImageDraw

    drawn = Image.new("1", (shape[1], shape[0]))
    ImageDraw.Draw(drawn).polygon(list(corners), fill=1)
    return np.asarray(drawn)


def _cut_out(grey: Picture, corners: Sequence[Corner]) -> Picture:
    """The four-sided piece as a rectangle."""
    from PIL import Image

    top, right, bottom, left = _sides(corners)
    width, height = max(top, bottom), max(left, right)
    enlarge = max(1.0, LETTERS_PX / max(width, height))
    size = (round(width * enlarge), round(height * enlarge))
    paper = [(0, 0), (size[0], 0), size, (0, size[1])]
    return grey.transform(size, Image.Transform.PERSPECTIVE, _perspective(paper, corners), Image.Resampling.BICUBIC)


def _sides(corners: Sequence[Corner]) -> tuple[float, ...]:
    """How long the top, right, bottom and left are."""
    return tuple(math.dist(a, b) for a, b in itertools.pairwise([*corners, corners[0]]))


def _enlarged(grey: Picture) -> Picture:
    from PIL import Image

    enlarge = min(MOST_TIMES, LETTERS_PX / max(grey.size))
    if enlarge <= 1:
        return grey
    size = (max(1, round(grey.width * enlarge)), max(1, round(grey.height * enlarge)))
    return grey.resize(size, Image.Resampling.BICUBIC)


def _perspective(target: Sequence[Corner], source: Sequence[Corner]) -> list[float]:
    """The eight coefficients that lead a point of `target` to its point of `source`."""
    import numpy as np

    rows, values = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return [float(value) for value in np.linalg.solve(np.array(rows, float), np.array(values, float))]
