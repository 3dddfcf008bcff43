"""The answer to a claim by e-mail: looked at, sent to a real SMTP server, and what happens when that one refuses."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sqlalchemy import text

from relay_bot.db import card as cards
from relay_bot.db import client as clients
from relay_bot.db.claim import rows as claims
from relay_bot.db.draft import rows as drafts
from relay_bot.db.session import Database, Session
from relay_bot.domain import letter as mail_times
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.forms.draft import Draft
from relay_bot.sandbox import Message, Person, Topic
from relay_bot.texts import Texts
from tests.acceptance.claims import board, filed, reply, sure
from tests.acceptance.conftest import Stage, first
from tests.acceptance.waybills import bot_says
from tests.mailbox import Mailbox, serving

RU = Texts.load().lang("ru")
ANSWER, SEND, OWN, CANCEL = (RU.plain(f"btn-{key}") for key in ("cl_answer", "mail_send", "mail_text", "mail_cancel"))
COMPANY = {"name": "ООО «Пример Карго»", "inn": "7700000000", "phone": "+78000000000"}
GROUNDS = "Повреждена одна коробка из двух, акт № 5"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HEADS = {"approved": ("15000", ""), "partial": ("7500", GROUNDS), "rejected": (None, "Груз принят без замечаний")}


@pytest.fixture
async def mailbox(tmp_path: Path) -> AsyncIterator[Mailbox]:
    async with serving(tmp_path) as box:
        yield box


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_times, "FIRST_WAIT_S", 0.05)


async def decided(
    stage: Stage, client: Person, status: str = "partial", *, number: str = "П-2611-0001", email: str = "ivan@mail.ru"
) -> Claim:
    """A claim that was decided, without the walk there."""
    db = Database(stage.database)
    try:
        async with db.transaction() as session:
            found = await clients.arrive(session, client.id, client.name, "")
            draft = await drafts.begin(session, found.id, "claim", Draft(), NOW)
            await drafts.finish(session, draft.id, "done", NOW)
            claim = await claims.file(
                session,
                number=number,
                client_id=found.id,
                draft_id=draft.id,
                waybill_id=None,
                waybill_text="2611-00042",
                story="Разбили две коробки <с плиткой>",
                amount=Decimal(15000),
                email=email,
                at=NOW,
                due=date(2026, 12, 24),
            )
            awarded, grounds = HEADS[status]
            sum_ = Decimal(awarded) if awarded else None
            return await claims.change(session, claim.id, status=status, awarded=sum_, grounds=grounds, decided_at=NOW)
    finally:
        await db.close()


async def card(stage: Stage, claim: Claim, topic: Topic) -> Message:
    """The claim's card in the client's topic, as it is after it was filed."""
    from relay_bot.db.claim import card as claimviews
    from relay_bot.db.outbox import enqueue
    from relay_bot.domain.duty import Duty
    from relay_bot.views.claim import card as claimcards

    db, config = Database(stage.database), stage.config()
    try:
        async with db.transaction() as session:
            view = await claimviews.view(session, Duty(config, (), datetime.now(UTC)), claim)
            assert view is not None
            zone, now = config.bot.timezone, datetime.now(UTC)
            rows = [claimcards.ringing(RU, view, zone, now), claimcards.copy(RU, view, zone, now)]
            await enqueue(session, rows)
    finally:
        await db.close()
    return await stage.until(lambda: first(m for m in topic.messages if claim.number in m.text and m.inline_buttons))


async def shown_in(stage: Stage, topic: Topic, part: str = "Кому:") -> Message:
    """The newest preview."""
    found = await stage.until(lambda: first(m for m in reversed(topic.messages) if part in m.text), "the preview")
    return found  # type: ignore[no-any-return]


async def ready(stage: Stage, topic: Topic) -> Message:
    """The decision as a file below the preview."""
    return await stage.until(lambda: first(m for m in reversed(topic.messages) if m.document), "the decision")  # type: ignore[no-any-return]


async def asked(stage: Stage, topic: Topic, claim: Claim) -> Message:
    """From the card to a preview with its file."""
    await stage.anna.press(await card(stage, claim, topic), ANSWER)
    preview = await shown_in(stage, topic)
    await ready(stage, topic)
    return preview


async def mail_states(stage: Stage) -> list[str]:
    db = Database(stage.database)
    try:
        async with db.statement() as session:
            return list((await session.execute(text("SELECT state FROM mails ORDER BY id"))).scalars())
    finally:
        await db.close()


def pdf_text(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


async def test_a_manager_looks_at_the_letter_and_one_tap_sends_it(stage: Stage, mailbox: Mailbox) -> None:
    client = stage.client("Иван <b>")
    async with stage.bot(mail=mailbox.settings(reply_to="anna@пример.рф"), company=COMPANY):
        topic = await stage.registered(client)
        claim = await decided(stage, client)
        preview = await asked(stage, topic, claim)
        for part in ("ivan@mail.ru", "Ответ на претензию П-2611-0001 по накладной № 2611-00042", "Иван <b>",
                     "Решение: претензия удовлетворена частично.", f"Основание: {GROUNDS}.", "К выплате: 7 500 ₽",
                     "на сумму 15 000 ₽", "Анна Смирнова, ООО «Пример Карго», +7 900 000-00-10"):  # fmt: skip
            assert part in preview.text, part
        assert preview.silent
        file = await ready(stage, topic)
        assert file.document["file_name"] == "Решение по претензии П-2611-0001.pdf" and file.silent
        await stage.anna.press(preview, SEND)
        letter = await stage.until(lambda: first(mailbox.letters), "the letter")
        assert letter["Subject"] == "Ответ на претензию П-2611-0001 по накладной № 2611-00042"
        assert letter["From"] == '"ООО «Пример Карго»" <claims@example.org>' or "claims@example.org" in letter["From"]
        assert letter["To"].addresses[0].addr_spec == "ivan@mail.ru"
        assert letter["Reply-To"].addresses[0].domain == "xn--e1afmkfd.xn--p1ai"
        assert letter["Date"] and letter["Message-ID"].endswith("@example.org>")
        body = letter.get_body()
        assert body is not None and f"Основание: {GROUNDS}." in body.get_content()
        (attached,) = letter.iter_attachments()
        assert attached.get_filename() == "Решение по претензии П-2611-0001.pdf"
        printed = pdf_text(attached.get_content())
        for part in ("П-2611-0001/1", "Иван <b>", GROUNDS, "7 500 ₽", "Анна Смирнова", "ООО «Пример Карго»"):
            assert part in printed, part
        assert attached.get_content() == file.content
        assert mailbox.secured == [True]
        done = "✉️ Ответ отправлен на ivan@mail.ru"
        board = stage.group.topic("Претензии")
        await stage.until(lambda: sum(done in m.text for m in [*topic.messages, *board.messages]) == 2, "both cards")
        assert SEND not in preview.buttons
    assert client.chat.last.text and not any("Основание" in m.text for m in client.chat)


async def test_two_taps_and_two_managers_make_one_letter(stage: Stage, mailbox: Mailbox) -> None:
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()), stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        claim = await decided(stage, client)
        one = await asked(stage, topic, claim)
        stage.group.add(stage.petr)
        await stage.petr.press(
            first(m for m in topic.messages if claim.number in m.text and ANSWER in m.buttons), ANSWER
        )
        two = await stage.until(
            lambda: first(m for m in reversed(topic.messages) if SEND in m.buttons and m.id != one.id)
        )
        taps = [stage.anna.press(one, SEND), stage.anna.press(one, SEND), stage.petr.press(two, SEND)]
        await asyncio.gather(*taps, return_exceptions=True)
        await stage.until(lambda: mailbox.letters, "a letter")
        await stage.until(lambda: any("Ответ отправлен" in m.text for m in topic.messages))
        assert len(mailbox.letters) == 1
        assert sorted(await mail_states(stage)) == ["draft", "sent"]


async def test_the_managers_own_text_is_shown_anew_and_stays_out_of_the_clients_chat(
    stage: Stage, mailbox: Mailbox
) -> None:
    client, own = stage.client(), "Уважаемый Иван, компенсируем половину.\n\nС уважением, Анна & Ко <3"
    async with stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        preview = await asked(stage, topic, await decided(stage, client))
        await stage.anna.press(preview, OWN)
        request = await shown_in(stage, topic, "напишите текст письма ответом")
        await stage.anna.write(own, **stage.at(topic), reply_to=request)
        anew = await stage.until(lambda: first(m for m in topic.messages if own in m.text and SEND in m.buttons))
        await stage.until(lambda: "переписан" in preview.text and not preview.buttons)
        await stage.anna.press(anew, SEND)
        letter = await stage.until(lambda: first(mailbox.letters))
        assert letter.get_body().get_content().strip().splitlines() == own.splitlines()
        assert len(list(letter.iter_attachments())) == 1
        assert all("компенсируем" not in m.text for m in client.chat)
        assert sum(m.document is not None for m in topic.messages) == 1  # the same decision is not shown twice


async def test_a_text_that_comes_while_its_question_is_written_down_is_not_for_the_client(
    stage: Stage, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question is looked for when it is not known, and known a moment later."""
    client, own, look = stage.client(), "Уважаемый Иван, компенсируем половину.", cards.at
    missed: list[int] = []

    async def and_then_it_is_known(session: Session, chat_id: int, message_id: int) -> cards.Found | None:
        found = await look(session, chat_id, message_id)
        if found is None and not missed:
            missed.append(message_id)
            await stage.until(lambda: look(session, chat_id, message_id), "the question, written down")
        return found

    async with stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        preview = await asked(stage, topic, await decided(stage, client))
        await shown_in(stage, topic, "приложение к письму")
        stage.tg.faults.add("sendMessage", chat_id=stage.group.id, kind="late", seconds=2)
        await stage.anna.press(preview, OWN)
        request = await shown_in(stage, topic, "напишите текст письма ответом")
        monkeypatch.setattr(cards, "at", and_then_it_is_known)
        await stage.anna.write(own, **stage.at(topic), reply_to=request)
        await stage.until(lambda: first(m for m in topic.messages if own in m.text and SEND in m.buttons))
        assert missed == [request.id]
        assert all("компенсируем" not in m.text for m in client.chat)


