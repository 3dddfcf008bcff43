"""A ring by a private message, when the group can't ring. Pure."""

import re

from markupsafe import Markup

from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Card, Out, Priority, Row, Text
from relay_bot.texts import Language
from relay_bot.views import cards

_MENTION = re.compile(r'<a href="tg://user\?id=(\d+)">')


def whom(row: Row) -> int | None:
    """Telegram's id of whom a ring calls: its last mention."""
    found = _MENTION.findall(row.html) if isinstance(row, Text | Card) else []
    return int(found[-1]) if found else None


def in_private(t: Language, row: Row, tg_id: int, key: str, why: str) -> Out:
    """The same news to the person themselves; `why`: the text that says why. Its buttons are the group's."""
    assert isinstance(row, Text | Card)
    said = Markup(cards.without_mentions(row.html).strip())  # noqa: S704 it was Markup when it was enqueued
    html = Markup("{}\n\n<i>{}</i>").format(said, t(why))
    return Out(addresses.chat(tg_id), Text(html), Priority.PUSH, rings=True, once=key)
