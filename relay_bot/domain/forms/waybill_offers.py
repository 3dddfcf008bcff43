"""What the waybill's buttons offer: what the client did before, and how the company is paid. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from relay_bot.domain.forms.draft import Draft, Values
from relay_bot.domain.forms.form import Button, Memory, Rows, Talk
from relay_bot.domain.parsing.values import Address, Payment, Value

PAYMENTS: dict[str, Payment] = {
    "invoice": Payment("sender", "invoice"),
    "cash": Payment("sender", "cash"),
    "card": Payment("sender", "card"),
    "recipient": Payment("recipient", None),
    "third": Payment("third", None),
}
"""What the five buttons mean, by their names in config.toml."""

REMEMBERED = ("frm", "pay", "third")
"""Fields that begin as they were last time."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What the client's earlier waybills and the company offer on buttons."""

    addresses: tuple[Address, ...] = ()  # the last ones, newest first
    payment: Payment | None = None  # the last one: its button goes first
    payments: Sequence[str] = ("invoice", "cash", "card", "recipient", "third")  # as config.toml orders them


def _offers(talk: Talk) -> Offers:
    return talk.offers if isinstance(talk.offers, Offers) else Offers()


# --- buttons, and what a tap on them stands for -----------------------------------------------------------------------


def dims_buttons(talk: Talk, draft: Draft) -> Rows:
    return ((Button("btn-dims_unknown", "unknown"),),) if talk.rules.allow_unknown_dims else ()


def pin_button(talk: Talk, draft: Draft) -> Rows:
    return ((Button("btn-addr_geo", "pin"),),)


def to_buttons(talk: Talk, draft: Draft) -> Rows:
    last = tuple(
        (Button("btn-addr_last", "addr", str(number), {"address_short": address}),)
        for number, address in enumerate(_offers(talk).addresses)
    )
    return (*last, *pin_button(talk, draft))


def address_of(talk: Talk, arg: str) -> Address | None:
    addresses = _offers(talk).addresses
    return addresses[int(arg)] if arg.isdecimal() and int(arg) < len(addresses) else None


def pay_buttons(talk: Talk, draft: Draft) -> Rows:
    """In the order of config.toml, the client's last choice first."""
    offers = _offers(talk)
    last = next((name for name, payment in PAYMENTS.items() if payment == offers.payment), None)
    names = sorted(offers.payments, key=lambda name: name != last)
    return tuple((Button(f"btn-pay_{name}", "pay", name),) for name in names)


def payment_of(talk: Talk, arg: str) -> Payment | None:
    return PAYMENTS[arg] if arg in _offers(talk).payments else None


def not_offered(talk: Talk, values: Values, value: Value) -> str | None:
    """Ways of paying that config.toml does not offer."""
    offered = (PAYMENTS[one] for one in _offers(talk).payments)
    return "err-pay_none" if isinstance(value, Payment) and not any(_covers(one, value) for one in offered) else None


def _covers(offered: Payment, asked: Payment) -> bool:
    return offered.payer == asked.payer and offered.method in (None, asked.method)


def memory_of(earlier: Sequence[Values]) -> Memory:
    """What the last of the client's earlier waybills (newest first) fills in: from, payment and payer."""
    if not earlier:
        return Memory()
    last = earlier[0]
    filled = {name: replace(last[name], by="memory", text="") for name in REMEMBERED if name in last}
    return Memory(filled, {name: one.value for name, one in last.items()})


def offers_of(earlier: Sequence[Values], addresses: int, payments: Sequence[str]) -> Offers:
    """The last `addresses` and the last payment of earlier waybills, newest first; the company's ways of paying."""
    recent: dict[str, Address] = {}
    for values in earlier:
        to = values["to"].value if "to" in values else None
        if isinstance(to, Address):
            recent.setdefault(to.text.casefold(), to)
    payment = earlier[0]["pay"].value if earlier and "pay" in earlier[0] else None
    return Offers(
        tuple(recent.values())[:addresses], payment if isinstance(payment, Payment) else None, tuple(payments)
    )
