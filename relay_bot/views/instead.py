"""The line that stands in place of a message which Telegram does not let the bot pass on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from relay_bot.domain.kinds import CAN_BE_SENT
from relay_bot.texts import Language


def line(t: Language, kind: str, content: Mapping[str, Any]) -> str:
    """`content`: the content fields of the Bot API message. Empty for what can be sent again from them."""
    if kind in CAN_BE_SENT:
        return ""
    about = content.get(kind)
    about = about if isinstance(about, Mapping) else {}
    words = str(content.get("caption") or content.get("text") or "")
    below = Markup("\n{}").format(words) if words else Markup()
    return _head(t, kind, about) + below


def _head(t: Language, kind: str, about: Mapping[str, Any]) -> Markup:
    match kind:
        case "checklist":
            tasks = [_task(one) for one in about.get("tasks", ())]
            return Markup("\n").join([t("instead-checklist", title=str(about.get("title", ""))), *tasks])
        case "invoice":
            amount = f"{about.get('total_amount', 0) / 100:.2f} {about.get('currency', '')}"
            return t("instead-invoice", title=str(about.get("title", "")), amount=amount)
        case "paid_media":
            return t("instead-paid_media", stars=int(about.get("star_count", 0)))
        case "story":
            chat = about.get("chat") or {}
            return t("instead-story", author=str(chat.get("title") or chat.get("first_name") or "—"))
        case "game":
            return t("instead-game", title=str(about.get("title", "")))
        case "dice":
            return t("instead-dice", emoji=str(about.get("emoji", "🎲")), value=int(about.get("value", 0)))
        case "giveaway" | "giveaway_winners":
            return t("instead-giveaway")
        case _:
            return t("instead-other")


def _task(task: Mapping[str, Any]) -> Markup:
    is_done = task.get("completed_by_user") or task.get("completed_by_chat")
    return Markup("{} {}").format("✅" if is_done else "▫️", task.get("text", ""))
