"""What stands already: a copy, a card, its pin. It is changed where it is, or left alone. Pure."""

from datetime import datetime, timedelta
from typing import assert_never

from relay_bot.config import Config
from relay_bot.delivery.action import (
    Action,
    ChangeCall,
    Chat,
    DeleteCopy,
    EditCard,
    EditCopy,
    Nothing,
    PinPost,
    PostElsewhere,
    SetReaction,
    Wait,
)
from relay_bot.domain.outgoing import Card, Change, Edit, Pin, React, Refresh, Remove
from relay_bot.domain.work import (
    BoardTopic,
    BotItself,
    CardAt,
    ClientChat,
    ClientTopic,
    FormerTopic,
    OtherChat,
    StandingCard,
    TopicLooks,
    Work,
)
from relay_bot.texts import Language
from relay_bot.views.topic import pinned_text

REFRESH_TRIES = 3

POSTED_TRIES = 130
"""An edit waits so many seconds for its card, longer than any lease: then the card was parked, and stands nowhere."""


def change(work: Work, row: Change) -> ChangeCall | Nothing:
    """For a change nothing is made, renamed or reopened."""
    chat = _there(work)
    return _change(work, row, chat) if chat is not None else Nothing()


def _there(work: Work) -> Chat | None:
    """The place as it is: for a change nothing is made, renamed or reopened."""
    match work.place:
        case ClientChat(person=person):
            return Chat(person.tg_id)
        case OtherChat(chat_id=chat_id):
            return Chat(chat_id)
        case ClientTopic(topic=topic) | BoardTopic(topic=topic) | FormerTopic(topic=topic):
            here = topic is not None and topic.group_id is not None and topic.group_id == work.group_id
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


def card_here(work: Work) -> EditCard | None:
    """A card of a client's chat is edited in the order of the chat, once it stands there."""
    return _edit(work.card, work.row) if isinstance(work.row, Card) and work.card is not None else None


def _edit(at: CardAt, card: Card) -> EditCard:
    return EditCard(Chat(at.chat_id), at.message_id, card.html, card.buttons)


def card_edit(work: Work, standing: StandingCard, config: Config, t: Language, now: datetime) -> Action:
    match work.row:
        case Pin():
            return _pin_of_card(standing.at, work.group_id)
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
