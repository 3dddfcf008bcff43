"""Handing one client over: everything of theirs is at the new desk once the transaction commits.

Their queued messages follow, since a lane is the client's and not the desk's. Cards come to the new boards silently:
who has been rung once is not rung again; what nobody has heard yet rings at the new desk.
"""

from dataclasses import dataclass

from markupsafe import Markup

from relay_bot.actions import assignment as reception
from relay_bot.actions import call as callboard
from relay_bot.actions import history as histories
from relay_bot.actions.turn import Asked, Turn
from relay_bot.config import Manager
from relay_bot.db import call as calls
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import handover as handovers
from relay_bot.db import topic as topics
from relay_bot.db.claim import card as claimviews
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import due
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Card, Farewell, Out, Priority, Text
from relay_bot.views import cards, names
from relay_bot.views import draft as draftcards
from relay_bot.views.claim import card as claimcards


async def hand_over(turn: Turn, client: Client, to: Manager) -> None:
    """`client` is locked by whoever asks, and served by another desk than `to`'s."""
    assert client.desk is not None and client.desk != to.key
    former_desk, t = client.desk, turn.t()
    former_topic = await topics.leave(turn.session, client.id)
    client = await clients.assigned(turn.session, client.id, to.key)
    await handovers.follow(turn.session, client.id, to.key, to.tg_id)
    topic = addresses.topic(client.id, to.key)
    former = turn.config.manager(former_desk)
    html = t(
        "transfer-done_new",
        manager=former.name if former else former_desk,
        claims=await claims.count_open(turn.session, client.id),
        drafts=await handovers.open_drafts(turn.session, client.id),
    )
    turn.send(reception.ensure_topic(client), Out(topic, Text(html)))
    fresh = [
        *await _call(turn, client),
        *await _claims(turn, client),
        *await _drafts(turn, client, to),
    ]
    for card, what in fresh:
        await _move_card(turn, card, former_desk, what, to)
    turn.send(await histories.file(turn, topic, client))
    on_boards = [card.card for card, _ in fresh if card.card and card.to != topic]
    turn.send(Out(topic, Farewell(former=former_topic, desk=former_desk, cards=on_boards)))
    news = turn.t(client.lang)("chat-new_manager", manager=to.name, manager_phone=to.phone)
    turn.send(Out(addresses.client(client.id), Text(news)))


async def offer(turn: Turn, asked: Asked, client: Client) -> None:
    """A button for every manager who has a group."""
    ready = {one.key for one in await desks.listing(turn.session) if one.group_id is not None}
    buttons = [
        [cards.button(manager.name[:64], taps.HandOver(client.id, manager.key))]
        for manager in turn.config.managers
        if manager.key in ready and manager.key != client.desk
    ]
    html = turn.t()("transfer-pick", client=client.name) if buttons else turn.t()("transfer-nobody")
    turn.answer(asked, html, buttons)


def ask(turn: Turn, asked: Asked, client: Client, manager: str) -> None:
    """«Передать?» with the name: a list of buttons is easily missed by one."""
    to, t = turn.config.manager(manager), turn.t()
    if to is not None:
        button = cards.button(t.plain("btn-transfer_now"), taps.HandOverNow(client.id, to.key))
        turn.answer(asked, t("transfer-sure", client=client.name, manager=to.name), [[button]])


@dataclass(frozen=True, slots=True)
class Said:
    """What the person who tapped is told: the key of a text, with the name of a manager."""

    key: str
    manager: str = ""


async def choose(turn: Turn, desk: str, client_id: int, manager: str) -> Said:
    """The client's row is locked: of two taps, or two people, the second learns who has the client."""
    client = await clients.by_id(turn.session, client_id, lock=True)
    to, new = turn.config.manager(manager), await desks.by_key(turn.session, manager)
    if client is None or client.desk != desk:
        return Said("transfer-already", _name(turn, client.desk if client else None))
    if to is None or to.key == desk or new is None or new.group_id is None:
        return Said("transfer-gone")
    await hand_over(turn, client, to)
    return Said("transfer-going", to.name)


def served_by(turn: Turn, client: Client | None) -> Said:
    """Who has the client now, for whoever presses a button that was left behind."""
    return Said("transfer-already", _name(turn, client.desk if client else None))


async def say_moved_on(turn: Turn, asked: Asked, client: Client) -> None:
    """Whatever is written in a topic that its client has left reaches nobody: it says so, and who has the client."""
    turn.answer(asked, turn.t()("transfer-moved_on", manager=await whereabouts(turn, client)))


