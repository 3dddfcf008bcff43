"""Bring the database in line with config.toml: desks, known people, command menus."""

import asyncio

import structlog

from relay_bot.config import Client, Config
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db.outbox import enqueue
from relay_bot.db.roster import import_file
from relay_bot.db.session import Database, Session
from relay_bot.domain.client import Record
from relay_bot.errors import ManagerHasClients
from relay_bot.texts import Texts
from relay_bot.views import menu as menus

log = structlog.get_logger(__name__)


async def enrol(db: Database, config: Config, texts: Texts) -> None:
    """Desks and people as config.toml has them, and the command menus (the inspector sees to the boards).

    Running it again, or in two processes at once, creates nothing twice. Raises ManagerHasClients.
    """
    async with db.transaction() as session:
        await _people(session, config)
    async with db.transaction() as session:
        await enqueue(session, menus.of_clients(texts, config.bot.default_lang))
    if config.clients_import.on_start:
        await _import(db, config)


async def _people(session: Session, config: Config) -> None:
    await desks.enrolling(session)
    orphans = await desks.retire(session, [manager.key for manager in config.managers])
    if orphans:
        raise ManagerHasClients(orphans)
    for manager in config.managers:
        await desks.keep(session, manager.key, manager.group_id)
    await clients.keep_records(session, [_record(person) for person in config.clients], "config")


async def _import(db: Database, config: Config) -> None:
    """[clients_import] on_start: the good rows of the file, every time; with dry_run only the findings, in the log."""
    file = config.clients_import.file
    try:
        content = await asyncio.to_thread(file.read_bytes)
    except OSError as error:
        log.error("clients_file_unreadable", file=str(file), error=type(error).__name__)
        return
    async with db.transaction() as session:
        report = await import_file(session, config, content, dry_run=config.clients_import.dry_run)
    found = report.roster
    log.info(
        "clients_imported", rows=found.rows, new=len(found.new), updated=len(found.updated), dry_run=report.dry_run
    )
    for fault in found.faults:
        log.warning("clients_row_refused", problem=fault.key, row=fault.values.get("row"))


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
