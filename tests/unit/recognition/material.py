"""Recordings and pictures for the tests: those that were kept, and those that are made here to do harm."""

from __future__ import annotations

import csv
import io
import json
import struct
import wave
import zlib
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from relay_bot.config import Config
from relay_bot.config.tables import Features, Recognition
from relay_bot.recognition import tesseract

ROOT = Path(__file__).parents[3]
MODEL = ROOT / "models" / "faster-whisper-base"
VOICES = ROOT / "tests" / "fixtures" / "voice"
PHOTOS = ROOT / "tests" / "fixtures" / "photo"
RATE = 48_000
READS_TEXT = tesseract.system_data() is not None


def config(**settings: Any) -> Config:
    """Every limit as it is by default, with the model of the tests."""
    features = {name: settings.pop(name) for name in ("voice", "ocr", "voice_max") if name in settings}
    recognition = Recognition(**{"speech_model": MODEL} | settings)
    return Config(recognition=recognition, features=Features(**features))


def spoken() -> dict[str, str]:
    """File → what is said in it; "" where nobody speaks."""
    with (VOICES / "spoken.tsv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["spoken"] or "" for row in csv.DictReader(file, delimiter="\t")}


def written() -> list[dict[str, Any]]:
    """`file`, `lines` and `qr` of every picture."""
    return json.loads((PHOTOS / "written.json").read_text("utf-8"))


def voice(name: str) -> bytes:
    return (VOICES / name).read_bytes()


def photo(name: str) -> bytes:
    return (PHOTOS / name).read_bytes()


def samples(name: str) -> NDArray[np.float32]:
    """The sound of a kept recording at 48 kHz."""
    with av.open(VOICES / name) as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)]).astype(np.float32)


def long_speech(seconds: int) -> bytes:
    """The longest of the kept recordings, again and again."""
    one = samples("ru_aleksandr_23.ogg")
    return opus(np.resize(one, seconds * RATE))


def opus(sound: NDArray[Any], bit_rate: int = 24_000) -> bytes:
    """A voice message as Telegram makes it: mono Opus in Ogg."""
    output = io.BytesIO()
    with av.open(output, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray((np.clip(sound, -1, 1) * 32767).astype(np.int16)[None], "s16", "mono")
        frame.sample_rate = RATE
        cut = av.AudioResampler("s16", "mono", RATE, 960)
        for piece in [*cut.resample(frame), *cut.resample(None), None]:
            for packet in stream.encode(piece):
                container.mux(packet)
    return output.getvalue()


def pcm_wave(sound: NDArray[Any]) -> bytes:
    output = io.BytesIO()
    with wave.open(output, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sound * 32767).astype(np.int16).tobytes())
    return output.getvalue()


def retold(content: bytes, seconds: float) -> bytes:
    """The same recording, whose pages say that it is `seconds` long: a lie with a right checksum."""
    pages, at = [], 0
    while at < len(content):
        segments = content[at + 26]
        size = 27 + segments + sum(content[at + 27 : at + 27 + segments])
        page = bytearray(content[at : at + size])
        if struct.unpack_from("<q", page, 6)[0] > 0:
            struct.pack_into("<q", page, 6, int(seconds * RATE))
        struct.pack_into("<I", page, 22, 0)
        struct.pack_into("<I", page, 22, _ogg_checksum(bytes(page)))
        pages.append(bytes(page))
        at += size
    return b"".join(pages)


def _ogg_checksum(page: bytes) -> int:
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = ((value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


def noise(seconds: float) -> NDArray[np.float64]:
    return np.random.default_rng(1).normal(0, 0.1, int(seconds * RATE))


def picture(width: int, height: int, kind: str = "PNG", color: Any = "white", mode: str = "RGB") -> bytes:
    output = io.BytesIO()
    Image.new(mode, (width, height), color).save(output, kind)
    return output.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A header of any size over one line of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def text_bomb(megabytes: int) -> bytes:
    """A PNG of one pixel whose comment unpacks to as much as is asked for."""
    good = picture(8, 8)
    data = b"Comment\0\0" + zlib.compress(bytes(megabytes * 1024 * 1024), 9)
    chunk = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    return good[:33] + chunk + good[33:]


def pdf(stream: bytes, filters: str = "", size: tuple[int, int] = (595, 842), pages: int = 1) -> bytes:
    """A document whose pages all draw one picture of 4,000 × 4,000 grey points, kept in `stream`."""
    kids = " ".join(f"{number} 0 R" for number in range(5, 5 + pages))
    draw = f"q {size[0]} 0 0 {size[1]} 0 0 cm /I Do Q".encode()
    image = (
        f"<</Type/XObject/Subtype/Image/Width 4000/Height 4000/ColorSpace/DeviceGray/BitsPerComponent 8"
        f"{filters}/Length {len(stream)}>>stream\n"
    )
    box, drawn = f"0 0 {size[0]} {size[1]}", "/Resources<</XObject<</I 3 0 R>>>>"
    page = f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R{drawn}>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        image.encode() + stream + b"\nendstream",
        b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
        *[page.encode()] * pages,
    ]
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def scan(name: str, pages: int = 1) -> bytes:
    """A photo as a scanner's PDF."""
    output = io.BytesIO()
    with Image.open(PHOTOS / name) as opened:
        first = opened.convert("RGB")
        first.save(output, "PDF", save_all=True, append_images=[first] * (pages - 1))
    return output.getvalue()
