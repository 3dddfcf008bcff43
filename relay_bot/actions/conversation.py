"""A client's message goes to their topic, and the client learns who has it (not every time)."""

from aiogram.types import Message

from relay_bot.actions import assignment as reception
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import message as messages
from relay_bot.domain import addresses
from relay_bot.domain.arrival import phone_in
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Priority, Relay, Text
from relay_bot.domain.relay import FromClient, decide_from_client
from relay_bot.handlers.kept import written
from relay_bot.views import duty as onduty
from relay_bot.views import keyboard as keyboards


async def relay(message: Message, turn: Turn, client: Client) -> None:
    """Kept and queued at once; without a phone or a manager it waits in the topic's lane."""
    relay_id = await messages.keep(turn.session, written(message, client.id, "client"))
    verdict = decide_from_client(
        identified=client.registered_at is not None,
        wrote_at=client.wrote_at,
        phone_asked_at=client.phone_asked_at,
        now=turn.now,
        quiet_gap=turn.config.timers.quiet_gap,
    )
    to = addresses.topic(client.id, client.desk)
    turn.send(Out(to, Relay(silent=verdict.silent), relay_id=relay_id))
    await _answer(message, turn, client, verdict)


async def _answer(message: Message, turn: Turn, client: Client, verdict: FromClient) -> None:
    t = turn.t(client.lang)
    typed_phone = phone_in(message.text or "") if client.registered_at is None else None
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
