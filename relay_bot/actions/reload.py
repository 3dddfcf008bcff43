"""/reload: an admin asks for config.toml to be read now; every process does it, this one says what is in it."""

import asyncio
import os

from relay_bot import config as configuration
from relay_bot.actions.turn import Turn
from relay_bot.config.changes import changes
from relay_bot.db import bells
from relay_bot.domain.addresses import Address
from relay_bot.domain.outgoing import Out, Text
from relay_bot.errors import RelayBotError
from relay_bot.views import reload as words


async def reload(turn: Turn, to: Address) -> None:
    """The file is only compared here: it is taken over by `clocks/reload.py`, in every process."""
    t, file = turn.t(), turn.config.file
    if file is None:
        turn.send(Out(to, Text(t("adm-config_none"))))
        return
    await bells.ring(turn.session, bells.RELOAD)
    try:
        fresh = await asyncio.to_thread(configuration.load, file, os.environ)
    except RelayBotError as error:
        html = words.refused(t, error)
    else:
        html = words.taken(t, changes(turn.config, fresh))
    turn.send(Out(to, Text(html)))
