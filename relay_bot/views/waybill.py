"""How a waybill looks: on its sheet, under its file, on the manager's card, in a list. Pure."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.config import Config, Manager
from relay_bot.domain import tap as taps
from relay_bot.domain.addresses import Address as Lane
from relay_bot.domain.client import Client
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.waybill import WAYBILL
from relay_bot.domain.outgoing import Buttons, Document, Out
from relay_bot.domain.parsing.values import Address, Dims, Payment, ThirdParty, Volume, Weight
from relay_bot.domain.signs import shortened
from relay_bot.domain.waybill import Waybill, places_of
from relay_bot.paper.sheet import WaybillSheet
from relay_bot.phones import spelled
from relay_bot.texts import Language, Texts
from relay_bot.views import cards
from relay_bot.views import form as wording
from relay_bot.views.values import show, show_number, show_volume, with_extension

TYPED_MAX = 600
BOXES = {
    "declared": "declared_value",
    "frm_when": "from_when",
    "to_when": "to_when",
    "frm_firm": "from_company",
    "to_firm": "to_company",
    "temperature": "temperature",
    "care": "care",
    "hazard": "hazard",
    "loading": "loading",
}
"""Optional fields of the form, and the boxes of the sheet that they are printed in."""

MANAGER_MARKS = ("mark-heavy", "wb-oversize", "wb-hazard", "wb-summary_approx")


# --- the document -----------------------------------------------------------------------------------------------------


def sheet(
    t: Language, config: Config, client: Client, inn: str, manager: Manager | None, waybill: Waybill, bot_name: str
) -> dict[str, Any]:
    """What the document says, as a snapshot: later changes of people or settings don't touch it.

    `t`: the client's words. The document is in the company's, with the client's labels beneath where they differ.
    """
    company, client_t = config.company, t
    t = Texts.load().lang(config.bot.default_lang)
    people: dict[str, Any] = {
        "customer_name": client.name,
        "customer_company": client.company,
        "customer_inn": inn,
        "customer_phone": spelled(client.phone),
        "client_code": str(client.id),
        "manager_name": manager.name if manager else "",
        "manager_phone": spelled(manager.phone if manager else None),
        "company_name": company.name,
        "company_inn": company.inn,
        "company_phone": spelled(company.phone),
        "company_site": company.site,
    }
    made = WaybillSheet(
        lang=t.code,
        second=client_t.code if client_t.code != t.code else "",
        number=waybill.number,
        issued_at=moment(t, waybill.issued_at, config.bot.timezone),
        bot=f"@{bot_name}",
        qr_url=link(bot_name, waybill),
        show_terms=config.waybill.show_terms,
        not_etrn=config.waybill.not_etrn_note,
        **people,
        **_cargo(t, config, waybill),
    )
    return asdict(made)


def _cargo(t: Language, config: Config, waybill: Waybill) -> dict[str, Any]:
    """What is shipped, from where to where, and who pays."""
    weight, dims, pay = (waybill.values[name].value for name in ("weight", "dims", "pay"))
    assert isinstance(weight, Weight) and isinstance(dims, Dims)
    said = {name: one.value for name, one in waybill.values.items()}
    own, factor = said.get("volume"), config.waybill.volumetric_kg_per_m3
    volume = own.m3 if isinstance(own, Volume) else dims.volume_m3  # what the client says of it counts
    return {
        "descr": show(t, waybill.values["descr"].value),
        "places": str(places_of(waybill.values) or ""),
        "weight": ("≈" if weight.approx else "") + show_number(t, weight.kg),
        "dims": sizes(t, dims),
        "volume": show_number(t, volume, 3 if volume < 1 else 2) if volume is not None else "",
        "volumetric": t.plain("value-kg", number=show_number(t, volume * factor, 1)) if volume and factor else "",
        "comment": waybill.comment,
        "marks": tuple(t.plain(f"{mark}_short") for mark in marks(waybill)),
        "from_address": waybill.address("frm").text,
        "from_contact": _contact(t, waybill.address("frm")),
        "to_address": waybill.address("to").text,
        "to_contact": _contact(t, waybill.address("to")),
        "payment": show(t, pay),
        "payer": payer(t, waybill),
        **{box: show(t, said[name]) for name, box in BOXES.items() if name in said},
    }


def link(bot_name: str, waybill: Waybill) -> str:
    """Opens the bot at this waybill."""
    return f"https://t.me/{bot_name}?start=w_{waybill.code}"


def sizes(t: Language, dims: Dims) -> tuple[str, ...]:
    """One line per kind of piece, in cm without the unit; what is to be measured says so."""
    if not dims.pieces:
        return (show(t, dims),)
    return tuple(
        (f"{piece.n} × " if piece.n > 1 or len(dims.pieces) > 1 else "")
        + "×".join(show_number(t, side) for side in (piece.l, piece.w, piece.h))
        for piece in dims.pieces
    )


def payer(t: Language, waybill: Waybill) -> str:
    """Who pays: a side, or the third party by name."""
    pay = waybill.values["pay"].value
    assert isinstance(pay, Payment)
    third = waybill.values["third"].value if "third" in waybill.values else None
    if pay.payer == "third" and isinstance(third, ThirdParty):
        return show(t, third)
    return t.plain(f"payer-{pay.payer}")


def moment(t: Language, at: datetime, zone: ZoneInfo) -> str:
    """22.11.2026 14:05 (МСК); a zone without a name of its own by its offset."""
    local = at.astimezone(zone)
    name = local.tzname() or ""
    if f"zone-{name}" in t:
        name = t.plain(f"zone-{name}")
    elif not name.isalpha():
        name = f"UTC{local:%z}"[:6]
    return f"{local:%d.%m.%Y %H:%M} ({name})"


def _contact(t: Language, address: Address) -> str:
    return ", ".join(filter(None, [address.contact, with_extension(t, spelled(address.phone), address.ext)]))


def marks(waybill: Waybill) -> tuple[str, ...]:
    """Warnings of all fields, as text keys, in one order."""
    found = {mark for filled in waybill.values.values() for mark in filled.marks}
    return tuple(mark for mark in MANAGER_MARKS if mark in found)


# --- in the chats -----------------------------------------------------------------------------------------------------


def document(t: Language, to: Lane, waybill: Waybill, html: Markup, *, buttons: Buttons, silent: bool) -> Out:
    """The file; it goes out once it is printed."""
    filename = t.plain("pdf-filename", number=waybill.number)
    return Out(to, Document(waybill.id, filename, html, silent=silent, buttons=buttons))


def caption(t: Language, waybill: Waybill, zone: ZoneInfo) -> Markup:
    return t("pdf-caption", number=waybill.number, date=cards.day(waybill.issued_at, zone))


def done(t: Language, waybill: Waybill, manager: Manager | None, seen_at: str | None) -> Markup:
    """What the client reads under the new document; `seen_at`: when the manager is back, unless they are there."""
    values = {
        "number": waybill.number,
        "addr_from_city": _city(waybill, "frm"),
        "addr_to_city": _city(waybill, "to"),
        "weight": show(t, waybill.values["weight"].value),
    }
    if manager is None:
        return t("wb-done_unassigned", **values)
    if seen_at is not None:
        return t("wb-done_later", **values, manager=manager.name, when=seen_at)
    return t("wb-done", **values, manager=manager.name)


def client_buttons(t: Language, waybill: Waybill) -> Buttons:
    return [
        [
            cards.button(t.plain("btn-wb_repeat"), taps.RepeatWaybill(waybill.id)),
            cards.button(t.plain("btn-wb_claim"), taps.ClaimAboutWaybill(waybill.id)),
        ],
        [cards.button(t.plain("btn-wb_call"), taps.CallAboutWaybill(waybill.id))],
    ]


def manager_card(t: Language, waybill: Waybill) -> Markup:
    """Normalised, with the client's own words below, warnings and the comment."""
    values = waybill.values
    details = [t(line.key, **wording.words(t, line.values)) for line in WAYBILL.told(Draft(values))]
    card = t(
        "card-waybill",
        number=waybill.number,
        descr=show(t, values["descr"].value),
        weight=show(t, values["weight"].value),
        dims=_with_volume(t, values["dims"].value),
        addr_from=show(t, values["frm"].value),
        addr_to=show(t, values["to"].value),
        payment=_payment(t, waybill),
    )
    notes = [t(f"{mark}_short") for mark in marks(waybill)]
    lines = [card, *details, *([Markup("⚠️ {}").format(", ".join(notes))] if notes else [])]
    if waybill.comment:
        lines.append(t("form-comment", comment=waybill.comment))
    if typed := _typed(waybill):
        lines.append(t("card-waybill_typed", typed=typed))
    return Markup("\n").join(lines)


