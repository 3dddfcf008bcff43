"""A client arrives: links, contacts, rules, and what they wrote before anybody knew them."""

from __future__ import annotations

from typing import Any

import pytest

from relay_bot.phones import spelled
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first

RU = Texts.load().lang("ru")
MARIA = {"phone": "+79000000199", "name": "Мария Орлова", "company": "ИП Орлова", "city": "Самара", "manager": "petr"}


async def test_a_personal_link_shows_menu_and_manager_and_asks_no_phone(stage: Stage) -> None:
    """Scenario 1, one action (texts.md B)."""
    maria = stage.client("Маша", "+79000000199")
    async with stage.bot(clients=[{**MARIA, "invite": "x7Kq2MvT9bLw"}]):
        await maria.start("c_x7Kq2MvT9bLw")
        welcome = RU("start-welcome", name="Мария Орлова", manager="Пётр Волков", manager_phone="+79000000011")
        await stage.until(lambda: [m for m in maria.chat if m.html == welcome])
        assert any(RU.plain("menu-call") in row for row in maria.chat.keyboard)
        assert not any("номер" in text for text in maria.chat.texts)
        topic = await stage.until(lambda: stage.petr_group.topic("ИП Орлова · Самара"))
        card = await stage.until(lambda: topic.pinned[0])
        assert "Мария Орлова" in card.text and "+7 900 000-01-99" in card.text


async def test_a_known_phone_gets_its_manager_and_one_topic(stage: Stage) -> None:
    """Scenario 2: no link, the number is known."""
    maria = stage.client("Маша", "+79000000199")
    async with stage.bot(clients=[MARIA]):
        await maria.start()
        await stage.until(lambda: maria.chat.keyboard == [[RU.plain("btn-share_phone")]])
        await maria.press(RU.plain("btn-share_phone"))
        await stage.until(lambda: any("Пётр Волков" in text for text in maria.chat.texts))
        await stage.until(lambda: stage.petr_group.topic("ИП Орлова · Самара").pinned)
        assert len([t for t in stage.petr_group.topics if t.name == "ИП Орлова · Самара"]) == 1


async def test_somebody_elses_contact_is_refused_and_reveals_nothing(stage: Stage) -> None:
    """Scenario 3."""
    maria, thief = stage.client("Маша", "+79000000199"), stage.client("Вор")
    async with stage.bot(clients=[MARIA]):
        await thief.start()
        await stage.until(lambda: thief.chat.keyboard)
        await thief.share_contact(maria)
        await stage.until(lambda: thief.chat.texts[-1] == RU("start-phone_not_yours"))
        said = " ".join(message.text for message in thief.chat.from_bot)
        assert not any(secret in said for secret in ("Мария", "Орлова", "Пётр", "0199"))
        assert stage.petr_group.topics == [t for t in stage.petr_group.topics if t.name != "ИП Орлова · Самара"]


async def test_the_rule_assigns_an_unknown_number(stage: Stage) -> None:
    """Scenario 4, first half: the least loaded desk."""
    people = [stage.client(f"Клиент {number}") for number in range(4)]
    async with stage.bot():
        for person in people:
            await person.start()
            await stage.until(lambda person=person: person.chat.keyboard)
            await person.share_contact()
            await stage.until(lambda person=person: any("менеджер —" in text for text in person.chat.texts))
        served = [
            sum("Анна" in " ".join(p.chat.texts) for p in people),
            sum("Пётр" in " ".join(p.chat.texts) for p in people),
        ]
        assert served == [2, 2]


async def test_with_the_manual_rule_the_admin_decides_with_a_button(stage: Stage) -> None:
    """Scenario 4, second half; what the client wrote meanwhile is there, in order."""
    client = stage.client()
    async with stage.bot(assignment={"rule": "manual"}):
        await stage.admin.start()
        await client.start()
        await client.write("первое, до телефона")
        await stage.until(lambda: client.chat.keyboard)
        await client.share_contact()
        await stage.until(lambda: any("Подбираем" in text for text in client.chat.texts))
        await client.write("второе, до менеджера")
        card = await stage.until(lambda: first(m for m in stage.admin.chat if m.inline_buttons))
        assert spelled(client.phone) in card.text
        await stage.admin.press(RU.plain("btn-adm_other"))
        await stage.until(lambda: RU.plain("btn-adm_assign", manager="Пётр Волков") in card.buttons)
        await stage.admin.press(RU.plain("btn-adm_assign", manager="Пётр Волков"))
        topic = await stage.topic_of(client, stage.petr_group)
        await stage.until(lambda: topic.texts[-2:] == ["первое, до телефона", "второе, до менеджера"])
        await stage.until(lambda: not card.inline_buttons and "Пётр Волков" in card.text)
        assert [t.name for t in stage.group.topics].count(client.name) == 0


