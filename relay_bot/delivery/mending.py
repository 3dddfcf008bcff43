"""A place, a card or a document that is not as we thought: what is known now is noted, and the row goes on."""

from typing import assert_never

from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import icon as icons
from relay_bot.db import message as messages
from relay_bot.db import outbox
from relay_bot.db import topic as topics
from relay_bot.db import waybill as waybills
from relay_bot.db.outbox import Settled, acknowledge, enqueue
from relay_bot.db.session import Session
from relay_bot.delivery import done, remedy
from relay_bot.delivery.action import Call, EditCard, PinPost, PostElsewhere, RenameTopic, SendPaper, SetIcon
from relay_bot.delivery.places import SUSPECT_TRIES
from relay_bot.delivery.retry import next_wait_s
from relay_bot.delivery.rows import Sent
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Answer, Card, Document, Edit, Out, Priority, Refresh, Relay
from relay_bot.domain.work import ClientChat, FormerTopic, OtherChat, StandingCard, TopicLooks, Work
from relay_bot.views import cards


async def mend(session: Session, work: Work, call: Call, decision: remedy.AboutThePlace, why: str) -> bool:
    """The place is not as we thought: note what we know now, and go on."""
    match decision:
        case remedy.AlreadyThere():
            return await done.settle(session, work, call, Sent(call.chat.chat_id, call.chat.thread_id))
        case remedy.Suspect() | remedy.Recreate() | remedy.Reopen() | remedy.Skip() if isinstance(
            work.place, FormerTopic
        ):
            return await acknowledge(session, work.lease, Settled("dropped", None, why))
        case remedy.Suspect() | remedy.Recreate() | remedy.Reopen() if isinstance(
            work.place, OtherChat | StandingCard
        ):  # no topic of ours to make or to open: it would be asked for again at once, without end
            return await acknowledge(session, work.lease, Settled("dropped", None, why))
        case remedy.Suspect() | remedy.Recreate() | remedy.Reopen() | remedy.Skip() if isinstance(
            work.place, TopicLooks
        ):
            if isinstance(call, SetIcon):  # not asked for again until the state is another
                await icons.shows(session, work.topic, call.icon)
            return await acknowledge(session, work.lease, Settled("dropped", None, why))
        case remedy.Suspect() | remedy.Reopen() if isinstance(work.place, ClientChat):
            if work.place.person.thread_id is None:
                waits = Settled("retry", None, why, after_s=next_wait_s(work.attempts))
                return await acknowledge(session, work.lease, waits)
            await clients.change(session, work.place.person.id, thread_id=None)  # a thread that they have deleted
        case remedy.Suspect() if work.attempts < SUSPECT_TRIES:
            await topics.set_state(session, work.topic, "suspect")
            return await acknowledge(session, work.lease, Settled("retry", None, why, after_s=0))
        case remedy.Recreate() | remedy.Suspect():
            return await _start_over(session, work)
        case remedy.PostAnew():
            return await _post_anew(session, work, call)
        case remedy.Reopen():
            await topics.set_state(session, work.topic, "closed")
        case remedy.Resend():
            await outbox.resend(session, work.lease)
        case remedy.Alone():
            await outbox.alone(session, work.lease)
        case remedy.PrintAnew():
            assert isinstance(call, SendPaper)
            await waybills.file_lost(session, call.row.waybill)
            return await unprinted(session, work, call.row)
        case remedy.WithoutReply():
            await outbox.without_reply(session, work.lease, work.row)
        case remedy.WithoutQuote():
            await outbox.without_quote(session, work.lease, work.row)
        case remedy.Drop():
            return await acknowledge(session, work.lease, Settled("dropped", None, why))
        case remedy.ShowAnew():
            return await _show_anew(session, work, why)
        case remedy.Skip():
            await _skip(session, work, call)
        case remedy.Migrate() if work.desk is None:  # a group of nobody's: its new number comes with its next event
            return await acknowledge(session, work.lease, Settled("dropped", None, why))
        case remedy.Migrate(group_id=group_id):
            assert work.desk is not None
            await desks.follow_migration(session, work.desk.key, group_id)
        case _:
            assert_never(decision)
    return await acknowledge(session, work.lease, Settled("step"))


