"""The answer to a claim: subject, body, the decision that is attached, and how the manager sees it first. Pure."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.config import Config, Manager
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.life import DECIDED, Claim, Status
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Buttons, Card, Copy
from relay_bot.domain.parsing.values import Amount
from relay_bot.domain.signs import fitted_plain
from relay_bot.domain.waybill import Waybill
from relay_bot.paper.sheet import AnswerSheet
from relay_bot.phones import spelled
from relay_bot.texts import Language
from relay_bot.views import cards
from relay_bot.views.values import show

PREVIEW_MAX = 3000  # of 4096 that a message has room for, in Telegram's units
COPY_MAX = 256  # Bot API: CopyTextButton


def decision_of(claim: Claim) -> Status | None:
    """approved, partial or rejected, also of a claim that was closed since; None while nothing is decided."""
    if claim.status in DECIDED:
        return claim.status
    if claim.status != "closed" or claim.decided_at is None:
        return None
    if claim.awarded is None:
        return "rejected"
    return "partial" if claim.grounds else "approved"


def subject(t: Language, claim: Claim, waybill: Waybill | None) -> str:
    return t.plain("mail-subject", claim_no=claim.number, number=_number(claim, waybill))


def body(
    t: Language, config: Config, claim: Claim, client: Client, waybill: Waybill | None, manager: Manager | None
) -> str:
    """The template, filled in. Raises ValueError while nothing is decided."""
    text = t.plain(
        "mail-body",
        name=client.name,
        claim_no=claim.number,
        date=cards.day(claim.received_at, config.bot.timezone),
        number=_number(claim, waybill),
        amount=_amount(t, claim),
        decision=_decision(t, claim),
        grounds=_grounds(t, claim).rstrip(" ."),
        payout=_payout(t, claim, "mail-payout"),
        manager=manager.name if manager else "",
        company=config.company.name,
        manager_phone=spelled(manager.phone if manager else None),
    )
    return re.sub(r"\n{3,}", "\n\n", text).rstrip(", \n")  # nothing to pay leaves no gap, no phone no comma


def sheet(
    t: Language,
    config: Config,
    claim: Claim,
    client: Client,
    waybill: Waybill | None,
    manager: Manager | None,
    number: str,
    today: date,
) -> dict[str, Any]:
    """What the attached decision says, as a snapshot."""
    decision, company = _decision(t, claim), config.company
    return asdict(
        AnswerSheet(
            lang=t.code,
            number=number,
            date=f"{today:%d.%m.%Y}",
            claim_number=claim.number,
            claim_date=cards.day(claim.received_at, config.bot.timezone),
            waybill_number=_number(claim, waybill),
            decision=decision[0].upper() + decision[1:],
            addressee_name=client.name,
            addressee_company=client.company,
            addressee_email=claim.email,
            amount=show(t, Amount(claim.amount)) if claim.amount is not None else "",
            awarded=show(t, Amount(claim.awarded)) if claim.awarded is not None else "",
            grounds=_sentence(_grounds(t, claim)),
            payout=_payout(t, claim, "letter-payout"),
            manager_name=manager.name if manager else "",
            manager_phone=spelled(manager.phone if manager else None),
            company_name=company.name,
            company_inn=company.inn,
            company_phone=spelled(company.phone),
            company_site=company.site,
        )
    )


def _number(claim: Claim, waybill: Waybill | None) -> str:
    return waybill.number if waybill else claim.waybill_text


def _amount(t: Language, claim: Claim) -> str:
    return show(t, Amount(claim.amount)) if claim.amount is not None else t.plain("mail-no_amount")


def _decision(t: Language, claim: Claim) -> str:
    decision = decision_of(claim)
    if decision is None:
        raise ValueError(f"claim {claim.id} is not decided")
    return t.plain(f"mail-decision_{decision}")


def _grounds(t: Language, claim: Claim) -> str:
    return claim.grounds.strip() or t.plain("mail-grounds_approved")


def _payout(t: Language, claim: Claim, key: str) -> str:
    return t.plain(key, amount=show(t, Amount(claim.awarded))) if claim.awarded is not None else ""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


# --- as the manager sees it -------------------------------------------------------------------------------------------


def preview_key(mail_id: int) -> str:
    return f"mail:{mail_id}"


def preview(
    t: Language,
    claim: Claim,
    mail_id: int,
    email: str,
    about: str,
    words: str,
    earlier: datetime | None,
    zone: ZoneInfo,
) -> Card:
    """The letter before it goes. `earlier`: when an answer to this claim was last sent."""
    shown, cut = shortened(words)
    lines = [t("mail-preview", claim_no=claim.number, email=email, subject=about, body=shown)]
    lines += [t("mail-preview_cut")] if cut else []
    lines += [t("mail-preview_file")]
    if earlier is not None:
        lines.append(t("mail-preview_again", at=f"{cards.day(earlier, zone)} {cards.clock(earlier, zone)}"))
    keys: Buttons = [
        [cards.button(t.plain("btn-mail_send"), taps.SendLetter(mail_id))],
        [
            cards.button(t.plain("btn-mail_text"), taps.RewriteLetter(mail_id)),
            cards.button(t.plain("btn-mail_cancel"), taps.CancelLetter(mail_id)),
        ],
        [copy_button(t.plain("btn-cl_mail"), email)],
    ]
    return Card(Markup("\n").join(lines), keys, silent=True)


def by_hand(t: Language, claim: Claim, mail_id: int, email: str, about: str, words: str) -> Card:
    """Nothing can be sent: the same letter to be copied, and where sending is set up."""
    shown, cut = shortened(words)
    lines = [t("mail-copy", claim_no=claim.number, email=email, subject=about, body=shown)]
    lines += [t("mail-copy_cut")] if cut else []
    lines += [t("mail-not_configured")]
    keys: Buttons = [
        [cards.button(t.plain("btn-mail_chat"), taps.LetterToChat(mail_id))],
        [copy_button(t.plain("btn-cl_mail"), email)],
        [copy_button(t.plain("btn-mail_subject"), about)],
    ]
    return Card(Markup("\n").join(lines), keys, silent=True)


def copy_button(label: str, text: str) -> Copy:
    return Copy(label, text[:COPY_MAX])


def shortened(words: str) -> tuple[str, bool]:
    """As much as a message has room for, and whether that is not all."""
    shown = fitted_plain(words, PREVIEW_MAX)
    return shown, shown != words
