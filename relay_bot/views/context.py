"""The last words of a conversation, as one message for a topic that was made anew. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.domain.history import Said
from relay_bot.texts import Language

LINE_MAX = 300


def said_last(t: Language, said: Sequence[Said], zone: ZoneInfo) -> Markup:
    """`said`: the oldest first."""
    lines = [
        t(
            "topic-said_client" if one.side == "client" else "topic-said_desk",
            time=f"{one.at.astimezone(zone):%d.%m %H:%M}",
            words=one.words[:LINE_MAX] or f"[{one.kind}]",
        )
        for one in said
    ]
    return Markup("\n").join([t("topic-again"), *lines])
