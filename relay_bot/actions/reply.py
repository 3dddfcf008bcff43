"""Canned replies: a list of them, and one that is sent to the client at once."""

from markupsafe import Markup

from relay_bot.actions import call as calls
from relay_bot.actions.assignment import manager_of
from relay_bot.actions.turn import Asked, Turn
from relay_bot.config import Reply
from relay_bot.db import client as clients
from relay_bot.db import dossier as dossiers
from relay_bot.db import message as messages
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.db.message import Written
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Relay, Text
from relay_bot.domain.reply import Filled, fill
from relay_bot.domain.signs import shortened
from relay_bot.phones import spelled
from relay_bot.views import cards

SHOWN_MAX = 20
LABEL_MAX = 32
TEXT_MAX = 150


async def by_command(turn: Turn, asked: Asked, client: Client, key: str) -> None:
    """/t key sends it; /t alone, or with a key that nobody knows, shows them."""
    chosen = _by_key(turn, key)
    if chosen is not None:
        await _send(turn, asked, client, chosen, asked.message_id)
    elif not turn.config.replies:
        turn.answer(asked, turn.t()("replies-none"))
    else:
        await _list(turn, asked, client, turn.t()("replies-unknown", key=key[:40]) if key else Markup())


async def by_tap(turn: Turn, asked: Asked, client_id: int, key: str) -> str | None:
    """A second tap on the same button of the same list sends nothing. The key of a refusal."""
    client, chosen = await clients.by_id(turn.session, client_id, lock=True), _by_key(turn, key)
    if client is None or chosen is None:
        return "replies-gone"
    message_id = _below_zero(asked.message_id, turn.config.replies.index(chosen))
    if await messages.is_kept(turn.session, asked.chat_id, message_id):
        return "replies-sent_already"
    await _send(turn, asked, client, chosen, message_id)
    return None


def _below_zero(list_id: int, index: int) -> int:
    """A tap is nobody's message, so it has no id of its own: one that Telegram never gives, the same for every tap."""
    return -(list_id * 1000 + index + 1)


async def _send(turn: Turn, asked: Asked, client: Client, reply: Reply, message_id: int) -> None:
    """To the client in their language, as the desk's words, and into the topic for all to see.

    `message_id`: what this is called in the desk's chat.
    """
    filled = fill(_in_language(turn, client, reply), await _card(turn, client))
    if filled.missing:
        turn.answer(asked, _incomplete(turn, filled))
        return
    kept = Written(
        client_id=client.id,
        side="desk",
        author_id=asked.by,
        chat_id=asked.chat_id,
        thread_id=asked.thread_id,
        message_id=message_id,
        reply_to=None,
        media_group=None,
        kind="text",
        content={"text": filled.text},
        written_at=turn.now.replace(microsecond=0),
    )
    relay_id = (await messages.keep(turn.session, kept)).id
    once = f"reply:{asked.chat_id}:{message_id}"
    turn.send(Out(addresses.client(client.id), Relay(resend=True), once=once, relay_id=relay_id))
    shown = Text(turn.t()("replies-sent", text=filled.text), silent=True)
    turn.send(Out(asked.to, shown, once=f"{once}:shown"))
    await calls.accept(turn, client, asked.by)


def _incomplete(turn: Turn, filled: Filled) -> Markup:
    """Nothing is sent; the manager copies it and writes the rest."""
    missing = ", ".join("{" + name + "}" for name in filled.missing)
    return turn.t()("replies-incomplete", missing=missing, text=filled.text)


async def _list(turn: Turn, asked: Asked, client: Client, first: Markup) -> None:
    t, card = turn.t(), await _card(turn, client)
    lines, buttons = [first, t("replies-head")] if first else [t("replies-head")], []
    for one in turn.config.replies[:SHOWN_MAX]:
        words = " ".join(fill(_in_language(turn, client, one), card).text.split())
        lines.append(t("replies-row", key=one.key, text=shortened(words, TEXT_MAX)))
        buttons.append([cards.button(shortened(words, LABEL_MAX), taps.SendReply(client.id, one.key))])
    turn.answer(asked, Markup("\n").join(lines), buttons)


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
        "phone": spelled(client.phone),
        "email": facts.email,
        "inn": facts.inn,
        "manager": manager.name,
        "manager_phone": spelled(manager.phone),
        "waybill": last[0].number if last else "",
        "claim": open_claims[-1].number if open_claims else "",
        "our_company": turn.config.company.name,
        "our_phone": spelled(turn.config.company.phone),
    }


def _by_key(turn: Turn, key: str) -> Reply | None:
    return next((one for one in turn.config.replies if one.key.lower() == key.lower()), None)


def _in_language(turn: Turn, client: Client, reply: Reply) -> str:
    return reply.en if (client.lang or turn.config.bot.default_lang) == "en" else reply.ru
