"""Why was it not sent, and what happens now? One pure function; settle.py does what it decides.

The texts are the Bot API's own, collected from its server's sources and from reports. Whatever is not listed is a bug
of ours: the row is parked where the admin sees it.
"""

import re
from dataclasses import dataclass

from relay_bot.delivery.action import (
    Call,
    CloseTopic,
    CreateTopic,
    EditCard,
    PinPost,
    RenameTopic,
    ReopenTopic,
    SendPaper,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A call that failed. `code` None: no answer, so nobody knows whether it took effect."""

    code: int | None
    description: str
    retry_after_s: int | None = None
    migrate_to: int | None = None


@dataclass(frozen=True, slots=True)
class Retry:
    """The same again; the lane waits, others go on."""

    after_s: float


@dataclass(frozen=True, slots=True)
class Rest:
    """A 429: the chat says how long."""

    after_s: float


@dataclass(frozen=True, slots=True)
class AlreadyThere:
    """It is as wanted."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """The topic seems to be gone: ask once more, then make a new one."""


@dataclass(frozen=True, slots=True)
class Recreate:
    """The topic is gone."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Somebody closed the topic."""


@dataclass(frozen=True, slots=True)
class PostAnew:
    """The card to edit was deleted."""


@dataclass(frozen=True, slots=True)
class Resend:
    """The message to copy was deleted meanwhile: send what we kept of it."""


@dataclass(frozen=True, slots=True)
class PrintAnew:
    """Telegram does not know the document's file id any more: it is printed and sent again."""


@dataclass(frozen=True, slots=True)
class WithoutReply:
    """The answered message is gone: send without the quote."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A person who stopped the bot: their lane is held until they come back."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A group that the bot may not write to: the desk rests, the admin is told, the queue is kept."""

    reason: str


@dataclass(frozen=True, slots=True)
class Migrate:
    """The group became a supergroup."""

    group_id: int


@dataclass(frozen=True, slots=True)
class Skip:
    """Not needed for the message to go: leave it."""


@dataclass(frozen=True, slots=True)
class TellSender:
    """It can't be delivered as it is; `reason` is a text key."""

    reason: str


@dataclass(frozen=True, slots=True)
class Park:
    """Our own bug: the admin decides."""


@dataclass(frozen=True, slots=True)
class WrongToken:
    """Nothing can be sent at all."""


AboutTheMessage = Retry | Rest | Unreachable | Trouble | TellSender | Park | WrongToken
AboutThePlace = (
    AlreadyThere | Suspect | Recreate | Reopen | PostAnew | Resend | PrintAnew | WithoutReply | Skip | Migrate
)
Decision = AboutTheMessage | AboutThePlace

LONGEST_WAIT_S = 60.0
_GONE = ("message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID")
_AS_WANTED = ("TOPIC_NOT_MODIFIED", "message is not modified")
_NO_RIGHTS = ("not enough rights", "the chat is not a forum", "the chat is not a supergroup forum", "chat not found")
_CARD_GONE = ("message to edit not found", "message can't be edited")
_UNCOPYABLE = ("the message can't be copied",)
_FILE_LOST = ("wrong file_id", "wrong remote file identifier", "file is too big")
_HIDDEN_429 = re.compile(r"Too Many Requests: retry after (\d+)")


def decide(fault: Fault, action: Call, *, in_group: bool, attempts: int) -> Decision:
    """What to do about `fault`, which `action` met; `attempts` earlier tries of the same row failed too."""
    if fault.retry_after_s is not None:
        return Rest(fault.retry_after_s)
    if hidden := _HIDDEN_429.search(fault.description):  # in the 400 of an album
        return Rest(float(hidden[1]))
    if fault.migrate_to is not None:
        return Migrate(fault.migrate_to)
    match fault.code:
        case None:
            return Retry(next_wait_s(attempts))
        case code if code >= 500:
            return Retry(next_wait_s(attempts))
        case 401 | 404:
            return WrongToken()
        case 403:
            return Trouble(fault.description) if in_group else Unreachable()
        case 400:
            return _decide_bad_request(fault.description, action, in_group=in_group, attempts=attempts)
        case 413:
            return TellSender("reason-too_big")
        case _:
            return Park()


def _decide_bad_request(description: str, action: Call, *, in_group: bool, attempts: int) -> Decision:
    def says(*parts: str) -> bool:
        return any(part in description for part in parts)

    if says(*_AS_WANTED):
        return AlreadyThere()
    if says(*_GONE):
        return Recreate() if isinstance(action, RenameTopic | ReopenTopic) else Suspect()
    if says("TOPIC_CLOSED"):
        return Reopen()
    if isinstance(action, EditCard) and says(*_CARD_GONE):
        return PostAnew()
    if isinstance(action, PinPost) and says("message to pin not found"):
        return PostAnew()
    if isinstance(action, ReopenTopic):  # skipped, it would be asked for again at once, without end
        return Retry(next_wait_s(attempts))
    if isinstance(action, PinPost | RenameTopic | CloseTopic):
        return Skip()
    if says(*_NO_RIGHTS) or isinstance(action, CreateTopic):
        return Trouble(description) if in_group else Unreachable()
    if says("message to be replied not found"):
        return WithoutReply()
    if says("message to copy not found"):
        return Resend()
    if says(*_UNCOPYABLE):
        return TellSender("reason-uncopyable")
    if isinstance(action, SendPaper) and says(*_FILE_LOST):
        return PrintAnew()
    if says(*_FILE_LOST):
        return TellSender("reason-file_lost")
    return Park()


def next_wait_s(attempts: int) -> float:
    """1, 2, 4 … seconds, a minute at most: an outage of hours is waited out."""
    return min(2.0 ** min(attempts, 10), LONGEST_WAIT_S)
