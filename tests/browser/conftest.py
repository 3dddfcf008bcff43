"""A real browser before the real sandbox; a few lines that call the Bot API stand for the bot."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import aiohttp
import pytest
from playwright.async_api import Browser, async_playwright

from relay_bot.sandbox import Sandbox
from tests.browser.stage import Bot, Town, Viewer

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium here: scripts/system.sh chromium")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        await chromium.close()


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Sandbox() as tg, aiohttp.ClientSession() as session:
        client = tg.person(101, "Иван", last_name="Петров", username="ivan", phone="+79123456789", start_link="c_x7abc")
        manager = tg.person(201, "Анна", last_name="Смирнова", username="anna", phone="+79990000001", role="manager")
        group = tg.group(-1002000000001, "Отдел Анны", owner=manager)
        yield Town(tg, Bot(session, tg), client, manager, group)


@pytest.fixture
async def viewer(browser: Browser, town: Town) -> AsyncIterator[Viewer]:
    viewer = Viewer(browser, town, [])
    yield viewer
    for context in browser.contexts:
        await context.close()
    assert not viewer.faults
