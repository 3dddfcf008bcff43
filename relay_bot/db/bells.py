"""Which queue has something new: heard by every process once the transaction is committed (presence.py listens)."""

from sqlalchemy import func, select

from relay_bot.db.session import Session

INBOX = "relay_inbox"
OUTBOX = "relay_outbox"
PRINT = "relay_print"
MAIL = "relay_mail"
RECORDINGS = "relay_recordings"
RELOAD = "relay_reload"
ALL = (INBOX, OUTBOX, PRINT, MAIL, RECORDINGS, RELOAD)

_RING = {bell: select(func.pg_notify(bell, "")) for bell in ALL}


async def ring(session: Session, bell: str) -> None:
    await session.execute(_RING[bell])
