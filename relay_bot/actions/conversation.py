"""What a client and their desk write to each other: passed on, answered for, done with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from relay_bot.actions import assignment as reception
from relay_bot.actions import call as calls
from relay_bot.actions import pair
from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import bundle as bundles
from relay_bot.db import client as clients
from relay_bot.db import lane as lanes
from relay_bot.db import message as messages
from relay_bot.db import note as notes
from relay_bot.db import waiting
from relay_bot.db.message import Written
from relay_bot.domain import addresses, inside
from relay_bot.domain.addresses import Address
from relay_bot.domain.arrival import phone_in
from relay_bot.domain.client import Client
from relay_bot.domain.forms.heard import attached_in
from relay_bot.domain.kinds import WORDS_BELOW
from relay_bot.domain.outgoing import Buttons, Out, Priority, React, Relay, Text
from relay_bot.domain.relay import FLOOD_MESSAGES, FLOOD_WITHIN, DeskVerdict, FromClient, decide_from_client
from relay_bot.domain.tap import TextOfPhoto
from relay_bot.texts import Language
from relay_bot.views import cards, instead
from relay_bot.views import duty as onduty
from relay_bot.views import keyboard as keyboards

NOTED = "✍"

SLOWED_S = 60
"""`enqueue` (functions/enqueue.sql) slows a flooded lane for so long."""


async def relay(turn: Turn, client: Client, written: Written, *, answers: bool = True) -> int:
    """Kept and queued at once; without a phone or a manager it waits in the topic's lane. The id of the kept message.

    `answers`: the client is told who has it, as the rules of a conversation say.
    """
    busy = client.wrote_at is not None and client.wrote_at >= written.written_at - FLOOD_WITHIN
    kept = await turn.keep(written, back=FLOOD_MESSAGES if busy else 0)
    relay_id = kept.id
    verdict = decide_from_client(
        identified=client.registered_at is not None,
        wrote_at=client.wrote_at,
        phone_asked_at=client.phone_asked_at,
        now=turn.now,
        quiet_gap=turn.config.timers.quiet_gap,
    )
    to, answer = addresses.topic(client.id, client.desk), await pair.answer_of(turn, written, client_id=client.id)
    buttons, line = buttons_below(turn, written, relay_id), instead.line(turn.t(), written.kind, written.content)
    row = Relay(verdict.silent, buttons=buttons, answer=answer, forward=written.forwarded, instead=line)
    floods = _floods(turn, client, written, kept.earlier)
    out = Out(to, row, relay_id=relay_id, bundle=bundles.of(written), floods=floods)
    turn.send(out, *_below(turn.t(), to, written, relay_id))
    if answers:
        await _answer(turn, client, written, verdict)
    return relay_id


def _floods(turn: Turn, client: Client, written: Written, earlier: Sequence[datetime]) -> bool:
    """Whether the client writes very much at once; when that begins they are told, once."""
    since = written.written_at - FLOOD_WITHIN
    if not earlier or earlier[0] < since:
        return False
    if len(earlier) == 1 or earlier[1] < since:
        said = Text(turn.t(client.lang)("err-flood", sec=SLOWED_S), silent=True)
        minute = f"{turn.now:%Y%m%d%H%M}"[:-1]  # ten of them: who floods on and off is not told every time
        turn.send(Out(addresses.client(client.id), said, once=f"flood:{client.id}:{minute}"))
    return True


def _below(t: Language, to: Address, written: Written, relay_id: int) -> list[Out]:
    """What is said below a copy that is not what it seems."""
    key = WORDS_BELOW.get(written.kind)
    if key is None or written.forwarded:  # what is forwarded is the thing itself
        return []
    value = int(written.content.get("dice", {}).get("value", 0))
    return [Out(to, Text(t(key, value=value), silent=True), relay_id=relay_id)]


def buttons_below(turn: Turn, written: Written, relay_id: int) -> Buttons:
    """«Текст с фото» below a photo, a picture or a PDF: its text is not posted by itself."""
    if attached_in(written.kind, written.content) is None or not turn.config.features.ocr:
        return ()
    label = "btn-photo_text" if written.kind == "photo" else "btn-file_text"
    return [[cards.button(turn.t().plain(label), TextOfPhoto(relay_id))]]


async def _answer(turn: Turn, client: Client, written: Written, verdict: FromClient) -> None:
    t = turn.t(client.lang)
    typed_phone = phone_in(written.content.get("text", "")) if client.registered_at is None else None
    if typed_phone is not None:
        html = t("start-phone_typed", phone=typed_phone)
        turn.send(Out(addresses.client(client.id), Text(html)))
    elif verdict.ask_phone:
        await clients.change(turn.session, client.id, phone_asked_at=turn.now)
        turn.send(reception.ask_phone(turn, client, because="start-hello"))
    elif verdict.say_kept:
        turn.send(Out(addresses.client(client.id), Text(t("start-kept"), keyboard=keyboards.share_phone(t))))
    elif verdict.acknowledge and client.desk is not None:
        manager = reception.manager_of(turn.config, client)
        html = onduty.later(t, turn.duty, manager) or t("chat-first_ack", manager=manager.name)  # once a conversation
        turn.send(Out(addresses.client(client.id), Text(html, silent=True), Priority.COSMETIC))


async def stopped(turn: Turn, client: Client) -> None:
    """The client has stopped the bot: their topic shows it at once."""
    if await clients.became_unreachable(turn.session, client.id):
        html = turn.t()("relay-stopped", phone=client.phone or "—")
        turn.send(Out(addresses.topic(client.id, client.desk), Text(html, silent=True)))


async def is_back(turn: Turn, client: Client) -> None:
    """A client who had stopped the bot."""
    await clients.is_back(turn.session, client)
    html = turn.t()("relay-back")
    turn.send(Out(addresses.topic(client.id, client.desk), Text(html, silent=True)))


# --- from the desk ----------------------------------------------------------------------------------------------------


async def from_desk(turn: Turn, client: Client, written: Written, verdict: DeskVerdict) -> int | None:
    """Lines with `//` are kept as notes. Of an album that stays inside (`keep_inside`) the parts are set aside. The id
    of the kept message, if it goes to the client.
    """
    if client.forgotten:
        _is_forgotten(turn, client, written, verdict)
        return None
    bundle, parted = bundles.of(written), inside.part(written.content)
    if parted.note and written.author_id in turn.duty.speakers(client.desk or ""):
        await notes.rewrite(turn.session, client.id, written.author_id, parted.note, written)
        if verdict == "internal":
            turn.send(noted(addresses.topic(client.id, client.desk), written))
    if bundle is not None and verdict == "relay" and await bundles.is_inside(turn.session, bundle):
        await bundles.keep_part(turn.session, bundle, replace(written, content=dict(parted.content)), note=False)
        return None
    match verdict:
        case "internal":
            return None
        case "outsider":
            answer = Text(turn.t()("relay-outsider"), silent=True, reply_to=written.message_id)
            turn.send(Out(addresses.topic(client.id, client.desk), answer))
            return None
        case "relay":
            return await pass_on(turn, client, written)


def _is_forgotten(turn: Turn, client: Client, written: Written, verdict: DeskVerdict) -> None:
    """Nothing is kept of what is written in the topic of a client whose data was erased."""
    if verdict == "relay":
        t = turn.t()
        html = t("relay-not_delivered", reason=t("reason-forgotten"))
        turn.send(Out(addresses.topic(client.id, client.desk), Text(html, reply_to=written.message_id)))


async def pass_on(turn: Turn, client: Client, written: Written, *, cut: bool = False) -> int:
    """The desk's message goes to the client, without the lines that stay inside. `cut`: those are gone from `written`
    already. The id of the kept message.
    """
    content = dict(inside.part(written.content).content)
    kept = await turn.keep(replace(written, content=content))
    relay_id = kept.id
    answer = await pair.answer_of(turn, written, client_id=client.id, desk=client.desk)
    to, t, cut = addresses.client(client.id), turn.t(client.lang), cut or content != written.content
    line = instead.line(t, written.kind, content)
    row = Relay(cut=cut, answer=answer, forward=written.forwarded, instead=line)
    turn.send(Out(to, row, relay_id=relay_id, bundle=bundles.of(written)), *_below(t, to, written, relay_id))
    if written.kind == "poll":
        said = Text(turn.t()("relay-poll"), silent=True, reply_to=written.message_id)
        turn.send(Out(addresses.topic(client.id, client.desk), said, relay_id=relay_id))
    if kept.calls:
        await calls.accept(turn, client, written.author_id)
    return relay_id


def noted(topic: Address, written: Written, emoji: str = NOTED) -> Out:
    """✍ on what stays inside: it looks different from what has gone."""
    at = written.chat_id, written.message_id
    return Out(topic, React(emoji, at=at), Priority.EDIT, card=f"react:{at[0]}:{at[1]}")


async def send_anyway(turn: Turn, client: Client, written: Written) -> str:
    """What looked like a command is for the client after all, once. The key of what is said."""
    if await messages.is_kept(turn.session, written.chat_id, written.message_id):
        return "err-stale_button"
    await from_desk(turn, client, written, "relay")
    return "relay-sent_anyway"


async def send_again(turn: Turn, client: Client, message: int) -> str:
    """What did not arrive is tried once more. The key of what is said."""
    if await lanes.try_again(turn.session, addresses.client(client.id).key, message):
        return "relay-trying_again"
    return "relay-arrived"


async def keep_inside(turn: Turn, client: Client, written: Written) -> None:
    """All of the album that this is a part of; the manager hears of what could not be kept any more."""
    bundle = bundles.of(written)
    assert bundle is not None
    gone = await bundles.keep_inside(turn.session, bundle)
    await bundles.keep_part(turn.session, bundle, written, note=True)
    if gone:
        answer = Text(turn.t()("relay-album_gone", n=gone), silent=True, reply_to=written.message_id)
        turn.send(Out(addresses.topic(client.id, client.desk), answer))


async def done(turn: Turn, asked: Asked, client: Client) -> None:
    """The client has had their answer, by phone perhaps: off the queue, and a call that is open ends."""
    assert client.desk is not None
    waited = await waiting.of_client(turn.session, client.desk, client.id) is not None
    await waiting.answered(turn.session, client.id, turn.now)
    called = await calls.finish_open(turn, client)
    turn.answer(asked, turn.t()("done-call" if called else "done-queue" if waited else "done-nothing"))
