"""What one document says: a waybill, the answer to a claim, or invitations of clients."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from relay_bot.texts import Texts


@dataclass(frozen=True, kw_only=True)
class WaybillSheet:
    """Every value as it is printed; empty text means "not known". `asdict` and `from_dict` go to JSON and back.

    Units that the labels name (kg, cm, m³) are not repeated in the values; money carries its ₽.
    """

    lang: str  # the company's
    second: str = ""  # the client's, where it is another one: its labels stand beneath
    number: str
    issued_at: str  # 22.11.2026 14:05 (МСК)

    customer_name: str
    customer_company: str = ""
    customer_inn: str = ""
    customer_phone: str = ""
    client_code: str = ""

    descr: str = ""
    places: str = ""
    weight: str = ""
    dims: tuple[str, ...] = ()  # one line per kind of piece
    volume: str = ""
    volumetric: str = ""  # empty: its box is not printed
    declared_value: str = ""  # empty: printed as "not declared"
    temperature: str = ""  # how the cargo has to be carried; empty: its box is not printed
    care: str = ""
    hazard: str = ""
    loading: str = ""
    comment: str = ""
    marks: tuple[str, ...] = ()  # oversize, possibly dangerous …

    from_address: str = ""
    from_company: str = ""  # at the gate, with its ИНН; a pair of empty boxes is not printed
    from_contact: str = ""  # empty: a line to write on, as with `to_contact`
    from_when: str = ""  # as the client said it
    to_address: str = ""
    to_company: str = ""
    to_contact: str = ""
    to_when: str = ""

    payment: str = ""
    payer: str = ""
    manager_name: str = ""
    manager_phone: str = ""

    company_name: str = ""
    company_inn: str = ""
    company_phone: str = ""
    company_site: str = ""
    bot: str = ""  # as it is printed: @relay_desk_bot
    qr_url: str = ""  # empty: no code is printed

    show_terms: bool = True
    not_etrn: bool = True

    def caption(self) -> str:
        """What stands under the file in the chat, as plain text."""
        return Texts.load().lang(self.second or self.lang).plain("pdf-caption", number=self.number, date=self.issued_at)

    def file_name(self) -> str:
        return re.sub(r'[/\\\s:*?"<>|]+', "-", Texts.load().lang(self.lang).plain("pdf-filename", number=self.number))

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> WaybillSheet:
        """The sheet of a stored snapshot. What another version of us stored besides is ignored.

        Raises TypeError if the number, the customer, the time or the language is missing.
        """
        known = {field.name: stored[field.name] for field in fields(cls) if field.name in stored}
        for name in ("dims", "marks"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """The decision on a claim, as a letter. Every value as it is printed; empty text means "leave it out"."""

    lang: str
    number: str  # the letter's own
    date: str  # 24.11.2026
    claim_number: str
    claim_date: str
    waybill_number: str
    decision: str  # удовлетворить частично

    addressee_name: str
    addressee_company: str = ""
    addressee_email: str = ""
    amount: str = ""
    grounds: str = ""
    payout: str = ""  # a sentence
    awarded: str = ""

    manager_name: str = ""
    manager_phone: str = ""
    company_name: str = ""
    company_inn: str = ""
    company_phone: str = ""
    company_site: str = ""

    def file_name(self) -> str:
        plain = Texts.load().lang(self.lang).plain("letter-filename", number=self.claim_number)
        return re.sub(r'[/\\:*?"<>|]+', "-", plain)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> AnswerSheet:
        """As with waybills. Raises TypeError if something that a letter can't be without is missing."""
        return cls(**{field.name: stored[field.name] for field in fields(cls) if field.name in stored})


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """One client's way into the bot."""

    name: str
    company: str = ""
    city: str = ""
    phone: str = ""
    link: str


@dataclass(frozen=True, kw_only=True)
class LinksSheet:
    """Invitations to be cut apart and handed out, a pair in every row."""

    lang: str
    company_name: str
    bot: str
    pairs: tuple[tuple[Invitation, ...], ...]


Sheet = WaybillSheet | AnswerSheet | LinksSheet
