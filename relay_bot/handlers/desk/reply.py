"""Canned replies: /t shows them, /t key or a tap sends one to the client at once."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.actions.assignment import manager_of
from relay_bot.actions.turn import Turn
from relay_bot.config import Reply
from relay_bot.db import client as clients
from relay_bot.db import dossier as dossiers
from relay_bot.db import message as messages
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.db.message import Written
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.desk import Desk, Topic
from relay_bot.domain.outgoing import Out, Relay, Text
from relay_bot.domain.reply import Filled, fill
from relay_bot.handlers.desk.asked import asked_of_client, say, tapped_in
from relay_bot.handlers.desk.conversation import accept_call
from relay_bot.views import cards
from relay_bot.views import waybill as papers

router = Router(name="desk.replies")

SHOWN_MAX = 20
LABEL_MAX = 32
TEXT_MAX = 150


@router.message(Command("t"))
async def reply(message: Message, command: CommandObject, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    about = await asked_of_client(message, turn, desk, topic)
    if about is None or message.from_user is None:
        return
    to, client = about
    key = (command.args or "").strip()
    chosen = _by_key(turn, key)
    if chosen is not None:
        source = (message.chat.id, message.message_id)
        await _send(turn, to, client, chosen, message.from_user.id, message, source)
    elif not turn.config.replies:
        say(turn, to, turn.t()("replies-none"), message)
    else:
        await _list(turn, to, client, message, turn.t()("replies-unknown", key=key[:40]) if key else Markup())


@router.callback_query(F.data.regexp(r"^t:\d{1,18}:[A-Za-z0-9_-]{1,32}$"))
async def tapped(query: CallbackQuery, turn: Turn, desk: Desk, topic: Topic | None) -> None:
    """A second tap on the same button of the same list sends nothing."""
    where = tapped_in(query, turn, desk, topic)
    _, client_id, key = (query.data or "").split(":")
    client = await clients.by_id(turn.session, int(client_id), lock=True)
    chosen = _by_key(turn, key)
    mine = where is not None and client is not None and client.desk == desk.key
    mine = mine and topic is not None and client is not None and topic.client_id == client.id
    if where is None or client is None or not mine or chosen is None:
        await query.answer(turn.t().plain("call-not_yours" if chosen else "replies-gone"))
        return
    to, message = where
    source = (message.chat.id, _below_zero(message.message_id, turn.config.replies.index(chosen)))
    if await messages.is_kept(turn.session, *source):
        await query.answer(turn.t().plain("replies-sent_already"))
        return
    await _send(turn, to, client, chosen, query.from_user.id, message, source)
    await query.answer()


def _below_zero(list_id: int, index: int) -> int:
    """A tap is nobody's message, so it has no id of its own: one that Telegram never gives, the same for every tap."""
    return -(list_id * 1000 + index + 1)


async def _send(
    turn: Turn, to: Address, client: Client, reply: Reply, by: int, asked: Message, source: tuple[int, int]
) -> None:
    """To the client in their language, as the desk's words, and into the topic for all to see."""
    filled = fill(_in_language(turn, client, reply), await _card(turn, client))
    if filled.missing:
        say(turn, to, _incomplete(turn, filled), asked)
        return
    kept = Written(
        client_id=client.id,
        side="desk",
        author_id=by,
        chat_id=source[0],
        thread_id=asked.message_thread_id,
        message_id=source[1],
        reply_to=None,
        media_group=None,
        kind="text",
        content={"text": filled.text},
        written_at=turn.now.replace(microsecond=0),
    )
    relay_id = await messages.keep(turn.session, kept)
    once = f"reply:{source[0]}:{source[1]}"
    turn.send(Out(addresses.client(client.id), Relay(resend=True), once=once, relay_id=relay_id))
    shown = Text(turn.t()("replies-sent", text=filled.text), silent=True)
    turn.send(Out(to, shown, once=f"{once}:shown"))
    await accept_call(turn, client, by)


def _incomplete(turn: Turn, filled: Filled) -> Markup:
    """Nothing is sent; the manager copies it and writes the rest."""
    missing = ", ".join("{" + name + "}" for name in filled.missing)
    return turn.t()("replies-incomplete", missing=missing, text=filled.text)


async def _list(turn: Turn, to: Address, client: Client, message: Message, first: Markup) -> None:
    t, card = turn.t(), await _card(turn, client)
    lines, buttons = [first, t("replies-head")] if first else [t("replies-head")], []
    for one in turn.config.replies[:SHOWN_MAX]:
        words = " ".join(fill(_in_language(turn, client, one), card).text.split())
        lines.append(t("replies-row", key=one.key, text=_short(words, TEXT_MAX)))
        buttons.append([cards.button(_short(words, LABEL_MAX), taps.SendReply(client.id, one.key))])
    say(turn, to, Markup("\n").join(lines), message, buttons)


async def _card(turn: Turn, client: Client) -> dict[str, str]:
    """What a reply may say of the client: the placeholders of config.toml."""
    manager = manager_of(turn.config, client)
    facts = await dossiers.facts(turn.session, client.id)
    last = await waybills.last_of(turn.session, client.id, 1)
    open_claims = await claims.open_of(turn.session, client.id)
    return {
        "name": client.name,
        "company": client.company,
        "city": client.city,
        "phone": papers.phone(client.phone),
        "email": facts.email,
        "inn": facts.inn,
        "manager": manager.name,
        "manager_phone": papers.phone(manager.phone),
        "waybill": last[0].number if last else "",
        "claim": open_claims[-1].number if open_claims else "",
        "our_company": turn.config.company.name,
        "our_phone": papers.phone(turn.config.company.phone),
    }


def _by_key(turn: Turn, key: str) -> Reply | None:
    return next((one for one in turn.config.replies if one.key.lower() == key.lower()), None)


def _in_language(turn: Turn, client: Client, reply: Reply) -> str:
    return reply.en if (client.lang or turn.config.bot.default_lang) == "en" else reply.ru


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
