"""What of a Telegram message is kept: enough to copy it, to send it again, and to find its pair."""

from aiogram.enums import ContentType
from aiogram.types import Message, MessageOriginUser

from relay_bot.db.message import Written
from relay_bot.domain.outgoing import Answer

RELAYED = frozenset(
    {
        ContentType.TEXT,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.DOCUMENT,
        ContentType.LIVE_PHOTO,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.GAME,
        ContentType.POLL,
        ContentType.VENUE,
        ContentType.LOCATION,
        ContentType.GIVEAWAY,
        ContentType.GIVEAWAY_WINNERS,
        ContentType.INVOICE,
        ContentType.UNKNOWN,  # newer than this aiogram: copying it needs no knowledge of it
    }
)
"""Messages that people write; the others are service messages. What can't be copied is reported to the sender."""

_BESIDE = {"text", "entities", "caption", "caption_entities", "show_caption_above_media", "has_media_spoiler"}
"""Fields that belong to the content, besides the one that is called after its kind."""

WORDS_MAX = 300
"""So much is kept of what a message answers: it is shown where it can't be pointed at."""


def written(message: Message, client_id: int, side: str) -> Written:
    """`side` wrote `message` in the conversation with `client_id`."""
    kind = str(message.content_type.value if isinstance(message.content_type, ContentType) else message.content_type)
    author = message.from_user
    assert author is not None
    reply = message.reply_to_message
    thread = message.message_thread_id if message.is_topic_message else None
    return Written(
        client_id=client_id,
        side=side,
        author_id=author.id,
        chat_id=message.chat.id,
        thread_id=thread,
        message_id=message.message_id,
        reply_to=reply.message_id if reply is not None and reply.message_id != thread else None,
        media_group=message.media_group_id,
        kind=kind,
        content=message.model_dump(mode="json", exclude_none=True, include={kind, *_BESIDE}),
        written_at=message.date,
        forwarded=_is_anothers(message),
        answer=_answer(message, thread),
    )


def words_behind(message: Message) -> str:
    """What is written behind a command; empty when the message is none."""
    command, *rest = (message.text or "").split(maxsplit=1) or [""]
    return rest[0].strip() if rest and command.startswith("/") else ""


def _is_anothers(message: Message) -> bool:
    """Whether it shows from whom it was forwarded. One's own words, and the bot's copies, go as if written here: the
    bot never shows the other side an account that it did not see.
    """
    origin, author = message.forward_origin, message.from_user
    if not isinstance(origin, MessageOriginUser):
        return origin is not None
    return not origin.sender_user.is_bot and (author is None or origin.sender_user.id != author.id)


def _answer(message: Message, thread: int | None) -> Answer | None:
    """What it answers, as far as it tells itself. In a topic every message carries the topic's first one: no answer."""
    to, quote = message.reply_to_message, message.quote
    if (to is None or to.message_id == thread) and message.external_reply is None:
        return None
    words = (to.text or to.caption or "") if to is not None else ""
    if quote is None:
        return Answer(words=words[:WORDS_MAX])
    if not quote.is_manual:  # of a message in another chat Telegram shows its beginning
        return Answer(words=words[:WORDS_MAX] or quote.text)
    entities = tuple(one.model_dump(mode="json", exclude_none=True) for one in quote.entities or ())
    return Answer(words=words[:WORDS_MAX], quote=quote.text, position=quote.position, entities=entities)