async def test_a_refused_recipient_fails_at_once_and_says_what_to_do(stage: Stage, mailbox: Mailbox) -> None:
    mailbox.refuses = "550 No such user here"
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        await stage.anna.press(await asked(stage, topic, await decided(stage, client)), SEND)
        told = await stage.until(lambda: first(m for m in topic.messages if "Уточните адрес у клиента" in m.text))
        assert "550 No such user here" in told.text and told.silent
        await stage.until(
            lambda: any("не отправлен: сервер не принял адрес" in m.text and m.inline_buttons for m in topic.messages)
        )
        assert mailbox.tries == 1
        assert await mail_states(stage) == ["failed"]


@pytest.mark.parametrize(
    ("step", "reply"),
    [
        ("RCPT", "553 5.7.1 Sender address rejected: not owned by user"),
        ("RCPT", "554 5.7.1 Relay access denied"),
        ("RCPT", "530 Authentication required"),
        ("MAIL", "553 Sender not allowed"),
    ],
)
async def test_what_is_our_accounts_fault_is_told_the_admin_and_the_address_is_not_doubted(
    stage: Stage, mailbox: Mailbox, step: str, reply: str
) -> None:
    mailbox.refuses, mailbox.refuses_sender = (reply, "") if step == "RCPT" else ("", reply)
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()):
        await stage.admin.start()
        topic = await stage.registered(client)
        await stage.anna.press(await asked(stage, topic, await decided(stage, client)), SEND)
        told = await stage.until(lambda: first(m for m in topic.messages if "Скажите администратору" in m.text))
        assert reply in told.text and "Уточните адрес" not in told.text
        await stage.until(lambda: first(m for m in stage.admin.chat if reply in m.text and "[mail]" in m.text))
        assert await mail_states(stage) == ["failed"], "it is not tried again"


