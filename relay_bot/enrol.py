"""Bring the database in line with config.toml: desks, known people, and what every desk must have."""

from sqlalchemy import text

from relay_bot.config import Client, Config
from relay_bot.db import clients, desks
from relay_bot.db.outbox import Out, Priority, enqueue
from relay_bot.db.session import Session
from relay_bot.domain import addresses
from relay_bot.domain.clients import Record
from relay_bot.errors import ManagerHasClients
from relay_bot.handlers.desk.group import ensure_desk
from relay_bot.texts import LANGUAGES, Texts

_LOCK = 7_004

CLIENT_COMMANDS = ("start", "call", "lang")
"""Only what works."""


async def enrol(session: Session, config: Config, texts: Texts) -> None:
    """Desks and people as config.toml has them; boards, pins and command menus are made where they are missing.

    Running it again, or in two processes at once, creates nothing twice. Raises ManagerHasClients.
    """
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    orphans = await desks.retire(session, [manager.key for manager in config.managers])
    if orphans:
        raise ManagerHasClients(orphans)
    for manager in config.managers:
        await desks.keep(session, manager.key, manager.group_id)
    await clients.keep_records(session, [_record(person) for person in config.clients], "config")
    rows = [row for manager in config.managers if manager.group_id is not None for row in ensure_desk(manager.key)]
    await enqueue(session, [*rows, *_commands(config, texts)])


def _record(person: Client) -> Record:
    return Record(
        phone=person.phone,
        name=person.name,
        company=person.company,
        city=person.city,
        desk=person.manager,
        email=person.email,
        inn=person.inn,
        lang=person.lang,
        invite=person.invite,
    )


def _commands(config: Config, texts: Texts) -> list[Out]:
    """The ☰ menu of private chats, per language; the default one for all other languages."""
    rows = []
    for language in (None, *LANGUAGES):
        t = texts.lang(language or config.bot.default_lang)
        commands = [{"command": name, "description": t.plain(f"cmd-{name}")} for name in CLIENT_COMMANDS]
        payload = {"commands": commands, "scope": {"type": "all_private_chats"}, "language": language}
        rows.append(
            Out(addresses.bot(), "commands", payload, Priority.COSMETIC, card=f"commands:{language or 'default'}")
        )
    return rows
