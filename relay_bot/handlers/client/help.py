"""/help of a client, and commands that nobody knows: what works here. Words behind a command are for the manager."""

from aiogram import F, Router
from aiogram.types import Message

from relay_bot.actions.turn import Turn
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text
from relay_bot.views import keyboard as keyboards

router = Router(name="client.help")


@router.message(F.text.regexp(r"^/[A-Za-z]\w*(@\w+)?\s*$"))
async def help_(message: Message, turn: Turn, client: Client) -> None:
    t = turn.t(client.lang)
    keyboard = keyboards.share_phone(t) if client.state == "unknown" else keyboards.menu(t)
    turn.send(Out(addresses.client(client.id), Text(t("help-private"), keyboard=keyboard)))
