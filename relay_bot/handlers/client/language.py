"""/lang: the client chooses Russian or English."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.db import clients
from relay_bot.desk import cards
from relay_bot.domain import addresses
from relay_bot.domain.clients import Client
from relay_bot.domain.outgoing import Out
from relay_bot.handlers import keyboards
from relay_bot.handlers.turn import Turn
from relay_bot.texts import LANGUAGES

router = Router(name="client.language")


@router.message(Command("lang"))
async def choose(message: Message, turn: Turn, client: Client) -> None:
    buttons = [[cards.button(turn.t(code).plain("lang-own_name"), data=f"lang:{code}") for code in LANGUAGES]]
    html = turn.t(client.lang)("lang-choose")
    turn.send(Out(addresses.client(client.id), "text", {"html": html, "buttons": buttons}))


@router.callback_query(F.data.in_({f"lang:{code}" for code in LANGUAGES}))
async def chosen(query: CallbackQuery, turn: Turn, client: Client) -> None:
    lang = (query.data or "").removeprefix("lang:")
    t = turn.t(lang)
    await clients.change(turn.session, client.id, lang=lang)
    keyboard = keyboards.share_phone(t) if client.state == "unknown" else keyboards.menu(t)
    turn.send(Out(addresses.client(client.id), "text", {"html": t("lang-set"), "keyboard": keyboard}))
    await query.answer()
