"""Where a claimed row goes, and what must be made there first. Pure.

A claim makes exactly one call, so it draws exactly one message of the budget: while a client's topic is missing, that
call is its creation, then its pinned card, then the pin, and only then the row itself. A crash between two of them
goes on with the next.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import assert_never

from relay_bot.config import Config
from relay_bot.db.topic import ADOPT_WITHIN
from relay_bot.delivery import standing
from relay_bot.delivery.action import (
    Action,
    Chat,
    CloseTopic,
    CreateTopic,
    DeleteMessages,
    Nothing,
    PinPost,
    PostContext,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SayFarewell,
    Send,
    SendJoined,
    SendPaper,
    SendRow,
    SendTogether,
    SendUpload,
    SetIcon,
    Step,
    Wait,
)
from relay_bot.domain.outgoing import (
    Album,
    Card,
    Change,
    Close,
    Commands,
    Document,
    Edit,
    Ensure,
    Farewell,
    Icon,
    Pin,
    React,
    Refresh,
    Relay,
    Remove,
    Row,
    Text,
    Tidy,
    Transcript,
    Upload,
)
from relay_bot.domain.work import (
    BoardTopic,
    BotItself,
    ClientChat,
    ClientTopic,
    FormerTopic,
    Made,
    OtherChat,
    StandingCard,
    TopicLooks,
    TopicState,
    Work,
)
from relay_bot.texts import Language
from relay_bot.views.topic import icon_of, name_of, notice, pinned_text

SUSPECT_TRIES = 3
"""In huge groups Telegram has answered "thread not found" for a topic that exists: so it is asked this often."""


def decide_action(work: Work, config: Config, t: Language, now: datetime, icons: Collection[str] = ()) -> Action:
    """The one call that this claim makes. `icons`: the emoji that a topic can have."""
    if isinstance(work.row, Change):
        return standing.change(work, work.row)
    action = _decide(work, config, t, now, icons)
    if not work.parts or not isinstance(action, SendRow):
        return action
    if all(part.original.kind == "text" for part in work.parts):
        return SendJoined(action.chat, work.parts, config.bot.timezone)
    return SendTogether(action.chat, work.parts)


def _decide(work: Work, config: Config, t: Language, now: datetime, icons: Collection[str]) -> Action:
    match work.place:
        case ClientChat(person=person):
            return standing.card_here(work) or _send(work.row, Chat(person.tg_id, person.thread_id))
        case OtherChat(chat_id=chat_id):
            return _send(work.row, Chat(chat_id))
        case BotItself():
            return _send(work.row, Chat(0))
        case StandingCard() as card:
            return standing.card_edit(work, card, config, t, now)
        case FormerTopic(topic=topic):
            return _in_former(work, topic)
        case ClientTopic() | BoardTopic() as place:
            return _in_desk(work, place, config, t, now, icons)
        case TopicLooks(topic=topic):
            return _looks(work, topic)
        case _:
            assert_never(work.place)


def _send(row: Row, chat: Chat) -> Send:
    match row:
        case Document():
            return SendPaper(chat, row)
        case Upload():
            return SendUpload(chat, row)
        case Relay() | Transcript() | Text() | Card() | Album() | Commands():
            return SendRow(chat, row)
        case Ensure() | Refresh() | Pin() | Icon() | Tidy() | Close() | Farewell() | Edit() | React() | Remove():
            raise AssertionError(f"{row} is no message")
        case _:
            assert_never(row)


def _in_former(work: Work, topic: TopicState | None) -> CloseTopic | Send | Nothing:
    """Into a closed topic the bot may write; one that is gone, or in a group that has changed hands, is let go."""
    if topic is None or topic.group_id is None or topic.group_id != work.group_id:
        return Nothing()
    chat = Chat(topic.group_id, topic.thread_id)
    return CloseTopic(chat) if isinstance(work.row, Close) else _send(work.row, chat)


def _looks(work: Work, topic: TopicState | None) -> SetIcon | DeleteMessages | Nothing:
    """Of a topic that is not there, or may be gone, nothing is changed: the next message to it sees to that."""
    group_id = work.group_id
    match work.row:
        case Tidy(messages=messages) if group_id is not None:
            return DeleteMessages(Chat(group_id), messages)
        case Icon(emoji=emoji) if group_id is not None and topic and topic.thread_id and topic.state == "ok":
            return SetIcon(Chat(group_id, topic.thread_id), emoji) if topic.group_id == group_id else Nothing()
        case _:
            return Nothing()


# --- topics that are made when they are missing -----------------------------------------------------------------------


def _in_desk(work: Work, place: Made, config: Config, t: Language, now: datetime, icons: Collection[str]) -> Action:
    group_id = work.group_id
    if group_id is None:
        return Wait(now + timedelta(minutes=1), "desk has no group")
    topic = place.topic
    name = topic.given_name if topic is not None and topic.given_name else name_of(place, config, icons)
    if isinstance(place, BoardTopic) and place.board == "general":
        thread_id = 0
    elif topic is None or topic.thread_id is None or topic.group_id != group_id:
        return _creation(topic, CreateTopic(Chat(group_id), name, icon_of(place, config)), now)
    else:
        thread_id = topic.thread_id
    chat = Chat(group_id, thread_id or None)
    if topic is not None and topic.state == "closed":
        return ReopenTopic(chat)
    if topic is None or topic.name != name or topic.state == "suspect" or _probes(work.row, place):
        return RenameTopic(chat, name)
    row = notice(work.row) if isinstance(place, ClientTopic) and isinstance(work.row, Text) else work.row
    return _pinned(work, place, chat, config, t) or _in_topic(row, chat)


def _creation(topic: TopicState | None, create: CreateTopic, now: datetime) -> CreateTopic | Wait:
    """Once, as long as nobody knows whether an earlier try took effect."""
    adopt_until = topic.creating_since + ADOPT_WITHIN if topic is not None and topic.creating_since else now
    return Wait(adopt_until, "waiting to see whether the topic was made") if adopt_until > now else create


def _probes(row: Row, place: Made) -> bool:
    """Whether a board is asked after although it is as it should be: once a row."""
    is_board = isinstance(place, BoardTopic) and place.board != "general"
    return is_board and isinstance(row, Ensure) and not row.probed


def _in_topic(row: Row, chat: Chat) -> Action:
    """The topic is as it should be."""
    match row:
        case Ensure():
            return Nothing()
        case Farewell():
            return SayFarewell(row, chat)
        case _:
            return _send(row, chat)


def _pinned(work: Work, place: Made, chat: Chat, config: Config, t: Language) -> Step | None:
    pin = place.pin
    if pin is None or (pin.chat_id, pin.thread_id) != (chat.chat_id, chat.thread_id or 0):
        about = place.person if isinstance(place, ClientTopic) else place.board
        return PostPin(chat, pinned_text(about, work.desk, config, t))
    if pin.pinned is None and chat.thread_id:  # the checklist in General stays a plain message
        return PinPost(chat, pin.message_id)
    if isinstance(place, ClientTopic) and place.topic is not None and place.topic.was_lost:
        return PostContext(chat, place.person.id)
    return None