def _name(turn: Turn, desk: str | None) -> str:
    manager = turn.config.manager(desk)
    return manager.name if manager else "—"


# --- all clients of a manager -----------------------------------------------------------------------------------------


async def ask_all(turn: Turn, to: Address, admin: int, typed: str) -> None:
    """`typed`: two managers' keys. A tap has to confirm it."""
    t, words = turn.t(), typed.split()
    former, new = (_by_word(turn, word) for word in words) if len(words) == 2 else (None, None)
    if former is None or new is None or former is new:
        listing = ", ".join(f"{one.name} ({one.key})" for one in turn.config.managers)
        turn.send(Out(to, Text(t("transfer-all_usage", managers=listing))))
        return
    desk, count = await desks.by_key(turn.session, new.key), await clients.count_of(turn.session, former.key)
    if desk is None or desk.group_id is None:
        turn.send(Out(to, Text(t("adm-no_group", manager=new.name))))
    elif not count:
        turn.send(Out(to, Text(t("transfer-all_none", manager=former.name))))
    else:
        number = await handovers.ask(turn.session, former.key, new.key, admin, turn.now)
        html = t("transfer-all_confirm", n=count, former=former.name, manager=new.name)
        button = cards.button(t.plain("btn-transfer_all"), taps.HandOverAll(number))
        turn.send(Out(to, Text(html, buttons=[[button]])))


async def confirm_all(turn: Turn, to: Address, order_id: int) -> str | None:
    """A second tap starts nothing anew. The key of a refusal."""
    one = await handovers.by_id(turn.session, order_id)
    former, new = (turn.config.manager(key) for key in ((one.from_desk, one.to_desk) if one else (None, None)))
    if one is None or former is None or new is None or one.confirmed_at is not None:
        return "err-stale_button"
    await handovers.confirm(turn.session, one.id, turn.now)
    turn.send(Out(to, Text(turn.t()("transfer-all_going", former=former.name, manager=new.name))))
    return None


def _by_word(turn: Turn, word: str) -> Manager | None:
    return next((one for one in turn.config.managers if one.key.lower() == word.lower()), None)


# --- what comes along -------------------------------------------------------------------------------------------------


Fresh = tuple[Out, str]
"""A card as it would ring at the new desk, and what the old one says has gone."""


async def _call(turn: Turn, client: Client) -> list[Fresh]:
    call = await calls.open_of(turn.session, client.id)
    return [(await callboard.ringing(turn, client, call), client.name)] if call is not None else []


async def _claims(turn: Turn, client: Client) -> list[Fresh]:
    """On the board and in the client's topic."""
    fresh: list[Fresh] = []
    for claim in await claims.open_of(turn.session, client.id):
        view = await claimviews.view(turn.session, turn.duty, claim)
        if view is not None:
            what = f"{claim.number} · {client.name}"
            fresh.append((claimcards.ringing(turn.t(), view, turn.zone, turn.now), what))
            fresh.append((claimcards.copy(turn.t(), view, turn.zone, turn.now), what))
    return fresh


async def _drafts(turn: Turn, client: Client, to: Manager) -> list[Fresh]:
    on_duty = turn.duty.at(to)
    fresh: list[Fresh] = []
    for draft_id in await handovers.rung_drafts(turn.session, client.id):
        left = await due.by_id(turn.session, draft_id)
        if left is not None:
            fresh.append((draftcards.ringing(turn.t(), left, on_duty, to.key, turn.zone)[0], client.name))
    return fresh


async def _move_card(turn: Turn, fresh: Out, former_desk: str, what: str, to: Manager) -> None:
    """It rings only when nobody has heard it yet."""
    assert fresh.card is not None
    unheard = await deskcards.unqueue(turn.session, fresh.card)
    stays = await deskcards.leave(turn.session, fresh.card)
    if stays is not None:
        moved = Card(turn.t()("transfer-card_moved", what=what, manager=to.name))
        turn.send(Out(addresses.card_edits(stays, former_desk), moved, Priority.EDIT, card=stays))
    if unheard:
        turn.send(fresh)
        return
    turn.send(Out(fresh.to, cards.hushed(fresh.row), card=fresh.card))


async def whereabouts(turn: Turn, client: Client) -> Markup:
    """Who has the client now, as a link to the topic where there is one."""
    manager = turn.config.manager(client.desk)
    name = manager.name if manager else "—"
    place = await topics.thread_of(turn.session, addresses.topic(client.id, client.desk).key)
    if place is None:
        return Markup("{}").format(name)
    return Markup('<a href="{}">{}</a>').format(names.topic_link(*place), name)
