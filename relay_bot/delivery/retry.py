"""Why was it not sent, and what happens now? One pure function; settle.py does what it decides.

`TEXTS` is the one table of what Telegram is known to say in a 400, with where each was seen. What is not in it is the
row's fault if others of its chat go through, and the chat's if they don't: `db/refusal.py` keeps count.
"""

import re
from collections.abc import Sequence
from enum import Enum
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
    SendPaper,
    SendRow,
    SendTogether,
    SetIcon,
    SetReaction,
)
from relay_bot.delivery.album import CAN_BE_GROUPED, INCOMPLETE
from relay_bot.delivery.remedy import (
    Alone,
    AlreadyThere,
    CannotRemove,
    Decision,
    Doubt,
    Drop,
    Fault,
    Migrate,
    Park,
    PostAnew,
    PrintAnew,
    Recreate,
    Reopen,
    Resend,
    Rest,
    Retry,
    SayInstead,
    ShowAnew,
    Skip,
    Suspect,
    TellSender,
    Trouble,
    Unreachable,
    WithoutQuote,
    WithoutReply,
    WrongToken,
)
from relay_bot.domain.kinds import CAN_BE_SENT
from relay_bot.domain.outgoing import Relay
from relay_bot.domain.work import Part

LONGEST_WAIT_S = 60.0
LONGEST_PROBE_S, SHORTEST_PROBE_S = 60.0, 2.0
_HIDDEN_429 = re.compile(r"Too Many Requests: retry after (\d+)")


class About(Enum):
    """What a refusal speaks of."""

    AS_WANTED = "it is so already"
    TOPIC_GONE = "the topic is gone"
    TOPIC_CLOSED = "the topic is closed"
    CARD_GONE = "the message to edit or to pin is gone"
    QUOTE_GONE = "the message that is answered is gone"
    QUOTED_WORDS = "the quoted words are not in the message that is answered"
    COPY_GONE = "the message to delete is gone"
    ORIGINAL = "the message to copy is gone, or may not be copied"
    FILE = "Telegram does not have the file any more"
    GROUP = "the group refuses everything: its queue is kept, the admin told once, and it is probed"
    NO_TOPICS = "topics are off: as GROUP; the topics are there again when they are on again"
    RECIPIENT = "the person can't be reached: their lane is held"
    VOICE = "the person takes no voice messages: the sender is told, the lane goes on"
    SIZE = "it is too big: the sender is told"
    OURS = "a bug of ours: parked"


_PAGE = "telegram.md, Error texts"
_TD = "tdlib/telegram-bot-api, Client.cpp"