async def _skip(session: Session, work: Work, call: Call) -> None:
    """A cosmetic step that the bot has no right to: note it as done, so that the messages go on."""
    if isinstance(call, PinPost):
        await deskcards.pinned(session, work.topic, False)
        return
    if isinstance(call, RenameTopic):
        await done.note(session, work, call, Sent(0, None))


async def _show_anew(session: Session, work: Work, why: str) -> bool:
    """The newer version of a copy that can't be edited any more: it stands for it from now on.

    What was taken back while the edit was under way is not shown: as the lane is locked, that is known now, or will
    find the row.
    """
    edit, relayed = work.row, work.relayed
    kept = await acknowledge(session, work.lease, Settled("dropped", None, why))
    if kept and isinstance(edit, Edit) and relayed is not None:
        now = await messages.at(session, relayed.chat_id, relayed.message_id)
        if now is None or now.removed:
            return kept
        answer = Answer(relayed.id)
        row = Relay(silent=True, buttons=edit.buttons, cut=True, answer=answer, mark=edit.mark)
        await enqueue(session, [Out(work.address, row, relay_id=relayed.id)])
    return kept


# --- cards, documents and topics that are not where they were ---------------------------------------------------------


async def _post_anew(session: Session, work: Work, call: Call) -> bool:
    """A deleted card: a place's own comes back with the next row to it, any other is sent again where it stood."""
    card, key, lease = work.row, work.card_key, work.lease
    if not isinstance(call, EditCard) or not isinstance(card, Card) or key is None:
        await deskcards.gone(session, work.topic)
        return await acknowledge(session, lease, Settled("dropped" if isinstance(card, Refresh) else "step"))
    if key.startswith(addresses.MOVED):  # of a client who has left the desk: nobody misses it
        await deskcards.gone(session, key)
        return await acknowledge(session, lease, Settled("dropped"))
    if not isinstance(work.place, StandingCard):  # a card that is edited in the order of its chat
        return await _send_card(session, work, key, card, work.address, Settled("dropped"))
    to = addresses.board(work.desk.key, card.board) if work.desk and card.board else addresses.chat(call.chat.chat_id)
    return await _send_card(session, work, key, card, to, Settled("dropped"))


async def post_elsewhere(session: Session, work: Work, action: PostElsewhere) -> bool:
    """No call was made: the card's newest state goes to its board as a new card."""
    assert work.desk is not None and work.card_key is not None
    to = addresses.board(work.desk.key, action.board)
    return await _send_card(session, work, work.card_key, action.card, to, Settled("idle"))


async def _send_card(session: Session, work: Work, key: str, card: Card, to: Address, settled: Settled) -> bool:
    """The edit is done with; its card is sent to `to` as a new one."""
    await deskcards.gone(session, key)
    kept = await acknowledge(session, work.lease, settled)
    if kept:
        await enqueue(session, [_again(to, key, card)])
    return kept


def _again(to: Address, key: str, card: Card) -> Out:
    """A card that has rung already comes back without ringing."""
    return Out(to, cards.hushed(card), Priority.EDIT, card=key)


async def unprinted(session: Session, work: Work, document: Document) -> bool:
    """The document is not there (any more): the row comes back when it is, and its lane goes on meanwhile."""
    await waybills.wait_for_print(session, document.waybill, [Out(work.address, document)])
    return await acknowledge(session, work.lease, Settled("idle"))


async def _start_over(session: Session, work: Work) -> bool:
    """The topic is gone: the next claim makes a new one, and the cards that were open in it come back."""
    lost = await topics.gone(session, work.topic)
    kept = await acknowledge(session, work.lease, Settled("step"))
    if kept and work.desk is not None:
        to = Address(work.topic, work.desk.key)
        await enqueue(session, [_again(to, key, card) for key, card in lost if key != work.card_key])
    return kept
