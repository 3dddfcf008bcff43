"""QR and bar codes, before any text is read: they are exact."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST = 10
LONGEST = 1000


def read_codes(picture: Picture) -> list[str]:
    """What each says, from left to right as found. Only kinds with a checksum: the others are "found" in text too."""
    import zxingcpp

    kinds = [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.PDF417,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.UPCA,
    ]
    found = [
        code.text[:LONGEST]
        for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(kinds))
        if code.valid and code.text
    ]
    return list(dict.fromkeys(found))[:MOST]
