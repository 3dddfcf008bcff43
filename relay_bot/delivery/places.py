"""Where a claimed row goes, and what must be made there first. Pure.

A claim makes exactly one call, so it draws exactly one message of the budget: while a client's topic is missing, that
call is its creation, then its pinned card, then the pin, and only then the row itself. A crash between two of them
goes on with the next.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from relay_bot.config import Config
from relay_bot.db.outbox import Work
from relay_bot.db.topic import ADOPT_WITHIN
from relay_bot.domain.addresses import Board
from relay_bot.texts import Language
from relay_bot.views import cards, names

REFRESH_TRIES = 3

POSTED_TRIES = 130
"""An edit waits so many seconds for its card, longer than any lease: then the card was parked, and stands nowhere."""

SUSPECT_TRIES = 3
"""In huge groups Telegram has answered "thread not found" for a topic that exists: so it is asked this often."""


@dataclass(frozen=True, slots=True)
class Chat:
    """Where to send: `thread_id` None is a private chat or General."""

    chat_id: int
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class CreateTopic:
    chat: Chat
    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class RenameTopic:
    """Also the probe of a topic that may be gone: renaming to its own name says so and changes nothing."""

    chat: Chat
    name: str


@dataclass(frozen=True, slots=True)
class ReopenTopic:
    chat: Chat


@dataclass(frozen=True, slots=True)
class CloseTopic:
    """The client has left it for another desk."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class PostPin:
    chat: Chat
    html: str


@dataclass(frozen=True, slots=True)
class PinPost:
    chat: Chat
    message_id: int


@dataclass(frozen=True, slots=True)
class SendRow:
    chat: Chat


@dataclass(frozen=True, slots=True)
class SendPaper:
    """Send a waybill's document, by Telegram's file id or as a file."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class SendUpload:
    """Send a file that we made and keep."""

    chat: Chat


@dataclass(frozen=True, slots=True)
class EditCard:
    """Show a card's newest state where it stands already."""

    chat: Chat
    message_id: int
    html: str | None = None  # None: the row's own payload says it


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing to call now."""

    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """The row asked for what is there already."""


@dataclass(frozen=True, slots=True)
class PostElsewhere:
    """The card to edit is nowhere, or in a group that is no longer the desk's: it is sent to its board as a new one."""


@dataclass(frozen=True, slots=True)
class SayFarewell:
    """The client's new topic exists: the former one is told where it is, and closed."""


Step = CreateTopic | RenameTopic | ReopenTopic | PostPin | PinPost
Action = Step | CloseTopic | SendRow | SendPaper | SendUpload | EditCard | Wait | Nothing | PostElsewhere | SayFarewell


def decide_action(work: Work, config: Config, t: Language, now: datetime) -> Action:
    """The one call that this claim makes."""
    room, _, rest = work.address.partition(":")
    match room:
        case "client" if work.client is not None:
            return _card_here(work) or _row(work, Chat(work.client["tg_id"]))
        case "chat":
            return _row(work, Chat(int(rest)))
        case "bot":
            return SendRow(Chat(0))
        case "card":
            return _card_edit(work, config, t, now)
        case "former":
            return _in_former(work)
        case _:
            return _in_desk(work, config, t, now)


def _in_former(work: Work) -> CloseTopic | SendRow | SendPaper | SendUpload | Nothing:
    """Into a closed topic the bot may write; one that is gone, or in a group that has changed hands, is let go."""
    topic, group_id = work.topic, (work.desk_state or {}).get("group_id")
    if topic is None or topic["group_id"] != group_id:
        return Nothing()
    chat = Chat(group_id, topic["thread_id"])
    return CloseTopic(chat) if work.kind == "close" else _row(work, chat)


def _row(work: Work, chat: Chat) -> SendRow | SendPaper | SendUpload:
    match work.kind:
        case "document":
            return SendPaper(chat)
        case "upload":
            return SendUpload(chat)
        case _:
            return SendRow(chat)


def _card_here(work: Work) -> EditCard | None:
    """A card of a client's chat is edited in the order of the chat, once it stands there."""
    if work.kind != "card" or work.card is None:
        return None
    return EditCard(Chat(work.card["chat_id"]), work.card["message_id"])


