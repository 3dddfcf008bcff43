"""What the kinds of messages need on their way to the other side, besides being copied. Pure."""

from __future__ import annotations

from typing import Final

CAN_BE_SENT: Final = frozenset(
    {
        *("text", "photo", "live_photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker"),
        *("location", "venue", "contact", "poll"),
    }
)
"""Kinds that can be sent again from what was kept; in place of the others a line is sent, should copying fail."""

WORDS_BELOW: Final = {"poll": "relay-poll", "dice": "relay-dice"}
"""Kinds whose copy is not what it seems: votes don't travel, a die is thrown anew. The key of what is said below it."""
