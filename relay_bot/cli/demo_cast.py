"""Who plays in the demo: the managers, admins and clients of the configuration, and a few who come to the bot."""

from __future__ import annotations

from dataclasses import dataclass, replace

from relay_bot.config import Config
from relay_bot.sandbox import DemoGroup, DemoPerson


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is in no configuration, by name, and what a desk's group is called."""

    admin: str
    other_admin: str
    listed: str  # in the file of clients that lies beside our example, so the first manager's
    invited: tuple[str, str]  # each comes by a manager's link
    stranger: str
    group: str


CASTS = {
    "ru": Cast(
        admin="Ольга Кузнецова",
        other_admin="Администратор {n}",
        listed="Иван Петров",
        invited=("Алексей Громов", "Тимур Ахметов"),
        stranger="Светлана Белова",
        group="Клиенты · {manager}",
    ),
    "en": Cast(
        admin="Olivia Smith",
        other_admin="Administrator {n}",
        listed="John Miller",
        invited=("Alex Turner", "Tim Archer"),
        stranger="Sue White",
        group="Clients · {manager}",
    ),
}
FIRST_CLIENT_ID = 100000100


def people(config: Config) -> list[DemoPerson]:
    """Managers first, then admins, then clients: known by phone, with a personal link,
    with a manager's link, and without any. Their apps speak the language of the configuration."""
    cast, language = CASTS[config.bot.default_lang], config.bot.default_lang
    crew = [
        _person(manager.tg_id, manager.name, username=f"{manager.key}_desk", phone=manager.phone, role="manager")
        for manager in config.managers
    ]
    known = {one.id for one in crew}
    for number, admin in enumerate(config.telegram.admins):
        if admin not in known:
            name = cast.admin if number == 0 else cast.other_admin.format(n=number + 1)
            crew.append(_person(admin, name, username=f"admin_{number + 1}", role="admin"))
    return [replace(one, language_code=language) for one in crew + _clients(config, cast)]


def groups(config: Config) -> list[DemoGroup]:
    """A group for every manager who has one; substitutes are members of the groups that they may have to serve."""
    called = CASTS[config.bot.default_lang].group
    result = []
    for manager in config.managers:
        if manager.group_id is not None:
            helper = config.manager(manager.substitute)
            members = (helper.tg_id,) if helper else ()
            title = called.format(manager=manager.name)
            result.append(DemoGroup(manager.group_id, title, (manager.tg_id,), members))
    return result


def _clients(config: Config, cast: Cast) -> list[DemoPerson]:
    visitors = [(cast.listed, "+79000000101", "")]
    visitors += [(one.name, one.phone, f"c_{one.invite}" if one.invite else "") for one in config.clients]
    links = [f"m_{manager.invite}" for manager in config.managers if manager.invite]
    visitors.append((cast.invited[0], "+79000000110", links[0] if links else ""))
    visitors.append((cast.stranger, "+79000000111", ""))
    visitors.append((cast.invited[1], "+79000000112", links[-1] if links else ""))
    return [
        _person(FIRST_CLIENT_ID + number, name, phone=phone, start_link=link)
        for number, (name, phone, link) in enumerate(visitors)
    ]


def _person(
    id: int, name: str, *, username: str = "", phone: str = "", role: str = "client", start_link: str = ""
) -> DemoPerson:
    first, _, last = name.partition(" ")
    return DemoPerson(id, first, last, username, phone, role, start_link)
