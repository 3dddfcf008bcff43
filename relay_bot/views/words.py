"""A client's last words, in a line of a list. Pure."""

from markupsafe import Markup

WORDS_MAX = 40


def last_words(said: str) -> Markup:
    """«где мой груз, обещали ещё вчера …»; nothing where nothing was said."""
    words = " ".join(said.split())
    short = words if len(words) <= WORDS_MAX else words[: WORDS_MAX - 1].rstrip() + "…"
    return Markup("<i>«{}»</i>").format(short) if short else Markup()