TEXTS: tuple[tuple[About, str, str], ...] = (
    # about, a part of the description (in any case), where it was seen
    (About.AS_WANTED, "TOPIC_NOT_MODIFIED", _PAGE),
    (About.AS_WANTED, "message is not modified", _PAGE),
    (About.TOPIC_GONE, "message thread not found", _PAGE),
    (About.TOPIC_GONE, "TOPIC_DELETED", _PAGE),
    (About.TOPIC_GONE, "TOPIC_ID_INVALID", _PAGE),
    (About.TOPIC_CLOSED, "TOPIC_CLOSED", _PAGE),
    (About.CARD_GONE, "message to edit not found", _PAGE),
    (About.CARD_GONE, "message can't be edited", _PAGE),
    (About.CARD_GONE, "message to pin not found", _PAGE),
    (About.QUOTE_GONE, "message to be replied not found", _PAGE),
    (About.QUOTE_GONE, "replied message not found", _TD),
    (About.QUOTED_WORDS, "QUOTE_TEXT_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.COPY_GONE, "message to delete not found", _PAGE),
    (About.ORIGINAL, "message to copy not found", _PAGE),
    (About.ORIGINAL, "message can't be copied", "42wim/matterbridge#2206"),
    (About.ORIGINAL, "no messages to copy", _TD),
    (About.ORIGINAL, "no messages to forward", _TD),
    (About.ORIGINAL, "message to forward not found", _PAGE),
    (About.ORIGINAL, "message can't be forwarded", _TD),
    (About.ORIGINAL, INCOMPLETE, "ours: delivery/album.py"),
    (About.ORIGINAL, "CHAT_FORWARDS_RESTRICTED", "core.telegram.org/method/messages.forwardMessages"),
    (About.FILE, "wrong file_id", _PAGE),
    (About.FILE, "wrong remote file identifier", _TD),
    (About.FILE, "FILE_REFERENCE_", "core.telegram.org/api/file_reference"),
    (About.FILE, "file is too big", _PAGE),
    (About.GROUP, "not enough rights", _PAGE),
    (About.GROUP, "have no rights", "tdlib/telegram-bot-api#863"),
    (About.GROUP, "need administrator rights", _TD),
    (About.GROUP, "CHAT_RESTRICTED", "tdlib/telegram-bot-api#863"),
    (About.GROUP, "CHAT_ADMIN_REQUIRED", "Hentioe/policr-mini#167"),
    (About.GROUP, "CHAT_WRITE_FORBIDDEN", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "CHAT_GUEST_SEND_FORBIDDEN", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "CHAT_SEND_", "core.telegram.org/method/messages.sendMedia"),  # CHAT_SEND_PHOTOS_FORBIDDEN and so on
    (About.GROUP, "USER_BANNED_IN_CHANNEL", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "CHANNEL_PRIVATE", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "CHANNEL_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.NO_TOPICS, "the chat is not a", _PAGE),  # forum, supergroup forum
    (About.GROUP, "chat not found", _PAGE),  # in a private chat: nobody is there
    (About.VOICE, "VOICE_MESSAGES_FORBIDDEN", "pyrogram/pyrogram#1151"),
    (About.RECIPIENT, "USER_IS_BLOCKED", "pyrogram/pyrogram#1151"),
    (About.RECIPIENT, "YOU_BLOCKED_USER", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "INPUT_USER_DEACTIVATED", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "USER_DEACTIVATED", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "PEER_ID_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "USER_ID_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "PRIVACY_PREMIUM_REQUIRED", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "user not found", _TD),
    (About.SIZE, "request entity too large", _PAGE),
    (About.OURS, "message is too long", _PAGE),
    (About.OURS, "caption is too long", _PAGE),
    (About.OURS, "text is empty", _PAGE),
    (About.OURS, "text must be non-empty", _TD),
    (About.OURS, "can't parse", _PAGE),  # entities, reply keyboard markup …
    (About.OURS, "BUTTON_", _PAGE),
    (About.OURS, "REACTION_INVALID", _PAGE),
    (About.OURS, "message to react not found", _PAGE),
    (About.OURS, "message can't be deleted", _PAGE),
)


def about(description: str) -> About | None:
    """What a refusal speaks of; None: nobody knows."""
    said = description.casefold()
    return next((about for about, part, _ in TEXTS if part.casefold() in said), None)


def decide(fault: Fault, action: Call, *, in_group: bool, attempts: int, relayed: str | None = None) -> Decision:
    """What to do about `fault`, which `action` met; `attempts` earlier tries of the same row failed too.

    `relayed`: the kind of message that the row copies.
    """
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
    if isinstance(action, ChangeCall):
        return _decide_about_a_change(subject, action, description, in_group=in_group)
    match subject, action:
        case About.AS_WANTED, _:
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
        case (About.GROUP | About.NO_TOPICS | About.RECIPIENT, _) | (_, CreateTopic()):
            return Trouble(description) if in_group else Unreachable()
        case _, SendJoined():
            return Alone()
        case _, SendTogether(parts=parts):
            return _decide_about_the_album(subject, parts)
        case _:
            return _decide_about_the_message(subject, action, relayed)


def _decide_about_the_album(subject: About | None, parts: Sequence[Part]) -> Decision:
    """Once more without what it points at, or from what was kept, as an album still; else each part by itself."""
    match subject:
        case About.QUOTE_GONE:
            return WithoutReply()
        case About.QUOTED_WORDS:
            return WithoutQuote()
    again = subject is About.ORIGINAL and not any(part.row.resend for part in parts)
    return Resend() if again and CAN_BE_GROUPED.issuperset(part.original.kind for part in parts) else Alone()


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


def _decide_about_the_message(subject: About | None, action: Call, relayed: str | None) -> Decision:
    match subject:
        case About.QUOTE_GONE:
            return WithoutReply()
        case About.QUOTED_WORDS:
            return WithoutQuote()
        case About.ORIGINAL:
            return _decide_about_the_original(action, relayed)
        case About.FILE:
            return PrintAnew() if isinstance(action, SendPaper) else TellSender("reason-file_lost")
        case About.VOICE:
            return TellSender("reason-no_voice")
        case About.SIZE:
            return TellSender("reason-too_big")
        case None:
            return Doubt()
        case _:
            return Park()


def _decide_about_the_original(action: Call, relayed: str | None) -> Decision:
    match action:
        case SendRow(row=Relay(resend=False, instead=instead)) if relayed in CAN_BE_SENT or instead:
            return Resend() if relayed in CAN_BE_SENT else SayInstead(instead)
        case _:
            return TellSender("reason-uncopyable")


def next_wait_s(attempts: int) -> float:
    """1, 2, 4 … seconds, a minute at most: an outage of hours is waited out."""
    return min(2.0 ** min(attempts, 10), LONGEST_WAIT_S)


def probe_after_s(lasting_s: float) -> float:
    """A chat in trouble is asked again when it has lasted twice as long: 2, 4, 8 … 60 seconds."""
    return min(max(lasting_s, SHORTEST_PROBE_S), LONGEST_PROBE_S)
