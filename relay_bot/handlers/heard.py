"""A Telegram message as a form hears it."""

from aiogram.types import Message

from relay_bot.domain.forms.heard import Heard, Pin
from relay_bot.handlers import attachment as attachments

VENUE_MAX = 300


def heard_of(message: Message) -> Heard:
    file = attachments.of(message)
    return Heard(
        text=message.text or message.caption or "",
        pin=_pin(message),
        files=() if file is None else (file,),
        album=message.media_group_id or "",
        voice=message.voice.file_id if message.voice is not None else None,
        below=bool(message.caption),
        unfit=file is None and (message.document is not None or message.video is not None),
    )


def _pin(message: Message) -> Pin | None:
    """A map pin, or a venue with its address."""
    place = message.venue.location if message.venue is not None else message.location
    if place is None:
        return None
    about = (message.venue.address, message.venue.title) if message.venue is not None else ()
    return Pin(place.latitude, place.longitude, ", ".join(part for part in about if part)[:VENUE_MAX])
