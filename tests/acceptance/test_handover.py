"""/transfer (scenario 24): the client, what is open and what is under way go to the new desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from relay_bot.db.session import Database
from relay_bot.errors import ManagerHasClients
from relay_bot.phones import spelled
from relay_bot.sandbox import Group, Message, Person, Topic
from relay_bot.texts import Texts
from tests.acceptance.claims import filed
from tests.acceptance.conftest import Stage, first
from tests.acceptance.histories import history_in

RU = Texts.load().lang("ru")
NEWS = RU.plain("chat-new_manager", manager="Пётр Волков", manager_phone="+79000000011")


@pytest.fixture
async def db(stage: Stage) -> AsyncIterator[Database]:
    database = Database(stage.database)
    yield database
    await database.close()


async def value(db: Database, query: str, **values: Any) -> Any:
    async with db.transaction() as session:
        result = await session.execute(text(query), values)
        return result.scalar() if result.returns_rows else None


def says(topic: Topic, part: str) -> Message | None:
    return first(m for m in reversed(topic.messages) if m.from_bot and part in m.text)


def plain(html: str) -> str:
    return html.replace("<b>", "").replace("</b>", "")


def queued_copies(stage: Stage) -> int:
    with psycopg.connect(stage.database) as connection:
        row = connection.execute("SELECT count(*) FROM outbox WHERE state = 'queued' AND kind = 'relay'").fetchone()
    return int(row[0]) if row else 0


async def picked(stage: Stage, who: Person, topic: Topic) -> Message:
    await who.write("/transfer", **stage.at(topic))
    found = await stage.until(lambda: says(topic, "Кому передать"), "the choice")
    return found  # type: ignore[no-any-return]


async def chosen(stage: Stage, who: Person, topic: Topic, choice: Message, manager: str) -> Message:
    """The question that stands before the handover, once a manager was chosen."""
    before = len(topic.messages)
    await who.press(choice, manager)
    yes = RU.plain("btn-transfer_now")
    return await stage.until(lambda: first(m for m in topic.messages[before:] if yes in m.buttons))  # type: ignore[no-any-return]


async def confirmed(stage: Stage, who: Person, topic: Topic, choice: Message, manager: str) -> None:
    asked = await chosen(stage, who, topic, choice, manager)
    assert manager in asked.text and not topic.closed
    await who.press(asked, RU.plain("btn-transfer_now"))


async def handed_over(stage: Stage, client: Person, topic: Topic) -> Topic:
    """To Petr; returns the new topic, once everything has arrived."""
    choice = await picked(stage, stage.anna, topic)
    await confirmed(stage, stage.anna, topic, choice, "Пётр Волков")
    new = await stage.topic_of(client, stage.petr_group)
    await stage.until(lambda: topic.closed, "the old topic closed")
    await stage.until(lambda: history_in(new), "the history")
    return new


def on(group: Group, board: str) -> list[Message]:
    return [m for m in group.topic(board).messages if m.from_bot and m.inline_buttons]


async def test_everything_goes_to_the_new_desk_and_the_old_topic_says_where(stage: Stage, db: Database) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        await client.write("где груз?")
        await stage.until(lambda: old.texts[-1] == "где груз?")
        choice = await picked(stage, stage.anna, old)
        assert choice.buttons == ["Пётр Волков"] and choice.silent
        await confirmed(stage, stage.anna, old, choice, "Пётр Волков")

        new = await stage.topic_of(client, stage.petr_group)
        assert spelled(client.phone) in new.pinned[0].text
        await stage.until(lambda: says(new, "Передан от Анны Смирновой. Открыто: претензий 0, черновиков 0."))
        file = await stage.until(lambda: history_in(new))
        assert "где груз?" in file.content.decode() and file.silent
        goodbye = await stage.until(lambda: says(old, "Клиент передан: Пётр Волков"))
        (link,) = [entity["url"] for entity in goodbye.entities if entity["type"] == "text_link"]
        assert link == f"https://t.me/c/1000000011/{new.thread_id}"
        await stage.until(lambda: old.closed)
        await stage.until(lambda: client.chat.texts[-1] == plain(NEWS))

        await client.write("а теперь?")
        await stage.until(lambda: new.texts[-1] == "а теперь?")
        await stage.petr.write("теперь я", **stage.at(new))
        await stage.until(lambda: client.chat.texts[-1] == "теперь я")

        await stage.anna.write("погодите", **stage.at(old))
        told = await stage.until(lambda: says(old, "отсюда клиенту ничего не уходит"))
        assert "Клиента ведёт Пётр Волков" in told.text and old.closed
        await stage.anna.write("/history", **stage.at(old))
        await stage.until(lambda: len([t for t in old.texts if "ничего не уходит" in t]) == 2)
        assert history_in(old) is None and "погодите" not in client.chat.texts
        await stage.anna.edit(first(m for m in old.messages if m.text == "погодите"), "подождите")
        await stage.until(lambda: len([t for t in old.texts if "ничего не уходит" in t]) == 3)
        assert await value(db, "SELECT count(*) FROM outbox WHERE state = 'parked'") == 0


async def test_an_open_call_and_a_claim_move_silently_and_their_old_cards_say_so(stage: Stage) -> None:
    client = stage.client()
    stage.petr_group.mute(stage.petr)
    async with stage.bot():
        old = await stage.registered(client)
        await filed(stage, client)
        await client.press_key(RU.plain("menu-call"))
        call = await stage.until(lambda: first(on(stage.group, "Вызовы")))
        claim = first(on(stage.group, "Претензии"))
        await handed_over(stage, client, old)
        await stage.until(lambda: "передан: Пётр Волков" in call.text and not call.inline_buttons)
        await stage.until(lambda: "передан: Пётр Волков" in claim.text and not claim.inline_buttons)
        moved = await stage.until(lambda: first(on(stage.petr_group, "Вызовы")))
        claim_there = await stage.until(lambda: first(on(stage.petr_group, "Претензии")))
        assert moved.silent and claim_there.silent and not moved.mentions and not claim_there.mentions
        assert not [ring for ring in stage.petr.rings if "Вызов" in ring.text or "Претензи" in ring.text]
        new = await stage.topic_of(client, stage.petr_group)
        url = f"https://t.me/c/1000000011/{new.thread_id}"
        for card in (moved, claim_there):
            await stage.until(lambda card=card: any(key.get("url") == url for key in card.inline_buttons), "the link")
        assert says(new, "Претензия") or any("Претензии" in t or "П-" in t for t in new.texts)
        await stage.petr.press(moved, RU.plain("btn-take"))
        await stage.until(lambda: "Принял Пётр Волков" in moved.text)
        await stage.petr.press(claim_there, RU.plain("btn-cl_take"))
        await stage.until(lambda: "В работе" in claim_there.text)


async def test_an_unfinished_waybill_moves_with_its_card(stage: Stage, db: Database) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        await client.press_key(RU.plain("menu-waybill"))
        await stage.until(lambda: "Что везём" in client.chat.last.text)
        await value(db, "UPDATE drafts SET touched_at = touched_at - interval '1 hour' WHERE form = 'waybill'")
        card = await stage.until(lambda: first(on(stage.group, "Незавершённые")))
        await handed_over(stage, client, old)
        await stage.until(lambda: "передан: Пётр Волков" in card.text and not card.inline_buttons)
        moved = await stage.until(lambda: first(on(stage.petr_group, "Незавершённые")))
        assert moved.silent and not moved.mentions
        assert await value(db, "SELECT count(*) FROM outbox WHERE once LIKE 'draft:%'") == 1


async def test_two_people_who_tap_at_once_hand_over_once(stage: Stage, db: Database) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        await client.press_key(RU.plain("menu-call"))
        await stage.until(lambda: first(on(stage.group, "Вызовы")))
        choice = await picked(stage, stage.anna, old)
        asked, yes = await chosen(stage, stage.anna, old, choice, "Пётр Волков"), RU.plain("btn-transfer_now")
        await asyncio.gather(stage.anna.press(asked, yes), stage.admin.press(asked, yes))
        await stage.topic_of(client, stage.petr_group)
        await stage.until(lambda: old.closed)
        assert await value(db, "SELECT count(*) FROM topics WHERE address LIKE 'former:%'") == 1
        assert len([t for t in client.chat.texts if t == plain(NEWS)]) == 1
        assert await value(db, "SELECT taken_at FROM calls") is None


async def test_messages_that_wait_in_the_lane_arrive_at_the_new_desk_in_order(stage: Stage, db: Database) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        choice = await picked(stage, stage.anna, old)
        asked = await chosen(stage, stage.anna, old, choice, "Пётр Волков")
        await value(db, "UPDATE lanes SET held = true WHERE address LIKE 'topic:%'")  # as in a long backlog
        for number in range(5):
            await client.write(f"сообщение {number}")
        await stage.until(lambda: queued_copies(stage) == 5, "the messages in the lane")
        await stage.anna.press(asked, RU.plain("btn-transfer_now"))
        new = await stage.topic_of(client, stage.petr_group)
        await stage.until(lambda: history_in(new))
        assert "сообщение 4" in history_in(new).content.decode()  # type: ignore[union-attr]
        written = [t for t in new.texts if t.startswith("сообщение")]
        assert written == [f"сообщение {number}" for number in range(5)]
        assert not [t for t in old.texts if t.startswith("сообщение")]


async def test_a_client_can_come_back_to_the_first_manager(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        new = await handed_over(stage, client, old)
        choice = await picked(stage, stage.petr, new)
        await confirmed(stage, stage.petr, new, choice, "Анна Смирнова")
        await stage.until(lambda: new.closed)
        again = await stage.until(
            lambda: first(t for t in stage.group.topics if t.name == client.name and not t.closed and t.pinned)
        )
        await client.write("снова вы?")
        await stage.until(lambda: again.texts[-1] == "снова вы?")
        assert again.thread_id != old.thread_id and old.closed


async def test_an_admin_hands_over_all_clients_of_a_manager(stage: Stage, db: Database) -> None:
    people = [stage.client(f"Клиент {number}") for number in range(7)]
    async with stage.bot():
        for person in people:
            await stage.registered(person)
        await stage.admin.start()
        await stage.admin.write("/transfer anna")
        await stage.until(lambda: "Менеджеры: Анна Смирнова (anna)" in stage.admin.chat.last.text)
        await stage.admin.write("/transfer anna petr")
        await stage.until(lambda: "Передать всех клиентов (7)" in stage.admin.chat.last.text)
        asked = stage.admin.chat.last
        await stage.admin.press(asked, RU.plain("btn-transfer_all"))
        await stage.admin.press(asked, RU.plain("btn-transfer_all"))
        done = RU.plain("transfer-all_done", n=7, former="Анна Смирнова", manager="Пётр Волков")
        await stage.until(lambda: done in stage.admin.chat.texts)
        for person in people:
            await stage.topic_of(person, stage.petr_group)
        await stage.until(lambda: all(plain(NEWS) in person.chat.texts for person in people))
        assert await value(db, "SELECT count(*) FROM clients WHERE desk = 'anna'") == 0
        await stage.admin.write("/transfer anna petr")
        await stage.until(lambda: "нет клиентов" in stage.admin.chat.last.text)


async def test_a_call_that_nobody_has_heard_yet_rings_once_at_the_new_desk(stage: Stage, db: Database) -> None:
    client = stage.client()
    stage.petr_group.mute(stage.petr)
    async with stage.bot():
        old = await stage.registered(client)
        choice = await picked(stage, stage.anna, old)
        await stage.until(lambda: stage.group.topic("Вызовы").pinned)
        await value(db, "UPDATE lanes SET held = true WHERE address = 'board:anna:calls'")  # as in a long backlog
        await client.press_key(RU.plain("menu-call"))
        await stage.until(lambda: RU.plain("call-sent", manager="Анна Смирнова") in client.chat.texts)
        await confirmed(stage, stage.anna, old, choice, "Пётр Волков")
        await stage.until(lambda: len([ring for ring in stage.petr.rings if "Вызов" in ring.text]) == 1, "one ring")
        assert not [ring for ring in stage.anna.rings if "Вызов" in ring.text]
        assert await value(db, "SELECT count(*) FROM outbox WHERE once LIKE 'call:%'") == 1


async def test_reminders_ring_in_the_new_topic_and_call_the_new_manager(stage: Stage, db: Database) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        await stage.anna.write("/remind 2ч позвонить", **stage.at(old))
        await stage.until(lambda: says(old, "Напомню"))
        new = await handed_over(stage, client, old)
        await value(db, "UPDATE reminders SET due_at = now()")
        rung = await stage.until(lambda: says(new, "позвонить"))
        assert rung.mentions == {stage.petr.id}


async def test_old_cards_that_somebody_deleted_are_not_missed(stage: Stage, db: Database) -> None:
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        await client.press_key(RU.plain("menu-call"))
        call = await stage.until(lambda: first(on(stage.group, "Вызовы")))
        general = len(stage.group.general.messages)
        await stage.anna.delete(call)
        await handed_over(stage, client, old)
        await stage.until(lambda: first(on(stage.petr_group, "Вызовы")))
        await stage.until(lambda: queued(stage) == 0, "an empty queue")
        assert not any("передан" in m.text for m in stage.group.general.messages[general:])
        assert await value(db, "SELECT count(*) FROM outbox WHERE state = 'parked'") == 0


def queued(stage: Stage) -> int:
    with psycopg.connect(stage.database) as connection:
        row = connection.execute("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')").fetchone()
    return int(row[0]) if row else 0


async def test_buttons_of_the_old_desk_do_nothing(stage: Stage, db: Database) -> None:
    """Telegram may bring a tap that was made before the card changed."""
    client = stage.client()
    async with stage.bot():
        old = await stage.registered(client)
        await filed(stage, client)
        await client.press_key(RU.plain("menu-call"))
        cards = [await stage.until(lambda board=b: first(on(stage.group, board))) for b in ("Вызовы", "Претензии")]
        copy = await stage.until(lambda: first(m for m in old.messages if m.from_bot and m.inline_buttons))
        taps = [(card.record, key) for card in [*cards, copy] for key in card.inline_buttons if "callback_data" in key]
        assert len(taps) >= 5
        await handed_over(stage, client, old)
        for record, key in taps:
            assert await (await stage.anna.press_button(record, key)).answer()
        assert await value(db, "SELECT taken_at IS NULL AND finished_at IS NULL FROM calls")
        assert await value(db, "SELECT status FROM claims") == "new"


async def test_a_manager_with_clients_is_not_removed_before_they_are_handed_over(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
    without_anna = [manager.model_dump() for manager in stage.config().managers if manager.key == "petr"]
    with pytest.raises(ManagerHasClients) as refused:
        async with stage.bot(managers=without_anna):
            pass
    assert "/transfer" in RU.plain(refused.value.key, **refused.value.values)
    async with stage.bot():
        await stage.admin.start()
        await stage.admin.write("/transfer anna petr")
        await stage.admin.press(await stage.until(lambda: confirmation(stage)), RU.plain("btn-transfer_all"))
        await stage.until(lambda: any("Все клиенты переданы" in words for words in stage.admin.chat.texts))
    async with stage.bot(managers=without_anna):
        new = await stage.topic_of(client, stage.petr_group)
        await client.write("вы здесь?")
        await stage.until(lambda: new.texts[-1] == "вы здесь?")


def confirmation(stage: Stage) -> Message | None:
    return first(m for m in reversed(list(stage.admin.chat)) if RU.plain("btn-transfer_all") in m.buttons)
