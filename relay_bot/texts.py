"""Every sentence that a person reads comes from `locales/<lang>/*.ftl` through this module.

t = Texts.load().lang("ru")
t("start-welcome", name=..., manager=..., manager_phone=...)   # Markup: HTML for Telegram, arguments escaped
t.plain("menu-call")                                           # str: button labels, the command line

Further folders of the same shape may lie over the house's own: `overlay` adds and replaces sentences.
"""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

from relay_bot.declension import gender_of, in_case
from relay_bot.phones import spelled

LOCALES = Path(__file__).parent / "locales"
LANGUAGES = ("ru", "en")
DEFAULT_LANGUAGE = "ru"

_COUNTABLE = 10**15


class Language:
    """The sentences of one language. Raises KeyError naming the key, or the placeholder that got no value.

    Values never raise, whatever they are and however long: what people wrote must not stop what it is put into.
    """

    def __init__(self, code: str, bundle: FluentBundle) -> None:
        self.code = code
        self._bundle = bundle

    def __call__(self, key: str, /, **values: Any) -> Markup:
        """HTML: strings are escaped unless they are Markup already."""
        safe = {name: value if _is_number(value) else str(escape(_dead(name, value))) for name, value in values.items()}
        return Markup(self._format(key, safe))  # noqa: S704 the locales are ours, the values were escaped above

    def plain(self, key: str, /, **values: Any) -> str:
        """Text without markup: nothing is escaped."""
        return self._format(key, {name: value if _is_number(value) else str(value) for name, value in values.items()})

    def __contains__(self, key: str) -> bool:
        return self._bundle.has_message(key)

    def _format(self, key: str, values: dict[str, Any]) -> str:
        from fluent.runtime.types import fluent_number

        if not self._bundle.has_message(key):
            raise KeyError(f"no text {key!r} in locales/{self.code}")
        pattern = self._bundle.get_message(key).value
        if pattern is None:
            raise KeyError(f"text {key!r} of locales/{self.code} is empty")
        plain_numbers = {
            name: fluent_number(value, useGrouping=False) if _is_number(value) else value
            for name, value in values.items()
        }
        text, errors = self._bundle.format_pattern(pattern, plain_numbers)
        if errors:
            raise KeyError(f"text {key!r} of locales/{self.code}: {errors[0]}")
        return str(text)


class Texts:
    """All languages. Loading is lazy: a language is parsed when it is first asked for."""

    @classmethod
    @cache
    def load(cls) -> Texts:
        return cls()

    def lang(self, code: str | None) -> Language:
        """The language, or the default one for a code that we do not speak."""
        return _language(code if code in LANGUAGES else DEFAULT_LANGUAGE, tuple(_folders))


NAMES = frozenset({"name", "client", "company", "city", "author", "contact", "manager", "substitute", "former", "who"})
"""Values that people have given themselves: nothing in them may become a link, a mention or a command."""

_LIVE = re.compile(r"@(?=\w)|https?:/(?=/)|(?<=\w)\.(?=\w\w)|(?:^|(?<=\s))[/#$](?=\w)")
_JOINER = "\u200d"


def _dead(name: str, value: object) -> object:
    """A name like `@somebody` or `site.ru`, so that Telegram makes no link of it: nobody sees the difference."""
    return _LIVE.sub(lambda found: found[0] + _JOINER, value) if name in NAMES and type(value) is str else value


def _in_case(case: str, name: object) -> str:
    return in_case(str(name), case)


def _is_number(value: object) -> bool:
    """What takes a plural. Infinity does not, and a number of hundreds of digits is nobody's count."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -_COUNTABLE < value < _COUNTABLE


_FUNCTIONS: dict[str, Any] = {
    # { DATV($manager) }: «Анне Смирновой»; { GENDER($manager) -> … }: femn, masc; { PHONE($phone) }: +7 900 123-45-67
    **{case.upper(): partial(_in_case, case) for case in ("gent", "datv", "accs")},
    "GENDER": lambda name: gender_of(str(name)),
    "PHONE": lambda number: spelled(str(number)),
}

_folders = [LOCALES]


@contextmanager
def overlay(folder: Path) -> Iterator[None]:
    """While it lasts, sentences of `folder`/<lang>/*.ftl are added to the house's own, or stand in their place."""
    _folders.append(folder)
    try:
        yield
    finally:
        _folders.remove(folder)


@lru_cache
def _language(code: str, folders: tuple[Path, ...]) -> Language:
    from fluent.runtime import FluentBundle, FluentResource, resolver

    # Its guard against hostile sentences refuses values over 2,500 characters; our sentences are our own, and values
    # are never read as sentences.
    resolver.MAX_PART_LENGTH = sys.maxsize
    bundle = FluentBundle([code], use_isolating=False, functions=_FUNCTIONS)
    for folder in folders:
        for file in sorted((folder / code).glob("*.ftl")):
            bundle.add_resource(FluentResource(file.read_text("utf-8")), allow_overrides=folder != LOCALES)
    return Language(code, bundle)


OFTEN = {
    errno.ENOENT: "cli-why_missing",
    errno.EACCES: "cli-why_forbidden",
    errno.EISDIR: "cli-why_folder",
    errno.ENOSPC: "cli-why_full",
}


def why(t: Language, error: OSError) -> str:
    """Why a file could not be read or written: the usual reasons in the admin's language, others as the system says."""
    known = OFTEN.get(error.errno or 0)
    return t.plain(known) if known else error.strerror or str(error)
