"""A desk with 300 clients in all states on the page, at a phone's width: screenshots to be looked at.

python -m bench.looks [--clients 300] [--to /tmp/looks]
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright
from sqlalchemy import text

from relay_bot import app
from relay_bot.config import Config
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.db.session import Database
from relay_bot.sandbox import Group, Limits, Message, Sandbox
from relay_bot.texts import Texts

RU = Texts.load().lang("ru")
GROUP, ANNA, ADMIN = -1001000000010, 100000010, 100000001
PHONE: Any = {"width": 390, "height": 844}
FIRMS = ("Ромашка", "Вектор", "Северный ветер", "Плитка и камень", "Автозапчасти 24", "Мебель-Сити", "Тёплый дом")
TOWNS = ("Казань", "Орёл", "Набережные Челны", "Уфа", "Пермь")
WORDS = (
    "где мой груз, обещали ещё вчера утром привезти на склад",
    "Когда машина?",
    "Добрый день! Нужна накладная на завтра, 12 мест",
    "пришлите счёт",
    "водитель не отвечает на звонки",
)

CROWD = """
INSERT INTO clients (tg_id, name, company, city, desk, phone, registered_at, wrote_at)
SELECT 500000 + n, 'Иван Петров ' || n, 'ООО «' || (CAST(:firms AS text[]))[n % 7 + 1] || ' ' || n || '»',
    (CAST(:towns AS text[]))[n % 5 + 1], 'anna', '+7911' || (1000000 + n), now() - interval '40 days', now()
FROM generate_series(1, :count) n
"""
SAID = """
INSERT INTO messages (client_id, side, author_id, chat_id, message_id, kind, content, written_at, copied_at)
SELECT id, 'client', 1, tg_id, 1, 'text', jsonb_build_object('text', (CAST(:words AS text[]))[tg_id % 5 + 1]),
    now() - make_interval(mins => CAST(tg_id % 170 AS int)), now() FROM clients WHERE tg_id > 500000 AND tg_id % 4 = 0
"""
CALLED = """
INSERT INTO calls (client_id, called_at, last_words)
SELECT id, now() - make_interval(mins => CAST(tg_id % 23 AS int)), (CAST(:words AS text[]))[tg_id % 5 + 1]
FROM clients WHERE tg_id > 500000 AND tg_id % 43 = 0
"""
CLAIMED = """
WITH draft AS (
    INSERT INTO drafts (client_id, form, state, content, started_at, touched_at)
    SELECT id, 'claim', 'done', '{}', now(), now() FROM clients WHERE tg_id > 500000 AND tg_id % 13 = 0
    RETURNING id, client_id)
INSERT INTO claims (number, client_id, draft_id, waybill_text, story, email, received_at, due_on)
SELECT 'П-2611-' || lpad(CAST(id AS text), 4, '0'), client_id, id, '1', 'бой', 'a@example.org',
    now() - interval '20 days', current_date + CAST(id % 12 AS int) FROM draft
