"""The people of the desk as values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

State = Literal["unknown", "waiting", "served"]


@dataclass(frozen=True, slots=True)
class Client:
    """Somebody who has written to the bot. `id` is ours, `tg_id` Telegram's; `phone` is E.164 and verified."""

    id: int
    tg_id: int
    phone: str | None
    name: str
    company: str
    city: str
    username: str
    lang: str | None
    desk: str | None
    invite: str | None
    registered_at: datetime | None
    phone_asked_at: datetime | None
    wrote_at: datetime | None
    unreachable_since: datetime | None
    thread_id: int | None = None  # of their private chat: where they wrote last

    @property
    def forgotten(self) -> bool:
        """Their data was erased (db/personal.sql): nobody is behind this number."""
        return self.tg_id < 0

    @property
    def state(self) -> State:
        """Not identified, identified but without a manager, or with exactly one."""
        if self.desk is not None:
            return "served"
        return "unknown" if self.registered_at is None else "waiting"


@dataclass(frozen=True, slots=True)
class Record:
    """What the company already knows of a person: from [[clients]] in config.toml or from a CSV file."""

    phone: str
    name: str = ""
    company: str = ""
    city: str = ""
    desk: str | None = None
    email: str = ""
    inn: str = ""
    lang: str | None = None
    invite: str | None = None
    invite_used_by: int | None = None
