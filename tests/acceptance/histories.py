"""The file of /history, read."""

from __future__ import annotations

from relay_bot.sandbox import Message, Topic
from tests.acceptance.conftest import first


def history_in(topic: Topic) -> Message | None:
    """The newest history file of a topic."""
    return first(m for m in reversed(topic.messages) if m.document and m.document["file_name"].endswith(".html"))
