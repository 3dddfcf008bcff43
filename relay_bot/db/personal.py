"""One client's data: found by the phone, given out as a whole, erased. What stays of a forgotten one is a number."""

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from relay_bot.db import locks
from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.errors import Unsettled
from relay_bot.phones import spelled

_SQL = of(__file__)

OLD_AT_ONCE = 5000
LEAST_LETTERS = 3
"""A shorter name would be found in every other row."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data it is. `id` and `tg_id` None: the company knows the number, and nobody has come with it."""

    id: int | None
    tg_id: int | None
    name: str
    known_as: str  # in the company's list
    username: str
    phone: str


@dataclass(frozen=True, slots=True)
class Place:
    """A topic in Telegram."""

    group_id: int
    thread_id: int


async def by_phone(session: Session, phone: str) -> Person | None:
    """`phone` in E.164."""
    row = (await session.execute(_SQL["of_phone"], {"phone": phone})).one_or_none()
    return None if row is None else Person(*row)


async def open_claims(session: Session, person: Person) -> Sequence[str]:
    """Numbers of claims that still wait for a decision: the law asks for an answer, so for who gets it."""
    return list((await session.execute(_SQL["open_claims"], {"client": person.id})).scalars())


async def documents(session: Session, person: Person) -> int:
    """Waybills and claims: these stay."""
    return int((await session.execute(_SQL["documents"], {"client": person.id})).scalar_one())


async def places(session: Session, person: Person) -> Sequence[Place]:
    return [Place(*row) for row in await session.execute(_SQL["places"], {"client": person.id})]


async def everything(session: Session, person: Person) -> Mapping[str, Sequence[Any]]:
    """Table → rows, as JSON knows them."""
    found: dict[str, list[Any]] = {}
    values = {"client": person.id, "phone": person.phone}
    for what, row, _ in await session.execute(_SQL["everything"], values):
        found.setdefault(what, []).append(row)
    return found


async def pdfs(session: Session, person: Person) -> Sequence[tuple[str, bytes]]:
    """Number and content of the documents that are still here; the others are in Telegram."""
    return [(row[0], row[1]) for row in await session.execute(_SQL["pdfs"], {"client": person.id})]


STEPS = (
    "forget_queued",
    "forget_rows",
    "idle",
    "forget_account",
    "forget_links",
    "forget_waiting_updates",
    "forget_updates",
    "forget_misreadings",
    "forget_refusals",
    "forget_mishaps",
    "forget_parts",
    "forget_bundles",
    "forget_notices",
    "forget_reactions",
    "forget_uploads",
    "forget_imports",
    "forget_cards",
    "forget_shown",
    "forget_going",
    "forget_messages",
    "forget_notes",
    "forget_reminders",
    "forget_calls",
    "forget_recordings",
    "forget_drafts",
    "forget_topics",
    "forget_client",
)


async def forget(session: Session, person: Person, typed: str = "") -> None:
    """Erase everything but waybills and claims. Raises Unsettled, and nothing is erased, while a call speaks of them.

    Lanes are locked first, as by `enqueue`: nothing comes into them meanwhile.
    """
    await session.execute(_SQL["forget_record"], {"phone": person.phone})
    about: dict[str, Any] = {"client": person.id or 0, "tg": person.tg_id or 0, "worker_lock": locks.WORKER}
    about["spellings"] = _spellings(person, typed)
    await session.execute(_SQL["lock"], about)
    about["cards"] = list((await session.execute(_SQL["cards"], about)).scalars())
    about["lanes"] = list((await session.execute(_SQL["quiet"], about)).scalars())
    if (await session.execute(_SQL["in_flight"], about)).scalar_one():
        raise Unsettled
    for step in STEPS:
        await session.execute(_SQL[step], about)


def _spellings(person: Person, typed: str) -> list[str]:
    """Patterns for LIKE: number, account and name as they stand in texts, in HTML and in JSON."""
    said = {person.phone, person.phone.removeprefix("+"), spelled(person.phone), typed}
    said |= {spelled(person.phone).replace(" ", "\N{NO-BREAK SPACE}"), person.username}
    said |= {str(person.tg_id)} if person.tg_id else set()
    for name in (person.name, person.known_as):
        said |= {name, html.escape(name), html.escape(name, quote=False)}
    inside = {json.dumps(word, ensure_ascii=False)[1:-1] for word in said if len(word) >= LEAST_LETTERS}
    return ["%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" for word in sorted(inside)]


async def forget_old(session: Session, words: timedelta, documents: timedelta) -> None:
    """What `[retention]` says: all clients' words, and the documents of forgotten ones. Zero: kept."""
    if words:
        await session.execute(_SQL["forget_old_words"], {"keep": words, "most": OLD_AT_ONCE})
        await session.execute(_SQL["forget_old_recordings"], {"keep": words})
    if documents:
        await session.execute(_SQL["forget_papers_claims"], {"keep": documents})
        await session.execute(_SQL["forget_papers_waybills"], {"keep": documents})
