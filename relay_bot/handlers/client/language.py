"""/lang: the client chooses Russian or English."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions.keyboard import keys_of
from relay_bot.db import client as clients
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Text
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit
from relay_bot.texts import LANGUAGES
from relay_bot.views import cards

router = Router(name="client.language")


@router.message(Command("lang"))
async def choose(message: Message, turn: Visit, client: Client) -> None:
    buttons = [[cards.button(turn.t(code).plain("lang-own_name"), taps.ChooseLanguage(code)) for code in LANGUAGES]]
    html = turn.t(client.lang)("lang-choose")
    turn.send(Out(addresses.client(client.id), Text(html, buttons=buttons)))


@router.callback_query(Presses(taps.ChooseLanguage))
async def chosen(query: CallbackQuery, turn: Visit, client: Client, tap: taps.ChooseLanguage) -> None:
    t = turn.t(tap.lang)
    client = await clients.change(turn.session, client.id, lang=tap.lang)
    words = Text(t("lang-set"), keyboard=await keys_of(turn, client))
    turn.send(Out(addresses.client(client.id), words))
    await query.answer()
