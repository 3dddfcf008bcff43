"""What no single value can tell: doubles, names that nobody bears, settings that need each other.

Works on what could be read, so that these mistakes are listed together with all others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from relay_bot.config.findings import Problem
from relay_bot.config.people import Away, Client, Manager, Reply
from relay_bot.config.tables import Table

Row = dict[str, Any]  # the fields that could be read, None for the others


def problems(raw: Mapping[str, Any]) -> Iterator[Problem]:
    """Every contradiction between values."""
    managers = _readable(raw.get("managers"), Manager, "key", "tg_id", "group_id", "invite", "substitute")
    clients = _readable(raw.get("clients"), Client, "phone", "invite", "manager")
    absences = _readable(raw.get("away"), Away, "manager", "since", "until", "substitute")
    for field in ("key", "tg_id", "group_id", "invite"):
        yield from _doubles("managers", managers, field)
    for field in ("phone", "invite"):
        yield from _doubles("clients", clients, field)
    yield from _doubles("replies", _readable(raw.get("replies"), Reply, "key"), "key")
    known = [manager["key"] for manager in managers if manager["key"]]
    yield from _unknown_managers("managers", managers, "substitute", known)
    yield from _unknown_managers("clients", clients, "manager", known)
    for field in ("manager", "substitute"):
        yield from _unknown_managers("away", absences, field, known)
    yield from _own_substitutes(managers, absences)
    for index, away in enumerate(absences):
        if away["since"] and away["until"] and away["until"] < away["since"]:
            yield Problem(("away", index, "until"), "config-away_order", {"since": away["since"].isoformat()})
    yield from _webhook(raw.get("telegram"))
    yield from _mail(raw.get("mail"))


def _readable(items: Any, model: type[Table], *names: str) -> list[Row]:
    readers = {name: _reader(model, name) for name in names}
    rows = [item if isinstance(item, dict) else {} for item in (items if isinstance(items, list) else [])]
    return [{name: read(row) for name, read in readers.items()} for row in rows]


def _reader(model: type[Table], name: str) -> Callable[[Row], Any]:
    """Reads one field of a row; a bad value has its own finding and counts as absent here."""
    field = model.model_fields[name]
    adapter: TypeAdapter[Any] = TypeAdapter(Annotated[field.annotation, Field(), *field.metadata])

    def read(row: Row) -> Any:
        try:
            return adapter.validate_python(row[field.alias or name])
        except (KeyError, ValidationError):
            return None

    return read


def _doubles(table: str, rows: list[Row], field: str) -> Iterator[Problem]:
    seen: dict[Any, int] = {}
    for index, row in enumerate(rows):
        value = row[field]
        if value is None:
            continue
        if value in seen:
            first = f"{table}[{seen[value] + 1}]"
            yield Problem((table, index, field), "config-double", {"value": str(value), "first": first})
        seen.setdefault(value, index)


def _unknown_managers(table: str, rows: list[Row], field: str, known: Iterable[str]) -> Iterator[Problem]:
    for index, row in enumerate(rows):
        value = row[field]
        if value and value not in known:
            values = {"value": value, "known": ", ".join(dict.fromkeys(known))}
            yield Problem((table, index, field), "config-unknown_manager", values)


def _own_substitutes(managers: list[Row], absences: list[Row]) -> Iterator[Problem]:
    for table, rows, who in (("managers", managers, "key"), ("away", absences, "manager")):
        for index, row in enumerate(rows):
            if row["substitute"] and row["substitute"] == row[who]:
                yield Problem((table, index, "substitute"), "config-own_substitute", {})


def _webhook(telegram: Any) -> Iterator[Problem]:
    if not isinstance(telegram, dict) or telegram.get("mode") != "webhook":
        return
    webhook = telegram.get("webhook")
    if not isinstance(webhook, dict) or not webhook.get("url"):
        yield Problem(("telegram", "webhook", "url"), "config-webhook_url", {})


LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


def _mail(mail: Any) -> Iterator[Problem]:
    """A server needs a sender, a user a password; and a password is never told to a network that can listen."""
    if not isinstance(mail, dict) or not mail.get("host"):
        return
    if not mail.get("sender"):
        yield Problem(("mail", "sender"), "config-mail_sender", {})
    if mail.get("user") and not mail.get("password"):
        yield Problem(("mail", "password"), "config-mail_password", {})
    if mail.get("password") and not mail.get("user"):
        yield Problem(("mail", "user"), "config-mail_user", {})
    if mail.get("security") == "none" and mail.get("password") and mail["host"] not in LOCAL_HOSTS:
        yield Problem(("mail", "security"), "config-mail_open_password", {"host": str(mail["host"])})
