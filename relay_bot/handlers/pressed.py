"""A filter: which button of the menu under the input field was pressed."""

from collections.abc import Callable
from functools import cache

from aiogram.types import Message

from relay_bot.texts import LANGUAGES, Texts


def pressed(key: str) -> Callable[[Message], bool]:
    """The message is the menu button `key`, in any language (keyboards outlive a change of language)."""
    return lambda message: message.text in _labels(key)


@cache
def _labels(key: str) -> frozenset[str]:
    texts = Texts.load()
    return frozenset(texts.lang(code).plain(key) for code in LANGUAGES)
