"""Write down what became of a claimed row: the one place that acts on the decisions of retry.py.

Each of these is one transaction, so a crash before it means that the call is made again, never that it is forgotten.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, assert_never

from sqlalchemy import text

from relay_bot.config import Config
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import topic as topics
from relay_bot.db import waybill as waybills
from relay_bot.db.outbox import Settled, Work, acknowledge, enqueue
from relay_bot.db.session import Session
from relay_bot.delivery import retry
from relay_bot.delivery.places import (
    SUSPECT_TRIES,
    Action,
    CloseTopic,
    CreateTopic,
    EditCard,
    PinPost,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SendPaper,
    SendRow,
    SendUpload,
)
from relay_bot.delivery.retry import Decision, Fault
from relay_bot.delivery.rows import Sent
from relay_bot.domain import addresses
from relay_bot.domain.addresses import FORMER, Address
from relay_bot.domain.outgoing import Out, Priority
from relay_bot.texts import Language, Texts
from relay_bot.views import cards
from relay_bot.views import notice as notices

TROUBLE_REST = timedelta(minutes=1)
WRONG_TOKEN_WAIT = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Settler:
    """Knows the words for people; everything else comes with the row."""

    config: Config
    texts: Texts

    @property
    def desk_t(self) -> Language:
        return self.texts.lang(self.config.bot.default_lang)

    async def done(self, session: Session, work: Work, action: Action, sent: Sent) -> bool:
        """The call took effect."""
        if work.trouble is not None and work.desk is not None:
            await desks.trouble_is_over(session, work.desk)
        if isinstance(action, SendRow | SendPaper | SendUpload | EditCard | CloseTopic):
            if sent.file_id is not None:
                await waybills.sent(session, work.payload["waybill"], sent.file_id)
            if work.kind == "card" and work.card_key is not None and sent.message_id is not None:
                place = (sent.chat_id, sent.thread_id or 0, sent.message_id)
                await deskcards.posted(session, work.card_key, *place, work.payload)
            return await acknowledge(
                session, work, Settled("sent", None, None, sent.chat_id, sent.thread_id, sent.message_id)
            )
        await _place_made(session, work, action, sent)
        return await acknowledge(session, work, Settled("step"))

    async def failed(self, session: Session, work: Work, action: Action, fault: Fault, decision: Decision) -> bool:
        """The call was refused, or got no answer; `decision` says what now."""
        now = datetime.now(UTC)
        why = fault.description
        match decision:
            case retry.Retry(after_s=seconds):
                settled = Settled("retry", now + timedelta(seconds=seconds), why)
            case retry.Rest(after_s=seconds):
                settled = Settled("rest", now + timedelta(seconds=seconds), why)
            case retry.WrongToken():
                settled = Settled("retry", now + WRONG_TOKEN_WAIT, why)
            case retry.Unreachable():
                await self._unreachable(session, work)
                settled = Settled("hold", None, why)
            case retry.Trouble(reason=reason):
                await self._trouble(session, work, action, reason)
                settled = Settled("rest", now + TROUBLE_REST, why)
            case retry.TellSender(reason=reason):
                await self._tell_sender(session, work, reason)
                settled = Settled("parked", None, why)
            case retry.Park():
                await self._tell_sender(session, work, "reason-internal")
                admins = self.config.telegram.admins
                await enqueue(session, notices.parked(self.desk_t, admins, f"out:{work.row_id}", now))
                settled = Settled("parked", None, why)
            case _:
                return await self._mend(session, work, action, decision, why)
        return await acknowledge(session, work, settled)

    async def _mend(
        self, session: Session, work: Work, action: Action, decision: retry.AboutThePlace, why: str
    ) -> bool:
        """The place is not as we thought: note what we know now, and go on."""
        match decision:
            case retry.AlreadyThere():
                place = work.topic or {}
                chat = getattr(action, "chat", None)
                assert chat is not None
                return await self.done(session, work, action, Sent(chat.chat_id, place.get("thread_id")))
            case retry.Suspect() | retry.Recreate() | retry.Reopen() | retry.Skip() if work.address.startswith(FORMER):
                return await acknowledge(session, work, Settled("dropped", None, why))
            case retry.Suspect() if work.attempts < SUSPECT_TRIES:
                await topics.set_state(session, _place(work), "suspect")
                return await acknowledge(session, work, Settled("retry", datetime.now(UTC), why))
            case retry.Recreate() | retry.Suspect():
                return await _start_over(session, work)
            case retry.PostAnew():
                return await self._post_anew(session, work, action)
            case retry.Reopen():
                await topics.set_state(session, _place(work), "closed")
            case retry.Resend():
                await _change_payload(session, work, {"resend": True})
            case retry.PrintAnew():
                await waybills.file_lost(session, work.payload["waybill"])
                return await self.unprinted(session, work)
            case retry.WithoutReply():
                await _change_payload(session, work, {"reply_to": None})
            case retry.Skip():
                await _place_skipped(session, work, action)
            case retry.Migrate() if work.desk is None:  # a group of nobody's: its new number comes with its next event
                return await acknowledge(session, work, Settled("dropped", None, why))
            case retry.Migrate(group_id=group_id):
                assert work.desk is not None
                await desks.follow_migration(session, work.desk, group_id)
            case _:
                assert_never(decision)
        return await acknowledge(session, work, Settled("step"))

    async def _post_anew(self, session: Session, work: Work, action: Action) -> bool:
        """A deleted card: a place's own comes back with the next row to it, any other is sent again where it stood."""
        if not isinstance(action, EditCard) or work.kind == "refresh" or work.card_key is None:
            await deskcards.gone(session, _place(work))
            return await acknowledge(session, work, Settled("dropped" if work.kind == "refresh" else "step"))
        board = work.payload.get("board")
        if work.card_key.startswith("moved:"):  # of a client who has left the desk: nobody misses it
            await deskcards.gone(session, work.card_key)
            return await acknowledge(session, work, Settled("dropped"))
        if not work.address.startswith("card:"):  # a card that is edited in the order of its chat
            return await _send_card(session, work, Address(work.address, work.desk), Settled("dropped"))
        to = addresses.board(work.desk, board) if work.desk and board else addresses.chat(action.chat.chat_id)
        return await _send_card(session, work, to, Settled("dropped"))

    async def unprinted(self, session: Session, work: Work) -> bool:
        """The document is not there (any more): the row comes back when it is, and its lane goes on meanwhile."""
        again = Out(Address(work.address, work.desk), work.kind, work.payload, push_key=None)
        await waybills.wait_for_print(session, work.payload["waybill"], [again])
        return await acknowledge(session, work, Settled("idle"))

    async def post_elsewhere(self, session: Session, work: Work) -> bool:
        """No call was made: the card's newest state goes to its board as a new card."""
        assert work.desk is not None
        return await _send_card(session, work, addresses.board(work.desk, work.payload["board"]), Settled("idle"))

    async def _unreachable(self, session: Session, work: Work) -> None:
        """The client stopped the bot: say so in the topic, once, with the phone."""
        if work.client is None:
            return
        first = await clients.became_unreachable(session, work.client["id"])
        client = await clients.by_id(session, work.client["id"])
        if first and client is not None:
            reason = self.desk_t("relay-blocked", phone=client.phone or "—")
            await enqueue(session, [self._notice(work, client.id, client.desk, reason)])

    def _notice(self, work: Work, client_id: int, desk: str | None, reason: str) -> Out:
        relay = work.relay or {}
        answered = relay.get("message_id") if relay.get("side") == "desk" else None
        html = self.desk_t("relay-not_delivered", reason=reason)
        return Out(addresses.topic(client_id, desk), "text", {"html": html, "reply_to": answered})

    async def _trouble(self, session: Session, work: Work, action: Action, reason: str) -> None:
        """The desk can't be written to: the admins hear of it once, the client whose message waits too."""
        if isinstance(action, CreateTopic):
            await topics.give_up_creation(session, work.address)
        if work.desk is None:
            return
        rows = []
        if await desks.in_trouble(session, work.desk, reason):
            manager = self.config.manager(work.desk)
            html = self.desk_t("adm-group_lost", manager=manager.name if manager else work.desk, error=reason)
            rows = [Out(addresses.chat(admin), "text", {"html": html}) for admin in self.config.telegram.admins]
        if work.relay is not None and work.client is not None:
            client = await clients.by_id(session, work.client["id"])
            t = self.texts.lang(client.lang if client and client.lang else self.config.bot.default_lang)
            key = f"waiting:{work.row_id}"
            html = t("chat-not_delivered")
            rows.append(Out(addresses.client(work.client["id"]), "text", {"html": html}, push_key=key))
        await enqueue(session, rows)

    async def _tell_sender(self, session: Session, work: Work, reason: str) -> None:
        """Who wrote a message that can't be delivered learns it, and why."""
        relay = work.relay
        if relay is None:
            return
        client = await clients.by_id(session, relay["client_id"])
        if client is None:
            return
        if relay["side"] == "desk":
            await enqueue(session, [self._notice(work, client.id, client.desk, self.desk_t(reason))])
            return
        t = self.texts.lang(client.lang or self.config.bot.default_lang)
        html = t("relay-not_delivered", reason=t(reason))
        await enqueue(
            session, [Out(addresses.client(client.id), "text", {"html": html, "reply_to": relay["message_id"]})]
        )


