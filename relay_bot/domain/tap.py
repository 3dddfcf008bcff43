"""What the buttons below our messages carry: made and read here and nowhere else. Pure.

A tap is a value; `data_of` writes it as Bot API callback data, `read` takes it back. The whole string must fit: what
somebody has made up, or what a former release wrote and this one does not know, is None.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_type_hints

DATA_MAX_BYTES = 64
"""Bot API: callback_data of InlineKeyboardButton."""

Thing = Literal["call", "claim", "client", "draft", "letter", "message", "waybill"]
"""What a tap may be about: the door asks whose it is."""

Number = Annotated[int, r"\d{1,18}"]
Moment = Annotated[int, r"\d{1,16}"]  # microseconds since the epoch
Key = Annotated[str, r"[A-Za-z0-9_-]{1,32}"]
Word = Annotated[str, r"[a-z_]{1,20}"]
Rest = Annotated[str, r"(?s:.*)"]

KINDS: dict[str, type[Tap]] = {}
"""Every kind of tap by its verb."""


class Tap:
    """One press of a button. The fields of a kind are what its data carries, each with its shape."""

    verb: ClassVar[str]
    about: ClassVar[Thing | None]

    def __init_subclass__(cls, verb: str, about: Thing | None = None) -> None:
        cls.verb, cls.about = verb, about
        KINDS[verb] = cls

    @property
    def number(self) -> int:
        """The id of what the tap is about, which comes first. Only of a tap that is about something."""
        return int(astuple(self)[0])  # type: ignore[call-overload]


# --- a client's chat --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChooseLanguage(Tap, verb="lang"):
    lang: Annotated[str, "ru|en"]


@dataclass(frozen=True)
class SendDocument(Tap, verb="docs", about="waybill"):
    waybill_id: Number


@dataclass(frozen=True)
class EarlierDocuments(Tap, verb="docs_before"):
    moment: Moment


@dataclass(frozen=True)
class RepeatWaybill(Tap, verb="wb_repeat", about="waybill"):
    waybill_id: Number


@dataclass(frozen=True)
class ClaimAboutWaybill(Tap, verb="wb_claim", about="waybill"):
    waybill_id: Number


@dataclass(frozen=True)
class CallAboutWaybill(Tap, verb="wb_call", about="waybill"):
    waybill_id: Number


@dataclass(frozen=True)
class ShowClaim(Tap, verb="claim_status", about="claim"):
    claim_id: Number


@dataclass(frozen=True)
class AddToClaim(Tap, verb="claim_add", about="claim"):
    claim_id: Number


@dataclass(frozen=True)
class AddSent(Tap, verb="claim_add_sent", about="claim"):
    """A file that went to the manager is for the claim, too: `message` is the first of its album."""

    claim_id: Number
    message: Number


@dataclass(frozen=True)
class EnoughForClaim(Tap, verb="claim_enough", about="claim"):
    """No more files come."""

    claim_id: Number


@dataclass(frozen=True)
class InForm(Tap, verb="f", about="draft"):
    """A button of a form: `act` is the form's or the engine's, `arg` what it chooses."""

    draft_id: Number
    act: Word
    arg: Rest = ""


# --- a desk -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TakeCall(Tap, verb="call_take", about="call"):
    call_id: Number


@dataclass(frozen=True)
class FinishCall(Tap, verb="call_finish", about="call"):
    call_id: Number


@dataclass(frozen=True)
class StepClaim(Tap, verb="claim", about="claim"):
    """`step`: a key of domain/claim/life.STEPS."""

    claim_id: Number
    step: Word


@dataclass(frozen=True)
class Decide(Tap, verb="claim_sure", about="claim"):
    """The answer to «… и сообщить клиенту?»: what is decided is kept with the question."""

    claim_id: Number
    act: Annotated[str, "yes|no"]


@dataclass(frozen=True)
class WantPapers(Tap, verb="claim_papers", about="claim"):
    """«Запросить документы»: `wanted` is the set of domain/claim/papers.PAPERS, a bit each, as the button leaves it."""

    claim_id: Number
    wanted: Annotated[int, r"\d{1,2}"]
    act: Annotated[str, "set|ask|leave"]


@dataclass(frozen=True)
class ShowFiles(Tap, verb="claim_files", about="claim"):
    claim_id: Number


@dataclass(frozen=True)
class TextOfClaim(Tap, verb="claim_text", about="claim"):
    """«Текст с фото» of a claim: what its files say."""

    claim_id: Number


@dataclass(frozen=True)
class WriteLetter(Tap, verb="claim_mail", about="claim"):
    claim_id: Number


@dataclass(frozen=True)
class SendLetter(Tap, verb="mail_send", about="letter"):
    letter_id: Number


@dataclass(frozen=True)
class LetterToChat(Tap, verb="mail_chat", about="letter"):
    """The decision goes into the client's chat: no mail is set up, or it did not get through."""

    letter_id: Number


