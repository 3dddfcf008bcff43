"""Several documents as one file."""

from __future__ import annotations

import io
from collections.abc import Sequence


def joined(pdfs: Sequence[bytes]) -> bytes:
    """Their pages one after the other; fonts and pictures that they share are kept once."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(PdfReader(io.BytesIO(pdf)))
    writer.compress_identical_objects()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