async def test_what_was_written_before_the_phone_waits_and_arrives_in_order(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        for text in ("раз", "два", "три"):
            await client.write(text)
        await stage.until(lambda: client.chat.keyboard)
        await client.write(client.phone)
        await stage.until(lambda: any(f"{spelled(client.phone)} получили" in text for text in client.chat.texts))
        await client.press(RU.plain("btn-share_phone"))
        topic = await stage.until(
            lambda: first(t for g in (stage.group, stage.petr_group) for t in g.topics if t.name == client.name)
        )
        await stage.until(lambda: topic.texts[-4:] == ["раз", "два", "три", client.phone])
        asked = [m for m in client.chat.from_bot if "Нажмите кнопку внизу" in m.text]
        assert len(asked) == 1, "the phone is asked for once, not after every message"


async def test_who_writes_right_after_start_hears_once_that_it_is_kept(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await client.start()
        await stage.until(lambda: client.chat.keyboard)
        for text in ("раз", "два"):
            await client.write(text)
        await stage.until(lambda: client.chat.texts[-1] == RU.plain("start-kept"))
        await client.write("/lang")
        await stage.until(lambda: [m for m in client.chat if m.inline_buttons])
        assert client.chat.texts.count(RU.plain("start-kept")) == 1


async def test_three_messages_at_once_from_a_new_client_make_one_topic_with_two_bots(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot(), stage.bot():
        await client.start("m_ANNA26")
        await client.share_contact()
        for text in ("раз", "два", "три"):
            await client.write(text)
        topic = await stage.until(lambda: stage.group.topic(client.name))
        await stage.until(lambda: topic.texts[-3:] == ["раз", "два", "три"])
        assert [t.name for t in stage.group.topics].count(client.name) == 1


@pytest.mark.parametrize(
    ("payload", "said"), [("c_nothing", "start-bad_invite"), ("m_NOBODY", "start-hello"), ("w_2611", "start-hello")]
)
async def test_a_link_that_means_nothing_leads_to_the_phone_button(stage: Stage, payload: str, said: str) -> None:
    client = stage.client()
    async with stage.bot():
        await client.start(payload)
        values: dict[str, Any] = {"company": "Relay Bot"} if said == "start-hello" else {}
        await stage.until(lambda: any(RU.plain(said, **values) in text for text in client.chat.texts))
        await stage.until(lambda: client.chat.keyboard == [[RU.plain("btn-share_phone")]])


async def test_a_personal_link_works_for_one_account_only(stage: Stage) -> None:
    maria, thief = stage.client("Маша", "+79000000199"), stage.client("Вор")
    async with stage.bot(clients=[{**MARIA, "invite": "once"}]):
        await maria.start("c_once")
        await stage.until(lambda: maria.chat.texts and "Пётр" in maria.chat.texts[-1])
        await thief.start("c_once")
        await stage.until(lambda: any(RU.plain("start-invite_used") in text for text in thief.chat.texts))
        await maria.start("c_once")
        await stage.until(lambda: maria.chat.texts[-1].startswith("С возвращением"))


async def test_after_five_codes_that_do_not_fit_no_link_opens_anything_and_the_own_number_does(stage: Stage) -> None:
    """Codes are guessed by whoever has time; a restart forgets nothing."""
    guesser, maria = stage.client("Вор"), stage.client("Маша", "+79000000199")
    linked = [{**MARIA, "invite": "once12345678"}]
    async with stage.bot(clients=linked):
        for n in range(4):
            await guesser.start(f"c_guess{n}")
        await stage.until(lambda: sum(RU.plain("start-bad_invite") in text for text in guesser.chat.texts) == 4)
    async with stage.bot(clients=linked):
        await guesser.start("c_guess4")
        await stage.until(lambda: sum(RU.plain("start-bad_invite") in text for text in guesser.chat.texts) == 5)
        await guesser.start("c_once12345678")
        await stage.until(lambda: RU.plain("start-too_many_codes") in guesser.chat.texts[-1])
        assert not any("менеджер —" in text for text in guesser.chat.texts)
        await maria.start("c_once12345678")
        await stage.until(lambda: maria.chat.texts and "Пётр" in maria.chat.texts[-1])
        await guesser.share_contact()
        await stage.until(lambda: any("менеджер —" in text for text in guesser.chat.texts))


@pytest.mark.parametrize("link_comes", ["from the start", "later"])
async def test_an_unused_link_takes_nobodys_place_who_registered_by_contact(stage: Stage, link_comes: str) -> None:
    """Whoever finds it, and whether it was there when the client came or is imported afterwards."""
    maria, thief = stage.client("Маша", "+79000000199"), stage.client("Вор")
    linked = {**MARIA, "invite": "x7Kq2MvT9bLw"}
    async with stage.bot(clients=[linked if link_comes == "from the start" else MARIA]):
        await maria.start()
        await stage.until(lambda: maria.chat.keyboard)
        await maria.share_contact()
        topic = await stage.until(lambda: stage.petr_group.topic("ИП Орлова · Самара"))
    async with stage.bot(clients=[linked]):
        await thief.start("c_x7Kq2MvT9bLw")
        await stage.until(lambda: any(RU.plain("start-invite_used") in text for text in thief.chat.texts))
        await thief.write("пустите")
        await maria.write("я всё ещё здесь")
        await stage.until(lambda: "я всё ещё здесь" in topic.texts)
        said = " ".join(message.text for message in thief.chat.from_bot)
        assert not any(secret in said for secret in ("Мария", "Орлова", "Пётр", "0199"))
        assert "пустите" not in topic.texts
        await maria.start("c_x7Kq2MvT9bLw")
        await stage.until(lambda: maria.chat.texts[-1].startswith("С возвращением"))


async def test_a_number_that_moves_to_another_account_is_told_to_its_former_owner_and_the_desk(stage: Stage) -> None:
    old, new = stage.client("Иван", "+79001230001"), stage.client("Иван новый", "+79001230001")
    async with stage.bot():
        topic = await stage.registered(old)
        await new.start()
        await stage.until(lambda: new.chat.keyboard)
        await new.share_contact()
        await stage.until(lambda: RU.plain("start-number_moved", phone=old.phone) in old.chat.texts, "the owner's news")
        await stage.until(lambda: RU.plain("relay-number_moved", client="Иван", phone=old.phone) in topic.texts)
        assert old.chat.keyboard == [[RU.plain("btn-share_phone")]]


async def test_a_number_confirmed_from_a_new_account_keeps_its_manager(stage: Stage) -> None:
    old, new = stage.client("Иван", "+79001230001"), stage.client("Иван новый", "+79001230001")
    async with stage.bot():
        await old.start("m_PETR26")
        await old.share_contact()
        await stage.until(lambda: any("Пётр" in text for text in old.chat.texts))
        await new.start("m_ANNA26")
        await new.share_contact()
        await stage.until(lambda: any("Пётр" in text for text in new.chat.texts))


async def test_the_language_is_changed_with_one_button(stage: Stage) -> None:
    client = stage.client()
    en = Texts.load().lang("en")
    async with stage.bot():
        await stage.registered(client)
        await client.write("/lang")
        await stage.until(lambda: [m for m in client.chat if m.buttons == ["Русский", "English"]])
        press = await client.press("English")
        await press.answer()
        await stage.until(lambda: client.chat.texts[-1] == en.plain("lang-set"))
        assert client.chat.keyboard == [
            [en.plain("menu-waybill")],
            [en.plain("menu-claim"), en.plain("menu-call")],
            [en.plain("menu-docs")],
        ]


async def test_an_old_button_gets_a_friendly_word(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        await stage.registered(client)
        await client.write("/lang")
        message = await stage.until(lambda: first(m for m in client.chat if m.inline_buttons))
        press = await client.press_button(message.record, {"text": "x", "callback_data": "wb:17"})
        assert await press.answer() == RU.plain("err-stale_button")


async def test_who_is_not_known_yet_keeps_the_key_that_shares_the_phone(stage: Stage) -> None:
    stranger = stage.client()
    async with stage.bot():
        await stranger.start()
        await stage.until(lambda: stranger.chat.keyboard)
        for command, said in (("/docs", "docs-empty"), ("/help", "help-private")):
            await stranger.write(command)
            await stage.until(lambda said=said: stranger.chat.last.html == RU(said))
            assert stranger.chat.last.buttons == [RU.plain("btn-share_phone")]
