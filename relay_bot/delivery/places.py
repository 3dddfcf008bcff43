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
from relay_bot.delivery.action import (
    Action,
    ChangeCall,
    Chat,
    CloseTopic,
    CreateTopic,
    DeleteCopy,
    DeleteMessages,
    EditCard,
    EditCopy,
    Nothing,
    PinPost,
    PostContext,
    PostElsewhere,
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
    SetReaction,
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
    CardAt,
    ClientChat,
    ClientTopic,
    DeskState,
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

REFRESH_TRIES = 3

POSTED_TRIES = 130
"""An edit waits so many seconds for its card, longer than any lease: then the card was parked, and stands nowhere."""

SUSPECT_TRIES = 3
"""In huge groups Telegram has answered "thread not found" for a topic that exists: so it is asked this often."""


def decide_action(work: Work, config: Config, t: Language, now: datetime, icons: Collection[str] = ()) -> Action:
    """The one call that this claim makes. `icons`: the emoji that a topic can have."""
    if isinstance(work.row, Change):
        chat = _there(work)
        return _change(work, work.row, chat) if chat is not None else Nothing()
    action = _decide(work, config, t, now, icons)
    if not work.parts or not isinstance(action, SendRow):
        return action
    if all(part.original.kind == "text" for part in work.parts):
        return SendJoined(action.chat, work.parts, config.bot.timezone)
    return SendTogether(action.chat, work.parts)


def _decide(work: Work, config: Config, t: Language, now: datetime, icons: Collection[str]) -> Action:
    match work.place:
        case ClientChat(person=person):
            return _card_here(work) or _send(work.row, Chat(person.tg_id, person.thread_id))
        case OtherChat(chat_id=chat_id):
            return _send(work.row, Chat(chat_id))
        case BotItself():
            return _send(work.row, Chat(0))
        case StandingCard() as standing:
            return _card_edit(work, standing, config, t, now)
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
    if topic is None or topic.group_id is None or topic.group_id != _group(work.desk):
        return Nothing()
    chat = Chat(topic.group_id, topic.thread_id)
    return CloseTopic(chat) if isinstance(work.row, Close) else _send(work.row, chat)


def _looks(work: Work, topic: TopicState | None) -> SetIcon | DeleteMessages | Nothing:
    """Of a topic that is not there, or may be gone, nothing is changed: the next message to it sees to that."""
    group_id = _group(work.desk)
    match work.row:
        case Tidy(messages=messages) if group_id is not None:
            return DeleteMessages(Chat(group_id), messages)
        case Icon(emoji=emoji) if group_id is not None and topic and topic.thread_id and topic.state == "ok":
            return SetIcon(Chat(group_id, topic.thread_id), emoji) if topic.group_id == group_id else Nothing()
        case _:
            return Nothing()


def _group(desk: DeskState | None) -> int | None:
    return desk.group_id if desk is not None else None


# --- what stands already: changed, or left alone ----------------------------------------------------------------------


def _there(work: Work) -> Chat | None:
    """The place as it is: for a change nothing is made, renamed or reopened."""
    match work.place:
        case ClientChat(person=person):
            return Chat(person.tg_id)
        case OtherChat(chat_id=chat_id):
            return Chat(chat_id)
        case ClientTopic(topic=topic) | BoardTopic(topic=topic) | FormerTopic(topic=topic):
            here = topic is not None and topic.group_id is not None and topic.group_id == _group(work.desk)
            return Chat(topic.group_id, topic.thread_id or None) if here and topic and topic.group_id else None
        case BotItself() | StandingCard() | TopicLooks():
            return None
        case _:
            assert_never(work.place)


def _change(work: Work, row: Change, chat: Chat) -> ChangeCall | Nothing:
    """What was taken back is not edited; a copy that never went, or that went to another group, is let be."""
    at = work.relayed.stands_in(chat.chat_id) if work.relayed is not None else None
    match row:
        case React(at=(chat_id, message_id)):
            return SetReaction(chat, message_id, row) if chat_id == chat.chat_id else Nothing()
        case _ if work.relayed is None or at is None:
            return Nothing()
        case React():
            is_gone = work.relayed.removed and work.relayed.chat_id != chat.chat_id
            return Nothing() if is_gone else SetReaction(chat, at, row)
        case Edit():
            return Nothing() if work.relayed.removed else EditCopy(chat, at, row)
        case Remove():
            return DeleteCopy(chat, at, row)
        case _:
            assert_never(row)


# --- cards that stand already -----------------------------------------------------------------------------------------


def _card_here(work: Work) -> EditCard | None:
    """A card of a client's chat is edited in the order of the chat, once it stands there."""
    return _edit(work.card, work.row) if isinstance(work.row, Card) and work.card is not None else None


def _edit(at: CardAt, card: Card) -> EditCard:
    return EditCard(Chat(at.chat_id), at.message_id, card.html, card.buttons)


def _card_edit(work: Work, standing: StandingCard, config: Config, t: Language, now: datetime) -> Action:
    match work.row:
        case Pin():
            return _pin_of_card(standing.at, _group(work.desk))
        case Refresh():
            if standing.at is None and work.attempts < REFRESH_TRIES:
                return _not_posted(now)
            if standing.at is None or standing.about is None or _moved(work, standing.at):
                return Nothing()
            html = pinned_text(standing.about, work.desk, config, t)
            return EditCard(Chat(standing.at.chat_id), standing.at.message_id, html)
        case Card(board=board) as card:
            if work.card is None and work.attempts < POSTED_TRIES:
                return _not_posted(now)
            if work.card is None or _moved(work, work.card):
                return PostElsewhere(card, board) if board is not None else Nothing()
            return _edit(work.card, card)
        case _:
            raise AssertionError(f"{work.row} is no state of a card")


def _not_posted(now: datetime) -> Wait:
    return Wait(now + timedelta(seconds=1), "card not posted yet")  # its first state is being sent right now


def _moved(work: Work, at: CardAt) -> bool:
    """The card stands in a group that is no longer the desk's."""
    return work.desk is not None and at.chat_id != work.desk.group_id


def _pin_of_card(at: CardAt | None, group_id: int | None) -> PinPost | Nothing:
    """A card that is pinned where it stands, once."""
    if at is None or at.pinned is not None or at.chat_id != group_id:
        return Nothing()
    return PinPost(Chat(at.chat_id, at.thread_id or None), at.message_id)


# --- topics that are made when they are missing -----------------------------------------------------------------------


def _in_desk(work: Work, place: Made, config: Config, t: Language, now: datetime, icons: Collection[str]) -> Action:
    group_id = _group(work.desk)
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
