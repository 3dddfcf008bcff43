"""What Telegram's refusals (400, 403) speak of: the one table of what it is known to say, with where each was seen."""

from enum import Enum

from relay_bot.delivery.album import INCOMPLETE


class About(Enum):
    """What a refusal speaks of."""

    AS_WANTED = "it is so already"
    TOPIC_GONE = "the topic is gone"
    TOPIC_CLOSED = "the topic is closed"
    CARD_GONE = "the message to edit or to pin is gone"
    QUOTE_GONE = "the message that is answered is gone"
    QUOTED_WORDS = "the quoted words are not in the message that is answered"
    COPY_GONE = "the message to delete is gone"
    ORIGINAL = "the message to copy is gone, or may not be copied"
    FILE = "Telegram does not have the file any more"
    KIND = "this kind of message is not allowed there: its lane waits, the others go on"
    TOO_MUCH = "too much was sent: later"
    GROUP = "the group refuses everything: its queue is kept, the admin told once, and it is probed"
    NO_TOPICS = "topics are off: as GROUP; the topics are there again when they are on again"
    RECIPIENT = "the person can't be reached: their lane is held"
    VOICE = "the person takes no voice messages: the sender is told, the lane goes on"
    SIZE = "it is too big: the sender is told"
    OURS = "a bug of ours: parked"


_PAGE = "telegram.md, Error texts"
_TD = "tdlib/telegram-bot-api, Client.cpp"
_CONTENT = "tdlib/td, MessageContent.cpp, can_send_message_content"
_SENDING = "tdlib/td, MessagesManager.cpp"
_DIALOGS = "tdlib/td, DialogManager.cpp"

