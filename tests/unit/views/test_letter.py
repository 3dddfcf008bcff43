"""The letter to a claimant, and what is decided when it does not go through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relay_bot.config import Config
from relay_bot.config.tables import Mail as Settings
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.client import Client
from relay_bot.domain.letter import Again, Fail, MailFault, decide_after, remedy
from relay_bot.domain.outgoing import Copy
from relay_bot.mail import smtp
from relay_bot.mail.smtp import MailFailed
from relay_bot.paper.sheet import AnswerSheet
from relay_bot.texts import Texts
from relay_bot.views import letter as letters
from tests.unit.views.decided import (
    EN,
    NOW,
    RU,
    claim,
)

MANAGER = {
    "key": "anna",
    "name": "Анна Смирнова",
    "tg_id": 10,
    "phone": "+79000000010",
    "group_id": -1001000000010,
    "invite": "ANNA26",
}
CONFIG = Config.model_validate({"company": {"name": "ООО «Пример Карго»"}, "managers": [MANAGER]})
CLIENT = Client(1, 7001, "+79001234567", "Иван <b>", "ООО «Ромашка»", "Казань", "", "ru", "anna", *[None] * 5)  # type: ignore[arg-type]


def body(of: Claim, lang: str = "ru") -> str:
    return letters.body(Texts.load().lang(lang), CONFIG, of, CLIENT, None, CONFIG.managers[0])


def test_the_letter_says_decision_grounds_and_sum() -> None:
    assert body(claim()) == (
        "Здравствуйте, Иван <b>.\n\n"
        "Рассмотрели претензию П-2611-0001 от 24.11.2026 по накладной № 2611-00042 на сумму 15 000 ₽.\n"
        "Решение: претензия удовлетворена частично.\nОснование: Одна коробка из двух.\n"
        "К выплате: 7 500 ₽. Если вы ещё не прислали банковские реквизиты, отправьте их ответом на это письмо.\n\n"
        "С уважением, Анна Смирнова, ООО «Пример Карго», +7 900 000-00-10"
    )


def test_a_refusal_pays_nothing_and_leaves_no_gap() -> None:
    text = body(claim("rejected", None, "Груз принят без замечаний"), "en")
    assert "Decision: the claim is declined.\nGrounds: Груз принят без замечаний.\n\nKind regards" in text


def test_a_satisfied_claim_has_grounds_of_its_own_and_may_have_no_sum() -> None:
    text = body(replace(claim("approved", 15000, ""), amount=None))
    assert "Основание: требования признаны обоснованными." in text
    assert "на сумму (в претензии не указана)." in text


def test_a_manager_without_a_phone_leaves_no_comma() -> None:
    manager = CONFIG.managers[0].model_copy(update={"phone": None})
    assert letters.body(RU, CONFIG, claim(), CLIENT, None, manager).endswith("Анна Смирнова, ООО «Пример Карго»")


@pytest.mark.parametrize(
    ("of", "decision"),
    [
        (claim("approved", 1, ""), "approved"),
        (claim("closed", 15000, ""), "approved"),
        (claim("closed"), "partial"),
        (claim("closed", None), "rejected"),
        (replace(claim("closed"), decided_at=None), None),
        (claim("in_work", None, ""), None),
    ],
)
def test_a_closed_claim_keeps_its_decision(of: Claim, decision: str | None) -> None:
    assert letters.decision_of(of) == decision


def test_the_sheet_goes_to_json_and_back() -> None:
    made = letters.sheet(EN, CONFIG, claim(), CLIENT, None, CONFIG.managers[0], "П-2611-0001/1", date(2026, 11, 25))
    sheet = AnswerSheet.from_dict(made | {"of another version": 1})
    assert (sheet.decision, sheet.awarded, sheet.date) == ("The claim is partly satisfied", "7,500 ₽", "25.11.2026")
    assert sheet.file_name() == "Decision on claim П-2611-0001.pdf"


def test_peoples_words_are_escaped_in_the_preview_and_long_ones_fit_a_message() -> None:
    long = "<b>&" + "😀" * 4000
    card = letters.preview(RU, claim(), 1, "ivan@mail.ru", "Тема", long, NOW, CONFIG.bot.timezone)
    assert "&lt;b&gt;&amp;" in card.html and "Показано начало" in card.html
    assert "уже отправлен 24.11.2026 15:00" in card.html
    assert len(card.html.encode("utf-16-le")) // 2 < 4096
    assert all(len(key.text) <= 256 for row in card.buttons for key in row if isinstance(key, Copy))


# --- the envelope -----------------------------------------------------------------------------------------------------


def compose(to: str = "ivan@почта.рф", name: str = "Иван\nПетров", **settings: str) -> str:
    made = smtp.compose(
        Settings(host="h", sender="claims@пример.рф", **settings),  # type: ignore[arg-type]
        company="ООО «Карго», Казань",
        to=to,
        to_name=name,
        subject="Ответ\nBcc: evil@example.org",
        body="Привет",
        attachment=("Решение по П-1.pdf", b"%PDF"),
        message_id="claim-5.1",
        at=NOW,
    )
    return made.as_bytes().decode("ascii")


def test_cyrillic_domains_go_as_punycode_and_nothing_is_smuggled_into_the_headers() -> None:
    text = compose(reply_to="anna@пример.рф")
    assert "To: =?utf-8?" in text and "<ivan@xn--80a1acny.xn--p1ai>" in text
    assert "Reply-To: anna@xn--e1afmkfd.xn--p1ai" in text
    assert "Message-ID: <claim-5.1@xn--e1afmkfd.xn--p1ai>" in text
    assert "\nBcc:" not in text


def test_an_address_that_can_not_be_one_is_refused_before_the_server_is_asked() -> None:
    with pytest.raises(MailFailed) as failure:
        compose(to="ivan@@mail")
    assert failure.value.fault.permanent and remedy(failure.value.fault) == "mail-do_address"


# --- again, or never --------------------------------------------------------------------------------------------------


def test_waits_grow_to_an_hour_and_end_after_a_day() -> None:
    fault = MailFault("reply", 451)
    waits = [decide_after(fault, attempt, NOW, NOW) for attempt in (1, 2, 3, 20)]
    assert waits == [Again(NOW + timedelta(seconds=s)) for s in (15, 30, 60, 3600)]
    assert decide_after(fault, 30, NOW - timedelta(days=1), NOW) == Fail(outlived=True)


@pytest.mark.parametrize(
    ("fault", "permanent", "what"),
    [
        (MailFault("connect"), False, "mail-do_admin"),
        (MailFault("timeout"), False, "mail-do_admin"),
        (MailFault("login", 535), True, "mail-do_admin"),
        (MailFault("login", 454), False, "mail-do_admin"),
        (MailFault("tls"), True, "mail-do_admin"),
        (MailFault("account", 553), True, "mail-do_admin"),
        (MailFault("address", 550), True, "mail-do_address"),
        (MailFault("address", 450), False, "mail-do_address"),
        (MailFault("reply", 554), True, "mail-do_again"),
        (MailFault("bad_address"), True, "mail-do_address"),
    ],
)
def test_what_is_tried_again_and_who_can_mend_it(fault: MailFault, permanent: bool, what: str) -> None:
    assert fault.permanent is permanent
    assert isinstance(decide_after(fault, 1, NOW, NOW), Fail) is permanent
    assert remedy(fault) == what
