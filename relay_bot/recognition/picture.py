"""A file becomes pictures of bounded size: what the header says is believed only to refuse."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
SIDE_PX = 2000
PDF_PAGES = 3


class NotAPicture(Exception):
    """None of the formats that are read."""


class TooLarge(Exception):
    """More pixels than are decoded."""


class Damaged(Exception):
    """It begins like a picture and can't be read to its end."""


def open_photo(content: bytes) -> Picture:
    """Upright and at most `SIDE_PX` long. Raises NotAPicture, TooLarge, Damaged."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # we refuse by the header ourselves, with a reason
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise TooLarge
            opened.draft("RGB", (SIDE_PX, SIDE_PX))  # a JPEG is made smaller while it is decoded
            opened.thumbnail((SIDE_PX, SIDE_PX))
            return ImageOps.exif_transpose(_on_white(opened))
    except UnidentifiedImageError as error:
        raise NotAPicture from error
    except (OSError, SyntaxError, ValueError) as error:  # Pillow's words for a file that breaks off or lies
        raise Damaged from error


def _on_white(picture: Picture) -> Picture:
    """A transparent scan is black print on nothing: without paper under it, all of it is black."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    paper.alpha_composite(layer)
    paper.info = picture.info
    return paper.convert("RGB")


def open_pdf(content: bytes) -> Iterator[tuple[str, Picture]]:
    """(the text that the page itself has, its picture) of the first pages. Raises NotAPicture, Damaged."""
    import pypdfium2

    if not content[:1024].lstrip().startswith(b"%PDF-"):
        raise NotAPicture
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:  # broken, or locked with a password
        raise Damaged from error
    try:
        for number in range(min(len(document), PDF_PAGES)):
            page = document[number]
            width, height = page.get_size()
            if width <= 0 or height <= 0:
                continue
            text = page.get_textpage().get_text_range()
            yield text, page.render(scale=SIDE_PX / max(width, height)).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise Damaged from error
    finally:
        document.close()
