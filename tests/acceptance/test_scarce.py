"""A group's messages are scarce: what goes first, what a 429 teaches, and who hears that others wait.

Order is what counts, so one call is made at a time; how long that takes says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from relay_bot.clocks import board as boards
from relay_bot.delivery import dispatch
from relay_bot.sandbox import Group, Message, Person
from relay_bot.sandbox.world import Event
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, sql
from tests.acceptance.test_long_desk import board

__all__ = ["sql"]

RU = Texts.load().lang("ru")
WAITS = (
    "SELECT count(*) FROM outbox JOIN lanes ON lanes.id = lane_id WHERE lanes.desk = 'anna' AND state = 'queued' AND "
)
REGISTERED, NEWCOMERS = 12, 120


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The board follows at once."""
    monkeypatch.setattr(boards, "EVERY_S", 0.2)


class Slots:
    """What the bot has done in a group, in order; each is worth a message of its budget."""

    def __init__(self, stage: Stage, group: Group) -> None:
        self._stage, self._group = stage, group
        self.seen: list[str] = []
        stage.tg.world.listeners.append(self._on_event)

    def _on_event(self, event: Event) -> None:
        if event.chat is not self._group.record or event.kind not in ("message", "message_edited", "topic"):
            return
        message = event.details.get("message")
        if message is not None and message.sender_id != self._stage.tg.bot_id:
            return
        self.seen.append("a topic" if message is None else str(message.body.get("text", "")))

    def of(self, part: str) -> int:
        """Which one it was, counted from 1; 0: none."""
        return next((i for i, text in enumerate(self.seen, 1) if part in text), 0)

    @property
    def relayed(self) -> list[tuple[int, str]]:
        """Which ones brought what clients wrote, with that; one may have brought several."""
        lines = ((i, line) for i, text in enumerate(self.seen, 1) for line in text.splitlines())
        return [(i, line) for i, line in lines if line.startswith("вопрос")]

    def have(self, people: Sequence[Person], count: int) -> bool:
        """All of them have arrived, `count` from each."""
        return len({line for _, line in self.relayed}) == count * len(people)


async def rests(sql: Sql) -> None:
    await sql("UPDATE budgets SET resting_until = 'infinity' WHERE desk = 'anna'")


async def goes_on(sql: Sql) -> None:
    await sql("UPDATE budgets SET resting_until = now() WHERE desk = 'anna'")
    await sql("SELECT pg_notify('relay_outbox', '')")


async def has(stage: Stage, sql: Sql, count: int, what: str) -> None:
    """So many such rows wait for Anna's group."""

    async def there() -> bool:
        return int(await sql(WAITS + what)) >= count

    await stage.until(there, f"{count} rows: {what}")


async def came(stage: Stage, count: int = REGISTERED) -> list[Person]:
    people = [stage.client(f"Клиент{number}") for number in range(count)]
    for person in people:
        await person.start("m_ANNA26")
        await person.share_contact()
    for person in people:
        await stage.topic_of(person)
    return people


