"""What a group does not let ring, rings in private; the group's own message then comes without a sound."""

from __future__ import annotations

from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.desk import Sql, sql

__all__ = ["sql"]

RU = Texts.load().lang("ru")
SOON = {"push": {"fallback_after": "1s"}}


async def test_a_call_rings_in_private_while_the_group_rests_and_once_only(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot(**SOON):
        await stage.registered(client)
        await stage.anna.start()
        await stage.until(lambda: any(m.from_bot for m in stage.anna.chat))
        await sql("UPDATE budgets SET resting_until = now() + interval '1 hour' WHERE desk = 'anna'")
        await client.press(RU.plain("menu-call"))
        told = await stage.until(lambda: first(m for m in stage.anna.chat if "Вызов: Иван" in m.text))
        assert RU.plain("push-fallback") in told.text and stage.anna.id in told.rings
        await sql("UPDATE budgets SET resting_until = now() WHERE desk = 'anna'")
        await sql("SELECT pg_notify('relay_outbox', '')")
        card = await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if m.inline_buttons))
        assert card.silent and not card.rings
        assert len([m for m in stage.anna.chat if "Вызов: Иван" in m.text]) == 1


async def test_a_manager_who_is_not_in_the_group_is_told_in_private(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot(**SOON):
        await stage.registered(client)
        await stage.anna.start()
        await stage.until(lambda: any(m.from_bot for m in stage.anna.chat))
        await sql("UPDATE desks SET manager_present = false WHERE key = 'anna'")
        await client.press(RU.plain("menu-call"))
        told = await stage.until(lambda: first(m for m in stage.anna.chat if "Вызов: Иван" in m.text))
        assert RU.plain("push-absent") in told.text


async def test_nothing_is_sent_in_private_where_that_is_not_wanted(stage: Stage, sql: Sql) -> None:
    client = stage.client()
    async with stage.bot(push={"fallback": "none", "fallback_after": "1s"}):
        await stage.registered(client)
        await stage.anna.start()
        await sql("UPDATE desks SET manager_present = false WHERE key = 'anna'")
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: first(m for m in stage.group.topic("Вызовы").messages if stage.anna.id in m.rings))
        await client.write("?")
        await stage.until(lambda: first(m for m in stage.group.topic("Иван").messages if m.text == "?"))
        assert not [m for m in stage.anna.chat if "Вызов: Иван" in m.text]