@dataclass(frozen=True)
class RewriteLetter(Tap, verb="mail_text", about="letter"):
    letter_id: Number


@dataclass(frozen=True)
class CancelLetter(Tap, verb="mail_cancel", about="letter"):
    letter_id: Number


@dataclass(frozen=True)
class OnDraft(Tap, verb="left", about="draft"):
    """A button of the card of an unfinished action."""

    draft_id: Number
    act: Annotated[str, "remind|called|dismiss"]


@dataclass(frozen=True)
class TextOfPhoto(Tap, verb="photo_text", about="message"):
    """«Текст с фото» below the copy of the message with this id."""

    message_id: Number


@dataclass(frozen=True)
class SendAgain(Tap, verb="again", about="message"):
    """«Отправить ещё раз» below the news that the message with this id did not arrive."""

    message_id: Number


@dataclass(frozen=True)
class SendWaybill(Tap, verb="waybill", about="waybill"):
    waybill_id: Number


@dataclass(frozen=True)
class EarlierWaybills(Tap, verb="waybill_before", about="waybill"):
    """The page that ends before this waybill."""

    waybill_id: Number


@dataclass(frozen=True)
class QueueAfter(Tap, verb="queue"):
    """The page that begins after this client, who has waited since `since` (microseconds since the epoch)."""

    since: Annotated[int, r"\d{1,18}"]
    client_id: Number


@dataclass(frozen=True)
class ShowBoard(Tap, verb="board"):
    """A filter or a page of the live board: domain/board.View."""

    what: Annotated[str, "all|calls|waiting|claims|drafts"]
    page: Annotated[int, r"\d{1,4}"]


@dataclass(frozen=True)
class Snooze(Tap, verb="snooze", about="client"):
    """The client is off the queue for a while."""

    client_id: Number


@dataclass(frozen=True)
class SendReply(Tap, verb="t", about="client"):
    """A canned reply to the client of the topic."""

    client_id: Number
    key: Key


@dataclass(frozen=True)
class HandOver(Tap, verb="transfer", about="client"):
    client_id: Number
    manager: Key


@dataclass(frozen=True)
class HandOverNow(Tap, verb="transfer_now", about="client"):
    """«Да, передать» after a manager was chosen."""

    client_id: Number
    manager: Key


@dataclass(frozen=True)
class PushMissing(Tap, verb="testpush"):
    """«Не пришло» below a test push."""


@dataclass(frozen=True)
class SendAnyway(Tap, verb="say"):
    """«Отправить клиенту» below what looked like a command: the message that the question answers."""

    message_id: Number


# --- an admin ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Assign(Tap, verb="assign", about="client"):
    client_id: Number
    manager: Key


@dataclass(frozen=True)
class AssignOther(Tap, verb="assign_other", about="client"):
    client_id: Number


@dataclass(frozen=True)
class HandOverAll(Tap, verb="transfer_all"):
    """`order_id`: of the handover that an admin wants to confirm."""

    order_id: Number


@dataclass(frozen=True)
class BringIn(Tap, verb="import"):
    """`import_id`: of the list of clients that an admin has looked at."""

    import_id: Number


# --- a desk, and an admin ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class InClaimList(Tap, verb="claims"):
    """A button of /claims: `act` list | menu | one | xlsx | csv, the rest is domain/claim/filter.Filter."""

    act: Annotated[str, "list|menu|one|xlsx|csv"]
    what: Word
    days: Annotated[int, r"\d{1,3}"]
    page: Annotated[int, r"\d{1,5}"]
    asked_by: Annotated[int, r"\d{1,10}"]
    claim: Annotated[str, r"\d{0,18}"] = ""


def data_of(tap: Tap) -> str:
    """The button's callback_data. Raises ValueError when it would be longer than Telegram takes."""
    data = ":".join([tap.verb, *(str(value) for value in astuple(tap))])  # type: ignore[call-overload]
    if len(data.encode()) > DATA_MAX_BYTES:
        raise ValueError(f"too long for a button: {tap.verb}")
    return data


def read(data: str) -> Tap | None:
    """The tap that this callback_data stands for; None when it stands for none."""
    kind = KINDS.get(data.partition(":")[0])
    if kind is None:
        return None
    pattern, types = _shape(kind.verb)
    found = pattern.fullmatch(data)
    if found is None:
        return None
    return kind(*(int(text) if of is int else text for of, text in zip(types, found.groups(), strict=True)))


@cache
def _shape(verb: str) -> tuple[re.Pattern[str], tuple[type, ...]]:
    """What the data of this kind looks like, and the types of its parts."""
    kind = KINDS[verb]
    hints = get_type_hints(kind, include_extras=True)
    parts: list[Any] = [hints[one.name] for one in fields(kind)]  # type: ignore[arg-type]
    pattern = ":".join([verb, *(f"({part.__metadata__[0]})" for part in parts)])
    return re.compile(pattern, re.ASCII), tuple(part.__origin__ for part in parts)
