"""Voices and photos on their way to text: what is said while one is recognised, and what its text does then."""

from collections.abc import Sequence

from relay_bot.actions import conversation as passing
from relay_bot.actions.form import answering, beginning
from relay_bot.actions.form.purpose import talk_with
from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import message as messages
from relay_bot.db import recording as recordings
from relay_bot.db import waybill as waybills
from relay_bot.db.draft import rows as drafts
from relay_bot.db.message import Written
from relay_bot.domain import addresses
from relay_bot.domain.arrival import parse_payload
from relay_bot.domain.client import Client
from relay_bot.domain.forms import recognised, registry
from relay_bot.domain.forms.heard import Heard as InForm
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.outgoing import Out, Text
from relay_bot.domain.recognition import Heard, HeardVoice, NotHeard, NotRead, Seen, SeenPhoto
from relay_bot.domain.recording import Job, Recorded, Told, is_crowded
from relay_bot.views import recognition as words

# --- something came ---------------------------------------------------------------------------------------------------


def is_wanted(turn: Turn, what: Recorded) -> bool:
    """Whether config.toml has it recognised."""
    return turn.config.features.voice if what.kind == "voice" else turn.config.features.ocr


async def in_conversation(turn: Turn, client: Client, what: Recorded, relay_id: int) -> None:
    """The message `relay_id` has gone to the manager: its text follows. The client hears nothing of it."""
    if not await _is_crowded(turn, client):
        await recordings.add(turn.session, client.id, what, relay_id=relay_id)


async def of_claim(turn: Turn, client: Client, what: Recorded) -> None:
    """A file for a claim that there is: its text can be found and shown. The client hears nothing of it."""
    if not await _is_crowded(turn, client):
        await recordings.add(turn.session, client.id, what, relay_id=None)


async def by_desk(turn: Turn, client: Client, what: Recorded, relay_id: int) -> None:
    """A manager's voice has gone to the client: its text follows, if config.toml wants that."""
    features = turn.config.features
    if what.kind == "voice" and features.voice and features.manager_voice and not await _is_crowded(turn, client):
        await recordings.add(turn.session, client.id, what, relay_id=relay_id)


async def in_form(turn: Turn, client: Client, stored: Stored, what: Recorded, heard: InForm, written: Written) -> None:
    """A voice is listened to before anything that comes after it; a photo is read beside what the client does.

    The recording goes to the manager in any case. A photo that the form keeps, or that has words of its own, is
    answered as such at once.
    """
    form = registry.form_of(stored.form)
    if what.kind == "voice" or not (heard.text or what.in_album or (form is not None and form.takes_files)):
        await _shown(turn, client, stored, what, written)
        return
    relay_id = await answering.hear(turn, client, stored, heard, written)
    if not await _is_crowded(turn, client):
        await recordings.add(turn.session, client.id, what, relay_id=relay_id, draft_id=stored.id)


async def _shown(turn: Turn, client: Client, stored: Stored, what: Recorded, written: Written) -> None:
    """«Слушаю…»: a card, which then says what came of it."""
    t, is_voice = turn.t(client.lang), what.kind == "voice"
    relay_id = await passing.relay(turn, client, written, answers=False)
    if await _is_crowded(turn, client):
        turn.send(Out(addresses.client(client.id), Text(words.busy(t))))
        return
    added = await recordings.add(
        turn.session, client.id, what, relay_id=relay_id, draft_id=stored.id, holds=is_voice, shown=True
    )
    turn.send(words.state(client.id, added, words.listening(t) if is_voice else words.reading(t)))


async def _is_crowded(turn: Turn, client: Client) -> bool:
    return is_crowded(*await recordings.waiting(turn.session, client.id))


# --- it was recognised ------------------------------------------------------------------------------------------------


async def heard(turn: Turn, client: Client, job: Job, found: Heard) -> None:
    """What was said stands below the recording in the topic, and goes on as if it had been typed."""
    if job.by_desk:
        _said_by_desk(turn, client, job, found)
        return
    if job.shown:
        turn.send(words.state(client.id, job.id, _of_voice(turn, client, found)))
    if isinstance(found, NotHeard):
        return
    if job.relay_id is not None:
        topic = addresses.topic(client.id, client.desk)
        turn.send(words.transcript(turn.t(), topic, job.relay_id, found.text, sure=found.sure))
    stored = await _listening(turn, job)
    if stored is not None:
        talk = await talk_with(turn, client, stored.form)
        talking = await messages.desk_wrote_since(turn.session, client.id, stored.touched_at)
        step = recognised.spoken(talk, stored.content, found.text, sure=found.sure, talking=talking)
        await answering.follow(turn, client, stored, step)
    elif job.draft_id is None and found.sure and client.registered_at is not None:
        await _begin(turn, client, found.text)


