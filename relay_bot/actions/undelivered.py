"""What people learn of a message that did not go: its sender, the desk of a client who can't be reached, the admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from markupsafe import Markup

from relay_bot.config import Config
from relay_bot.db import backlog as backlogs
from relay_bot.db import client as clients
from relay_bot.db import clock, inbox
from relay_bot.db import desk as desks
from relay_bot.db import lane as lanes
from relay_bot.db import message as messages
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Session
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Button, Copy, Out, Relay, Remove, Text
from relay_bot.domain.tap import SendAgain
from relay_bot.domain.work import Relayed, Work
from relay_bot.texts import Language, Texts
from relay_bot.views import cards, moments
from relay_bot.views import receipt as receipts

LONG_REST_S = 600
"""Telegram's usual rest is some seconds; from here on the admins are told."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Knows the words; whom they are for comes with the row."""

    config: Config
    texts: Texts

    def t(self, client: Client | None = None) -> Language:
        """The words for the client, or for the desk and the admins."""
        lang = client.lang if client is not None else None
        return self.texts.lang(lang or self.config.bot.default_lang)

    async def unreachable(self, session: Session, work: Work) -> bool:
        """The client stopped the bot: say so in the topic, once, with the phone. False: they are back already."""
        if work.person is None:
            return True
        client = await clients.by_id(session, work.person.id, lock=True)  # their next update waits for what we settle
        if client is not None and await inbox.heard_since(session, client.tg_id, work.lease.claimed_at):
            return False
        await clients.became_unreachable(session, work.person.id)
        client = await clients.by_id(session, work.person.id)
        if client is None or client.unreachable_since is None:
            return True
        reason, once = self.t()("relay-blocked", phone=client.phone or "—"), client.unreachable_since.isoformat()
        phone: list[Button] = [Copy(client.phone, client.phone)] if client.phone else []
        told = self._in_topic(work, client, reason, phone)
        await enqueue(session, [replace(told, once=f"unreachable:{client.id}:{once}")])
        return True

    def _relayed(self, work: Work) -> Relayed | None:
        """The message that was on its way, if it was one that somebody had written."""
        return work.relayed if isinstance(work.row, Relay) else None

    def _in_topic(self, work: Work, client: Client, reason: str, more: Sequence[Button] = ()) -> Out:
        """With a button that sends the desk's message again."""
        relayed, t = self._relayed(work), self.t()
        html, to = t("relay-not_delivered", reason=reason), addresses.topic(client.id, client.desk)
        if relayed is None or relayed.side != "desk":
            return Out(to, Text(html, buttons=[list(more)] if more else ()))
        again = cards.button(t.plain("btn-send_again"), SendAgain(relayed.id))
        return Out(to, Text(html, reply_to=relayed.message_id, buttons=[[again], *([list(more)] if more else [])]))

    async def trouble(self, session: Session, work: Work, reason: str) -> float:
        """The desk can't be written to: the admins hear of it once, the client whose message waits too.

        Returns for how many seconds it has been so.
        """
        assert work.desk is not None
        desk, rows = work.desk.key, []
        clients_chat = [addresses.client(work.person.id)] if work.person is not None else []
        await self._lock(session, work, *clients_chat)
        lasting_s = await desks.in_trouble(session, desk, reason)
        if not lasting_s:
            manager = self.config.manager(desk)
            html = self.t()("adm-group_lost", manager=manager.name if manager else desk, error=reason)
            once = f"group_lost:{desk}:{work.lease.row_id}"  # the same row may bring the same trouble again
            rows = [
                Out(addresses.chat(admin), Text(html), once=f"{once}:{admin}") for admin in self.config.telegram.admins
            ]
        rows += await self._it_waits(session, work)
        await enqueue(session, rows)
        return lasting_s

    async def _lock(self, session: Session, work: Work, *more: Address) -> None:
        """The row's lane and those of the admins, before the desk's budget."""
        await lanes.lock(session, work.address, *map(addresses.chat, self.config.telegram.admins), *more)

    async def barred(self, session: Session, work: Work, reason: str) -> None:
        """The desk does not take this kind of message: the admins hear of it once an hour, the client that it waits."""
        assert work.desk is not None
        desk, now = work.desk.key, await clock.now(session)
        manager = self.config.manager(desk)
        html = self.t()("adm-group_bars", manager=manager.name if manager else desk, error=reason)
        once = f"barred:{desk}:{now:%Y%m%d%H}"
        told = [Out(addresses.chat(admin), Text(html), once=f"{once}:{admin}") for admin in self.config.telegram.admins]
        await enqueue(session, [*told, *await self._it_waits(session, work)])

    async def _it_waits(self, session: Session, work: Work) -> list[Out]:
        """To the client whose message is held up by its group, once."""
        if self._relayed(work) is None or work.person is None:
            return []
        client = await clients.by_id(session, work.person.id)
        html, waits = self.t(client)("chat-not_delivered"), f"waiting:{work.lease.row_id}"
        return [Out(addresses.client(work.person.id), Text(html), once=waits)]

    async def rests(self, session: Session, work: Work, seconds: float) -> None:
        """A 429 that lasts: the admins hear once what it means. What waits goes by itself, after a restart too."""
        if seconds < LONG_REST_S:
            return
        now = await clock.now(session)
        times = {"until": moments.stamp(now + timedelta(seconds=seconds), now, self.config.bot.timezone),
                 "time": moments.span(self.t(), round(seconds / 60))}  # fmt: skip
        admins = self.config.telegram.admins
        if work.desk is not None:
            await self._lock(session, work)
            if not await backlogs.rests(session, work.desk.key, seconds):
                return
            manager = self.config.manager(work.desk.key)
            html = self.t()("adm-group_rests", manager=manager.name if manager else work.desk.key, **times)
            rows = [Out(addresses.chat(admin), Text(html)) for admin in admins]
        else:
            name = work.person.name if work.person is not None else work.address.key
            html, once = self.t()("adm-chat_rests", client=name, **times), f"rests:{work.lease.row_id}:{now:%Y%m%d%H}"
            rows = [
                Out(addresses.chat(admin), Text(html), once=f"{once}:{admin}")
                for admin in admins
                if addresses.chat(admin) != work.address
            ]
        await enqueue(session, rows)

    async def refusing(self, session: Session, work: Work, reason: str, first: int) -> None:
        """A private chat refuses everything: the admins hear of it once. `first`: the first row that it refused."""
        name = work.person.name if work.person is not None else work.address.key
        html = self.t()("adm-chat_refuses", client=name, error=reason)
        await enqueue(
            session,
            [
                Out(addresses.chat(admin), Text(html), once=f"refuses:{first}:{admin}")
                for admin in self.config.telegram.admins
            ],
        )

    async def not_removed(self, session: Session, work: Work) -> None:
        """Whoever wanted to take something back learns that the other side still has it."""
        relayed, row = work.relayed, work.row
        client = await clients.by_id(session, relayed.client_id) if relayed is not None else None
        if relayed is None or client is None or not isinstance(row, Remove):
            return
        await messages.removed(session, relayed.id, None)
        if relayed.side == "desk":
            words, to = self.t()("del-too_old"), addresses.topic(client.id, client.desk)
        else:
            words, to = self.t(client)("del-too_old"), addresses.client(client.id)
        await enqueue(session, [Out(to, Text(words, silent=True, reply_to=row.asked[1]))])

    async def line_instead(self, session: Session, work: Work, line: str) -> None:
        """The other side gets `line` in place of the message: so its sender reads what they were told."""
        relayed = self._relayed(work)
        client = await clients.by_id(session, relayed.client_id) if relayed is not None else None
        if relayed is None or client is None:
            return
        by_desk = relayed.side == "desk"
        words = self.t(None if by_desk else client)("relay-instead", line=Markup(line))  # noqa: S704 it is our own
        to = addresses.topic(client.id, client.desk) if by_desk else addresses.client(client.id)
        await enqueue(session, [Out(to, Text(words, silent=True, reply_to=relayed.message_id), relay_id=relayed.id)])

    async def sender(self, session: Session, work: Work, reason: str) -> None:
        """Who wrote a message that can't be delivered learns it, and why (`reason` is a text key)."""
        await enqueue(session, await self.to_sender(session, work, reason))

    async def to_sender(self, session: Session, work: Work, reason: str) -> list[Out]:
        relayed = self._relayed(work)
        client = await clients.by_id(session, relayed.client_id) if relayed is not None else None
        if relayed is None or client is None:
            return []
        if relayed.side == "desk":
            return [self._in_topic(work, client, self.t()(reason)), *_waits_no_longer(work, client)]
        t = self.t(client)
        words = Text(t("relay-not_delivered", reason=t(reason)), reply_to=relayed.message_id)
        return [Out(addresses.client(client.id), words)]


def _waits_no_longer(work: Work, client: Client) -> list[Out]:
    """👀 goes from a message that was given up."""
    relayed, row = work.relayed, work.row
    if relayed is None or not isinstance(row, Relay) or not row.waited:
        return []
    return [receipts.on(client.id, client.desk, (relayed.chat_id, relayed.message_id), "")]
