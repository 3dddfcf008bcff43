"""Files that we made and send once: pictures of figures, exports. Kept until they are sent, and a day longer."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import insert, select

from relay_bot.db.session import Session
from relay_bot.db.tables import uploads


@dataclass(frozen=True, slots=True)
class Upload:
    kind: Literal["photo", "document"]
    name: str
    content: bytes


async def keep(session: Session, upload: Upload) -> int:
    """Its id, for a row of the class Upload in domain/outgoing.py."""
    values = {"kind": upload.kind, "name": upload.name, "content": upload.content}
    return int((await session.execute(insert(uploads).values(**values).returning(uploads.c.id))).scalar_one())


async def by_id(session: Session, upload_id: int) -> Upload | None:
    query = select(uploads.c.kind, uploads.c.name, uploads.c.content).where(uploads.c.id == upload_id)
    row = (await session.execute(query)).one_or_none()
    return None if row is None else Upload(*row)
