"""Why was it not sent, and what happens now? One pure function; settle.py does what it decides.

What a 400 speaks of is in wording.py; what that means for a message in refused.py. What is not there is the row's fault
if others of its chat go through, and the chat's if they don't: `db/refusal.py` keeps count.
"""

import re
from typing import assert_never

from relay_bot.delivery.action import (
    Call,
    ChangeCall,
    CloseTopic,
    CreateTopic,
    DeleteCopy,
    DeleteMessages,
    EditCard,
    EditCopy,
    PinPost,
    RenameTopic,
    ReopenTopic,
    SendJoined,
    SendTogether,
    SetIcon,
    SetReaction,
)
from relay_bot.delivery.refused import decide_about_the_album, decide_about_the_message, speaks_of_the_source
from relay_bot.delivery.remedy import (
    Alone,
    AlreadyThere,
    Barred,
    CannotRemove,
    Decision,
    Drop,
    Fault,
    Migrate,
    Park,
    PostAnew,
    Recreate,
    Reopen,
    Rest,
    Retry,
    ShowAnew,
    Skip,
    Suspect,
    TellSender,
    Trouble,
    Unreachable,
    WrongToken,
)
from relay_bot.delivery.wording import About, about

LONGEST_WAIT_S = 60.0
LONGEST_PROBE_S, SHORTEST_PROBE_S = 60.0, 2.0
_HIDDEN_429 = re.compile(r"Too Many Requests: retry after (\d{1,6})|FLOOD_(?:PREMIUM_)?WAIT_(\d{1,6})")


def decide(fault: Fault, action: Call, *, in_group: bool, attempts: int, relayed: str | None = None) -> Decision:
    """What to do about `fault`, which `action` met; `attempts` earlier tries of the same row failed too.

    `relayed`: the kind of message that the row copies.
    """
    if fault.retry_after_s is not None:
        return Rest(fault.retry_after_s)
    if hidden := _HIDDEN_429.search(fault.description):  # in the 400 of an album
        return Rest(float(hidden[1] or hidden[2]))
    if fault.migrate_to is not None:
        return Migrate(fault.migrate_to)
    match fault.code:
        case None:
            return Retry(next_wait_s(attempts))
        case code if code >= 500:
            return Retry(next_wait_s(attempts))
        case 409:  # two of us: the other one goes
            return Retry(next_wait_s(attempts))
        case 404 if about(fault.description) is None:
            return WrongToken()
        case 401:
            return WrongToken()
        case 403 if not speaks_of_the_source(about(fault.description), action, in_group=in_group):
            return Trouble(fault.description) if in_group else Unreachable()
        case 400 | 403 | 404:
            return _decide_bad_request(fault.description, action, relayed, in_group=in_group, attempts=attempts)
        case 413 if isinstance(action, SendTogether | SendJoined):
            return Alone()
        case 413:
            return TellSender("reason-too_big")
        case _:
            return Park()


def _decide_bad_request(
    description: str, action: Call, relayed: str | None, *, in_group: bool, attempts: int
) -> Decision:
    """First what would be asked for again without end, or is not needed; then by what the refusal speaks of."""
    subject = about(description)
    if speaks_of_the_source(subject, action, in_group=in_group):
        subject = About.ORIGINAL
    if isinstance(action, ChangeCall):
        return _decide_about_a_change(subject, action, description, in_group=in_group)
    match subject, action:
        case About.AS_WANTED, RenameTopic() | ReopenTopic() | CloseTopic() | SetIcon() | EditCard() | PinPost():
            return AlreadyThere()
        case About.TOPIC_GONE, RenameTopic() | ReopenTopic():
            return Recreate()
        case About.TOPIC_GONE, _:
            return Suspect()
        case About.TOPIC_CLOSED, _:
            return Reopen()
        case About.CARD_GONE, EditCard() | PinPost():
            return PostAnew()
        case About.NO_TOPICS, RenameTopic() | ReopenTopic():  # no answer to whether the topic is there
            return Trouble(description) if in_group else Unreachable()
        case _, ReopenTopic():  # skipped, it would be asked for again at once, without end
            return Retry(next_wait_s(attempts))
        case _, PinPost() | RenameTopic() | CloseTopic() | SetIcon() | DeleteMessages():
            return Skip()
        case About.TOO_MUCH, _:
            return Retry(next_wait_s(attempts))
        case About.KIND, _ if in_group:
            return Barred(description, next_wait_s(attempts))
        case (About.GROUP | About.NO_TOPICS | About.RECIPIENT, _) | (_, CreateTopic()):
            return Trouble(description) if in_group else Unreachable()
        case _, SendJoined():
            return Alone()
        case _, SendTogether():
            return decide_about_the_album(subject, action, in_group=in_group)
        case _:
            return decide_about_the_message(subject, action, relayed, in_group=in_group)


def _decide_about_a_change(subject: About | None, action: ChangeCall, description: str, *, in_group: bool) -> Decision:
    """A copy that can't be changed is never the chat's trouble: another way is taken, or none."""
    match subject, action:
        case (About.AS_WANTED, _) | (About.COPY_GONE, DeleteCopy()):
            return AlreadyThere()
        case _, SetReaction():
            return Drop()
        case ((About.GROUP | About.NO_TOPICS | About.RECIPIENT), _):
            return Trouble(description) if in_group else Unreachable()
        case _, EditCopy():
            return ShowAnew()
        case _, DeleteCopy():
            return CannotRemove()
        case _:
            assert_never(action)


def next_wait_s(attempts: int) -> float:
    """1, 2, 4 … seconds, a minute at most: an outage of hours is waited out."""
    return min(2.0 ** min(attempts, 10), LONGEST_WAIT_S)


def probe_after_s(lasting_s: float) -> float:
    """A chat in trouble is asked again when it has lasted twice as long: 2, 4, 8 … 60 seconds."""
    return min(max(lasting_s, SHORTEST_PROBE_S), LONGEST_PROBE_S)
