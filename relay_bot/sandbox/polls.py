"""Polls, as people and bots send them. Nobody votes in the local Telegram."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]

DEFAULTS: Json = {
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": True,
}


def poll_of(question: str, options: Sequence[str], settings: Mapping[str, Any] | None = None) -> Json:
    """A fresh Poll without a vote."""
    return {
        "id": str(secrets.randbits(60)),
        "question": question,
        "options": [
            {"persistent_id": str(index), "text": text, "voter_count": 0} for index, text in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        **DEFAULTS,
        **(settings or {}),
        "members_only": False,
    }
