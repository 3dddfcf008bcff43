"""The client's new topic exists: the former one is told where it is and closed, and the cards that came along to the
new boards get the link that they could not have before.
"""

from dataclasses import replace

from markupsafe import Markup

from relay_bot.config import Config
from relay_bot.db import card as deskcards
from relay_bot.db.outbox import Settled, acknowledge, enqueue
from relay_bot.db.session import Session
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Close, Farewell, Link, Out, Priority, Text
from relay_bot.domain.work import Work
from relay_bot.texts import Language


async def say(session: Session, work: Work, farewell: Farewell, url: str, config: Config, t: Language) -> bool:
    """No call was made. `url` opens the new topic."""
    assert work.desk is not None
    desk, rows = work.desk.key, []
    if farewell.former is not None:
        former, manager = Address(farewell.former, farewell.desk), config.manager(desk)
        link = Markup('<a href="{}">{}</a>').format(url, manager.name if manager else desk)
        rows.append(Out(former, Text(t("transfer-done_old", manager=link), silent=True)))
        rows.append(Out(former, Close()))
    open_chat = Link(t.plain("btn-open_chat"), url)
    for key, card in (await deskcards.shown(session, farewell.cards)).items():
        if not any(isinstance(button, Link) for row in card.buttons for button in row):
            linked = replace(card, buttons=[[open_chat], *card.buttons])
            rows.append(Out(addresses.card_edits(key, desk), linked, Priority.EDIT, card=key))
    kept = await acknowledge(session, work.lease, Settled("idle"))
    if kept:
        await enqueue(session, rows)
    return kept
