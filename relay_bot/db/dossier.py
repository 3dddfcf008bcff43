"""The facts of /info, gathered from the tables."""

from relay_bot.db.session import Session
from relay_bot.db.statements import of
from relay_bot.domain.dossier import Facts
from relay_bot.domain.forms import registry

_SQL = of(__file__)


async def facts(session: Session, client_id: int) -> Facts:
    row = (await session.execute(_SQL["facts"], {"client": client_id, "kinds": registry.form_kinds()})).one()
    claims = [(one[0], one[1], one[2]) for one in await session.execute(_SQL["claims"], {"client": client_id})]
    email, inn, since, waybills, called_at, draft, draft_at = row
    return Facts(email, inn, since, waybills, called_at, draft, draft_at, claims)
