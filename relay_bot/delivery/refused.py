"""A message that Telegram refuses: what is done about it by what the refusal speaks of. Pure; retry.py asks.

Whatever is done is done once: the row says that it was, so the same refusal leads further. Else it would be asked for
again at once, without end.
"""

from relay_bot.delivery.action import Call, SendPaper, SendRow, SendTogether, SendUpload
from relay_bot.delivery.album import CAN_BE_GROUPED
from relay_bot.delivery.remedy import (
    Alone,
    Decision,
    Doubt,
    Park,
    PrintAnew,
    Resend,
    SayInstead,
    Suspect,
    TellSender,
    WithoutQuote,
    WithoutReply,
)
from relay_bot.delivery.wording import About
from relay_bot.domain.kinds import CAN_BE_SENT
from relay_bot.domain.outgoing import Answer, Document, Relay, Text, Upload


def speaks_of_the_source(subject: About | None, action: Call, *, in_group: bool) -> bool:
    """Whether it is the chat that is copied from that refuses: a desk's group that the bot has left, on the way to a
    client, or an account that is gone, on the way to a desk. Where it is copied to is as good as ever.
    """
    match action:
        case SendRow(row=Relay(resend=False)):
            pass
        case SendTogether(parts=parts) if not any(part.row.resend for part in parts):
            pass
        case _:
            return False
    return subject is (About.RECIPIENT if in_group else About.GROUP)


def decide_about_the_album(subject: About | None, action: SendTogether, *, in_group: bool) -> Decision:
    """Once more without what it points at, or from what was kept, as an album still; else each part by itself."""
    if subject in (About.QUOTE_GONE, About.QUOTED_WORDS):
        return _decide_about_the_answered(subject, action, in_group=in_group)
    parts = action.parts
    again = subject is About.ORIGINAL and not any(part.row.resend for part in parts)
    return Resend() if again and CAN_BE_GROUPED.issuperset(part.original.kind for part in parts) else Alone()


def decide_about_the_message(subject: About | None, action: Call, relayed: str | None, *, in_group: bool) -> Decision:
    """`relayed`: the kind of message that the row copies."""
    match subject:
        case About.QUOTE_GONE | About.QUOTED_WORDS:
            return _decide_about_the_answered(subject, action, in_group=in_group)
        case About.ORIGINAL:
            return _decide_about_the_original(action, relayed)
        case About.KIND:
            return TellSender("reason-uncopyable")
        case About.FILE:
            return PrintAnew() if isinstance(action, SendPaper) else TellSender("reason-file_lost")
        case About.VOICE:
            return TellSender("reason-no_voice")
        case About.SIZE:
            return TellSender("reason-too_big")
        case None:
            return Doubt()
        case _:
            return Park()


def _decide_about_the_answered(subject: About, action: Call, *, in_group: bool) -> Decision:
    """Without the quoted words, then without what it answers. A message that answers nothing has none but the first of
    its topic to miss.
    """
    match _answer_of(action):
        case Answer(quote=quote) if quote and subject is About.QUOTED_WORDS:
            return WithoutQuote()
        case Answer(message=None, waybill=None) | None:
            return Suspect() if in_group else Doubt()
        case _:
            return WithoutReply()


def _answer_of(action: Call) -> Answer | int | None:
    match action:
        case SendRow(row=Relay(answer=answer)):
            return answer
        case SendTogether(parts=[first, *_]):
            return first.row.answer
        case SendRow(row=Text(reply_to=message)) | SendPaper(row=Document(reply_to=message)):
            return message
        case SendUpload(row=Upload(reply_to=message)):
            return message
        case _:
            return None


def _decide_about_the_original(action: Call, relayed: str | None) -> Decision:
    match action:
        case _ if _can_be_resent(action, relayed):
            return Resend()
        case SendRow(row=Relay(resend=False, instead=instead)) if instead:
            return SayInstead(instead)
        case _:
            return TellSender("reason-uncopyable")


def _can_be_resent(action: Call, relayed: str | None) -> bool:
    """Whether what was kept of the message has not been tried yet."""
    match action:
        case SendRow(row=Relay(resend=False)):
            return relayed in CAN_BE_SENT
        case _:
            return False
