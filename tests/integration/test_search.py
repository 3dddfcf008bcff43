"""/find among many: only the desk's own, the best first, quickly."""

from __future__ import annotations

import time

from sqlalchemy import text

from relay_bot.db import search as finding
from tests.integration.street import Street


async def _fill(street: Street, messages: int) -> None:
    async with street.db.transaction() as session:
        await session.execute(
            text(
                "INSERT INTO clients (tg_id, name, company, city, desk, phone, wrote_at) "
                "SELECT n, 'Клиент ' || n, 'ООО «Фирма ' || n || '»', 'Город', CASE WHEN n % 2 = 0 THEN 'anna' "
                "ELSE 'petr' END, '+7911' || (1000000 + n), now() FROM generate_series(1, 600) n"
            )
        )
        await session.execute(
            text(
                "INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, "
                "written_at) SELECT id, 'client', 1, tg_id, n, 'text', jsonb_build_object('text', "
                "CASE WHEN n = 3 AND tg_id <= 4 THEN 'Разбилась посуда 50%' ELSE 'Где мой груз номер ' || n END), "
                "now() FROM clients CROSS JOIN generate_series(1, CAST(:each AS int)) n"
            ),
            {"each": messages // 600},
        )
    async with street.db.statement() as session:
        await session.execute(text("ANALYZE messages, clients"))


async def test_a_hundred_thousand_messages_are_searched_in_milliseconds(street: Street) -> None:
    await _fill(street, 100_000)
    async with street.db.transaction() as session:
        for query, names in (
            ("разбитую посуду", []),  # another word, whatever looks alike
            ("посуда разбилась", ["Клиент 2", "Клиент 4"]),
            ("фирма 600", ["Клиент 600"]),
            ("1000042", ["Клиент 42"]),
            ("грузы", None),
        ):
            began = time.perf_counter()
            found = await finding.find(session, "anna", query, 12)
            taken = time.perf_counter() - began
            if names is not None:
                assert sorted(one.name for one in found) == names, query
            else:
                assert found[0].total == 200 and len(found) == 12
            assert taken < 1.5, (query, taken)
            print(f"{query}: {taken * 1000:.0f} ms")


async def test_signs_of_patterns_are_taken_as_they_are(street: Street) -> None:
    await _fill(street, 3000)
    async with street.db.transaction() as session:
        for query in ("%", "_", "\\", "' OR 1=1", "50%", ":x", "((", "⟦"):
            found = await finding.find(session, "anna", query, 5)
            assert len(found) <= (5 if query == "50%" else 0), query
