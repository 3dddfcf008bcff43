"""What an Ogg Opus file says of itself, read from its pages without decoding a sound.

RFC 3533 (pages), RFC 7845 (Opus in Ogg): a page's granule position counts samples of 48 kHz.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"OggS"
HEADER = struct.Struct("<4sBBqIIIB")
RATE = 48_000
NO_PACKET_ENDS_HERE = -1


def duration_s(content: bytes) -> float | None:
    """How long the whole pages last, in seconds. None: this is no Ogg Opus."""
    pages = _pages(content)
    first = next(pages, None)
    if first is None or not first[1].startswith(b"OpusHead") or len(first[1]) < 12:
        return None
    skipped = int.from_bytes(first[1][10:12], "little")
    samples = max((position for position, _ in pages if position != NO_PACKET_ENDS_HERE), default=0)
    return max(0, samples - skipped) / RATE


def _pages(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(granule position, body) of every whole page, up to the first byte that is none."""
    at = 0
    while len(content) - at >= HEADER.size:
        magic, _, _, position, _, _, _, segments = HEADER.unpack_from(content, at)
        lacing = content[at + HEADER.size : at + HEADER.size + segments]
        begin = at + HEADER.size + segments
        end = begin + sum(lacing)
        if magic != MAGIC or len(lacing) < segments or end > len(content):
            return
        yield position, content[begin:end]
        at = end
