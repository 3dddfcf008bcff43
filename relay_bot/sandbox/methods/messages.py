"""Sending without files: text, places, contacts, dice and polls; copying and forwarding."""

from __future__ import annotations

import itertools
import secrets
from collections import Counter
from typing import Any

from relay_bot.sandbox import posting
from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import ApiError, bad_request
from relay_bot.sandbox.methods.content import caption_body, text_body
from relay_bot.sandbox.methods.destination import message_in, place, source_of
from relay_bot.sandbox.methods.registry import method
from relay_bot.sandbox.methods.sending import deliver
from relay_bot.sandbox.model import ChatRecord, Json, MessageRecord
from relay_bot.sandbox.polls import poll_of
from relay_bot.sandbox.world import World


@method("sendMessage", "Message", cost=1)
def send_message(world: World, call: Call) -> Any:
    to = place(world, call)
    return posting.render(world, deliver(world, call, to, text_body(world, call)))


def _fields(call: Call, *names: str) -> Json:
    return {name: call.params[name] for name in names if name in call.params}


LOCATION = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")


@method("sendLocation", "Message", cost=1)
def send_location(world: World, call: Call) -> Any:
    to = place(world, call)
    location = _fields(call, *LOCATION)
    return posting.render(world, deliver(world, call, to, {"location": location}))


@method("sendVenue", "Message", cost=1)
def send_venue(world: World, call: Call) -> Any:
    to = place(world, call)
    location = _fields(call, "latitude", "longitude")
    venue = {"location": location, **_fields(call, "title", "address", "foursquare_id", "google_place_id")}
    return posting.render(world, deliver(world, call, to, {"location": location, "venue": venue}))


@method("sendContact", "Message", cost=1)
def send_contact(world: World, call: Call) -> Any:
    to = place(world, call)
    contact = _fields(call, "phone_number", "first_name", "last_name", "vcard")
    return posting.render(world, deliver(world, call, to, {"contact": contact}))


@method("sendDice", "Message", cost=1)
def send_dice(world: World, call: Call) -> Any:
    to = place(world, call)
    return posting.render(world, deliver(world, call, to, {"dice": _thrown(call.get("emoji", "🎲"))}))


@method("sendPoll", "Message", cost=1)
def send_poll(world: World, call: Call) -> Any:
    to = place(world, call)
    options = call.params["options"]
    if not 2 <= len(options) <= 12:
        raise bad_request("poll must have at least 2 option" if len(options) < 2 else "poll can't have so many options")
    settings = _fields(call, "is_anonymous", "type", "allows_multiple_answers", "allows_revoting")
    poll = poll_of(call.params["question"], [option["text"] for option in options], settings)
    return posting.render(world, deliver(world, call, to, {"poll": poll}))


# --- copies and forwards


_NEVER_COPIED = frozenset({"paid_media", "giveaway", "giveaway_winners", "invoice"})
"""As the page of copyMessage says, besides service messages and quizzes whose answer the bot does not know."""


def _copyable(chat: ChatRecord, message_id: int) -> MessageRecord:
    message = message_in(chat, message_id, "message to copy not found")
    body = message.body
    protected = chat.protected or body.get("has_protected_content") or body.get("self_destructs")
    quiz = body.get("poll", {}).get("type") == "quiz" and "correct_option_ids" not in body["poll"]
    if message.service or protected or quiz or not _NEVER_COPIED.isdisjoint(body):
        raise bad_request("the message can't be copied")
    return message


_KEPT_OUT = ("reply_markup", "edit_date", "forward_origin", "media_group_id", "has_protected_content", "quote")


def _content(message: MessageRecord) -> Json:
    """What a copy shows: a die is thrown anew, a live location stands still."""
    body = {key: value for key, value in message.body.items() if key not in _KEPT_OUT}
    if "location" in body and "venue" not in body:
        body["location"] = {key: body["location"][key] for key in ("latitude", "longitude")}
    return body | ({"dice": _thrown(body["dice"]["emoji"])} if "dice" in body else {})


def _thrown(emoji: str) -> Json:
    return {"emoji": emoji, "value": 1 + secrets.randbelow(6)}


@method("copyMessage", "MessageId", cost=1)
def copy_message(world: World, call: Call) -> Any:
    to = place(world, call)
    source = source_of(world, call)
    body = _content(_copyable(source, call.params["message_id"]))
    if "caption" in call.params and "text" not in body:
        for key in ("caption", "caption_entities", "show_caption_above_media"):
            body.pop(key, None)
        body |= caption_body(world, call.params)
    return {"message_id": deliver(world, call, to, body).id}


def _many(call: Call) -> int:
    return len(call.params["message_ids"])


def _ids(call: Call) -> list[int]:
    ids: list[int] = call.params["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("there must be 1 to 100 message identifiers")
    if any(left >= right for left, right in itertools.pairwise(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    return ids


def _albums(bodies: list[tuple[MessageRecord, Json]]) -> list[Json]:
    """Give copied albums new ids, so that what was together stays together; one that is alone is no album."""
    renamed: dict[str, str] = {}
    sizes = Counter(message.body.get("media_group_id") for message, _ in bodies)
    out = []
    for message, body in bodies:
        group = message.body.get("media_group_id")
        if group and sizes[group] > 1:
            body["media_group_id"] = renamed.setdefault(group, str(secrets.randbits(53)))
        out.append(body)
    return out


@method("copyMessages", "Array of MessageId", cost=_many)
def copy_messages(world: World, call: Call) -> Any:
    to = place(world, call)
    source = source_of(world, call)
    found = []
    for message_id in _ids(call):
        try:
            message = _copyable(source, message_id)
        except ApiError:
            continue
        body = _content(message)
        if call.get("remove_caption"):
            body = {key: value for key, value in body.items() if not key.startswith("caption")}
        found.append((message, body))
    if not found:
        raise bad_request("there are no messages to copy")
    return [{"message_id": deliver(world, call, to, body).id} for body in _albums(found)]


def _forwarded(world: World, message: MessageRecord) -> Json:
    protected = world.chats[message.chat_id].protected or message.body.get("has_protected_content")
    if message.service or protected or message.body.get("self_destructs"):
        raise bad_request("the message can't be forwarded")
    origin = {"type": "user", "date": message.date, "sender_user": world.user_json(message.sender_id)}
    kept = _content(message) | ({"dice": message.body["dice"]} if "dice" in message.body else {})
    return {**kept, "forward_origin": message.body.get("forward_origin", origin)}


@method("forwardMessage", "Message", cost=1)
def forward_message(world: World, call: Call) -> Any:
    to = place(world, call)
    source = source_of(world, call)
    message = message_in(source, call.params["message_id"], "message to forward not found")
    return posting.render(world, deliver(world, call, to, _forwarded(world, message)))


@method("forwardMessages", "Array of MessageId", cost=_many)
def forward_messages(world: World, call: Call) -> Any:
    to = place(world, call)
    source = source_of(world, call)
    found = []
    for message_id in _ids(call):
        message = source.messages.get(message_id)
        if message is not None and not message.deleted and not message.service:
            found.append((message, _forwarded(world, message)))
    if not found:
        raise bad_request("there are no messages to forward")
    return [{"message_id": deliver(world, call, to, body).id} for body in _albums(found)]
