"""The ☰ menus of commands, each where its commands work, in both languages. Only what works is in them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Command, Commands, Out, Priority
from relay_bot.texts import LANGUAGES, Texts

CLIENT_COMMANDS = ("start", "new", "claim", "call", "docs", "cancel", "lang", "help")
DESK_COMMANDS = (
    "queue",
    "next",
    "find",
    "info",
    "t",
    "done",
    "snooze",
    "note",
    "del",
    "remind",
    "waybills",
    "waybill",
    "claims",
    "history",
    "text",
    "stats",
    "away",
    "transfer",
    "testpush",
    "help",
)
"""In the order in which a manager needs them."""


def of_clients(texts: Texts, default_lang: str) -> list[Out]:
    """Private chats."""
    keys = {name: f"cmd-{name}" for name in CLIENT_COMMANDS}
    return _menu(texts, default_lang, keys, None, addresses.bot(), LANGUAGES)


def of_desk(texts: Texts, default_lang: str, group_id: int) -> list[Out]:
    """A desk's group, for everyone in it."""
    keys = {name: f"cmd-{name}" for name in DESK_COMMANDS}
    return _of_chat(texts, default_lang, keys, group_id)


def of_staff(texts: Texts, default_lang: str, tg_id: int) -> list[Out]:
    """The private chat of a manager or an admin, once they have pressed Start: forms are for clients."""
    return _of_chat(texts, default_lang, {"start": "cmd-start_staff"}, tg_id)


def _of_chat(texts: Texts, default_lang: str, keys: dict[str, str], chat_id: int) -> list[Out]:
    """A chat's own menu comes before the general ones, also without a language: so one language is enough besides."""
    others = [language for language in LANGUAGES if language != default_lang]
    return _menu(texts, default_lang, keys, chat_id, addresses.bot(chat_id), others)


def _menu(
    texts: Texts, default_lang: str, keys: dict[str, str], scope: int | None, to: Address, languages: Sequence[str]
) -> list[Out]:
    """One row without a language, for all others, and one for each of `languages`."""
    rows = []
    for language in (None, *languages):
        t = texts.lang(language or default_lang)
        commands = [Command(command, t.plain(key)) for command, key in keys.items()]
        card = f"commands:{to.key}:{language or 'default'}"
        rows.append(Out(to, Commands(commands, scope, language), Priority.COSMETIC, card=card))
    return rows
