"""One update's turn, from its claim to its commit: what its handler works with, and who is at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from relay_bot.actions.turn import Turn
from relay_bot.config import Config
from relay_bot.db import message as messages
from relay_bot.db import who as people
from relay_bot.db.session import Session
from relay_bot.domain import tap as taps
from relay_bot.domain.choice import answering
from relay_bot.domain.client import Client
from relay_bot.domain.duty import Duty
from relay_bot.domain.inside import is_command
from relay_bot.domain.outgoing import Out
from relay_bot.domain.relay import FLOOD_MESSAGES
from relay_bot.domain.tap import Tap
from relay_bot.domain.who import AtDesk, Nowhere, Owner, Who
from relay_bot.handlers.actor import actor_of
from relay_bot.texts import Texts


@dataclass(slots=True, kw_only=True)
class Visit(Turn):
    """`tap`: the button that was pressed (None also for one that nobody knows); `owner`: whose its thing is; `act`: a
    tap or a command, whose answer somebody waits for.
    """

    who: Who
    tap: Tap | None = None
    owner: Owner | None = None
    act: bool = False

    @property
    def caused(self) -> list[Out]:
        """The rows of this turn, each as urgent as it is. A stranger in the group hurries nothing."""
        desk = self.who.desk.key if isinstance(self.who, AtDesk) and self.who.desk is not None else None
        heard = desk is not None and self.who.actor.person_id in self.duty.speakers(desk)
        return answering(self.out, desk if heard else None, act=self.act)


@dataclass(frozen=True, slots=True)
class Common:
    """What is the same for every update of a batch."""

    config: Config
    texts: Texts
    bot_id: int
    bot_name: str


async def visits_of(updates: Sequence[dict[str, Any]], session: Session, common: Common, now: datetime) -> list[Visit]:
    """`updates`: as Telegram sent them, of different clients."""
    config = common.config

    def is_staff(person_id: int) -> bool:
        return person_id in config.telegram.admins or config.manager_by_tg(person_id) is not None

    everybody, away = await people.see(session, [actor_of(update) for update in updates], is_staff)
    duty = Duty(config, (*config.away, *away), now)
    visits = []
    for update, who in zip(updates, everybody, strict=True):
        data = (update.get("callback_query") or {}).get("data")
        tap = taps.read(data) if isinstance(data, str) else None
        owner = await people.owner_of(session, tap) if tap is not None else None
        number = update.get("update_id")
        names = common.bot_id, common.bot_name
        visit = Visit(session, config, common.texts, duty, *names, number, who=who, tap=tap, owner=owner)
        visit.act = _is_act(update)
        visits.append(visit)
    if len(visits) > 1:
        await _look_ahead(session, visits)
    return visits


async def _look_ahead(session: Session, visits: Sequence[Visit]) -> None:
    """A batch: what its messages are kept with is asked for, and written, once for all."""
    known = {client.id: visit for visit in visits if (client := _client_of(visit.who)) is not None}
    ahead = await messages.ahead(session, list(known), back=FLOOD_MESSAGES)
    for client_id, keeping in ahead.items():
        known[client_id].ahead = keeping


def _client_of(who: Who) -> Client | None:
    return None if isinstance(who, Nowhere) else who.client


def _is_act(update: dict[str, Any]) -> bool:
    text = (update.get("message") or {}).get("text")
    return "callback_query" in update or (isinstance(text, str) and is_command(text))
