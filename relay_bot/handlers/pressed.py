"""A filter: which button of the menu under the input field was pressed."""

from collections.abc import Callable

from aiogram.types import Message

from relay_bot.texts import LANGUAGES, Texts


def pressed(key: str) -> Callable[[Message], bool]:
    """The message is the menu button `key`, in any language (keyboards outlive a change of language)."""

    def matches(message: Message) -> bool:
        texts = Texts.load()
        return message.text is not None and any(message.text == texts.lang(code).plain(key) for code in LANGUAGES)

    return matches
