"""The admin's files: read as they are now, and no logo costs a document."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PIL import Image

from relay_bot.errors import TemplateMissing
from relay_bot.paper import letterhead
from relay_bot.paper.render import render
from tests.unit.paper.sheets import TEMPLATE, pages, sheet


def picture(path: Path, mode: str = "RGB", size: tuple[int, int] = (300, 100), **how: object) -> Path:
    Image.new(mode, size).save(path, **how)  # type: ignore[arg-type]
    return path


def test_an_edit_of_the_template_shows_at_once(tmp_path: Path) -> None:
    template = tmp_path / "own.html"
    for word in ("first", "second"):
        template.write_text(f"<p>{word}</p>", "utf-8")
        assert word in pages(render(letterhead.read(template, None), sheet()).pdf)[0]


def test_a_missing_or_unreadable_template_is_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.html"
    latin.write_bytes("привет".encode("cp1251"))
    for path in (tmp_path / "nothing.html", tmp_path, latin):
        with pytest.raises(TemplateMissing) as caught:
            letterhead.read(path, None)
        assert caught.value.values["file"] == str(path)


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("RGB", "a.png"),
        ("RGBA", "a.png"),
        ("P", "a.png"),
        ("I;16", "a.png"),
        ("1", "a.png"),
        ("CMYK", "a.jpg"),
        ("L", "a.jpeg"),
    ],
)
def test_every_kind_of_png_and_jpeg_is_printed(mode: str, name: str, tmp_path: Path) -> None:
    read = letterhead.read(TEMPLATE, picture(tmp_path / name, mode))
    assert read.logo_fault == ""
    printed = render(read, sheet())
    assert printed.notes == ()
    assert b"/Subtype /Image" in printed.pdf


def test_a_photograph_is_made_as_small_as_paper_needs(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    Image.frombytes("RGB", (2000, 1500), os.urandom(2000 * 1500 * 3)).save(photo)
    read = letterhead.read(TEMPLATE, photo)
    assert 0 < len(read.logo) < photo.stat().st_size / 20
    assert b"/Subtype /Image" in render(read, sheet()).pdf


@pytest.mark.parametrize("what", ["missing", "folder", "text", "cut", "gif", "svg", "huge", "enormous header"])
def test_a_logo_that_can_not_be_used_is_left_out_with_a_reason(what: str, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    match what:
        case "folder":
            logo.mkdir()
        case "text":
            logo.write_text("not a picture")
        case "cut":
            logo.write_bytes(picture(tmp_path / "whole.png", size=(900, 900)).read_bytes()[:90])
        case "gif":
            picture(tmp_path / "logo.gif").rename(logo)
        case "svg":
            logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
        case "huge":
            picture(logo, "1", (6000, 6000))
        case "enormous header":
            whole = picture(logo).read_bytes()
            logo.write_bytes(whole[:16] + (60000).to_bytes(4, "big") * 2 + whole[24:])
    read = letterhead.read(TEMPLATE, logo)
    assert read.logo == ""
    assert read.logo_fault
    printed = render(read, sheet())
    assert len(pages(printed.pdf)) == 1
    assert printed.logo_fault == read.logo_fault
