"""Write down what became of a row whose call failed: the one place that acts on the decisions of retry.py.

Each of these is one transaction, so a crash before it means that the call is made again, never that it is forgotten.
"""

from dataclasses import dataclass

from relay_bot.actions.undelivered import Teller
from relay_bot.config import Config
from relay_bot.db import clock, outbox
from relay_bot.db import message as messages
from relay_bot.db import refusal as refusals
from relay_bot.db import topic as topics
from relay_bot.db.outbox import Settled, acknowledge, enqueue
from relay_bot.db.session import Session
from relay_bot.delivery import mending, remedy
from relay_bot.delivery.action import Call, CreateTopic
from relay_bot.delivery.remedy import Decision, Fault
from relay_bot.delivery.retry import probe_after_s
from relay_bot.domain.outgoing import Out
from relay_bot.domain.work import Unreadable, Work
from relay_bot.texts import Language, Texts
from relay_bot.views import context
from relay_bot.views import notice as notices

WRONG_TOKEN_WAIT_S = 5.0

BACK_AGAIN_S = 1.0
"""Somebody who had stopped the bot was back before Telegram's refusal was."""


@dataclass(frozen=True, slots=True)
class Settler:
    """Knows the words for people; everything else comes with the row."""

    config: Config
    texts: Texts

    @property
    def desk_t(self) -> Language:
        return self.texts.lang(self.config.bot.default_lang)

    @property
    def _tell(self) -> Teller:
        return Teller(self.config, self.texts)

    async def context(self, session: Session, client_id: int) -> str:
        """What stands first in a topic that was made anew."""
        return context.said_last(self.desk_t, await messages.said_last(session, client_id), self.config.bot.timezone)

    async def failed(self, session: Session, work: Work, call: Call, fault: Fault, decision: Decision) -> bool:
        """The call was refused, or got no answer; `decision` says what now."""
        why = fault.description
        match decision:
            case remedy.Retry(after_s=seconds):
                settled = Settled("retry", None, why, after_s=seconds)
            case remedy.Rest(after_s=seconds):
                await self._tell.rests(session, work, seconds)
                settled = Settled("full", None, why, after_s=seconds)
            case remedy.WrongToken():
                settled = Settled("retry", None, why, after_s=WRONG_TOKEN_WAIT_S)
            case remedy.Unreachable():
                stopped = await self._tell.unreachable(session, work)
                settled = Settled("hold", None, why) if stopped else Settled("retry", None, why, after_s=BACK_AGAIN_S)
            case remedy.Trouble(reason=reason):
                if isinstance(call, CreateTopic):
                    await topics.give_up_creation(session, work.address.key)
                lasting_s = await self._tell.trouble(session, work, reason)
                settled = Settled("rest", None, why, after_s=probe_after_s(lasting_s))
            case remedy.Barred(reason=reason, after_s=seconds):
                await self._tell.barred(session, work, reason)
                settled = Settled("retry", None, why, after_s=seconds)
            case remedy.TellSender(reason=reason):
                await self._tell.sender(session, work, reason)
                await refusals.over(session, work.lease.row_id)
                settled = Settled("parked", None, why)
            case remedy.CannotRemove():
                await self._tell.not_removed(session, work)
                settled = Settled("dropped", None, why)
            case remedy.Park():
                return await self.park(session, work, why)
            case remedy.Doubt():
                settled = await self._doubt(session, work, why)
            case remedy.SayInstead(line=line):
                await self._tell.line_instead(session, work, line)
                await outbox.resend(session, work.lease)
                settled = Settled("step")
            case _:
                return await mending.mend(session, work, call, decision, why)
        return await acknowledge(session, work.lease, settled)

    async def _doubt(self, session: Session, work: Work, why: str) -> Settled:
        """Nobody knows this refusal: the row's fault if it stays alone, else the trouble of its whole chat."""
        chat = work.address.key if work.desk is None else work.desk.key
        told = await self._tell.to_sender(session, work, "reason-internal")
        refused = await refusals.note(session, chat, work.lease.row_id, [*told, *await self._parked(session, work)])
        if refused is None:
            return Settled("parked", None, why)
        if work.desk is not None:
            await self._tell.trouble(session, work, why)
        else:
            await self._tell.refusing(session, work, why, refused.first)
        return Settled("rest", None, why, after_s=probe_after_s(refused.lasting_s))

    async def park(self, session: Session, work: Work | Unreadable, why: str) -> bool:
        """Our own bug: the sender and the admins hear of it."""
        if isinstance(work, Work):
            await self._tell.sender(session, work, "reason-internal")
        await refusals.over(session, work.lease.row_id)
        await enqueue(session, await self._parked(session, work))
        return await acknowledge(session, work.lease, Settled("parked", None, why))

    async def _parked(self, session: Session, work: Work | Unreadable) -> list[Out]:
        id, now = f"out:{work.lease.row_id}", await clock.now(session)
        return notices.parked(self.desk_t, self.config.telegram.admins, id, now)
