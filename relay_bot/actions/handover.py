"""Handing one client over: everything of theirs is at the new desk once the transaction commits.

Their queued messages follow, since a lane is the client's and not the desk's. Cards come to the new boards silently:
who has been rung once is not rung again; what nobody has heard yet rings at the new desk.
"""

from markupsafe import Markup

from relay_bot.actions import assignment as reception
from relay_bot.actions import call as callboard
from relay_bot.actions import history as histories
from relay_bot.actions.turn import Turn
from relay_bot.config import Manager
from relay_bot.db import call as calls
from relay_bot.db import card as deskcards
from relay_bot.db import client as clients
from relay_bot.db import handover as handovers
from relay_bot.db import topic as topics
from relay_bot.db.claim import card as claimviews
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import due as unfinished
from relay_bot.domain import addresses
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


Fresh = tuple[Out, str]
"""A card as it would ring at the new desk, and what the old one says has gone."""


async def _call(turn: Turn, client: Client) -> list[Fresh]:
    call = await calls.open_of(turn.session, client.id)
    return [(await callboard.ringing(turn, client, call), client.name)] if call is not None else []


async def _claims(turn: Turn, client: Client) -> list[Fresh]:
    """On the board and in the client's topic."""
    fresh: list[Fresh] = []
    for claim in await claims.open_of(turn.session, client.id):
        view = await claimviews.view(turn.session, turn.config, claim)
        if view is not None:
            what = f"{claim.number} · {client.name}"
            fresh.append((claimcards.ringing(turn.t(), view, turn.zone, turn.now), what))
            fresh.append((claimcards.copy(turn.t(), view, turn.zone, turn.now), what))
    return fresh


async def _drafts(turn: Turn, client: Client, to: Manager) -> list[Fresh]:
    on_duty = turn.duty.at(to)
    fresh: list[Fresh] = []
    for draft_id in await handovers.rung_drafts(turn.session, client.id):
        left = await unfinished.by_id(turn.session, draft_id)
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
