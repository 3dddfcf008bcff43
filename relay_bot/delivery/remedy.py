"""What is done about a call that failed, as values: retry.py decides, settle.py acts."""

from dataclasses import dataclass


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
    """The message to copy was deleted meanwhile, or may not be copied: send what we kept of it."""


@dataclass(frozen=True, slots=True)
class SayInstead:
    """It can be neither copied nor sent from what was kept: a line says what it was, and its sender is told."""

    line: str


@dataclass(frozen=True, slots=True)
class Alone:
    """Telegram refused an album: its parts go one by one, so that one bad part is parked alone."""


@dataclass(frozen=True, slots=True)
class PrintAnew:
    """Telegram does not know the document's file id any more: it is printed and sent again."""


@dataclass(frozen=True, slots=True)
class WithoutReply:
    """The answered message is gone: send without the quote."""


@dataclass(frozen=True, slots=True)
class WithoutQuote:
    """The quoted words are not there (any more): answer all of the message."""


@dataclass(frozen=True, slots=True)
class ShowAnew:
    """The copy can't be edited any more: the newer version is sent, in answer to it."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Nobody misses it."""


@dataclass(frozen=True, slots=True)
class CannotRemove:
    """Telegram does not take it back any more: whoever asked is told."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A person who stopped the bot: their lane is held until they come back."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A group that the bot may not write to: the desk rests, the admin is told, the queue is kept."""

    reason: str


@dataclass(frozen=True, slots=True)
class Barred:
    """A group that does not take this kind of message from the bot: its lane waits, the admin is told, others go on."""

    reason: str
    after_s: float


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
class Doubt:
    """A refusal that nobody knows: the row is set aside, until it shows whether the chat refuses others, too."""


@dataclass(frozen=True, slots=True)
class WrongToken:
    """Nothing can be sent at all."""


AboutTheMessage = (
    Retry | Rest | Unreachable | Trouble | Barred | TellSender | SayInstead | CannotRemove | Park | Doubt | WrongToken
)
AboutThePlace = (
    AlreadyThere
    | Suspect
    | Recreate
    | Reopen
    | PostAnew
    | Resend
    | Alone
    | PrintAnew
    | WithoutReply
    | WithoutQuote
    | ShowAnew
    | Skip
    | Drop
    | Migrate
)
Decision = AboutTheMessage | AboutThePlace
