"""/help of a client, and commands that nobody knows: what works here. Words behind a command are for the manager."""

from aiogram import F, Router
from aiogram.types import Message

from relay_bot.actions.keyboard import keys_of
from relay_bot.actions.turn import Turn
from relay_bot.domain import addresses
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text

router = Router(name="client.help")


@router.message(F.text.regexp(r"(?i)^/(?:[a-z]\w*|помощь|справка|меню|старт)(@\w+)?\s*$"))
async def help_(message: Message, turn: Turn, client: Client) -> None:
    t = turn.t(client.lang)
    words = Text(t("help-private"), keyboard=await keys_of(turn, client))
    turn.send(Out(addresses.client(client.id), words))
