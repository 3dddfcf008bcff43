"""What was typed wrong, as a sentence: typer knows what it is, its own words are English and name types of Python."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

import typer

from relay_bot.texts import Language

HINT = "--help"


def mistake(t: Language, error: typer.TyperException) -> str:
    """What is wrong, and below it how the command is written. The help itself, where only a command was missing."""
    kind, context = type(error).__name__, getattr(error, "ctx", None)
    if kind == "NoArgsIsHelpError":
        return error.format_message()
    if context is None:  # typer has forgotten whose it was
        return _wrong(t, kind, error, context)
    return f"{_wrong(t, kind, error, context)}\n{t.plain('cli-typed_help', command=f'{context.command_path} {HINT}')}"


def _wrong(t: Language, kind: str, error: Any, context: Any) -> str:
    match kind:
        case "NoSuchOption":
            written = [name for one in context.command.get_params(context) for name in one.opts if name[:2] == "--"]
            near = get_close_matches(error.option_name, written)
            known, how = (near, "near") if near else (written, "all")
            return t.plain("cli-typed_option", option=error.option_name, how=how, known=", ".join(known))
        case "BadOptionUsage":
            alone = "does not take" in error.message
            return t.plain("cli-typed_alone" if alone else "cli-typed_value_missing", option=error.option_name)
        case "MissingParameter":
            return t.plain("cli-typed_missing", name=_called(error.param), help=error.param.help or "")
        case "BadParameter" if error.param is not None:
            return t.plain("cli-typed_value", name=_called(error.param), sentence=error.message)
        case "BadParameter":
            return str(error.message)
        case _:
            return _too_much(t, error, context)


def _too_much(t: Language, error: Any, context: Any) -> str:
    """A word that stands for nothing. typer tells it in its sentence alone."""
    commands = getattr(context and context.command, "commands", None)
    if commands is not None and (word := re.search(r"'(.*?)'", error.message)):
        near = get_close_matches(word[1], commands)
        known, how = (near, "near") if near else (commands, "all")
        return t.plain("cli-typed_command", command=word[1], how=how, known=", ".join(known))
    if extra := re.search(r" \((.+)\)$", error.message):
        return t.plain("cli-typed_extra", extra=extra[1])
    return t.plain("cli-typed_other", reason=error.message)


def _called(param: Any) -> str:
    """`--port` or the name of an argument."""
    return str(param.opts[0] if param.param_type_name == "option" else param.name)


def whole(t: Language, least: int, most: int) -> Callable[[str], int]:
    """A reader of whole numbers in these bounds."""

    def read(text: str | int) -> int:
        if re.fullmatch(r"\d{1,9}", str(text).strip(), re.ASCII) and least <= int(text) <= most:
            return int(text)
        raise typer.BadParameter(t.plain("cli-typed_number", least=str(least), most=str(most)))

    return read


def one_of(t: Language, *known: str) -> Callable[[str], str]:
    """A reader of one of these words."""

    def read(text: str) -> str:
        if text in known:
            return text
        raise typer.BadParameter(t.plain("cli-typed_choice", known=", ".join(known)))

    return read


def address(t: Language) -> Callable[[str], str]:
    """A reader of an address of the web."""

    def read(text: str) -> str:
        if re.match(r"https?://[^/\s]", text):
            return text
        raise typer.BadParameter(t.plain("cli-typed_address"))

    return read
