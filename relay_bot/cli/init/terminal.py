"""Questions to the person at the terminal."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from relay_bot.cli.told import say
from relay_bot.texts import Language

YES, NO = ("y", "yes", "д", "да"), ("n", "no", "н", "нет")


class Terminal:
    """Blocks while it waits for an answer: nothing else runs meanwhile. Raises EOFError when nobody is there."""

    def __init__(self, t: Language) -> None:
        self._t = t

    def tell(self, key: str, **values: Any) -> None:
        say(self._t.plain(key, **values))
        sys.stdout.flush()

    def ask(self, key: str, *, default: str = "", **values: Any) -> str:
        """The answer without blanks around it, or `default`."""
        question = self._t.plain(key, **values)
        return input(f"{question} [{default}] " if default else f"{question} ").strip() or default

    def secret(self, key: str) -> str:
        """Not shown while it is typed, if this is a terminal."""
        question = f"{self._t.plain(key)} "
        return (getpass.getpass(question) if sys.stdin.isatty() else input(question)).strip()

    def yes(self, key: str, *, default: bool = True, **values: Any) -> bool:
        question = self._t.plain(key, **values)
        choice = self._t.plain("init-yes_no" if default else "init-no_yes")
        while True:
            answer = input(f"{question} {choice} ").strip().lower()
            if answer in ("", *YES, *NO):
                return default if not answer else answer in YES
