"""Which message of a conversation stands where: what somebody answers, edits or reacts to, on either side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.outgoing import Answer
from relay_bot.domain.work import Standing

_SQL = of(__file__)


@dataclass(frozen=True, slots=True)
class Paired:
    """What a chat's message is: somebody's own, the copy of one, or a notice of the bot's that speaks of something.

    `relay_id` and `side` are the message's, `words` what it says; a notice of a document has its `waybill_id` instead.
    `removed`: its writer took it back. `offset`: where it stands in a copy that was joined of several.
    """

    how: Literal["own", "copy", "notice"]
    relay_id: int | None
    waybill_id: int | None
    client_id: int | None
    side: str
    words: str
    removed: bool
    offset: int = 0


async def at(session: Session, chat_id: int, message_id: int, position: int | None = None) -> Paired | None:
    """None: nothing that anybody knows, or a copy whose id nobody has written down yet (see `is_settled`).

    `position`: which of the texts is meant, should it be joined of several; None: the last one.
    """
    about = {"chat": chat_id, "message": message_id, "position": position}
    row = (await session.execute(_SQL["at"], about)).one_or_none()
    return None if row is None else Paired(*row)


async def is_settled(session: Session, bot_id: int, update_id: int, client_id: int | None, desk: str | None) -> bool:
    """Whether all is written down that had begun to go to the client, or to the desk, when the update came.

    Until then a message that nobody knows may be a copy: it can be in the chat before its id is in the table.
    """
    about = {"bot": bot_id, "update": update_id, "client": client_id, "desk": desk}
    return not bool((await session.execute(_SQL["in_flight"], about)).scalar_one())


async def is_handled(session: Session, bot_id: int, update_id: int, chat_id: int) -> bool:
    """Whether the group's earlier updates are: those of its topics have lanes of their own."""
    about = {"bot": bot_id, "update": update_id, "topics": f"{chat_id}:%"}
    return not bool((await session.execute(_SQL["earlier"], about)).scalar_one())


async def standing(session: Session, answer: Answer, chat_id: int) -> Standing | None:
    """The message of this chat that `answer` points at; None: there is none."""
    about = {"chat": chat_id, "message": answer.message, "waybill": answer.waybill}
    row = (await session.execute(_SQL["standing"], about)).one_or_none()
    return None if row is None or row.message_id is None else Standing(*row)


async def speaks_of(
    session: Session, chat_id: int, message_id: int, *, relay_id: int | None = None, waybill_id: int | None = None
) -> None:
    """The bot's message there speaks of a message of the conversation, or is the document of a waybill."""
    about = {"chat": chat_id, "message": message_id, "relay": relay_id, "waybill": waybill_id}
    await session.execute(_SQL["speaks_of"], about)


# --- what has not been sent yet ---------------------------------------------------------------------------------------


async def rewrite(session: Session, address: str, relay_id: int, *, cut: bool) -> bool:
    """True: nobody has begun to send the message: what goes is what is kept by then (`cut`: some of it stays inside).

    The lane is locked, so what `claim` has taken is on its way, and what it has not it will take as it is then.
    """
    about = {"address": address, "relay": relay_id, "cut": cut}
    await session.execute(_SQL["lock"], about)
    return (await session.execute(_SQL["rewrite"], about)).first() is not None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A message that nobody has begun to send, and nobody will. `waited`: its writer has been shown that it waits."""

    lane: int
    waited: bool


async def withdraw(session: Session, address: str, relay_id: int) -> Withdrawn | None:
    """None: it has gone, or is on its way."""
    about = {"address": address, "relay": relay_id}
    await session.execute(_SQL["lock"], about)
    row = (await session.execute(_SQL["withdraw"], about)).one_or_none()
    if row is None:
        return None
    await session.execute(_SQL["refresh"], {"lane": row[0]})
    return Withdrawn(*row)


async def forget_words(session: Session, address: str, relay_id: int) -> None:
    """The message is taken back: what waits there and answers it, by which its words would be shown, shows none."""
    await session.execute(_SQL["forget_words"], {"address": address, "relay": relay_id})
