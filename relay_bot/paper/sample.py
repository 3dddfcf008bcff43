"""Waybills that nobody ordered: for looking at a template, and for checking that it works."""

from __future__ import annotations

from dataclasses import replace

from relay_bot.config import Config
from relay_bot.paper.sheet import AnswerSheet, WaybillSheet
from relay_bot.phones import spelled
from relay_bot.texts import Language

BOT = "@relay_desk_bot"
CODE = "https://t.me/relay_desk_bot?start=w_2611-00042"
LONG_EMAIL = "supply.department.of.the.northern.warehouse+waybills@heavy-engineering.example.org"
KINDS = 12
LONG = 500
LONG_ADDRESS = 300
LONG_CONDITION = 200


def typical(config: Config, t: Language) -> WaybillSheet:
    """A usual waybill of this company. The recipient's contact is not known yet."""
    company, manager = config.company, next(iter(config.managers), None)
    return WaybillSheet(
        lang=t.code,
        number="2611-00042",
        issued_at=t.plain("sample-issued_at"),
        customer_name=t.plain("sample-customer"),
        customer_company=t.plain("sample-company"),
        customer_inn="1650000000",
        customer_phone="+7 900 000-01-01",
        client_code="17",
        descr=t.plain("sample-descr"),
        places="3",
        weight="≈ 800",
        dims=(t.plain("sample-dims"),),
        volume=t.plain("sample-volume"),
        declared_value=t.plain("sample-declared"),
        care=t.plain("sample-care"),
        loading=t.plain("sample-loading"),
        comment=t.plain("sample-comment"),
        from_address=t.plain("sample-from"),
        from_contact=t.plain("sample-from_contact"),
        from_company=t.plain("sample-from_company"),
        from_when=t.plain("sample-from_when"),
        to_address=t.plain("sample-to"),
        to_company=t.plain("sample-to_company"),
        payment=t.plain("sample-payment"),
        payer=t.plain("sample-payer"),
        manager_name=manager.name if manager else t.plain("sample-manager"),
        manager_phone=spelled((manager and manager.phone) or "+79000000010"),
        company_name=company.name,
        company_inn=company.inn,
        company_phone=spelled(company.phone),
        company_site=company.site,
        bot=BOT,
        qr_url=CODE,
        show_terms=config.waybill.show_terms,
        not_etrn=config.waybill.not_etrn_note,
    )


def answer(config: Config, t: Language) -> AnswerSheet:
    """A decision on a claim, as this company would write it."""
    company, manager = config.company, next(iter(config.managers), None)
    return AnswerSheet(
        lang=t.code,
        number="П-2611-0001/1",
        date="24.11.2026",
        claim_number="П-2611-0001",
        claim_date="22.11.2026",
        waybill_number="2611-00042",
        decision=t.plain("mail-decision_partial"),
        addressee_name=t.plain("sample-customer"),
        addressee_company=t.plain("sample-company"),
        amount=t.plain("sample-claimed"),
        awarded=t.plain("sample-awarded"),
        grounds=t.plain("sample-comment"),
        payout=t.plain("letter-payout", amount=t.plain("sample-awarded")),
        manager_name=manager.name if manager else t.plain("sample-manager"),
        company_name=company.name,
        company_inn=company.inn,
        company_phone=spelled(company.phone),
        company_site=company.site,
    )


def extreme(config: Config, t: Language) -> WaybillSheet:
    """Everything as long as the bot lets it be, a word without spaces, a dozen kinds of piece."""
    word = t.plain("sample-long_word") * LONG
    address = f"{t.plain('sample-long_address')} {word}"[:LONG_ADDRESS]
    return replace(
        typical(config, t),
        customer_company=t.plain("sample-long_company"),
        descr=(f"{t.plain('sample-long_descr')} " * LONG)[:LONG].strip(),
        places="78",
        weight=t.plain("sample-long_weight"),
        dims=tuple(t.plain("sample-long_dims", n=n, height=100 + n) for n in range(1, KINDS + 1)),
        volume=t.plain("sample-long_volume"),
        volumetric=t.plain("sample-long_volumetric"),
        temperature=t.plain("sample-temperature"),
        hazard=t.plain("sample-hazard"),
        care=word[:LONG_CONDITION],
        loading=f"{t.plain('sample-loading')} {word}"[:LONG_CONDITION],
        to_when=f"{t.plain('sample-to_when')} {word}"[:LONG_CONDITION],
        from_company=f"{t.plain('sample-long_company')}, {t.plain('sample-from_company')}",
        comment=word[:LONG],
        marks=(t.plain("sample-mark_hazard"), t.plain("sample-mark_oversize")),
        from_address=address,
        from_contact=f"{LONG_EMAIL}, +7 900 000-01-02",
        to_address=address,
        to_contact=t.plain("sample-from_contact"),
    )
