"""The client's new topic exists: the former one is told where it is and closed, and the cards that came along to the
new boards get the link that they could not have before.
"""

from markupsafe import Markup

from relay_bot.config import Config
from relay_bot.db import card as deskcards
from relay_bot.db.outbox import Settled, Work, acknowledge, enqueue
from relay_bot.db.session import Session
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Out, Priority
from relay_bot.texts import Language
from relay_bot.views import cards, names


async def say(session: Session, work: Work, config: Config, t: Language) -> bool:
    """No call was made. payload: former (the address of the topic, None without one), desk (its desk), cards (keys)."""
    place, manager = work.topic, config.manager(work.desk)
    assert place is not None and work.desk is not None
    url = names.topic_link(place["group_id"], place["thread_id"])
    rows = []
    if work.payload["former"] is not None:
        former = Address(work.payload["former"], work.payload["desk"])
        link = Markup('<a href="{}">{}</a>').format(url, manager.name if manager else work.desk)
        rows.append(Out(former, "text", {"html": t("transfer-done_old", manager=link), "silent": True}))
        rows.append(Out(former, "close", {}))
    open_chat = cards.button(t.plain("btn-open_chat"), url=url)
    for key, payload in (await deskcards.shown(session, work.payload["cards"])).items():
        buttons = payload.get("buttons") or []
        if not any("url" in button for row in buttons for button in row):
            linked = payload | {"buttons": [[open_chat], *buttons]}
            rows.append(Out(addresses.card_edits(key, work.desk), "card", linked, Priority.EDIT, card=key))
    kept = await acknowledge(session, work, Settled("idle"))
    if kept:
        await enqueue(session, rows)
    return kept
