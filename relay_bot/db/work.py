"""What the function `claim` returns, as values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from relay_bot.db.row import from_json
from relay_bot.domain import bot_rights
from relay_bot.domain.addresses import FORMER, Address, Board
from relay_bot.domain.outgoing import Relay
from relay_bot.domain.work import (
    BoardTopic,
    BotItself,
    CardAt,
    ClientChat,
    ClientTopic,
    DeskState,
    FormerTopic,
    Lease,
    OtherChat,
    Part,
    Person,
    Place,
    Relayed,
    StandingCard,
    TopicLooks,
    TopicState,
    Unreadable,
    Work,
)


def work_of(row: Any) -> Work | Unreadable:
    """`row`: a row of `claim` in functions.sql."""
    first, *others = [one["row_id"] for one in row.parts or ()] or [row.row_id]
    lease = Lease(row.lane_id, row.lease, row.claimed_at, first, tuple(others))
    address = Address(row.address, row.desk)
    try:
        place = _place(address.key, row.client and _person(row.client), row.topic and _topic(row.topic), _card(row.pin))
        return Work(
            lease,
            address,
            place,
            from_json(row.kind, row.payload),
            row.attempts,
            row.rings,
            row.card_key,
            _card(row.card),
            row.desk_state and _desk(row.desk_state, row.trouble),
            row.relay and _relayed(row.relay),
            tuple(_part(one) for one in row.parts or ()),
        )
    except (ValueError, TypeError, LookupError):
        return Unreadable(lease, address, row.kind)


def _place(address: str, person: Person | None, topic: TopicState | None, pin: CardAt | None) -> Place:
    room, _, rest = address.partition(":")
    match room:
        case "client":
            return ClientChat(_known(person))
        case "topic":
            return ClientTopic(_known(person), topic, pin)
        case "board":
            return BoardTopic(_board(address), topic, pin)
        case "card":
            return StandingCard(pin, person or (_board(rest) if rest.startswith("board:") else None))
        case "chat":
            return OtherChat(int(rest))
        case "bot":
            return BotItself()
        case "look":
            return TopicLooks(topic)
        case _ if address.startswith(FORMER):
            return FormerTopic(topic)
        case _:
            raise ValueError(f"no place is called {address}")


def _known(person: Person | None) -> Person:
    if person is None:
        raise ValueError("nobody is there")
    return person


def _board(address: str) -> Board:
    return cast(Board, address.rpartition(":")[2])


def _person(kept: Mapping[str, Any]) -> Person:
    return Person(
        kept["id"],
        kept["tg_id"],
        kept["name"],
        kept["company"],
        kept["phone"],
        kept["username"],
        kept["city"],
        _moment(kept["since"]),
        kept["waybills"] or 0,
        kept["claims"] or 0,
        kept["thread"],
    )


def _desk(kept: Mapping[str, Any], trouble: str | None) -> DeskState:
    started = kept["manager_started_at"] is not None
    return DeskState(kept["key"], kept["group_id"], bot_rights.suffice(kept["rights"]), started, trouble)


def _topic(kept: Mapping[str, Any]) -> TopicState:
    since = _moment(kept["creating_since"])
    return TopicState(
        kept["group_id"], kept["thread_id"], kept["name"], kept["state"], since, kept["given_name"], kept["was_lost"]
    )


def _card(kept: Mapping[str, Any] | None) -> CardAt | None:
    if kept is None:
        return None
    return CardAt(kept["chat_id"], kept["thread_id"], kept["message_id"], kept["pinned"])


def _relayed(kept: Mapping[str, Any]) -> Relayed:
    return Relayed(
        kept["id"],
        kept["client_id"],
        kept["side"],
        kept["chat_id"],
        kept["message_id"],
        kept["kind"],
        kept["content"],
        datetime.fromisoformat(kept["written_at"]),
        copy=(kept["copy_chat_id"], kept["copy_message_id"]) if kept["copy_message_id"] is not None else None,
        media_edited=kept["media_edited"],
        removed=kept["removed_at"] is not None,
        joined=kept["copy_offset"] is not None,
    )


def _part(kept: Mapping[str, Any]) -> Part:
    row = from_json("relay", kept["payload"])
    assert isinstance(row, Relay)
    return Part(row, _relayed(kept["relay"]))


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None
