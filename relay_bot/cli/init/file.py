"""The answers as config.toml."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from relay_bot.config import load
from relay_bot.errors import RelayBotError
from relay_bot.texts import Language

_SOUNDS = "a b v g d e e zh z i y k l m n o p r s t u f h ts ch sh sch - y - e yu ya"
_LATIN = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", _SOUNDS.split(), strict=True))
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Desk:
    """A manager and their group."""

    key: str
    name: str
    tg_id: int
    phone: str
    group_id: int
    invite: str


@dataclass(frozen=True)
class Answers:
    """`token` and `database` are empty where the environment has them; `api_url` where it is the usual one."""

    bot: str
    token: str
    api_url: str
    admin: int
    company: str
    timezone: str
    database: str
    managers: tuple[Desk, ...]


def key_of(name: str, taken: Collection[str]) -> str:
    """A short Latin name that nobody bears yet: «Анна Смирнова» → anna, anna2 …"""
    first = name.split()[0].lower() if name.split() else ""
    plain = re.sub(r"[^a-z0-9]", "", "".join(_LATIN.get(char, char).strip("-") for char in first))[:20] or "manager"
    return next(key for n in range(1, len(taken) + 2) if (key := plain if n == 1 else f"{plain}{n}") not in taken)


def invite_of(key: str) -> str:
    """The code of a manager's link: readable, and not to be guessed from the next one's."""
    return f"{key.upper()}{secrets.randbelow(9000) + 1000}"


def text_of(t: Language, answers: Answers) -> str:
    """The whole file."""
    lines = [f"# {line}" for line in t.plain("init-file_head").split("\n")]
    lines += ["", "[telegram]"]
    if answers.token:
        lines.append(f"token  = {_quoted(answers.token)}")
    if answers.api_url:
        lines.append(f"api_url = {_quoted(answers.api_url)}")
    lines.append(f"admins = [{answers.admin}]")
    if answers.database:
        lines += ["", "[database]", f"url = {_quoted(answers.database)}"]
    lines += ["", "[bot]", f"default_lang = {_quoted(t.code)}", f"timezone     = {_quoted(answers.timezone)}"]
    lines += ["", "[company]", f"name = {_quoted(answers.company)}"]
    for desk in answers.managers:
        lines += ["", "[[managers]]", f"key      = {_quoted(desk.key)}", f"name     = {_quoted(desk.name)}"]
        lines += [f"tg_id    = {desk.tg_id}", f"phone    = {_quoted(desk.phone)}"]
        lines += [f"group_id = {desk.group_id}", f"invite   = {_quoted(desk.invite)}"]
    return "\n".join(lines) + "\n"


def save(t: Language, file: Path, answers: Answers) -> Path | None:
    """Write it, for its owner alone: it may hold the token. The former file is kept beside it: its path, or None.

    Raises ConfigError if it would be no good, RelayBotError if it can't be written.
    """
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
            out.write(text_of(t, answers))
        load(fresh, {})
        kept = file.with_name(f"{file.name}.old") if file.exists() else None
        if kept is not None:
            file.replace(kept)
        fresh.replace(file)
    except OSError as error:
        raise RelayBotError("cli-unwritten", file=file, reason=error.strerror or str(error)) from None
    return kept


def _quoted(text: str) -> str:
    return json.dumps(_CONTROL.sub("", text), ensure_ascii=False)
