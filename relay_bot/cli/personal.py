"""`client forget` and `client export`: what one client's data is, out or gone."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relay_bot.cli.asking import ask
from relay_bot.cli.init.terminal import YES
from relay_bot.cli.told import say, say_error, settings, speak
from relay_bot.config import Config
from relay_bot.domain.roster.phone import phone_of
from relay_bot.texts import why

if TYPE_CHECKING:
    from relay_bot.db.personal import Person
    from relay_bot.db.session import Session

KINDS = (".json", ".zip")


def forget_client(path: Path | None, number: str, *, sure: bool) -> int:
    """0 once it is erased; 1 for an unknown number, open claims, or a no."""
    t, config = speak(os.environ), settings(path)
    from relay_bot.db import personal

    async def look(session: Session, person: Person) -> tuple[list[str], int, list[personal.Place]]:
        claims = list(await personal.open_claims(session, person))
        return claims, await personal.documents(session, person), list(await personal.places(session, person))

    async def erase(session: Session, person: Person) -> None:
        await personal.forget(session, person, typed=number.strip())

    person, found = _about(config, number, look)
    if person is None or found is None:
        say_error(t.plain("cli-client_unknown", phone=number))
        return 1
    claims, kept, places = found
    if claims:
        say_error(t.plain("cli-forget_open_claims", claims=", ".join(claims)))
        return 1
    say(t.plain("cli-forget_sure", name=person.name, phone=person.phone, kept=kept))
    if not sure and not _agreed():
        say(t.plain("cli-forget_nothing"))
        return 1
    _about(config, number, erase)
    say(t.plain("cli-forget_done", kept=kept))
    for place in places:
        from relay_bot.views.names import topic_link

        say(t.plain("cli-forget_topic", link=topic_link(place.group_id, place.thread_id)))
    if config.client_by_phone(person.phone) is not None:
        say(t.plain("cli-forget_in_config"))
    return 0


def export_client(path: Path | None, number: str, file: Path) -> int:
    """A JSON of every row, or a ZIP with the documents that are still here; 1 if nothing was written."""
    t, config = speak(os.environ), settings(path)
    if file.suffix.lower() not in KINDS:
        say_error(t.plain("cli-file_kind", file=file, kinds=", ".join(KINDS)))
        return 1
    from relay_bot.db import personal

    async def all_of(session: Session, person: Person) -> tuple[Any, Any]:
        return await personal.everything(session, person), await personal.pdfs(session, person)

    person, found = _about(config, number, all_of)
    if person is None or found is None:
        say_error(t.plain("cli-client_unknown", phone=number))
        return 1
    rows, pdfs = found
    content = json.dumps(rows, ensure_ascii=False, indent=2).encode()
    try:
        file.write_bytes(content if file.suffix.lower() == ".json" else _zipped(content, pdfs))
    except OSError as error:
        say_error(t.plain("cli-unwritten", file=file, reason=why(t, error)))
        return 1
    say(t.plain("cli-client_exported", n=sum(map(len, rows.values())), file=file.absolute()))
    return 0


def _zipped(content: bytes, pdfs: list[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("client.json", content)
        for number, pdf in pdfs:
            archive.writestr(f"{number}.pdf", pdf)
    return made.getvalue()


def _about(config: Config, number: str, question: Any) -> tuple[Person | None, Any]:
    """The client with this number, and what `question(session, person)` answers."""
    from relay_bot.db import personal

    phone = phone_of(number)

    async def asked(session: Session) -> tuple[Person | None, Any]:
        person = await personal.by_phone(session, phone) if phone else None
        return person, None if person is None else await question(session, person) or ()

    return ask(config, asked)


def _agreed() -> bool:
    try:
        return input().strip().lower() in YES
    except EOFError:  # nobody is there to ask
        return False
