"""Keyboards under the client's input field, as Bot API objects. The menu shows only what works."""

from collections.abc import Callable
from typing import Any

from aiogram.types import Message

from relay_bot.texts import LANGUAGES, Language, Texts

MENU = (("menu-waybill", "menu-repeat"), ("menu-claim", "menu-call"), ("menu-docs",))
"""Rows of text keys; each has its handler in handlers/client/."""


def menu(t: Language, *, with_pin: bool = False) -> dict[str, Any]:
    """`with_pin`: also the key that sends a map pin, which Telegram allows on this keyboard only."""
    keys: list[list[dict[str, Any]]] = [[{"text": t.plain(key)} for key in row] for row in MENU]
    if with_pin:
        keys.insert(0, [{"text": t.plain("btn-addr_geo"), "request_location": True}])
    return {
        "keyboard": keys,
        "resize_keyboard": True,
        "is_persistent": True,
        "input_field_placeholder": t.plain("menu-placeholder"),
    }


def share_phone(t: Language) -> dict[str, Any]:
    return {
        "keyboard": [[{"text": t.plain("btn-share_phone"), "request_contact": True}]],
        "resize_keyboard": True,
        "is_persistent": True,
    }


def pressed(key: str) -> Callable[[Message], bool]:
    """A filter: the message is the menu button `key`, in any language (keyboards outlive a change of language)."""

    def matches(message: Message) -> bool:
        texts = Texts.load()
        return message.text is not None and any(message.text == texts.lang(code).plain(key) for code in LANGUAGES)

    return matches
