"""Who plays in the demo: the managers, admins and clients of config.toml, and a few people who come to the bot."""

from __future__ import annotations

from relay_bot.config import Config
from relay_bot.sandbox import DemoGroup, DemoPerson

ADMIN = "Ольга Кузнецова"
FIRST_CLIENT_ID = 100000100


def people(config: Config) -> list[DemoPerson]:
    """Managers first, then admins, then clients: known by phone, with a personal link,
    with a manager's link, and without any."""
    cast = [
        _person(manager.tg_id, manager.name, username=f"{manager.key}_desk", phone=manager.phone, role="manager")
        for manager in config.managers
    ]
    known = {one.id for one in cast}
    for number, admin in enumerate(config.telegram.admins):
        if admin not in known:
            name = ADMIN if number == 0 else f"Администратор {number + 1}"
            cast.append(_person(admin, name, username=f"admin_{number + 1}", role="admin"))
    return cast + _clients(config)


def groups(config: Config) -> list[DemoGroup]:
    """A group for every manager who has one; substitutes are members of the groups that they may have to serve."""
    result = []
    for manager in config.managers:
        if manager.group_id is not None:
            helper = config.manager(manager.substitute)
            members = (helper.tg_id,) if helper else ()
            result.append(DemoGroup(manager.group_id, f"Клиенты · {manager.name}", (manager.tg_id,), members))
    return result


def _clients(config: Config) -> list[DemoPerson]:
    visitors = [("Иван Петров", "+79000000101", "")]  # in clients.csv, so the first manager's
    visitors += [(one.name, one.phone, f"c_{one.invite}" if one.invite else "") for one in config.clients]
    links = [f"m_{manager.invite}" for manager in config.managers if manager.invite]
    visitors.append(("Алексей Громов", "+79000000110", links[0] if links else ""))
    visitors.append(("Светлана Белова", "+79000000111", ""))
    visitors.append(("Тимур Ахметов", "+79000000112", links[-1] if links else ""))
    return [
        _person(FIRST_CLIENT_ID + number, name, phone=phone, start_link=link)
        for number, (name, phone, link) in enumerate(visitors)
    ]


def _person(
    id: int, name: str, *, username: str = "", phone: str = "", role: str = "client", start_link: str = ""
) -> DemoPerson:
    first, _, last = name.partition(" ")
    return DemoPerson(id, first, last, username, phone, role, start_link)
