"""Work off the inbox. Promise 2: what a handler wrote, the rows that it causes and the update's own `done` are
committed together or not at all.

Plain messages of different clients share a transaction: a batch. If one of a batch fails, nothing of it has happened,
and each is handled alone. An update that fails alone is tried again with growing delays (its lane waits), then parked
with its traceback; the lane's later updates go on. PostgreSQL being away is no failure of the update.
"""

import asyncio
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery, TelegramMethod
from aiogram.types import User

from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.db import inbox, outbox
from relay_bot.db import message as messages
from relay_bot.db import topic as topics
from relay_bot.db.inbox import Claimed
from relay_bot.db.session import Database, Session
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Text
from relay_bot.errors import DatabaseAway, Unsettled
from relay_bot.handlers.visit import Common, visits_of
from relay_bot.intake import reading
from relay_bot.logs import redact
from relay_bot.rounds import Rows
from relay_bot.texts import Language, Texts
from relay_bot.views import notice as notices

log = structlog.get_logger(__name__)

RETRY_DELAYS_S = (0.2, 1, 5, 20)
"""After these an update is parked."""

POLL_S = 1.0

BATCH = 20
"""So many updates share one transaction at most: more would save little, and each waits for all of them."""

UNSETTLED_S = 0.05


class QuietBot(Bot):
    """The bot that handlers get: it refuses to talk to Telegram, except for answering a button, after the commit."""

    def __init__(self, token: str, session: BaseSession, username: str) -> None:
        super().__init__(token, session=session)
        self.answers: list[AnswerCallbackQuery] = []
        self.name = username
        self._user = User(id=self.id, is_bot=True, first_name="", username=username)

    async def me(self) -> User:
        """Known since the start: aiogram asks for it when it reads a command with a name, `/testpush@our_bot`."""
        return self._user

    async def __call__(self, method: TelegramMethod[Any], request_timeout: int | None = None) -> Any:
        if not isinstance(method, AnswerCallbackQuery):
            raise RuntimeError(f"handlers enqueue, they do not call {type(method).__name__}")
        self.answers.append(method)
        return True


@dataclass
class InboxWorker:
    """One of several in a process; `speaker` makes the calls that answer buttons."""

    db: Database
    dispatcher: Dispatcher
    bot: QuietBot
    speaker: Bot
    config: Callable[[], Config]
    texts: Texts
    bell: Bell
    outbox_bell: Bell
    _answering: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        rows = Rows("inbox", self.db, self.config, self.texts)
        await rows.rounds(POLL_S, self._handle_next, self.bell)

    async def _handle_next(self) -> bool:
        """Take a batch through its handlers; False when nothing is left to take."""
        self.bot.answers.clear()
        claimed: Sequence[Claimed] = ()
        try:
            async with self.db.transaction() as session:
                claimed = await inbox.claim(session, BATCH)
                if not claimed:
                    return False
                full = len(claimed) == BATCH
                if full or not claimed[0].plain:
                    self.bell.ring()  # there may be more: wake a colleague
                rows = await self._handled(session, claimed)
                ids, tell = [one.id for one in claimed], not self.outbox_bell.answered
                more = await inbox.finish(session, ids, rows, full=full, tell=tell)
        except Unsettled:
            await self._later(claimed)
            return True
        except Exception as error:
            if not claimed or isinstance(error, DatabaseAway):
                raise
            await self._failed(claimed, error)
            return True
        if rows:
            self.outbox_bell.ring()
        for answer in self.bot.answers:
            task = asyncio.create_task(self._answer(answer))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)
        log.debug("updates_handled", updates=[one.update_id for one in claimed])
        return more

    async def _handled(self, session: Session, claimed: Sequence[Claimed]) -> list[Out]:
        """The rows that they cause, in their order."""
        common = Common(self.config(), self.texts, self.bot.id, self.bot.name)
        visits = await visits_of([one.payload for one in claimed], session, common, claimed[0].at)
        for one, visit in zip(claimed, visits, strict=True):
            await self.dispatcher.feed_update(self.bot, reading.read(one.payload, self.bot), turn=visit)
        await messages.keep_all(session, [one for visit in visits for one in visit.kept])
        return [row for visit in visits for row in visit.caused]

    async def _later(self, claimed: Sequence[Claimed]) -> None:
        """What it points at is on its way: again in a moment, which is no failure. Its lane waits, no other does."""
        async with self.db.transaction() as session:
            if len(claimed) == 1:
                await inbox.later(session, claimed[0], UNSETTLED_S)
            else:
                await inbox.part(session, claimed)
        asyncio.get_running_loop().call_later(UNSETTLED_S, self.bell.ring)

    async def _failed(self, claimed: Sequence[Claimed], error: Exception) -> None:
        """Nothing has happened. Of several nobody knows yet whose fault it is."""
        if len(claimed) == 1:
            return await self._failed_alone(claimed[0], error)
        log.warning("batch_failed", updates=[one.update_id for one in claimed], error=type(error).__name__)
        async with self.db.transaction() as session:
            await inbox.part(session, claimed)
        return None

    async def _failed_alone(self, claimed: Claimed, error: Exception) -> None:
        """Again later, or out of tries: parked, and whoever wrote it and the admins are told."""
        trace = redact("".join(traceback.format_exception(error)))
        async with self.db.transaction() as session:
            if claimed.attempts < len(RETRY_DELAYS_S):
                if await inbox.postpone(session, claimed, RETRY_DELAYS_S[claimed.attempts], trace):
                    attempt = claimed.attempts + 1
                    log.warning("update_failed", inbox=claimed.id, attempt=attempt, error=type(error).__name__)
                return
            if not await inbox.park(session, claimed, trace):
                return
            t = self.texts.lang(self.config().bot.default_lang)
            rows = notices.parked(t, self.config().telegram.admins, f"in:{claimed.id}", claimed.at)
            await outbox.enqueue(session, [*await self._sorry(session, claimed, t), *rows])
        log.error("update_parked", inbox=claimed.id, lane=claimed.lane, error=type(error).__name__)

    async def _sorry(self, session: Session, claimed: Claimed, t: Language) -> list[Out]:
        """A client, or a manager in a client's topic, learns that the message has not gone on."""
        chat, _, thread = claimed.lane.partition(":")
        if chat.isdigit():
            return [Out(addresses.chat(int(chat)), Text(t("err-generic")))]
        group = chat.startswith("-")  # else: an update without a chat
        topic = await topics.by_thread(session, int(chat), int(thread)) if group and thread else None
        if topic is None:
            return []
        html = t("relay-not_delivered", reason=t("reason-internal"))
        reply_to = (claimed.payload.get("message") or {}).get("message_id")
        return [Out(addresses.Address(topic.address, topic.desk), Text(html, reply_to=reply_to))]

    async def _answer(self, answer: AnswerCallbackQuery) -> None:
        """Stop the button's spinner. Best effort: a query that is too old has no spinner any more."""
        try:
            await self.speaker(answer)
        except Exception as error:
            log.info("callback_not_answered", error=type(error).__name__)
