"""[push] fallback: what a group does not let ring, rings in private. The group's own message then comes silently."""

from collections.abc import Callable
from dataclasses import dataclass

from relay_bot.config import Config
from relay_bot.db import fallback
from relay_bot.db.fallback import Stuck
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database
from relay_bot.domain.outgoing import Out
from relay_bot.rounds import Rows
from relay_bot.texts import Language, Texts
from relay_bot.views import cards
from relay_bot.views import fallback as views

EVERY_S = 2.0


@dataclass
class Fallback:
    """Runs until it is cancelled."""

    db: Database
    config: Callable[[], Config]
    texts: Texts

    async def run(self) -> None:
        await Rows("fallback", self.db, self.config, self.texts).rounds(EVERY_S, self._round)

    async def _round(self) -> None:
        config = self.config()
        if config.push.fallback == "none":
            return
        t = self.texts.lang(config.bot.default_lang)
        async with self.db.transaction() as session:
            stuck = await fallback.stuck(session, config.push.fallback_after)
            unheard = await fallback.unheard(session)
            started = await fallback.started(session) if stuck or unheard else set()
            rows: list[Out] = []
            for one in stuck:
                told = _told(config, t, one, started, "push-fallback")
                if told is not None:  # else nobody whom the bot may write to: it rings in the group, later
                    rows.append(told)
                    await fallback.hush(session, one.row_id, cards.hushed(one.row))
            rows += [row for one in unheard if (row := _told(config, t, one, started, "push-absent")) is not None]
            await enqueue(session, rows)


def _told(config: Config, t: Language, ring: Stuck, started: set[str], why: str) -> Out | None:
    """The ring in private, once; None where the bot may not write to whom it calls."""
    tg_id = views.whom(ring.row)
    manager = config.manager_by_tg(tg_id) if tg_id is not None else None
    if tg_id is None or manager is None or manager.key not in started:
        return None
    return views.in_private(t, ring.row, tg_id, f"dm:{ring.row_id}", why)
