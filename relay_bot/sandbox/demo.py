"""A cast for the demonstration: people and groups given as plain values, added to whatever is already there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from relay_bot.sandbox.limits import Limits
from relay_bot.sandbox.model import Member
from relay_bot.sandbox.sandbox import TOKEN, Sandbox


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the cast. `role` is client, manager or admin; `start_link` what their Start button carries."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    phone: str = ""
    role: str = "client"
    start_link: str = ""
    language_code: str = "ru"


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """A manager's group. The first manager owns it; the page lets all managers look through it."""

    id: int
    title: str
    manager_ids: tuple[int, ...] = ()
    member_ids: tuple[int, ...] = ()


def seed_demo(tg: Sandbox, people: Sequence[DemoPerson], groups: Sequence[DemoGroup] = ()) -> None:
    """Add the cast. Safe to repeat: on a kept state it only brings names, links and languages up to date."""
    for one in people:
        tg.person(
            one.id,
            one.first_name,
            last_name=one.last_name,
            username=one.username,
            phone=one.phone,
            role=one.role,
            start_link=one.start_link,
            language_code=one.language_code,
        )
    for group in groups:
        owner = tg.person(group.manager_ids[0]) if group.manager_ids else None
        record = tg.group(group.id, group.title, owner=owner).record
        record.managers = list(group.manager_ids)
        for person_id in (*group.manager_ids, *group.member_ids):
            record.members.setdefault(person_id, Member("member"))
        for person_id in group.manager_ids[1:]:
            if record.members[person_id].status == "member":
                tg.groups[group.id].promote(tg.person(person_id))
        tg.world.touch("chat", str(group.id))
    tg.world.commit()


async def serve(
    host: str = "127.0.0.1",
    port: int = 8081,
    *,
    data_dir: Path | None = None,
    token: str = TOKEN,
    people: Sequence[DemoPerson] = (),
    groups: Sequence[DemoGroup] = (),
    limits: Limits | None = None,
    bot_name: str = "Relay Desk",
    bot_username: str = "relay_desk_bot",
    allowed_hosts: Sequence[str] = (),
    language: str = "",
    beside: Mapping[str, Sandbox] | None = None,
) -> Sandbox:
    """Start a sandbox with its cast; the caller stops it with `await tg.stop()`. `beside`: as for Sandbox.start."""
    tg = Sandbox(
        limits=limits,
        data_dir=data_dir,
        token=token,
        bot_name=bot_name,
        bot_username=bot_username,
        allowed_hosts=allowed_hosts,
        language=language,
    )
    seed_demo(tg, people, groups)
    return await tg.start(port, host, beside)
