"""Files that a claim takes: photos, and images or PDFs sent as files."""

from aiogram.types import Message

from relay_bot.domain.forms.heard import FILES_TAKEN, Attached


def of(message: Message) -> Attached | None:
    """The message's file; None when it has none, or one of another kind."""
    if message.photo:
        largest = message.photo[-1]
        return Attached("photo", largest.file_id, largest.file_unique_id)
    file = message.document
    if file is not None and (file.mime_type or "").startswith(FILES_TAKEN):
        return Attached("document", file.file_id, file.file_unique_id, file.file_name or "")
    return None
