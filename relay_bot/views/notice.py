"""Words for the admins about what needs them. Pure."""

from collections.abc import Iterable
from datetime import datetime

from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.errors import DocumentError
from relay_bot.texts import Language


def parked(t: Language, admins: Iterable[int], id: str, now: datetime) -> list[Out]:
    """Something was parked (`id` as in `relay-bot parked list`): each admin hears of it, once an hour at most."""
    words = Text(t("adm-parked", id=id))
    return [
        Out(addresses.chat(admin), words, Priority.PUSH, rings=True, once=f"parked:{admin}:{now:%Y%m%d%H}")
        for admin in admins
    ]


def set_aside(t: Language, admins: Iterable[int], id: str) -> list[Out]:
    """A clock could not get past a row (`id` as in `relay-bot parked list`): each admin hears of it once."""
    words = Text(t("adm-parked", id=id))
    return [Out(addresses.chat(admin), words, Priority.PUSH, rings=True, once=f"{id}:{admin}") for admin in admins]


def unprinted(t: Language, admins: Iterable[int], number: str, why: str, now: datetime) -> list[Out]:
    """A waybill's document can't be printed: each admin hears of it, once an hour at most."""
    words = Text(t("adm-unprinted", number=number, error=why))
    return [
        Out(addresses.chat(admin), words, Priority.PUSH, rings=True, once=f"unprinted:{admin}:{now:%Y%m%d%H}")
        for admin in admins
    ]


def template(t: Language, admins: Iterable[int], fault: DocumentError, now: datetime) -> list[Out]:
    """The admin's template was no good and the shipped one was used: each admin hears of it, once an hour at most."""
    words = Text(t("adm-template_passed_over", error=t.plain(fault.key, **fault.values)))
    return [
        Out(addresses.chat(admin), words, Priority.PUSH, rings=True, once=f"template:{admin}:{now:%Y%m%d%H}")
        for admin in admins
    ]
