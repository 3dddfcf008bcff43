"""An open database for the tests of the queues."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from relay_bot.db.session import Database
from tests.integration.street import Street


@pytest.fixture
async def db(database: str) -> AsyncIterator[Database]:
    opened = Database(database)
    yield opened
    await opened.close()


@pytest.fixture
async def street(db: Database) -> Street:
    return await Street(db).open()
