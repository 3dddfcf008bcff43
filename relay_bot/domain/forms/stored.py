"""A draft in its place: whose it is, when the client touched it last, and whether it still takes messages. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from relay_bot.domain.forms.draft import Draft

AWAKE_AT_LEAST = timedelta(minutes=15)


def awake_for(abandoned: timedelta) -> timedelta:
    """How long after the client's last step they are at it; `abandoned`: config.toml's timer, 0: switched off."""
    return abandoned or AWAKE_AT_LEAST


def asleep_since(now: datetime, abandoned: timedelta) -> datetime:
    """What was touched at this moment or before was left: its card is due, messages are for the manager again."""
    return now - awake_for(abandoned)


@dataclass(frozen=True, slots=True)
class Stored:
    """A draft of a form. `state`: open | done | cancelled | expired; `result`: the number of what it became."""

    id: int
    client_id: int
    form: str
    state: str
    content: Draft
    started_at: datetime
    touched_at: datetime
    paused: bool = False  # another form came between
    result: str | None = None

    def awake(self, now: datetime, abandoned: timedelta) -> bool:
        """The client is at it: a form that was left alone for so long that its card is due takes no more messages,
        they are for the manager. «Продолжить» wakes it.
        """
        return not self.paused and self.touched_at > asleep_since(now, abandoned)


@dataclass(frozen=True, slots=True)
class LeftDraft:
    """An unfinished action with all that its card says. `said`: what the card should say."""

    id: int
    form: str
    content: Draft
    touched_at: datetime
    finished_at: datetime | None
    called_by: int | None
    called_at: datetime | None
    client_id: int
    name: str
    company: str
    phone: str
    lang: str | None
    desk: str | None
    invite: str | None
    group_id: int | None
    thread_id: int | None
    result: str | None
    said: str
