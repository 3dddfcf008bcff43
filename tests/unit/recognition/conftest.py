"""One recogniser with its two workers for all tests that do it no harm."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from relay_bot.recognition.recogniser import Recogniser
from tests.unit.recognition import material


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def recogniser() -> AsyncIterator[Recogniser]:
    made = Recogniser(material.config())
    made.warm()
    yield made
    await made.close()


@pytest.fixture(autouse=True)
def _models() -> None:
    assert material.MODEL.is_dir(), "no speech model: make setup puts it together"
