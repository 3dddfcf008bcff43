"""Keyboards under the client's input field. The menu shows only what works. Pure."""

from relay_bot.domain.outgoing import Key, Keyboard
from relay_bot.texts import Language

MENU = (("menu-waybill", "menu-repeat"), ("menu-claim", "menu-call"), ("menu-docs",))
"""Rows of text keys; each has its handler in handlers/client/."""

REPEAT = "menu-repeat"


def menu(t: Language, *, repeats: bool, with_pin: bool = False) -> Keyboard:
    """`repeats`: there is a waybill to repeat. `with_pin`: also the key that sends a map pin, which Telegram allows on
    this keyboard only.
    """
    keys = [[Key(t.plain(key)) for key in row if repeats or key != REPEAT] for row in MENU]
    if with_pin:
        keys.insert(0, [Key(t.plain("btn-addr_geo"), asks_for="location")])
    return Keyboard(keys, t.plain("menu-placeholder"))


def share_phone(t: Language) -> Keyboard:
    return Keyboard([[Key(t.plain("btn-share_phone"), asks_for="contact")]])
