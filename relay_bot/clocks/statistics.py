"""Pictures that were ordered are drawn, one at a time, and go out with the figures as their caption.

The claim is the row's lock in an open transaction, as the printer's: a painter that dies lets go of it at once. A
picture that fails is not tried again: the figures go out without it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from relay_bot.bell import Bell
from relay_bot.config import Config
from relay_bot.db import statistics
from relay_bot.db import upload as uploads
from relay_bot.db.outbox import enqueue
from relay_bot.db.session import Database, Session
from relay_bot.db.statistics import Picture
from relay_bot.domain.outgoing import Out, Priority, Row, Text, Upload
from relay_bot.paper.statistics import studio
from relay_bot.rounds import Rows
from relay_bot.texts import Texts

log = structlog.get_logger(__name__)

POLL_S = 0.5


@dataclass
class Painter:
    """Runs until it is cancelled; the process that draws ends with it."""

    db: Database
    config: Callable[[], Config]
    texts: Texts
    outbox_bell: Bell

    async def run(self) -> None:
        await self._rows.rounds(POLL_S, self._paint_next)

    @property
    def _rows(self) -> Rows:
        return Rows("pictures", self.db, self.config, self.texts)

    async def _paint_next(self) -> bool:
        """One picture; False when none is ordered."""
        async with self.db.transaction() as session:
            picture = await statistics.next_picture(session)
            if picture is None:
                return False
            rows = await self._rows.one(
                session,
                str(picture.id),
                lambda: self._painted(session, picture),
                lambda: statistics.drawn(session, picture.id),
            )
            await enqueue(session, rows)
        self.outbox_bell.ring()
        return True

    async def _painted(self, session: Session, picture: Picture) -> list[Out]:
        fonts = self.config().waybill.template.parent / "fonts"
        png = await studio.draw(picture.figures | {"fonts": str(fonts.absolute())})
        row = await self._row(session, picture, png)
        await statistics.drawn(session, picture.id)
        log.info("picture_drawn", picture=picture.id, bytes=len(png or b""))
        return [Out(picture.to, row, Priority.ANSWER)]

    async def _row(self, session: Session, picture: Picture, png: bytes | None) -> Row:
        if png is None:
            not_drawn = self.texts.lang(self.config().bot.default_lang)("stats-not_drawn")
            return Text(f"{picture.caption}\n{not_drawn}", silent=True, reply_to=picture.reply_to)
        upload = await uploads.keep(session, uploads.Upload("photo", "stats.png", png))
        return Upload(upload, picture.caption, silent=True, reply_to=picture.reply_to)
