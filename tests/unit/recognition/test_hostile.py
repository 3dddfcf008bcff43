"""Files that were made to do harm, or that are no voice and no photo at all: each has a polite end.

Everything goes the whole way, through the real workers with their real engines and limits.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from relay_bot.domain.recognition import HeardVoice, NotHeard, NotRead, PhotoKind, SeenPhoto
from relay_bot.recognition.recogniser import Recogniser
from relay_bot.texts import Texts
from relay_bot.views import recognition as view
from tests.unit.recognition import material

HTML = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nhttp://127.0.0.1:9/secret.ogg\n"
FOUR_HOURS_S = 4 * 3600
RESIDENT_MB = 900


def random(size: int) -> bytes:
    return np.random.default_rng(7).bytes(size)


def good() -> bytes:
    return material.voice("ru_aleksandr_23.ogg")


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def with_a_hole(content: bytes) -> bytes:
    """The middle is overwritten with chance."""
    third = len(content) // 3
    return content[:third] + random(third) + content[2 * third :]


VOICES: dict[str, tuple[Callable[[], bytes], float | None, set[str]]] = {
    "nothing": (lambda: b"", 3, {"not_voice"}),
    "one byte": (lambda: b"O", 3, {"not_voice"}),
    "chance": (lambda: random(50_000), 3, {"not_voice"}),
    "a page of a proxy": (lambda: HTML, 3, {"not_voice"}),
    "a playlist that leads elsewhere": (lambda: PLAYLIST, 3, {"not_voice"}),
    "only the magic": (lambda: b"OggS", 3, {"not_voice"}),
    "the magic, then chance": (lambda: b"OggS" + random(50_000), 3, {"not_voice"}),
    "a wave file": (lambda: material.pcm_wave(material.noise(2)), 2, {"not_voice"}),
    "a photo": (lambda: material.photo("label_medium_1.jpg"), 3, {"not_voice"}),
    "more bytes than allowed": (lambda: good() + bytes(3 * 1024 * 1024), 7, {"large"}),
    "four hours as stated": (good, FOUR_HOURS_S, {"long"}),
    "four hours as its pages say": (lambda: material.retold(good(), FOUR_HOURS_S), None, {"long"}),
    "four minutes that say they are a second": (
        lambda: material.retold(material.opus(np.zeros(240 * material.RATE), 6000), 1), None, {"long"}
    ),
    "the first half": (lambda: cut(good(), 0.5), 7, {"truncated"}),
    "the header alone": (lambda: cut(good(), 0.01), 7, {"truncated", "not_voice"}),
    "a hole in the middle": (lambda: with_a_hole(good()), 7, {"truncated", "not_voice"}),
    "one moment": (lambda: material.opus(np.zeros(100)), None, {"silent", "not_voice"}),
    "noise": (lambda: material.opus(material.noise(5)), 5, {"silent", "unclear"}),
    "a tone": (lambda: material.opus(np.sin(np.arange(5 * material.RATE) / 17)), 5, {"silent", "unclear"}),
    "speech backwards": (lambda: material.opus(material.samples("ru_elena_16.ogg")[::-1]), None, {"unclear"}),
}  # fmt: skip

PHOTOS: dict[str, tuple[Callable[[], bytes], PhotoKind, set[str]]] = {
    "nothing": (lambda: b"", "photo", {"not_picture"}),
    "chance": (lambda: random(50_000), "photo", {"not_picture"}),
    "a page of a proxy": (lambda: HTML, "photo", {"not_picture"}),
    "a drawing that could ask for files": (
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        "photo",
        {"not_picture"},
    ),
    "a kind that is not read": (lambda: material.picture(50, 50, "GIF"), "photo", {"not_picture"}),
    "PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nsystemdict\n", "photo", {"not_picture"}),
    "a header of 30,000 px": (lambda: material.png_that_claims(30_000, 30_000), "photo", {"large"}),
    "a picture of 30,000 px": (lambda: material.picture(30_000, 30_000, mode="1", color=1), "photo", {"large"}),
    "a header of 2 billion px": (lambda: material.png_that_claims(2**31 - 1, 2**31 - 1), "photo", {"large"}),
    "as many pixels as allowed": (lambda: material.picture(6300, 6300), "photo", {"blank"}),
    "one pixel": (lambda: material.picture(1, 1), "photo", {"blank"}),
    "a thread of a picture": (lambda: material.picture(20_000, 1), "photo", {"blank"}),
    "more bytes than allowed": (lambda: material.photo("label_medium_1.jpg") + bytes(21 * 2**20), "photo", {"large"}),
    "the first half of a JPEG": (lambda: cut(material.photo("label_medium_1.jpg"), 0.5), "photo", {"damaged"}),
    "the first half of a PNG": (lambda: cut(material.picture(3000, 3000), 0.5), "photo", {"damaged"}),
    "a PNG whose comment unpacks to 300 MB": (lambda: material.text_bomb(300), "photo", {"damaged"}),
    "a photo that is called a PDF": (lambda: material.photo("label_medium_1.jpg"), "pdf", {"not_picture"}),
    "only the magic of a PDF": (lambda: b"%PDF-1.7\n", "pdf", {"damaged"}),
    "a PDF cut off": (lambda: cut(material.scan("label_medium_1.jpg"), 0.5), "pdf", {"damaged", "blank"}),
    "a PDF that unpacks to 1 GB": (
        lambda: material.pdf(packed_twice(1024), "/Filter[/FlateDecode/FlateDecode]"),
        "pdf",
        {"blank", "damaged", "broken", "slow"},
    ),
    "a PDF page of 5 km": (
        lambda: material.pdf(zlib.compress(bytes(16_000_000)), "/Filter/FlateDecode", (14_400_000, 9)),
        "pdf",
        {"blank", "damaged", "broken"},
    ),
    "a PDF of a thousand pages": (
        lambda: material.pdf(zlib.compress(b"\xff" * 16_000_000), "/Filter/FlateDecode", pages=1000),
        "pdf",
        {"blank", "slow"},
    ),
}  # fmt: skip


def packed_twice(megabytes: int) -> bytes:
    packer, piece = zlib.compressobj(9), bytes(1024 * 1024)
    once = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    return zlib.compress(once, 9)


@pytest.mark.parametrize("name", VOICES)
async def test_a_bad_recording_has_a_polite_end(name: str, recogniser: Recogniser) -> None:
    make, stated_s, reasons = VOICES[name]
    found = await recogniser.listen(make(), stated_s=stated_s, language="ru", client_id=1)
    assert isinstance(found, NotHeard)
    assert found.reason in reasons
    for lang in ("ru", "en"):
        assert view.not_heard(Texts.load().lang(lang), found.reason, 120)


@pytest.mark.parametrize("name", PHOTOS)
async def test_a_bad_photo_has_a_polite_end(name: str, recogniser: Recogniser) -> None:
    make, kind, reasons = PHOTOS[name]
    found = await recogniser.read(make(), kind, client_id=1)
    assert isinstance(found, NotRead)
    assert found.reason in reasons
    for lang in ("ru", "en"):
        assert view.not_read(Texts.load().lang(lang), found.reason)


async def test_a_locked_pdf_is_not_read(recogniser: Recogniser) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(material.scan("label_medium_1.jpg"))))
    writer.encrypt("secret", algorithm="RC4-128")
    output = io.BytesIO()
    writer.write(output)
    assert await recogniser.read(output.getvalue(), "pdf", client_id=1) == NotRead("damaged")


async def test_a_file_that_was_deleted_meanwhile_is_an_answer_too(tmp_path: Path, recogniser: Recogniser) -> None:
    gone = tmp_path / "voice.ogg"
    assert await recogniser.listen(gone, stated_s=3, language="ru", client_id=1) == NotHeard("broken")
    assert await recogniser.read(gone, "photo", client_id=1) == NotRead("broken")


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="memory is read from /proc")
async def test_after_all_of_them_the_workers_are_small_and_at_work(recogniser: Recogniser) -> None:
    """Runs last of this file: no bomb was unpacked in a worker that lives, and none is left over."""
    heard = await recogniser.listen(good(), stated_s=7, language="ru", client_id=1)
    assert isinstance(heard, HeardVoice)
    with Image.open(material.PHOTOS / "label_medium_1.jpg") as opened:
        assert opened.size
    seen = await recogniser.read(material.photo("label_medium_1.jpg"), "photo", client_id=1)
    assert isinstance(seen, SeenPhoto)
    peaks = [peak_mb(child.pid) for child in multiprocessing.active_children() if child.pid]
    assert len(peaks) == 2
    assert max(peaks) < RESIDENT_MB
    assert peak_mb(os.getpid()) > 0


def peak_mb(pid: int) -> int:
    """The most memory that a process has held."""
    (line,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024
