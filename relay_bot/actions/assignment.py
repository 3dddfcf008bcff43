"""From "we know who this is" to "they have a manager": shared by links, contacts and the admin's buttons."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from relay_bot.actions.claim import card as claimboard
from relay_bot.actions.keyboard import menu_of
from relay_bot.actions.turn import Turn
from relay_bot.config import Config, Manager
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db.draft import rows as drafts
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.arrival import Payload
from relay_bot.domain.assignment import AskAdmin, Assign, Candidate, decide_assignment
from relay_bot.domain.client import Client, Record
from relay_bot.domain.forms.errand import REGISTRATION
from relay_bot.domain.outgoing import Card, Ensure, Out, Priority, Text
from relay_bot.views import cards
from relay_bot.views import keyboard as keyboards

ASSIGNED_WITHIN_MIN = 15
"""What a client without a manager is told."""


async def identify(turn: Turn, client: Client, record: Record) -> None:
    """Complete the client from `record` (its phone is theirs), give them a manager by the rules, and greet them."""
    former = await clients.give_up_phone(turn.session, record.phone, client.id)
    if former is not None:
        turn.send(*_moved_away(turn, former, record.phone))
    client = await clients.change(
        turn.session,
        client.id,
        phone=record.phone,
        name=record.name or client.name,
        company=record.company or client.company,
        city=record.city or client.city,
        email=record.email,
        inn=record.inn,
        lang=client.lang or record.lang,
        registered_at=turn.now,
    )
    await drafts.ended(turn.session, client.id, REGISTRATION, turn.now)
    manager = turn.config.manager_by_invite(client.invite) if client.invite else None
    known = record.desk or (former.desk if former else None)  # who changed the account keeps the manager
    match await _verdict(turn, client.desk or known, manager.key if manager else None):
        case Assign(desk=desk):
            client = await clients.assigned(turn.session, client.id, desk)
            await claimboard.announce_open(turn, client)
            turn.send(ensure_topic(client), await greeting(turn, client, "start-welcome"))
        case AskAdmin(suggestion=suggestion):
            turn.send(await unassigned(turn, client), *admin_cards(turn, client, suggestion))


def asked_for_another(turn: Turn, client: Client, payload: Payload) -> None:
    """A client of one manager opens another's link: both the desk and the admins may want to hand them over."""
    manager = turn.config.manager_by_invite(payload.code) if payload.kind == "manager" else None
    if manager is None or client.desk in (None, manager.key):
        return
    t, own = turn.t(), turn.config.manager(client.desk)
    once = f"asked_for:{client.id}:{manager.key}:{turn.now:%Y%m%d}"
    html = t("relay-asked_for_another", manager=manager.name)
    turn.send(Out(addresses.topic(client.id, client.desk), Text(html, silent=True), once=once))
    words = t("adm-asked_for_another", client=client.name, manager=own.name if own else client.desk, other=manager.name)
    for admin in turn.config.telegram.admins:
        turn.send(Out(addresses.chat(admin), Text(words), once=f"{once}:{admin}"))


def _moved_away(turn: Turn, former: Client, phone: str) -> list[Out]:
    """Another Telegram account has confirmed the number: its former owner hears of it, and their desk."""
    t = turn.t(former.lang)
    said = Text(t("start-number_moved", phone=phone), keyboard=keyboards.share_phone(t))
    rows = [Out(addresses.client(former.id), said)]
    if former.desk is not None:
        html = turn.t()("relay-number_moved", client=former.name, phone=phone)
        rows.append(Out(addresses.topic(former.id, former.desk), Text(html)))
    return rows


async def _verdict(turn: Turn, record_desk: str | None, link_desk: str | None) -> Assign | AskAdmin:
    """Only the rule has to count clients, which one assignment may do at a time."""
    places, rules = {"record_desk": record_desk, "link_desk": link_desk}, turn.config.assignment
    uncounted = await candidates(turn, counts={})
    verdict = decide_assignment(uncounted, **places, rule="manual", overflow="manual")
    if isinstance(verdict, Assign):
        return verdict
    counted = await candidates(turn, counts=await clients.counts_by_desk(turn.session))
    return decide_assignment(counted, **places, rule=rules.rule, overflow=rules.overflow)


async def candidates(turn: Turn, counts: Mapping[str, int]) -> list[Candidate]:
    """All desks as the rule sees them; `counts`: how many clients each serves."""
    state = {desk.key: desk for desk in await desks.listing(turn.session)}
    result = []
    for manager in turn.config.managers:
        desk = state.get(manager.key)
        has_group = desk is not None and desk.group_id is not None
        result.append(
            Candidate(
                manager.key,
                clients=counts.get(manager.key, 0),
                capacity=manager.capacity,
                open=has_group and manager.accept_new and not turn.duty.is_away(manager.key),
                last_assigned_at=desk.last_assigned_at if desk else None,
                has_group=has_group,
            )
        )
    return result


