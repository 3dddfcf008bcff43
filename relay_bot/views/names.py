"""What topics and boards are called, and how they are linked. Pure."""

import re

from markupsafe import Markup

from relay_bot.config.tables import Topics
from relay_bot.domain.addresses import Board

TOPIC_NAME_MAX = 128  # Bot API: createForumTopic
NAMELESS = "—"


def client_topic(pattern: str, *, name: str, company: str, city: str) -> str:
    """`{company_or_name} · {city}` filled in; a part that is empty takes its separator with it.

    Spaced as Telegram does it, so that it is recognised in the service message; never empty, which Telegram refuses.
    """
    text = pattern.format(company_or_name=company or name, company=company, name=name, city=city)
    parts = [" ".join(part.split()) for part in text.split("·")]
    return " · ".join(part for part in parts if part)[:TOPIC_NAME_MAX].rstrip(" ·") or NAMELESS


def board(topics: Topics, name: Board, *, has_icon: bool = False) -> str:
    """As config.toml calls it; beside an icon without the emoji in front: two signs in a row say nothing more."""
    called = {"calls": topics.calls, "claims": topics.claims, "drafts": topics.drafts, "general": topics.general}[name]
    return re.sub(r"^[^\w«\"(]+", "", called) or called if has_icon else called


BOARD_ICONS: dict[Board, str] = {"calls": "🔥", "claims": "‼️", "drafts": "👀"}
"""Emoji whose ids come from getForumTopicIconStickers."""


def who(name: str, company: str) -> str:
    """Иван Петров, Ромашка: how a card begins, so that its push says whom it is about."""
    return ", ".join(part for part in (name, company) if part)


def message_link(group_id: int, thread_id: int, message_id: int) -> str:
    """A link that opens one message of a topic, or of General."""
    return f"{topic_link(group_id, thread_id or 1)}/{message_id}"


def linked(url: str, words: Markup) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, words)


def topic_link(group_id: int, thread_id: int) -> str:
    """A link that opens the topic for the group's members."""
    return f"https://t.me/c/{str(group_id).removeprefix('-100')}/{thread_id}"
