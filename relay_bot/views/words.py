"""A client's last words, in a line of a list. Pure."""

from markupsafe import Markup

from relay_bot.domain.signs import shortened

WORDS_MAX = 40


def last_words(said: str) -> Markup:
    """«где мой груз, обещали ещё вчера …»; nothing where nothing was said."""
    words = " ".join(said.split())
    return Markup("<i>«{}»</i>").format(shortened(words, WORDS_MAX)) if words else Markup()