async def test_a_temporary_refusal_is_tried_again(stage: Stage, mailbox: Mailbox) -> None:
    mailbox.answers = ["451 Try again later", "452 Still busy"]
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        await stage.anna.press(await asked(stage, topic, await decided(stage, client)), SEND)
        await stage.until(lambda: mailbox.letters, "the third try")
        await stage.until(lambda: any("Ответ отправлен" in m.text for m in topic.messages))
        assert mailbox.tries == 3 and len(mailbox.letters) == 1


async def test_a_server_that_hangs_is_left_and_tried_again(stage: Stage, mailbox: Mailbox) -> None:
    mailbox.hangs = True
    client = stage.client()
    async with stage.bot(mail=mailbox.settings(timeout="1s")):
        topic = await stage.registered(client)
        await stage.anna.press(await asked(stage, topic, await decided(stage, client)), SEND)
        await stage.until(lambda: any("не ответил вовремя" in m.text for m in topic.messages), "the retry on the card")
        await client.write("Вы ещё здесь?")
        await stage.until(lambda: "Вы ещё здесь?" in topic.texts, "the rest of the bot at work")
        mailbox.hangs = False
        mailbox.released.set()
        await stage.until(lambda: any("Ответ отправлен" in m.text for m in topic.messages))


async def test_a_queued_letter_survives_a_restart(stage: Stage, mailbox: Mailbox) -> None:
    mailbox.answers = ["451 Try again later"] * 1000
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        await stage.anna.press(await asked(stage, topic, await decided(stage, client)), SEND)
        await stage.until(lambda: mailbox.tries)
    assert await mail_states(stage) == ["queued"]
    mailbox.answers = []
    async with stage.bot(mail=mailbox.settings()):
        await stage.until(lambda: any("Ответ отправлен" in m.text for m in topic.messages))
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"password": "wrong"}, "не принял имя или пароль"),
        ({"ca_file": None}, "шифрование не установлено"),
        ({"security": "tls"}, "шифрование не установлено"),
    ],
)
async def test_wrong_settings_fail_at_once_and_name_the_administrator(
    stage: Stage, mailbox: Mailbox, settings: dict[str, Any], said: str
) -> None:
    client = stage.client()
    async with stage.bot(mail=mailbox.settings(**settings)):
        topic = await stage.registered(client)
        await stage.anna.press(await asked(stage, topic, await decided(stage, client)), SEND)
        told = await stage.until(lambda: first(m for m in topic.messages if "Скажите администратору" in m.text))
        assert said in told.text
        assert not mailbox.letters


