"""What the documents of this company look like: the template's text and the logo, read from the admin's files."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from relay_bot.errors import TemplateMissing

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LOGO_FORMATS = ("PNG", "JPEG")
LOGO_FILE_BYTES = 20 * 1024 * 1024
LOGO_PIXELS = 25_000_000  # before it is made smaller; ten times that would cost a gigabyte
LOGO_SIDE_PX = 600  # 400 dpi at the width that it gets on paper
LOGO_BYTES = 200_000  # larger is a photograph: it gets fewer colours, for the logo is part of every document


@dataclass(frozen=True)
class Letterhead:
    """`logo` is a data: address of a small PNG, or empty; `logo_fault` says why, where one was asked for."""

    template: Path
    text: str
    logo: str = ""
    logo_fault: str = ""


def read(template: Path, logo: Path | None) -> Letterhead:
    """Read both as they are now, so that an edit shows in the next document.

    A logo that can't be used is left out. Raises TemplateMissing.
    """
    template = template.absolute()
    try:
        text = template.read_text("utf-8")
    except FileNotFoundError as error:
        raise TemplateMissing("document-no_template", file=str(template)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateMissing("document-template_unread", file=str(template), reason=_told(error)) from error
    address, fault = _logo(logo) if logo else ("", "")
    return Letterhead(template, text, address, fault)


def _logo(path: Path) -> tuple[str, str]:
    """(data: address, "") or ("", what is wrong)."""
    try:
        about = path.stat()
        if about.st_size > LOGO_FILE_BYTES:
            return "", f"{about.st_size} bytes, at most {LOGO_FILE_BYTES}"
        return _encoded(path, about.st_mtime_ns, about.st_size), ""
    except Exception as error:  # whatever Pillow makes of a broken file must not cost the document
        return "", _told(error)


@lru_cache(maxsize=2)
def _encoded(path: Path, changed_ns: int, size: int) -> str:
    """A PNG as large as paper needs, whatever the admin's file was; `changed_ns` and `size` tell its versions apart."""
    from PIL import Image, ImageOps

    with Image.open(path, formats=LOGO_FORMATS) as opened:
        if opened.width * opened.height > LOGO_PIXELS:
            raise ValueError(f"{opened.width} × {opened.height} pixels, at most {LOGO_PIXELS}")
        image = ImageOps.exif_transpose(opened).convert("RGBA")
    image.thumbnail((LOGO_SIDE_PX, LOGO_SIDE_PX))
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    picture = paper.convert("RGB")
    encoded = _png(picture)
    if len(encoded) > LOGO_BYTES:
        encoded = _png(picture.quantize(256))
    return "data:image/png;base64," + base64.b64encode(encoded).decode()


def _png(picture: Picture) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _told(error: Exception) -> str:
    """The reason without the path: the sentence around it names the file."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
