"""What is said of messages that wait for a group. Pure."""

from datetime import timedelta

from markupsafe import Markup

from relay_bot.domain import addresses
from relay_bot.domain.backlog import Backlog
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.texts import Language
from relay_bot.views import moments


def line(t: Language, backlog: Backlog) -> Markup:
    """On the board."""
    return t("board-behind", n=backlog.waiting, time=_span(t, backlog.oldest))


def to_manager(t: Language, backlog: Backlog, tg_id: int, limit: int) -> Out:
    """In private. `limit`: the messages that a group takes in a minute."""
    key = "behind-closed" if backlog.closed else "behind-busy"
    html = t(key, n=backlog.waiting, time=_span(t, backlog.oldest), limit=limit)
    return Out(addresses.chat(tg_id), Text(html), Priority.PUSH, rings=True)


def _span(t: Language, time: timedelta) -> str:
    """To the minute at first, then more coarsely: the board is not edited for each."""
    minutes = int(time / timedelta(minutes=1))
    step = 1 if minutes < 10 else 5 if minutes < 60 else 15
    return moments.span(t, minutes - minutes % step)