async def test_without_a_mail_server_the_letter_is_there_to_be_copied(stage: Stage) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        letter = await asked(stage, topic, await decided(stage, client, "rejected"))
        assert "раздел [mail] в config.toml" in letter.text and "отказано" in letter.text
        copies = [one["copy_text"]["text"] for one in letter.inline_buttons if "copy_text" in one]
        assert copies == ["ivan@mail.ru", "Ответ на претензию П-2611-0001 по накладной № 2611-00042"]
        assert "К выплате" not in letter.text


async def test_a_cancelled_letter_and_a_changed_decision_do_not_go(stage: Stage, mailbox: Mailbox) -> None:
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        claim = await decided(stage, client)
        preview = await asked(stage, topic, claim)
        await stage.anna.press(preview, CANCEL)
        await stage.until(lambda: "отменён" in preview.text)
        await stage.anna.press(first(m for m in topic.messages if ANSWER in m.buttons), ANSWER)
        second = await stage.until(lambda: first(m for m in topic.messages if SEND in m.buttons))
        db = Database(stage.database)
        async with db.transaction() as session:
            await claims.change(session, claim.id, decided_at=datetime.now(UTC))
        await db.close()
        press = await stage.anna.press(second, SEND)
        assert "Решение изменилось" in await press.answer()
        assert not mailbox.letters


async def test_forged_buttons_send_nothing(stage: Stage, mailbox: Mailbox) -> None:
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()):
        topic = await stage.registered(client)
        claim = await decided(stage, client)
        preview = await asked(stage, topic, claim)
        stranger = stage.tg.person(5555, "Чужой")
        stage.group.add(stranger)
        press = await stranger.press(preview, SEND)
        assert await press.answer() == RU.plain("call-not_yours")
        assert await mail_states(stage) == ["draft"]


async def test_from_the_list_in_general_the_letter_is_looked_at_and_sent_there(stage: Stage, mailbox: Mailbox) -> None:
    client = stage.client()
    async with stage.bot(mail=mailbox.settings()):
        await stage.registered(client)
        await decided(stage, client, "approved")
        general = stage.group.general
        await stage.anna.write("/claims", chat=stage.group)
        shown = await shown_in(stage, general, "Претензии · Открытые")
        await stage.anna.press(shown, RU.plain("btn-claims_filter"))
        await stage.until(lambda: RU.plain("claimlist-all") in shown.buttons)
        await stage.anna.press(shown, RU.plain("claimlist-all"))
        await stage.until(lambda: any("П-2611-0001" in label for label in shown.buttons))
        await stage.anna.press(shown, first(label for label in shown.buttons if "П-2611-0001" in label))
        await stage.until(lambda: ANSWER in shown.buttons)
        await stage.anna.press(shown, ANSWER)
        preview = await shown_in(stage, general, "Кому:")
        assert "требования признаны обоснованными" in preview.text and "К выплате: 15 000 ₽" in preview.text
        await ready(stage, general)
        await stage.anna.press(preview, SEND)
        await stage.until(lambda: mailbox.letters)


async def test_without_mail_the_decision_goes_to_the_chat_with_one_tap_and_the_client_is_told_what_is_true(
    stage: Stage,
) -> None:
    client = stage.client()
    async with stage.bot():
        topic = await stage.registered(client)
        found = await filed(stage, client)
        await stage.anna.press(found, RU.plain("btn-cl_no"))
        await reply(stage, "Напишите основание", GROUNDS)
        await sure(stage)
        told = await stage.until(lambda: bot_says(client, "решение об отказе"))
        assert "его пришлёт менеджер" in told.text and "@" not in told.text
        await stage.until(lambda: ANSWER in found.buttons)
        await stage.anna.press(found, ANSWER)
        chat = RU.plain("btn-mail_chat")
        shown = await stage.until(lambda: first(m for m in board(stage).messages if chat in m.buttons))
        tap, again = await stage.anna.press(shown, chat), await stage.anna.press(shown, chat)
        assert await tap.answer() == "" and await again.answer()
        letter = await stage.until(lambda: bot_says(client, "Ответ на претензию"))
        assert GROUNDS in letter.text and sum("Ответ на претензию" in text for text in client.chat.texts) == 1
        await stage.until(lambda: "отправлено клиенту в чат" in shown.text and not shown.buttons)
        assert topic.texts
