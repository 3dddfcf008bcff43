"""The keys under a client's input field, as they are for this client now."""

from relay_bot.actions.turn import Turn
from relay_bot.db import waybill as waybills
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Keyboard
from relay_bot.views import keyboard as keyboards


async def menu_of(turn: Turn, client: Client, *, with_pin: bool = False) -> Keyboard:
    """«Повторить последнюю» is there once there is one."""
    repeats = await waybills.has_any(turn.session, client.id)
    return keyboards.menu(turn.t(client.lang), repeats=repeats, with_pin=with_pin)


async def keys_of(turn: Turn, client: Client) -> Keyboard:
    """The menu; for somebody we don't know yet, the key that shares their phone."""
    if client.state == "unknown":
        return keyboards.share_phone(turn.t(client.lang))
    return await menu_of(turn, client)
