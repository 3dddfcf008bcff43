"""What an edit changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CAPTIONED = frozenset({"photo", "video", "animation", "audio", "document", "voice", "live_photo"})
"""Kinds of messages below which words may stand."""

REPLACEABLE = frozenset({"photo", "video", "animation", "audio", "document"})
"""Kinds of files that a bot can put in the place of others."""


def is_other_file(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the file of a message was replaced, or a text has become one. The contents as the Bot API has them."""
    return _file_of(before) != _file_of(after)


def _file_of(content: Mapping[str, Any]) -> str | None:
    for kind in (*REPLACEABLE, "live_photo"):
        found = content.get(kind)
        if found:
            largest = found[-1] if isinstance(found, (list, tuple)) else found
            return str(largest.get("file_unique_id"))
    return None