def _card_edit(work: Work, config: Config, t: Language, now: datetime) -> Action:
    if work.kind == "pin":
        return _pin_of_card(work)
    refresh = work.kind == "refresh"
    card = work.pin if refresh else work.card
    if card is None and work.attempts < (REFRESH_TRIES if refresh else POSTED_TRIES):
        return Wait(now + timedelta(seconds=1), "card not posted yet")  # its first state is being sent right now
    group_id = (work.desk_state or {}).get("group_id")
    if card is None or (work.desk is not None and card["chat_id"] != group_id):
        return Nothing() if refresh or "board" not in work.payload else PostElsewhere()
    return EditCard(Chat(card["chat_id"]), card["message_id"], pinned_text(work, config, t) if refresh else None)


def _pin_of_card(work: Work) -> PinPost | Nothing:
    """A card that is pinned where it stands, once."""
    card, group_id = work.pin, (work.desk_state or {}).get("group_id")
    if card is None or card["pinned"] is not None or card["chat_id"] != group_id:
        return Nothing()
    return PinPost(Chat(card["chat_id"], card["thread_id"] or None), card["message_id"])


def _in_desk(work: Work, config: Config, t: Language, now: datetime) -> Action:
    group_id = (work.desk_state or {}).get("group_id")
    if group_id is None:
        return Wait(now + timedelta(minutes=1), "desk has no group")
    topic = work.topic or {}
    general = work.address.endswith(":general")
    name = wanted_name(work, config)
    if general:
        thread_id = 0
    elif topic.get("thread_id") is None or topic["group_id"] != group_id:
        since = topic.get("creating_since")
        adopt_until = datetime.fromisoformat(since) + ADOPT_WITHIN if since else now
        if adopt_until > now:
            return Wait(adopt_until, "waiting to see whether the topic was made")
        return CreateTopic(Chat(group_id), name, wanted_icon(work, config))
    else:
        thread_id = topic["thread_id"]
    chat = Chat(group_id, thread_id or None)
    if topic.get("state") == "closed":
        return ReopenTopic(chat)
    board = work.client is None and not general
    probe = topic.get("state") == "suspect" or (work.kind == "ensure" and board and "probed" not in work.payload)
    if topic.get("name") != name or probe:
        return RenameTopic(chat, name)
    return _pinned(work, config, t, chat, thread_id) or _in_topic(work, chat)


def _in_topic(work: Work, chat: Chat) -> Action:
    """The topic is as it should be."""
    match work.kind:
        case "ensure":
            return Nothing()
        case "farewell":
            return SayFarewell()
        case _:
            return _row(work, chat)


def _pinned(work: Work, config: Config, t: Language, chat: Chat, thread_id: int) -> Step | None:
    pin = work.pin
    if pin is None or (pin["chat_id"], pin["thread_id"]) != (chat.chat_id, thread_id):
        return PostPin(chat, pinned_text(work, config, t))
    if pin["pinned"] is None and thread_id:  # the checklist in General stays a plain message
        return PinPost(chat, pin["message_id"])
    return None


def wanted_name(work: Work, config: Config) -> str:
    """What the work's topic should be called."""
    if work.client is not None:
        return names.client_topic(
            config.topics.client_name,
            name=work.client["name"],
            company=work.client["company"],
            city=work.client["city"],
        )
    return names.board(config.topics, _board(work))


def wanted_icon(work: Work, config: Config) -> str:
    """The emoji of a new topic."""
    if work.client is not None:
        return config.topics.icons.normal
    return names.BOARD_ICONS.get(_board(work), config.topics.icons.normal)


def pinned_text(work: Work, config: Config, t: Language) -> str:
    """The card that stands first in the work's topic."""
    if work.client is not None:
        return cards.client(t, _person(work.client), config.bot.timezone)
    if _board(work) == "general":
        desk = work.desk_state or {}
        return cards.checklist(t, desk.get("rights"), desk.get("manager_started_at") is not None)
    return cards.board_pin(t, _board(work))


def _board(work: Work) -> Board:
    name: Any = work.address.rpartition(":")[2]
    return name  # type: ignore[no-any-return]


def _person(client: dict[str, Any]) -> cards.Person:
    return cards.Person(
        name=client["name"],
        company=client["company"],
        phone=client["phone"] or "",
        username=client["username"],
        city=client["city"],
        since=datetime.fromisoformat(client["since"]) if client["since"] else None,
        waybills=client["waybills"] or 0,
        open_claims=client["claims"] or 0,
    )