async def _send_card(session: Session, work: Work, to: Address, settled: Settled) -> bool:
    """The edit is done with; its card is sent to `to` as a new one."""
    assert work.card_key is not None
    await deskcards.gone(session, work.card_key)
    kept = await acknowledge(session, work, settled)
    if kept:
        await enqueue(session, [_again(to, work.card_key, work.payload)])
    return kept


def _again(to: Address, card: str, payload: dict[str, Any]) -> Out:
    """A card that has rung already comes back without ringing."""
    quiet = payload | {"html": cards.without_mentions(payload["html"]), "silent": True}
    return Out(to, "card", quiet, Priority.EDIT, card=card)


async def _start_over(session: Session, work: Work) -> bool:
    """The topic is gone: the next claim makes a new one, and the cards that were open in it come back."""
    lost = await topics.gone(session, _place(work))
    kept = await acknowledge(session, work, Settled("step"))
    if kept and work.desk is not None:
        to = Address(_place(work), work.desk)
        await enqueue(session, [_again(to, key, payload) for key, payload in lost if key != work.card_key])
    return kept


async def _place_made(session: Session, work: Work, action: Action, sent: Sent) -> None:
    address = work.address
    match action:
        case CreateTopic(name=name):
            assert sent.thread_id is not None
            await topics.created(session, address, sent.chat_id, sent.thread_id, name)
            await deskcards.gone(session, address)
        case RenameTopic(name=name, chat=chat):
            assert work.desk is not None
            await topics.renamed(session, address, work.desk, chat.chat_id, name, chat.thread_id or 0)
        case ReopenTopic():
            await topics.set_state(session, address, "ok")
        case PostPin():
            assert sent.message_id is not None
            await deskcards.posted(session, address, sent.chat_id, sent.thread_id or 0, sent.message_id)
        case PinPost():
            await deskcards.pinned(session, _place(work), True)
    if work.kind == "ensure":
        await _change_payload(session, work, {"probed": True})


async def _place_skipped(session: Session, work: Work, action: Action) -> None:
    """A cosmetic step that the bot has no right to: note it as done, so that the messages go on."""
    if isinstance(action, PinPost):
        await deskcards.pinned(session, _place(work), False)
    else:
        await _place_made(session, work, action, Sent(0, None))


async def _change_payload(session: Session, work: Work, change: dict[str, object]) -> None:
    await session.execute(
        text("UPDATE outbox SET payload = payload || CAST(:change AS jsonb) WHERE id = :id"),
        {"change": json.dumps(change), "id": work.row_id},
    )


def _place(work: Work) -> str:
    return work.address.removeprefix("card:")
