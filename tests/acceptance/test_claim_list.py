"""/claims: what a desk sees, what a client's topic shows, filters in place, export, an admin over all desks."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from openpyxl import load_workbook
from sqlalchemy import text

from relay_bot.db import board as boards
from relay_bot.db import client as clients
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import rows as drafts
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database
from relay_bot.domain.claim.filter import STATUSES
from relay_bot.domain.claim.life import OPEN, Claim
from relay_bot.domain.forms.draft import Draft
from relay_bot.sandbox import Message, Person, Topic
from relay_bot.texts import Texts
from relay_bot.views.upkeep import refresh_card
from tests.acceptance.claims import filed as claim_filed
from tests.acceptance.conftest import Stage, first

RU = Texts.load().lang("ru")
TODAY = datetime.now(UTC)
MOSCOW = ZoneInfo("Europe/Moscow")
BACK, AGAIN, FILTER = (RU.plain(f"btn-claims_{key}") for key in ("back", "again", "filter"))


async def filed(
    stage: Stage,
    client: Person,
    number: int,
    *,
    due_in: int = 20,
    status: str = "new",
    age: int = 1,
    story: str = "Бой",
) -> Claim:
    at = TODAY - timedelta(days=age)
    db = Database(stage.database)
    try:
        async with db.transaction() as session:
            found = await clients.arrive(session, client.id, client.name, "")
            draft = await drafts.begin(session, found.id, "claim", Draft(), at)
            await drafts.finish(session, draft.id, "done", at)
            claim = await claims.file(
                session,
                number=f"П-2611-{number:04d}",
                client_id=found.id,
                draft_id=draft.id,
                waybill_id=None,
                waybill_text="2611-00042",
                story=story,
                amount=Decimal(15000),
                email="=cmd@example.org",
                at=at,
                due=datetime.now(MOSCOW).date() + timedelta(days=due_in),
            )
            closed = {"closed_at": at} if status == "closed" else {}
            return await claims.change(session, claim.id, status=status, grounds="=1+1", **closed)
    finally:
        await db.close()


async def listed(stage: Stage, topic: Topic) -> Message:
    return await stage.until(
        lambda: first(m for m in reversed(topic.messages) if "Претензии</b> ·" in m.html), "the list"
    )  # type: ignore[no-any-return]


def numbers(message: Message) -> list[str]:
    return [line.split()[1] for line in message.text.split("\n")[1:] if "П-" in line]


async def test_general_shows_all_claims_of_the_desk_by_due_date_and_filters_them_in_place(stage: Stage) -> None:
    ivan, olga = stage.client("Иван"), stage.client("Ольга")
    async with stage.bot():
        topic = await stage.registered(ivan)
        await stage.registered(olga)
        for number, due in ((1, 12), (2, -2), (3, 5)):
            await filed(stage, ivan if number % 2 else olga, number, due_in=due)
        await filed(stage, ivan, 4, status="closed", due_in=-30)
        await filed(stage, ivan, 5, status="rejected", age=60)
        await stage.anna.write("/claims", chat=stage.group)
        shown = await listed(stage, stage.group.general)
        assert numbers(shown) == ["П-2611-0002", "П-2611-0003", "П-2611-0001"]
        assert "⛔ П-2611-0002 · Ольга\nНовая · просрочено на 2 дня" in shown.text
        assert "🟡 П-2611-0003 · Иван\nНовая · осталось 5 дней" in shown.text and "· 3" in shown.text.split("\n")[0]
        assert shown.silent
        await stage.anna.press(shown, RU.plain("claimlist-overdue"))
        await stage.until(lambda: numbers(shown) == ["П-2611-0002"])
        await stage.anna.press(shown, FILTER)
        await stage.until(lambda: "Какие претензии показать" in shown.text)
        await stage.anna.press(shown, RU.plain("claimlist-all"))
        await stage.until(lambda: len(numbers(shown)) == 5)
        await stage.anna.press(shown, FILTER)
        await stage.until(lambda: "Какие претензии показать" in shown.text)
        await stage.anna.press(shown, RU.plain("claimlist-days", n=30))
        await stage.until(lambda: len(numbers(shown)) == 4)
        assert sum("Претензии</b> ·" in m.html for m in stage.group.general.messages) == 1
        await stage.anna.write("/claims", **stage.at(topic))
        own = await listed(stage, topic)
        assert numbers(own) == ["П-2611-0003", "П-2611-0001"]


async def test_an_open_claim_is_the_same_wherever_claims_are_counted(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        for number, status in enumerate(STATUSES, 1):
            await filed(stage, client, number, status=status)
        await stage.anna.write("/info", **stage.at(topic))
        await stage.until(
            lambda: any("Открытых претензий: 3" in m.text for m in topic.messages if not m.pinned), "/info"
        )
        await stage.anna.write("/claims", **stage.at(topic))
        assert len(numbers(await listed(stage, topic))) == len(OPEN) == 3
    db = Database(stage.database)
    async with db.transaction() as session:
        found = await session.execute(
            text("SELECT s FROM unnest(CAST(:all AS text[])) s WHERE claim_open(s)"), {"all": list(STATUSES)}
        )
        assert tuple(found.scalars()) == OPEN
        assert len(await boards.claims(session, "anna")) == 3
        await enqueue(session, [refresh_card(1, "anna")])
    await db.close()
    async with stage.bot():
        await stage.until(lambda: any("Открытых претензий: 3" in m.text for m in topic.messages if m.pinned), "the pin")


async def test_a_claims_card_mentions_who_is_on_duty(stage: Stage) -> None:
    client = stage.client()
    stage.group.add(stage.petr)
    today = datetime.now(MOSCOW).date()
    away = [{"manager": "anna", "since": today - timedelta(days=2), "until": today + timedelta(days=2)}]
    async with stage.bot(away=away):
        await stage.registered(client)
        card = await claim_filed(stage, client)
        assert card.mentions == {stage.petr.id}


async def test_a_row_opens_the_card_in_place_and_leads_back(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await filed(stage, client, 1, story="Разбили две коробки")
        await stage.anna.write("/claims", chat=stage.group)
        shown = await listed(stage, stage.group.general)
        await stage.anna.press(shown, first(label for label in shown.buttons if "П-2611-0001" in label))
        await stage.until(lambda: "Разбили две коробки" in shown.text)
        assert RU.plain("btn-cl_take") in shown.buttons and not shown.mentions
        await stage.anna.press(shown, RU.plain("btn-cl_take"))
        await stage.until(lambda: client.chat.last.from_bot and "взяли в работу" in client.chat.last.text)
        await stage.anna.press(shown, AGAIN)
        await stage.until(lambda: "В работе" in shown.text)
        await stage.anna.press(shown, BACK)
        await stage.until(lambda: numbers(shown) == ["П-2611-0001"] and "В работе" in shown.text)


async def test_pages_are_turned_in_place(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        for number in range(1, 20):
            await filed(stage, client, number, due_in=number)
        await stage.anna.write("/claims", chat=stage.group)
        shown = await listed(stage, stage.group.general)
        assert len(numbers(shown)) == 8 and "стр. 1 из 3" in shown.text and "‹" not in shown.buttons
        await stage.anna.press(shown, "›")
        await stage.until(lambda: numbers(shown)[:1] == ["П-2611-0009"])
        await stage.anna.press(shown, "›")
        await stage.until(lambda: len(numbers(shown)) == 3)
        assert "›" not in shown.buttons


async def test_the_export_has_every_claim_of_the_filter_and_no_formula(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        for number in range(1, 11):
            await filed(stage, client, number)
        await stage.anna.write("/claims", chat=stage.group)
        shown = await listed(stage, stage.group.general)
        await stage.anna.press(shown, RU.plain("btn-claims_xlsx"))
        await stage.anna.press(shown, RU.plain("btn-claims_csv"))
        general = stage.group.general
        files = await stage.until(lambda: (f := [m for m in general.messages if m.document])[1:] and f)
        book, table = (first(m for m in files if m.document["file_name"].endswith(end)) for end in (".xlsx", ".csv"))
        assert book.silent and "Строк: 10" in book.caption
        page = load_workbook(io.BytesIO(book.content)).active
        assert page.max_row == 11
        assert [cell.data_type for cell in page[2]].count("f") == 0
        rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0][0] == "Номер" and len(rows) == 11
        assert rows[1][11:13] == ["'=1+1", "'=cmd@example.org"]


async def test_an_admin_sees_the_claims_of_all_desks_in_private(stage: Stage) -> None:
    ivan, olga = stage.client("Иван"), stage.client("Ольга")
    async with stage.bot():
        await stage.registered(ivan)
        await olga.start("m_PETR26")
        await stage.until(lambda: olga.chat.keyboard)
        await olga.share_contact()
        await stage.topic_of(olga, stage.petr_group)
        await filed(stage, ivan, 1)
        await filed(stage, olga, 2)
        await stage.admin.start()
        await stage.admin.write("/claims")
        shown = await stage.until(lambda: first(m for m in stage.admin.chat.from_bot if "П-2611-0002" in m.text))
        assert numbers(shown) == ["П-2611-0001", "П-2611-0002"]
        await stage.admin.press(shown, first(label for label in shown.buttons if "П-2611-0002" in label))
        await stage.until(lambda: BACK in shown.buttons)
        assert RU.plain("btn-cl_take") not in shown.buttons and RU.plain("btn-open_chat") in shown.buttons


async def test_a_desk_sees_no_claim_of_another_even_by_a_forged_button(stage: Stage) -> None:
    ivan, olga = stage.client("Иван"), stage.client("Ольга")
    async with stage.bot():
        await stage.registered(ivan)
        await olga.start("m_PETR26")
        await stage.until(lambda: olga.chat.keyboard)
        await olga.share_contact()
        await stage.topic_of(olga, stage.petr_group)
        await filed(stage, ivan, 1)
        foreign = await filed(stage, olga, 2)
        await stage.anna.write("/claims", chat=stage.group)
        shown = await listed(stage, stage.group.general)
        assert numbers(shown) == ["П-2611-0001"]
        forged = {"text": "x", "callback_data": f"claims:one:open:0:0:1:{foreign.id}"}
        press = await stage.anna.press_button(shown.record, forged)
        assert await press.answer() == RU.plain("call-not_yours")
        stranger = stage.tg.person(5555, "Чужой")
        stage.group.add(stranger)
        press = await stranger.press(shown, RU.plain("btn-claims_csv"))
        assert await press.answer() == RU.plain("call-not_yours")
