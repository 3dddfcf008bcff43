"""The history file of a client, for /history and for whoever takes the client over."""

import asyncio

from relay_bot.actions.turn import Turn
from relay_bot.db import history as histories
from relay_bot.db import upload as uploads
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.history import Line
from relay_bot.domain.outgoing import Out, Upload
from relay_bot.phones import spelled
from relay_bot.views import history


async def file(turn: Turn, to: Address, client: Client, reply_to: int | None = None) -> Out:
    """The whole conversation up to now, silently. It is drawn beside the loop: it may be long."""
    t, lines = turn.t(), await histories.of_client(turn.session, client.id)
    today = turn.now.astimezone(turn.zone)
    who = [client.company, spelled(client.phone), f"@{client.username}" if client.username else "", client.city]
    facts = [
        " · ".join(part for part in who if part),
        t.plain("history-facts", n=len(lines), date=f"{today:%d.%m.%Y %H:%M}", zone=str(turn.zone)),
    ]
    about = history.About(t.plain("history-title", client=client.name), [fact for fact in facts if fact])

    def name(line: Line) -> str:
        if line.what == "client":
            return client.name
        manager = turn.config.manager_by_tg(line.author_id)
        return manager.name if manager else t.plain("admin-name")

    content = await asyncio.to_thread(history.draw, t, about, lines, name, turn.zone)
    made = uploads.Upload("document", history.file_name(t, client.company or client.name, today), content)
    upload = await uploads.keep(turn.session, made)
    return Out(to, Upload(upload, t("history-caption", n=len(lines)), silent=True, reply_to=reply_to))
