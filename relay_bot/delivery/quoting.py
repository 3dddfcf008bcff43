"""The words of a relayed message with what stands above them: what it answers, or that it is a newer version. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from relay_bot.delivery.fitting import CAPTION_MAX
from relay_bot.domain.edit import CAPTIONED
from relay_bot.domain.outgoing import Relay
from relay_bot.domain.signs import TEXT_MAX, fitted_plain, units
from relay_bot.domain.work import Standing

QUOTED_MAX = 200
"""So much of what can't be pointed at is shown."""


def above(relay: Relay, answered: Standing | None) -> tuple[str, bool]:
    """What stands above the words (empty: nothing), and whether it is a quotation."""
    if relay.mark:
        return relay.mark, False
    answer = relay.answer
    if answer is None or answered is not None:
        return "", False
    return fitted_plain((answer.quote or answer.words).strip(), QUOTED_MAX), True


def worded(kind: str, content: Mapping[str, Any], head: str, *, quoted: bool) -> Mapping[str, Any] | None:
    """`content` with `head` above its words, formatted as before; None: there is no room for it, or no words below
    this kind of message.
    """
    if not head or (kind != "text" and kind not in CAPTIONED):
        return None
    words, formatting = ("text", "entities") if kind == "text" else ("caption", "caption_entities")
    said = str(content.get(words) or "")
    joined = f"{head}\n{said}" if said else head
    if units(joined) > (TEXT_MAX if kind == "text" else CAPTION_MAX):
        return None
    by = units(joined) - units(said)
    own = [{"type": "blockquote", "offset": 0, "length": units(head)}] if quoted else []
    moved = [dict(one) | {"offset": one["offset"] + by} for one in content.get(formatting) or ()]
    return dict(content) | {words: joined, formatting: [*own, *moved]}
