"""What /info tells of a client besides the row of the client itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text

from relay_bot.db.session import Session
from relay_bot.domain.forms import registry


@dataclass(frozen=True, slots=True)
class Facts:
    email: str
    inn: str
    since: datetime | None  # identified at
    waybills: int
    called_at: datetime | None  # of a call that is not finished
    draft: str | None  # the form that is open
    draft_at: datetime | None
    claims: Sequence[tuple[str, str, date]]  # open ones: number, status, answer date


_FACTS = text("""
SELECT coalesce(nullif(clients.email, ''), records.email, ''), coalesce(nullif(clients.inn, ''), records.inn, ''),
    registered_at, (SELECT count(*) FROM waybills WHERE client_id = clients.id),
    (SELECT called_at FROM calls WHERE client_id = clients.id AND finished_at IS NULL), draft.form, draft.touched_at
FROM clients
LEFT JOIN records ON records.phone = clients.phone
LEFT JOIN LATERAL (SELECT form, touched_at FROM drafts WHERE client_id = clients.id AND state = 'open'
                   AND form = ANY(:kinds)
                   ORDER BY touched_at DESC LIMIT 1) draft ON true
WHERE clients.id = :client
""")

_CLAIMS = text(
    "SELECT number, status, due_on FROM claims WHERE client_id = :client AND closed_at IS NULL ORDER BY due_on, id"
)


async def facts(session: Session, client_id: int) -> Facts:
    row = (await session.execute(_FACTS, {"client": client_id, "kinds": registry.form_kinds()})).one()
    claims = [(one[0], one[1], one[2]) for one in await session.execute(_CLAIMS, {"client": client_id})]
    email, inn, since, waybills, called_at, draft, draft_at = row
    return Facts(email, inn, since, waybills, called_at, draft, draft_at, claims)
