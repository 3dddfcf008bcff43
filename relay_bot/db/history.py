"""A client's whole conversation, whoever their manager was and whichever topic it stood in."""

from collections.abc import Sequence

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.history import Line

_SQL = of(__file__)


async def of_client(session: Session, client_id: int) -> Sequence[Line]:
    """Everything, oldest first."""
    return [Line(*row) for row in await session.execute(_SQL["lines"], {"client": client_id})]
