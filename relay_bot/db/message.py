"""What was written, and where its copy stands: the pairs that replies, edits and the history need."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.forms import registry
from relay_bot.domain.history import Said
from relay_bot.domain.joined import Piece, Span
from relay_bot.domain.outgoing import Answer


@dataclass(frozen=True, slots=True)
class Written:
    """A message of a client or of the desk, with enough of its content to send it again."""

    client_id: int
    side: str  # client | desk
    author_id: int
    chat_id: int
    thread_id: int | None
    message_id: int
    reply_to: int | None
    media_group: str | None
    kind: str
    content: dict[str, Any]
    written_at: datetime
    forwarded: bool = False  # somebody else wrote it first
    answer: Answer | None = None  # what it answers, as far as the message itself tells


@dataclass(frozen=True, slots=True)
class Kept:
    """A message that was written."""

    id: int
    side: str
    chat_id: int
    message_id: int
    content: dict[str, Any]
    removed: bool


@dataclass(frozen=True, slots=True)
class Keeping:
    """A message is kept; the outbox row that copies it refers to `id`. `earlier`: when the client had written the
    message that is so many back as was asked for, and the one before it. `calls`: the client's call is open.
    """

    id: int
    earlier: Sequence[datetime]
    calls: bool


_SQL = of(__file__)


async def keep(session: Session, message: Written, *, back: int = 0) -> Keeping:
    """Remember a message, and when the client wrote."""
    values = _values(message) | {
        "content": json.dumps(message.content),
        "errands": registry.over_with_anything(),
        "back": back,
    }
    row = (await session.execute(_SQL["keep"], values)).one()
    return Keeping(row.id, row.earlier or (), row.calls)


async def ahead(session: Session, clients: Sequence[int], *, back: int) -> dict[int, Keeping]:
    """What `keep` would say of one more message of each of these clients, who have no form open; its id is taken."""
    rows = await session.execute(_SQL["ahead"], {"clients": list(clients), "back": back})
    return {row.client: Keeping(row.id, row.earlier, row.calls) for row in rows}


async def keep_all(session: Session, messages: Sequence[tuple[int, Written]]) -> None:
    """Remember messages of several clients under the ids that `ahead` gave. One that is kept already is an error."""
    if messages:
        values = [{"id": number, **_values(one), "written_at": one.written_at.isoformat()} for number, one in messages]
        await session.execute(_SQL["keep_all"], {"messages": json.dumps(values)})


def _values(message: Written) -> dict[str, Any]:
    return {name: getattr(message, name) for name in Written.__slots__ if name not in ("answer", "forwarded")}


async def is_kept(session: Session, chat_id: int, message_id: int) -> bool:
    """Whether this message is known already."""
    found = await session.execute(_SQL["is_kept"], {"chat": chat_id, "message": message_id})
    return bool(found.scalar_one())


async def at(session: Session, chat_id: int, message_id: int) -> Kept | None:
    """What somebody wrote there."""
    row = (await session.execute(_SQL["at"], {"chat": chat_id, "message": message_id})).one_or_none()
    return None if row is None else Kept(*row)


async def album_of(session: Session, message: int) -> Sequence[Kept]:
    """The message with the others of its album, in their order."""
    return [Kept(*row) for row in await session.execute(_SQL["album_of"], {"message": message})]


async def last_of(session: Session, client_id: int, side: str, chat_id: int, most: int) -> Sequence[Kept]:
    """What was written last and not taken back, the newest first."""
    about = {"client": client_id, "side": side, "chat": chat_id, "most": most}
    return [Kept(*row) for row in await session.execute(_SQL["last_of"], about)]


async def change(session: Session, message: int, kind: str, content: dict[str, Any], *, other_file: bool) -> None:
    """It was edited."""
    about = {"id": message, "kind": kind, "content": json.dumps(content), "other_file": other_file}
    await session.execute(_SQL["change"], about)


async def joined(session: Session, message: int) -> Sequence[Piece]:
    """The texts of the copy that shows this message with others, as they are now, without what was taken back."""
    return [Piece(*row) for row in await session.execute(_SQL["joined"], {"message": message})]


async def redrawn(session: Session, chat_id: int, message_id: int, spans: Sequence[Span]) -> None:
    """The joined copy there shows these texts now, and no others."""
    about = {
        "chat": chat_id,
        "copy": message_id,
        "messages": [one.message for one in spans],
        "offsets": [one.offset for one in spans],
        "lengths": [one.length for one in spans],
    }
    await session.execute(_SQL["redrawn"], about)


async def removed(session: Session, message: int, at: datetime | None) -> None:
    """It was taken back; None: that was not possible."""
    await session.execute(_SQL["removed"], {"id": message, "at": at})


async def of_copy(session: Session, chat_id: int, message_id: int) -> int | None:
    """The id of the message that the bot's message there is the copy of."""
    found = await session.execute(_SQL["of_copy"], {"chat": chat_id, "message": message_id})
    return found.scalar_one_or_none()


async def desk_wrote_since(session: Session, client_id: int, moment: datetime) -> bool:
    """Whether the manager has written to the client after `moment`."""
    found = await session.execute(_SQL["desk_wrote_since"], {"client": client_id, "moment": moment})
    return bool(found.scalar_one())


async def sent_together(session: Session, client_id: int, message: int) -> Sequence[tuple[str, dict[str, Any]]]:
    """(kind, content) of the client's message with this id of the table, and of the others of its album."""
    rows = await session.execute(_SQL["sent_together"], {"client": client_id, "message": message})
    return [(row.kind, row.content) for row in rows]


async def said_last(session: Session, client_id: int) -> Sequence[Said]:
    """The last ten messages that have arrived, the oldest first."""
    return [Said(*row) for row in await session.execute(_SQL["said_last"], {"client": client_id})]


async def last_words(session: Session, client_id: int) -> str:
    """The client's latest text, for a card; empty when there is none."""
    row = await session.execute(_SQL["last_words"], {"client": client_id})
    return str(row.scalar_one_or_none() or "")