TEXTS: tuple[tuple[About, str, str], ...] = (
    # about, a part of the description (in any case), where it was seen
    (About.AS_WANTED, "TOPIC_NOT_MODIFIED", _PAGE),
    (About.AS_WANTED, "message is not modified", _PAGE),
    (About.AS_WANTED, "MESSAGE_NOT_MODIFIED", "core.telegram.org/method/messages.editMessage"),
    (About.TOPIC_GONE, "message thread not found", _PAGE),
    (About.TOPIC_GONE, "TOPIC_DELETED", _PAGE),
    (About.TOPIC_GONE, "TOPIC_ID_INVALID", _PAGE),
    (About.TOPIC_CLOSED, "TOPIC_CLOSED", _PAGE),
    (About.CARD_GONE, "message to edit not found", _PAGE),
    (About.CARD_GONE, "message can't be edited", _PAGE),
    (About.CARD_GONE, "message to pin not found", _PAGE),
    (About.QUOTE_GONE, "message to be replied not found", _PAGE),
    (About.QUOTE_GONE, "replied message not found", _TD),
    (About.QUOTE_GONE, "message to reply not found", _TD),  # before Bot API 7.0
    (About.QUOTE_GONE, "reply message not found", _TD),
    (About.QUOTE_GONE, "REPLY_MESSAGE_ID_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.QUOTED_WORDS, "QUOTE_TEXT_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.COPY_GONE, "message to delete not found", _PAGE),
    (About.ORIGINAL, "message to copy not found", _PAGE),
    (About.ORIGINAL, "message can't be copied", "42wim/matterbridge#2206"),
    (About.ORIGINAL, "no messages to copy", _TD),
    (About.ORIGINAL, "no messages to forward", _TD),
    (About.ORIGINAL, "message to forward not found", _PAGE),
    (About.ORIGINAL, "message can't be forwarded", _TD),
    (About.ORIGINAL, INCOMPLETE, "ours: delivery/album.py"),
    (About.ORIGINAL, "CHAT_FORWARDS_RESTRICTED", "core.telegram.org/method/messages.forwardMessages"),
    (About.ORIGINAL, "message not found", _TD),
    (About.ORIGINAL, "has protected content", _SENDING),  # what TDLib makes of CHAT_FORWARDS_RESTRICTED
    (About.ORIGINAL, "can't copy message", _SENDING),
    (About.ORIGINAL, "can't find message to copy", _SENDING),
    (About.ORIGINAL, "chat to copy message from", _SENDING),  # not found, can't access the …
    (About.ORIGINAL, "chat to forward messages from", _SENDING),
    (About.ORIGINAL, "wrong phone number specified", _SENDING),  # what TDLib makes of MEDIA_EMPTY, by kind
    (About.ORIGINAL, "wrong poll data specified", _SENDING),
    (About.ORIGINAL, "wrong story file specified", _SENDING),
    (About.ORIGINAL, "wrong game short name specified", _SENDING),
    (About.ORIGINAL, "method not found", _TD),  # a server that is older than the kind of message
    (About.FILE, "wrong file_id", _PAGE),
    (About.FILE, "wrong remote file identifier", _TD),
    (About.FILE, "FILE_REFERENCE_", "core.telegram.org/api/file_reference"),
    (About.FILE, "wrong file identifier", _TD),
    (About.FILE, "FILE_ID_INVALID", "core.telegram.org/method/messages.sendMedia"),
    (About.FILE, "DOCUMENT_INVALID", "core.telegram.org/method/messages.sendMedia"),
    (About.FILE, "MEDIA_EMPTY", "core.telegram.org/method/messages.sendMedia"),
    (About.GROUP, "not enough rights to send text messages", _CONTENT),
    (About.KIND, "not enough rights to send", _CONTENT),  # photos, dice, checklists, the rich message …
    (About.GROUP, "CHAT_SEND_PLAIN_FORBIDDEN", "core.telegram.org/method/messages.sendMessage"),
    (About.KIND, "CHAT_SEND_", "core.telegram.org/method/messages.sendMedia"),  # CHAT_SEND_PHOTOS_FORBIDDEN and so on
    (About.TOO_MUCH, "FLOOD", "core.telegram.org/api/errors"),  # PEER_FLOOD
    (About.GROUP, "not enough rights", _PAGE),
    (About.GROUP, "have no rights", "tdlib/telegram-bot-api#863"),
    (About.GROUP, "have no write access", _DIALOGS),
    (About.GROUP, "have no access to the chat", _DIALOGS),
    (About.GROUP, "can't access the chat", _DIALOGS),
    (About.GROUP, "chat is not accessible", _DIALOGS),
    (About.GROUP, "need administrator rights", _TD),
    (About.GROUP, "CHAT_RESTRICTED", "tdlib/telegram-bot-api#863"),
    (About.GROUP, "CHAT_ADMIN_REQUIRED", "Hentioe/policr-mini#167"),
    (About.GROUP, "CHAT_WRITE_FORBIDDEN", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "CHAT_GUEST_SEND_FORBIDDEN", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "USER_BANNED_IN_CHANNEL", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "CHANNEL_PRIVATE", "core.telegram.org/method/messages.sendMessage"),
    (About.GROUP, "CHANNEL_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.NO_TOPICS, "the chat is not a", _PAGE),  # forum, supergroup forum
    (About.RECIPIENT, "private chat not found", _TD),
    (About.GROUP, "bot was kicked", _PAGE),
    (About.GROUP, "bot is not a member", _PAGE),
    (About.GROUP, "group chat was deleted", _PAGE),
    (About.GROUP, "chat not found", _PAGE),  # in a private chat: nobody is there
    (About.GROUP, "upgraded to a supergroup", _PAGE),  # without its new id, which comes with the group's next event
    (About.VOICE, "VOICE_MESSAGES_FORBIDDEN", "pyrogram/pyrogram#1151"),
    (About.VOICE, "user restricted receiving of", _CONTENT),  # voice note messages, video note messages
    (About.RECIPIENT, "USER_IS_BLOCKED", "pyrogram/pyrogram#1151"),
    (About.RECIPIENT, "YOU_BLOCKED_USER", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "INPUT_USER_DEACTIVATED", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "USER_DEACTIVATED", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "PEER_ID_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "USER_ID_INVALID", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "PRIVACY_PREMIUM_REQUIRED", "core.telegram.org/method/messages.sendMessage"),
    (About.RECIPIENT, "ALLOW_PAYMENT_REQUIRED", _SENDING),
    (About.RECIPIENT, "user not found", _TD),
    (About.RECIPIENT, "USER_IS_DEACTIVATED", _TD),
    (About.RECIPIENT, "user is deactivated", _PAGE),
    (About.RECIPIENT, "bot was blocked", _PAGE),
    (About.RECIPIENT, "can't initiate conversation", _PAGE),
    (About.SIZE, "request entity too large", _PAGE),
    (About.SIZE, "file is too big", _PAGE),
    (About.OURS, "message is too long", _PAGE),
    (About.OURS, "caption is too long", _PAGE),
    (About.OURS, "text is empty", _PAGE),
    (About.OURS, "text must be non-empty", _TD),
    (About.OURS, "can't parse", _PAGE),  # entities, reply keyboard markup …
    (About.OURS, "BUTTON_", _PAGE),
    (About.OURS, "inline keyboard button", _TD),
    (About.OURS, "reply markup is too long", _TD),
    (About.OURS, "REPLY_MARKUP_", "core.telegram.org/method/messages.sendMessage"),
    (About.OURS, "ENTITY_", "core.telegram.org/method/messages.sendMessage"),
    (About.OURS, "ENTITIES_TOO_LONG", "core.telegram.org/method/messages.sendMessage"),
    (About.OURS, "MESSAGE_TOO_LONG", "core.telegram.org/method/messages.sendMessage"),
    (About.OURS, "MESSAGE_EMPTY", "core.telegram.org/method/messages.sendMessage"),
    (About.OURS, "CAPTION_TOO_LONG", "core.telegram.org/method/messages.sendMedia"),
    (About.OURS, "REACTION_INVALID", _PAGE),
    (About.OURS, "message to react not found", _PAGE),
    (About.OURS, "message can't be deleted", _PAGE),
)


def about(description: str) -> About | None:
    """What a refusal speaks of; None: nobody knows."""
    said = description.casefold()
    return next((about for about, part, _ in TEXTS if part.casefold() in said), None)