def _said_by_desk(turn: Turn, client: Client, job: Job, found: Heard) -> None:
    """The client reads only what was heard for certain: a guess would be the manager's word."""
    if isinstance(found, HeardVoice) and found.sure and job.relay_id is not None:
        to = addresses.client(client.id)
        turn.send(words.transcript(turn.t(client.lang), to, job.relay_id, found.text, sure=True))


def _of_voice(turn: Turn, client: Client, found: Heard) -> str:
    t = turn.t(client.lang)
    match found:
        case HeardVoice(text=text):
            return words.heard(t, text)
        case NotHeard(reason=reason):
            return words.not_heard(t, reason, round(turn.config.features.voice_max.total_seconds()))


async def _begin(turn: Turn, client: Client, text: str) -> None:
    """What is plainly a whole form begins it, as a text does: not while the client is at another one."""
    open_now = await drafts.last_open(turn.session, client.id)
    if open_now is None or not open_now.awake(turn.now, turn.config.timers.draft_abandoned):
        await beginning.begin_with(turn, client, text)


async def seen(turn: Turn, client: Client, job: Job, found: Seen) -> None:
    """What a form can take of a paper is filled in or asked for; what the conversation shows can be found."""
    t, stored = turn.t(client.lang), await _listening(turn, job)
    if isinstance(found, NotRead):
        if job.shown:
            turn.send(words.state(client.id, job.id, words.not_read(t, found.reason)))
        return
    step = None
    if stored is not None:
        talk = await talk_with(turn, client, stored.form)
        codes = await _numbers(turn, client, found)
        step = recognised.read_from_photo(talk, stored.content, codes, found.text)
    if job.shown:
        nothing = stored is not None and step is None
        turn.send(words.state(client.id, job.id, words.not_read(t, "blank") if nothing else words.done(t)))
    if stored is not None and step is not None:
        await answering.follow(turn, client, stored, step)


async def _numbers(turn: Turn, client: Client, found: SeenPhoto) -> list[str]:
    """The codes; the link of one of the client's own waybills as its number."""
    numbers = []
    for code in found.codes:
        payload = parse_payload(code.partition("start=")[2])
        waybill = await waybills.by_code(turn.session, payload.code) if payload.kind == "waybill" else None
        numbers.append(waybill.number if waybill is not None and waybill.client_id == client.id else code)
    return numbers


async def _listening(turn: Turn, job: Job) -> Stored | None:
    """The form that the recording was sent to, while it is open."""
    stored = await drafts.by_id(turn.session, job.draft_id) if job.draft_id is not None else None
    return stored if stored is not None and stored.state == "open" else None


# --- a manager asks ---------------------------------------------------------------------------------------------------


async def show_text(turn: Turn, asked: Asked, message_id: int) -> str | None:
    """«Текст с фото»: in answer to the photo. The key of why there is nothing to show."""
    told = await recordings.of_message(turn.session, message_id)
    return _show(turn, asked, [] if told is None else [told])


async def show_text_of_claim(turn: Turn, asked: Asked, claim_id: int) -> str | None:
    """«Текст с фото» of a claim: of all its files. The key of why there is nothing to show."""
    return _show(turn, asked, await recordings.of_claim(turn.session, claim_id))


def _show(turn: Turn, asked: Asked, told: Sequence[Told]) -> str | None:
    found = [one for one in told if one.text or one.codes]
    if not found:
        return _why_not(told)
    turn.answer(asked, words.of_photos(turn.t(), [(one.codes, one.text) for one in found]))
    return None


def _why_not(told: Sequence[Told]) -> str:
    """Of several the first that can still change, or that a person can do something about."""
    troubles = {one.trouble for one in told}
    if "busy" in troubles:
        return "photo_text-reading"
    if not told or "off" in troubles:
        return "photo_text-off"
    if "large" in troubles:
        return "photo_text-large"
    return "photo_text-none" if troubles <= {None, "blank"} else "photo_text-failed"


async def show_text_of_copy(turn: Turn, asked: Asked, chat_id: int, copy_id: int) -> None:
    """/text in answer to a copy: the text, or why there is none."""
    message_id = await messages.of_copy(turn.session, chat_id, copy_id)
    why = await show_text(turn, asked, message_id) if message_id is not None else "photo_text-answer"
    if why is not None:
        turn.answer(asked, turn.t()(why))
