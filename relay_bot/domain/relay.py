"""Why did this go there? The rules of mirroring a conversation between a client's chat and their topic. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from relay_bot.domain import inside

ACKNOWLEDGE_AFTER = timedelta(hours=12)
"""The client is told once that the message was passed on, not after every message: again only after this silence."""

ASK_PHONE_AGAIN_AFTER = timedelta(minutes=10)


FLOOD_MESSAGES, FLOOD_WITHIN = 20, timedelta(seconds=10)
"""So many messages of one client in this time are a flood: all of them arrive, slowly."""


@dataclass(frozen=True, slots=True)
class FromClient:
    """A client's message goes to their topic (which may wait for a manager)."""

    silent: bool  # no sound for the manager: it follows another one closely
    acknowledge: bool  # tell the client who has it
    ask_phone: bool  # not identified yet: kept, and asked (not at every message)
    say_kept: bool = False  # asked a moment ago, and now the first message: say that it is kept


def decide_from_client(
    *,
    identified: bool,
    wrote_at: datetime | None,
    phone_asked_at: datetime | None,
    now: datetime,
    quiet_gap: timedelta,
) -> FromClient:
    """`wrote_at` is the client's previous message."""
    silence = None if wrote_at is None else now - wrote_at
    ask_phone = not identified and (phone_asked_at is None or now - phone_asked_at >= ASK_PHONE_AGAIN_AFTER)
    return FromClient(
        silent=silence is not None and silence < quiet_gap,
        acknowledge=identified and (silence is None or silence >= ACKNOWLEDGE_AFTER),
        ask_phone=ask_phone,
        say_kept=not identified and not ask_phone and wrote_at is None,
    )


DeskVerdict = Literal["relay", "internal", "outsider"]


def decide_from_desk(*, author_id: int, speakers: Collection[int], content: Mapping[str, Any]) -> DeskVerdict:
    """A message in a client's topic. `speakers` may talk to the client: the manager, the substitute, the admins.

    `content`: the content fields of the Bot API message. Notes and commands stay inside whoever wrote them; so an
    outsider's note is no error. Of a message with notes among its lines the rest goes to the client.
    """
    if inside.stays(content):
        return "internal"
    return "relay" if author_id in speakers else "outsider"