def ensure_topic(client: Client) -> Out:
    """The client's topic with its card, made when the desk's budget allows."""
    return Out(addresses.topic(client.id, client.desk), Ensure(), Priority.RELAY)


async def greeting(turn: Turn, client: Client, key: str) -> Out:
    """A greeting (`key`: start-welcome, start-welcome_back or start-assigned) with the manager's name, and the menu."""
    t = turn.t(client.lang)
    manager = manager_of(turn.config, client)
    html = t(key, name=client.name, manager=manager.name, manager_phone=manager.phone)
    return Out(addresses.client(client.id), Text(html, keyboard=await menu_of(turn, client)))


def manager_of(config: Config, client: Client) -> Manager:
    """The client's manager. A desk is never retired while it has clients."""
    manager = config.manager(client.desk)
    assert manager is not None, f"client {client.id} is served by an unknown desk"
    return manager


async def unassigned(turn: Turn, client: Client) -> Out:
    t = turn.t(client.lang)
    html = t("start-unassigned", name=client.name, minutes=ASSIGNED_WITHIN_MIN)
    return Out(addresses.client(client.id), Text(html, keyboard=await menu_of(turn, client)))


def admin_cards(turn: Turn, client: Client, suggestion: str | None) -> list[Out]:
    """Every admin gets the card of a client without a manager; each rings once."""
    return [
        Out(
            addresses.chat(admin),
            admin_card(turn, client, suggestion),
            Priority.PUSH,
            rings=True,
            once=f"unassigned:{client.id}:{admin}",
            card=f"unassigned:{client.id}:{admin}",
        )
        for admin in turn.config.telegram.admins
    ]


def admin_card(turn: Turn, client: Client, suggestion: str | None) -> Card:
    t = turn.t()
    manager = turn.config.manager(suggestion)
    rows = []
    if manager is not None:
        label = t.plain("btn-adm_assign", manager=manager.name)
        rows.append([cards.button(label, taps.Assign(client.id, manager.key))])
    rows.append([cards.button(t.plain("btn-adm_other"), taps.AssignOther(client.id))])
    html = t(
        "adm-unassigned",
        name=client.name,
        phone=client.phone or "—",
        username=f"@{client.username}" if client.username else "—",
        rule=t.plain(f"rule-{turn.config.assignment.rule}"),
        manager=manager.name if manager else "—",
    )
    return Card(html, rows)


def ask_phone(turn: Turn, client: Client, *, because: str | None) -> Out:
    """`because`: the text that comes first; the company's greeting, or what was wrong with a link."""
    t = turn.t(client.lang)
    company = turn.config.company
    ask = t("start-ask_phone", privacy_url=company.privacy_url or company.site)
    first = t(because, company=company.name) if because == "start-hello" else t(because) if because else None
    html = Markup("\n\n").join(part for part in (first, ask) if part)
    return Out(addresses.client(client.id), Text(html, keyboard=keyboards.share_phone(t)))


# --- by an admin ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Refused:
    """The key of what the admin is told, with the name of a manager."""

    key: str
    manager: str = ""


async def assign(turn: Turn, client_id: int, key: str) -> Refused | None:
    """Two admins at once: the client's row is locked, the second one is told who it was."""
    client = await clients.by_id(turn.session, client_id, lock=True)
    manager = turn.config.manager(key)
    if client is None or manager is None:
        return Refused("err-stale_button")
    if client.desk is not None:
        return Refused("adm-assigned_already", manager_of(turn.config, client).name)
    if manager.group_id is None:
        return Refused("adm-no_group", manager.name)
    client = await clients.assigned(turn.session, client.id, key)
    await claimboard.announce_open(turn, client)
    done = Card(_assigned(turn, client, manager.name))
    turn.send(ensure_topic(client), await greeting(turn, client, "start-assigned"), *_edits(turn, client, done))
    return None


async def offer_others(turn: Turn, client_id: int, admin: int) -> Refused | None:
    """Offer every manager who has a group, on the card of this admin."""
    client = await clients.by_id(turn.session, client_id)
    if client is None or client.desk is not None:
        return Refused("err-stale_button")
    buttons = [
        [cards.button(turn.t().plain("btn-adm_assign", manager=one.name), taps.Assign(client.id, one.key))]
        for one in turn.config.managers
        if one.group_id is not None
    ]
    turn.send(*_edits(turn, client, replace(admin_card(turn, client, None), buttons=buttons), only=admin))
    return None


def _assigned(turn: Turn, client: Client, manager: str) -> str:
    return turn.t()("adm-assigned", name=client.name, phone=client.phone or "—", manager=manager)


def _edits(turn: Turn, client: Client, card: Card, *, only: int | None = None) -> list[Out]:
    """The card's newest state for every admin, or for `only` one."""
    keys = {admin: f"unassigned:{client.id}:{admin}" for admin in turn.config.telegram.admins if only in (None, admin)}
    return [Out(addresses.card_edits(key), card, Priority.EDIT, card=key) for key in keys.values()]
