"""Looks are the last that a group's budget is spent on, and only their newest state is."""

from __future__ import annotations

from sqlalchemy import text

from relay_bot.clocks.icon import looks
from relay_bot.config import Config
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Icon, Out
from tests.integration.street import GROUPS, Street, out

KNOWN = ("🔥", "❗️", "‼️", "💬")


def config(group_messages: int = 20) -> Config:
    manager = {"key": "anna", "name": "Анна", "tg_id": 10, "phone": "+79000000010", "group_id": GROUPS["anna"]}
    limits = {"group_messages": group_messages, "group_window": "60s"}
    return Config.model_validate(
        {"managers": [manager], "telegram": {"limits": limits}, "timers": {"icon_debounce": "0s"}}
    )


async def wanted(street: Street, *waiting: int, known: tuple[str, ...] = KNOWN, group_messages: int = 20) -> list[Out]:
    async with street.db.transaction() as session:
        now = await street.clock()
        return await looks(session, config(group_messages), "anna", set(waiting), now, known)


async def topics(street: Street, *numbers: int) -> list[int]:
    """Clients of Anna's with topics; their ids."""
    ids = []
    for number in numbers:
        address = await street.topic(number)
        client = int(address.key.removeprefix("topic:"))
        async with street.db.transaction() as session:
            await session.execute(
                text(
                    "INSERT INTO topics (address, desk, client_id, group_id, thread_id, name) "
                    "VALUES (:address, 'anna', :client, :group, :thread, 'Клиент')"
                ),
                {"address": address.key, "client": client, "group": GROUPS["anna"], "thread": 100 + number},
            )
        ids.append(client)
    return ids


async def test_icons_go_when_nothing_else_waits(street: Street) -> None:
    (client,) = await topics(street, 1)
    await street.put(out(addresses.topic(client, "anna"), "где груз?"))
    assert await wanted(street, client) == []
    await street.sent()
    (row,) = await wanted(street, client)
    assert row.row == Icon("❗️") and row.to.key == f"look:topic:{client}"


async def test_what_is_queued_of_an_icon_is_overwritten_by_its_newest_state(street: Street) -> None:
    (client,) = await topics(street, 1)
    await street.put(*await wanted(street, client))
    await street.put(Out(addresses.look(f"topic:{client}", "anna"), Icon("🔥"), card=f"icon:topic:{client}"))
    assert [work.row for work in await street.sent()] == [Icon("🔥")]


async def test_a_part_of_the_budget_stays_for_the_next_message(street: Street) -> None:
    clients = await topics(street, *range(1, 10))
    rows = await wanted(street, *clients, group_messages=4)
    assert len(rows) == 3
    await street.put(*rows[:2])
    assert len(await wanted(street, *clients, group_messages=4)) == 1
    await street.sent()
    assert len(await wanted(street, *clients, group_messages=4)) == 1


async def test_icons_change_a_few_at_a_time(street: Street) -> None:
    clients = await topics(street, *range(1, 10))
    assert len(await wanted(street, *clients, group_messages=100)) == 3


async def test_a_group_that_rests_or_refuses_is_left_alone(street: Street) -> None:
    (client,) = await topics(street, 1)
    for state in ("resting_until = now() + interval '1 minute'", "resting_until = now(), trouble = 'no rights'"):
        async with street.db.transaction() as session:
            await session.execute(text(f"UPDATE budgets SET {state}"))
        assert await wanted(street, client) == []


async def test_an_emoji_that_telegram_has_no_icon_for_is_not_asked_for(street: Street) -> None:
    (client,) = await topics(street, 1)
    assert await wanted(street, client, known=("🔥",)) == []


async def test_service_messages_are_gathered_and_deleted_once(street: Street) -> None:
    note = text(
        "INSERT INTO service_messages (group_id, message_id, desk) "
        "SELECT :group, number, 'anna' FROM generate_series(1, 150) number"
    )
    async with street.db.transaction() as session:
        await session.execute(note, {"group": GROUPS["anna"]})
    assert await wanted(street) == []
    async with street.db.transaction() as session:
        await session.execute(text("UPDATE service_messages SET at = at - interval '1 minute'"))
    found = [row.row.messages for _ in range(3) for row in await wanted(street)]  # type: ignore[union-attr]
    assert [len(one) for one in found] == [100, 50] and found[0][0] == 1
