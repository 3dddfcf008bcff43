"""Messages that may become text: voices, photos, and pictures or PDFs that were sent as files."""

from aiogram.types import Message

from relay_bot.domain.recording import Kind, Recorded
from relay_bot.handlers import attachment as attachments


def recorded_in(message: Message) -> Recorded | None:
    """What of the message can be recognised; None: nothing."""
    lane, in_album = str(message.chat.id), message.media_group_id is not None
    if message.voice is not None:
        voice = message.voice
        return Recorded("voice", voice.file_id, voice.file_size or 0, lane, voice.duration)
    if message.photo:
        largest = message.photo[-1]
        return Recorded("photo", largest.file_id, largest.file_size or 0, lane, in_album=in_album)
    file = message.document
    if file is None or attachments.of(message) is None:
        return None
    kind: Kind = "pdf" if file.mime_type == "application/pdf" else "photo"
    return Recorded(kind, file.file_id, file.file_size or 0, lane, in_album=in_album)