def row(t: Language, waybill: Waybill, zone: ZoneInfo) -> Markup:
    """A line of a list."""
    return t(
        "docs-wb_row",
        number=waybill.number,
        date=cards.day(waybill.issued_at, zone),
        from_city=_city(waybill, "frm"),
        to_city=_city(waybill, "to"),
    )


def _with_volume(t: Language, dims: object) -> str:
    assert isinstance(dims, Dims)
    volume = dims.volume_m3
    return f"{show(t, dims)} ({show_volume(t, volume)})" if dims.pieces and volume is not None else show(t, dims)


def _payment(t: Language, waybill: Waybill) -> str:
    pay = waybill.values["pay"].value
    third = isinstance(pay, Payment) and pay.payer == "third"
    return f"{show(t, pay)}: {payer(t, waybill)}" if third else show(t, pay)


def _city(waybill: Waybill, end: str) -> str:
    address = waybill.address("frm" if end == "frm" else "to")
    return address.city or address.text


def _typed(waybill: Waybill) -> str:
    """The client's own words, each message once."""
    words = dict.fromkeys(one.text.strip() for one in waybill.values.values() if one.by == "typed" and one.text.strip())
    text = " / ".join(" / ".join(word.splitlines()) for word in words)
    return shortened(text, TYPED_MAX)