async def test_pushes_leave_within_two_messages_and_answers_within_four(
    stage: Stage, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage.bot():
        *chatty, calls, quiet = await came(stage)
        monkeypatch.setattr(dispatch, "AT_ONCE", 1)
        live = await stage.until(lambda: board(stage))
        await rests(sql)
        for number in range(4):
            for person in chatty:
                await person.write(f"вопрос {number} от {person.name}.")
        await has(stage, sql, 4 * len(chatty), "kind = 'relay'")
        await stage.anna.write("/queue", chat=stage.group)
        await stage.anna.write("/info", **stage.at(await stage.topic_of(quiet)))
        await stage.anna.press(live, first(label for label in live.buttons if label.startswith("❗️")))
        await calls.press(RU.plain("menu-call"))
        await has(stage, sql, 1, "rings")
        await has(stage, sql, 2, "kind = 'text' AND outbox.priority = 1 AND payload ? 'reply_to'")
        await has(stage, sql, 1, "card = 'live:anna' AND outbox.priority = 1 AND payload->>'memo' LIKE '%waiting%'")
        slots = Slots(stage, stage.group)
        await goes_on(sql)
        await stage.until(lambda: slots.have(chatty, 4))
    assert 1 <= slots.of("Вызов: ") <= 2
    assert all(1 <= slots.of(part) <= 4 for part in ("Ждут: ", quiet.name, "Сводка ·")), [
        text[:40] for text in slots.seen[:8]
    ]
    for person in chatty:
        arrived = [line for _, line in slots.relayed if line.endswith(f" {person.name}.")]
        assert arrived == [f"вопрос {number} от {person.name}." for number in range(4)]


async def test_a_hundred_and_twenty_newcomers_at_once_take_an_eighth_of_the_budget_and_can_call(
    stage: Stage, sql: Sql, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage.bot():
        people = await came(stage, 4)
        monkeypatch.setattr(dispatch, "AT_ONCE", 1)
        await rests(sql)
        newcomers = [stage.client(f"Новый{number}") for number in range(NEWCOMERS)]
        for person in newcomers:
            await person.start("m_ANNA26")
            await person.share_contact()
        await has(stage, sql, NEWCOMERS, "fresh")
        for number in range(5):
            for person in people:
                await person.write(f"вопрос {number} от {person.name}.")
        await has(stage, sql, 5 * len(people), "kind = 'relay'")
        call = RU.plain("menu-call")
        await stage.until(lambda: call in str(newcomers[-1].chat.keyboard))
        await newcomers[-1].press_key(call)
        await has(stage, sql, 1, "rings")
        slots = Slots(stage, stage.group)
        await goes_on(sql)
        await stage.until(lambda: slots.have(people, 5))
    assert 1 <= slots.of("Вызов: ") <= 2
    waited = [slot for slot, _ in slots.relayed]
    others = 3  # the call, the board, and a topic that was in the making
    assert all(slot <= 8 * number / 7 + others for number, slot in enumerate(waited, 1)), waited


async def test_two_hours_of_rest_are_kept_over_a_restart_told_once_and_leave_less_for_a_while(
    stage: Stage, sql: Sql
) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        await stage.admin.start()
        refusal = stage.tg.faults.add("copyMessage", stage.group.id, kind="rate_limited", retry_after=7200, times=None)
        for number in range(3):
            await client.write(f"вопрос {number}")
        told = await stage.until(lambda: _rests(stage))
        assert "Смирновой" in told[0].text and "2 ч" in told[0].text
    struck, other = refusal.struck, stage.client("Другой")
    async with stage.bot():
        await client.write("вопрос 3")
        await other.start("m_PETR26")
        await stage.until(lambda: other.chat.keyboard)
        await other.share_contact()
        await stage.topic_of(other, stage.petr_group)
        await has(stage, sql, 4, "kind = 'relay'")
        assert refusal.struck == struck, "the group was asked although it had said how long to wait"
        stage.tg.faults.clear()
        assert await sql("SELECT share FROM budgets WHERE desk = 'anna'") == 0.75
        await sql("UPDATE budgets SET resting_until = now() WHERE desk = 'anna'")
        await sql("SELECT pg_notify('relay_outbox', '')")
        await stage.until(lambda: "вопрос 3" in "\n".join(topic.texts))
        said = re.findall(r"вопрос \d", "\n".join(topic.texts))
        assert said == [f"вопрос {number}" for number in range(4)]
        assert len(_rests(stage)) == 1


def _rests(stage: Stage) -> list[Message]:
    return [m for m in stage.admin.chat if m.from_bot and "просит не писать в группу" in m.text]


async def test_a_backlog_of_a_minute_shows_on_the_board_and_is_told_in_private_once(stage: Stage, sql: Sql) -> None:
    client = stage.client()

    def told() -> list[str]:
        return [m.text for m in stage.anna.chat if m.from_bot and "🐢" in m.text]

    async def late(words: str, minutes: int) -> None:
        await client.write(words)
        await has(stage, sql, 1, "kind = 'relay'")
        await sql(
            "UPDATE outbox SET created_at = now() - make_interval(mins => :minutes) WHERE state = 'queued'",
            minutes=minutes,
        )

    async with stage.bot():
        topic = await stage.registered(client)
        await stage.anna.start()
        await stage.until(lambda: any(m.from_bot for m in stage.anna.chat))
        live = await stage.until(lambda: board(stage))
        await rests(sql)
        await late("раз", 3)
        await stage.until(told, "a private word")
        assert "ждёт 3 мин" in told()[0]
        await sql("UPDATE outbox SET created_at = now() - interval '7 minutes' WHERE state = 'queued'")
        await sql("UPDATE cards SET payload = payload - 'shown_at' WHERE key = 'live:anna'")
        await has(stage, sql, 1, "card = 'live:anna' AND payload->>'html' LIKE '%ждёт 7 мин%'")
        assert len(told()) == 1
        await goes_on(sql)
        await stage.until(lambda: "раз" in topic.texts)
        await stage.until(lambda: "ждёт 7 мин" in live.text)

        async def over() -> bool:
            return await sql("SELECT behind_since IS NULL FROM budgets WHERE desk = 'anna'") is True

        await stage.until(over)
        await rests(sql)
        await late("два", 2)
        await stage.until(lambda: len(told()) == 2)


async def test_a_stranger_in_the_group_hurries_nothing(stage: Stage, sql: Sql) -> None:
    client, stranger = stage.client(), stage.client("Чужой")
    stage.group.add(stranger)
    async with stage.bot():
        topic = await stage.registered(client)
        await rests(sql)
        await stranger.write("я тоже тут", **stage.at(topic))
        await stage.anna.write("/info", **stage.at(topic))
        await has(stage, sql, 1, "kind = 'text' AND outbox.priority = 1")
        assert await sql(WAITS + "kind = 'text' AND payload->>'html' LIKE :words AND outbox.priority = 2",
                         words=f"%{RU.plain('relay-outsider')[:20]}%") == 1  # fmt: skip
