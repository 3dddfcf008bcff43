"""What a call that took effect leaves to write: decided here for all of them."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import assert_never

from relay_bot.actions import removal
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import icon as icons
from relay_bot.db import message as messages
from relay_bot.db import outbox
from relay_bot.db import pair as pairs
from relay_bot.db import topic as topics
from relay_bot.db import waybill as waybills
from relay_bot.db.outbox import Settled, acknowledge
from relay_bot.db.session import Session
from relay_bot.delivery.action import (
    Call,
    CloseTopic,
    CreateTopic,
    DeleteCopy,
    DeleteMessages,
    EditCard,
    EditCopy,
    PinPost,
    PostContext,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SendJoined,
    SendPaper,
    SendRow,
    SendTogether,
    SendUpload,
    SetIcon,
    SetReaction,
    Step,
)
from relay_bot.delivery.rows import Sent
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Card, Document, Ensure, Relay, Remove, Text, Transcript, Upload
from relay_bot.domain.work import Part, Relayed, Work
from relay_bot.views import receipt as receipts

Write = Callable[[Session], Awaitable[None]]


A_MESSAGE = (SendRow, SendTogether, SendJoined, SendPaper, SendUpload, PostPin, PostContext)
"""What shows that a group takes messages again: where the bot may not write, it often still may edit, pin and react."""


def what_remains(work: Work, call: Call, sent: Sent) -> tuple[Settled, list[Write]]:
    """What the row became, and what else is to be written: mostly nothing."""
    over: list[Write] = []  # behind whatever enqueues: lanes are locked before a budget
    if work.desk is not None and work.desk.trouble is not None and isinstance(call, A_MESSAGE):
        over = [_trouble_is_over(work.desk.key)]
    match call:
        case (
            SendRow()
            | SendTogether()
            | SendJoined()
            | SendPaper()
            | SendUpload()
            | EditCard()
            | CloseTopic()
            | EditCopy()
            | SetReaction()
            | DeleteCopy()
        ):
            ids = (sent.message_id, *sent.others)
            if isinstance(call, SendJoined):
                ids = (sent.message_id,) * len(call.parts)
            settled = Settled("sent", None, None, sent.chat_id, sent.thread_id, ids, sent.spans)
            return settled, [*_of_message(work, call, sent), *over]
        case SetIcon(icon=icon):
            return Settled("sent"), [partial(icons.shows, topic=work.topic, emoji=icon)]
        case DeleteMessages():
            return Settled("sent"), []
        case CreateTopic() | RenameTopic() | ReopenTopic() | PostPin() | PinPost() | PostContext():
            return Settled("step"), [*_of_step(work, call, sent), *over]
        case _:
            assert_never(call)


def _trouble_is_over(desk: str) -> Write:
    return partial(desks.trouble_is_over, key=desk)


def _of_message(work: Work, call: Call, sent: Sent) -> list[Write]:
    writes: list[Write] = []
    if isinstance(call, SendPaper) and sent.file_id is not None:
        writes.append(partial(waybills.sent, waybill_id=call.row.waybill, file_id=sent.file_id))
    if isinstance(work.row, Card) and work.card_key is not None and sent.message_id is not None:
        writes.append(_posted(work.card_key, sent, work.row))
    if isinstance(call, DeleteCopy) and not call.row.quietly and work.relayed is not None:
        writes.append(partial(_taken_back, relayed=work.relayed, row=call.row))
    if isinstance(call, EditCopy | DeleteCopy) and work.relayed is not None and work.relayed.joined:
        chat_id, message_id = call.chat.chat_id, call.message_id
        writes.append(partial(messages.redrawn, chat_id=chat_id, message_id=message_id, spans=sent.spans))
    writes += [
        partial(_receipt, relayed=part.original, emoji=part.row.receipt) for part in _relayed(work) if part.row.waited
    ]
    if sent.message_id is not None:
        writes += _notice(work, sent.chat_id, sent.message_id)
    return writes


def _relayed(work: Work) -> Sequence[Part]:
    """The messages that went with the row."""
    if work.parts:
        return work.parts
    return [Part(work.row, work.relayed)] if isinstance(work.row, Relay) and work.relayed is not None else []


def _notice(work: Work, chat_id: int, message_id: int) -> list[Write]:
    """A message of the bot's own that speaks of something: an answer to it is an answer to that."""
    note = partial(pairs.speaks_of, chat_id=chat_id, message_id=message_id)
    match work.row:
        case Document(waybill=waybill):
            return [partial(note, waybill_id=waybill)]
        case Transcript() | Text() | Card() | Upload() if work.relayed is not None:
            return [partial(note, relay_id=work.relayed.id)]
        case _:
            return []


async def _receipt(session: Session, relayed: Relayed, emoji: str) -> None:
    """Whoever saw that it waits sees that it went."""
    client = await clients.by_id(session, relayed.client_id)
    if client is not None:
        at = relayed.chat_id, relayed.message_id
        await outbox.enqueue(session, [receipts.on(client.id, client.desk, at, emoji)])


async def _taken_back(session: Session, relayed: Relayed, row: Remove) -> None:
    """Whoever asked sees that it is done."""
    client = await clients.by_id(session, relayed.client_id)
    if client is not None:
        own = addresses.client(client.id) if relayed.side == "client" else addresses.topic(client.id, client.desk)
        await outbox.enqueue(session, [removal.done(own, row.asked)])


def _posted(key: str, sent: Sent, card: Card | None = None) -> Write:
    assert sent.message_id is not None
    chat_id, thread_id, message_id = sent.chat_id, sent.thread_id or 0, sent.message_id
    return lambda session: deskcards.posted(session, key, chat_id, thread_id, message_id, card)


def _of_step(work: Work, step: Step, sent: Sent) -> list[Write]:
    """The place is as wanted now, as far as this step goes."""
    probed: list[Write] = [partial(outbox.probed, lease=work.lease)] if isinstance(work.row, Ensure) else []
    address = work.address.key
    match step:
        case CreateTopic(name=name):
            assert sent.thread_id is not None
            there = partial(topics.created, group_id=sent.chat_id, thread_id=sent.thread_id)
            return [partial(there, address=address, name=name), partial(deskcards.gone, key=address), *probed]
        case RenameTopic(name=name, chat=chat):
            assert work.desk is not None
            here = partial(topics.renamed, group_id=chat.chat_id, thread_id=chat.thread_id or 0)
            return [partial(here, address=address, desk=work.desk.key, name=name), *probed]
        case ReopenTopic():
            return [partial(topics.set_state, address=address, state="ok"), *probed]
        case PostPin():
            return [_posted(address, sent), *probed]
        case PostContext():
            return [partial(topics.shown_again, address=address), *probed]
        case PinPost():
            return [partial(deskcards.pinned, key=work.topic, done=True), *probed]
        case _:
            assert_never(step)


async def settle(session: Session, work: Work, call: Call, sent: Sent) -> bool:
    settled, writes = what_remains(work, call, sent)
    return await write_down(session, work, settled, writes)


async def note(session: Session, work: Work, step: Step, sent: Sent) -> None:
    """As if the step had taken effect; the row is settled by whoever asks."""
    for write in _of_step(work, step, sent):
        await write(session)


async def write_down(session: Session, work: Work, settled: Settled, writes: list[Write]) -> bool:
    for write in writes:
        await write(session)
    return await acknowledge(session, work.lease, settled)