"""


async def fill(db: Database, tg: Sandbox, clients: int) -> None:
    group, anna = tg.group(GROUP), tg.person(ANNA)
    values: dict[str, Any] = {"count": clients, "firms": list(FIRMS), "towns": list(TOWNS), "words": list(WORDS)}
    async with db.transaction() as session:
        for query in (CROWD, SAID, CALLED, CLAIMED):
            used = {key: value for key, value in values.items() if f":{key}" in query}
            await session.execute(text(query), used)
        rows = await session.execute(text("SELECT id, company, city FROM clients WHERE tg_id > 500000 ORDER BY id"))
        for client, company, city in rows.all():
            name = f"{company} · {city}"
            topic = await anna.create_topic(group, name)
            await session.execute(
                text(
                    "INSERT INTO topics (address, desk, client_id, group_id, thread_id, name, icon) "
                    "VALUES ('topic:' || CAST(:id AS bigint), 'anna', :id, :group, :thread, :name, '?')"
                ),
                {"id": client, "group": GROUP, "thread": topic.thread_id, "name": name},
            )


def full_board(group: Group) -> Message | None:
    """The live board, once it shows the crowd."""
    shown = (one for one in group.general.messages if one.text.startswith("Сводка ·") and "и ещё" in one.text)
    return next(shown, None)


async def shoot(page: Page, to: Path, name: str) -> None:
    await page.wait_for_timeout(600)
    await page.screenshot(path=to / f"{name}.png")
    print(to / f"{name}.png", flush=True)


async def look(clients: int, to: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder) / "pg") as url:
        async with Sandbox(limits=Limits(enabled=False)) as tg:
            anna = tg.person(ANNA, "Анна", last_name="Смирнова", role="manager")
            tg.person(ADMIN, "Ольга", role="admin")
            group = tg.group(GROUP, "Анна · клиенты", owner=anna)
            ivan = tg.person(7001, "Иван", last_name="Петров", phone="+79001237001")
            config = Config.model_validate(_settings(tg, url))
            db = Database(url)
            async with app.running(config):
                await ivan.start("m_ANNA26")
                await tg.wait(lambda: ivan.chat.keyboard)
                await ivan.share_contact()
                topic = await tg.wait(
                    lambda: next((one for one in group.topics if one.pinned and one.name.startswith("Иван")), None),
                    timeout=60,
                )
                await fill(db, tg, clients)
                await ivan.write("Здравствуйте! Где мой груз, обещали вчера?")
                await ivan.press_key(RU.plain("menu-call"))
                at = {"chat": group, "topic": topic}
                await tg.wait(lambda: topic.texts[-1].startswith("🔔"), timeout=60)
                for line in ("/note звонить после обеда", "/info", "/next", "/snooze 2ч"):
                    await anna.write(line, **at)
                await anna.write("/queue", chat=group)
                await anna.write("/stats", chat=group)
                live = await tg.wait(
                    lambda: next(
                        (m for m in group.general.messages if m.text.startswith("Сводка ·") and "и ещё" in m.text), None
                    ),
                    timeout=180,
                )
                icons = lambda: sum(one.icon in ("🔥", "❗️", "‼️") for one in group.topics) > clients // 4  # noqa: E731
                await tg.wait(icons, timeout=240)
                await pages(tg, to, live, anna)
            await db.close()


async def pages(tg: Sandbox, to: Path, live: Any, anna: Any) -> None:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = await chromium.new_context(viewport=PHONE, locale="ru-RU", has_touch=True, is_mobile=True)
        page = await context.new_page()
        await page.goto(tg.url)
        await page.wait_for_selector("body.ready")
        await page.get_by_role("tab", name="Менеджер").tap()
        await shoot(page, to, "1-topics")
        for name, part in (("2-board", "Сводка"), ("3-calls", "Вызовы"), ("4-client", "Иван")):
            await page.locator(".topic", has_text=part).first.tap()
            if name == "2-board":
                await page.locator("text=Дальше").last.scroll_into_view_if_needed()
                await shoot(page, to, "2-board")
                await anna.press(live, next(key for key in live.buttons if key.startswith("❗️")))
                await tg.wait(lambda: "10. " in live.text, timeout=30)
                await shoot(page, to, "2-board-waiting")
                await page.mouse.move(200, 400)
                await page.mouse.wheel(0, 1500)
                await shoot(page, to, "2-queue")
            else:
                await shoot(page, to, name)
            await page.get_by_role("button", name="Назад").last.tap()
        await chromium.close()


def _settings(tg: Sandbox, database: str) -> dict[str, Any]:
    limits = {"group_messages": 1000, "group_window": "1s", "chat_burst": 1000, "total_per_second": 1000}
    anna = {"key": "anna", "name": "Анна Смирнова", "tg_id": ANNA, "phone": "+79000000010", "group_id": GROUP}
    return {
        "telegram": {"token": tg.token, "api_url": tg.url, "admins": [ADMIN], "limits": limits},
        "database": {"url": database},
        "managers": [anna | {"invite": "ANNA26", "hours": "00:00-23:59"}],
        "schedule": {
            "workdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
            "hours": "00:00-23:59",
            "digest": "",
        },
        "features": {"voice": False, "ocr": False},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=300)
    parser.add_argument("--to", type=Path, default=Path("/tmp/looks"))
    given = parser.parse_args()
    given.to.mkdir(parents=True, exist_ok=True)
    asyncio.run(look(given.clients, given.to))
