"""A sandbox for each language on one address: the browser's language decides whose page opens."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, Page, expect

from relay_bot.sandbox import Client, Sandbox, Upload
from relay_bot.shipped import EXAMPLE
from tests.browser.stage import DESKTOP, client_side, desk_side, write

CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
START_S = 120


@pytest.fixture
async def pair() -> AsyncIterator[tuple[Sandbox, Sandbox]]:
    """A Russian sandbox and an English one below it, each with a client."""
    russian, english = Sandbox(language="ru"), Sandbox(language="en")
    russian.person(101, "Иван")
    english.person(101, "John", language_code="en")
    await russian.start(beside={"en": english})
    yield russian, english
    await russian.stop()


async def open_page(browser: Browser, url: str, locale: str) -> Page:
    context = await browser.new_context(viewport=DESKTOP, locale=locale, reduced_motion="reduce")
    page = await context.new_page()
    await page.goto(url)
    await page.wait_for_selector("body.ready")
    return page


async def test_a_browser_opens_the_sandbox_of_its_language(browser: Browser, pair: tuple[Sandbox, Sandbox]) -> None:
    russian, english = pair
    for locale, start, name in (("en-GB", "Start", "John"), ("ru-RU", "Запустить", "Иван"), ("de-DE", "Start", "John")):
        page = await open_page(browser, russian.url, locale)
        await expect(page.locator(".client-pane").get_by_role("button", name=start, exact=True)).to_be_visible()
        await expect(page.locator(".picker b").first).to_have_text(name)
        await page.context.close()
    assert english.url == f"{russian.url}/en"


async def test_the_button_goes_to_the_other_language_and_the_choice_is_remembered(
    browser: Browser, pair: tuple[Sandbox, Sandbox]
) -> None:
    page = await open_page(browser, pair[0].url, "en-GB")
    await page.get_by_role("button", name="Переключить на русский").click()
    await expect(page.locator(".picker b").first).to_have_text("Иван")
    again = await page.context.new_page()
    await again.goto(pair[0].url)
    await expect(again.locator(".picker b").first).to_have_text("Иван")
    await page.get_by_role("button", name="Switch to English").click()
    await expect(page.locator(".picker b").first).to_have_text("John")
    await page.context.close()


async def test_each_has_its_own_bot_files_and_people(browser: Browser, pair: tuple[Sandbox, Sandbox]) -> None:
    russian, english = pair
    await english.person(101).start()
    async with Client(english.url, english.token) as bot:
        await bot.call("sendDocument", chat_id=101, document=Upload("terms.pdf", "application/pdf", b"%PDF-1.4"))
        page = await open_page(browser, russian.url, "en-GB")
        key = client_side(page).get_by_role("button", name="Open document terms.pdf")
        await key.click()
        source = str(await page.get_by_role("dialog").locator("iframe").get_attribute("src"))
        assert await (await page.request.get(russian.url + source)).body() == b"%PDF-1.4"
        await page.get_by_role("dialog").get_by_role("button", name="Close").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await write(client_side(page), "Thank you")
        await english.wait(lambda: english.person(101).chat.last.text == "Thank you", timeout=START_S)
        await page.get_by_role("button", name="Client: John").click()
        await page.get_by_role("menuitem", name="New client").click()
        await page.get_by_label("First name").fill("Mary")
        await page.get_by_role("button", name="Create").click()
        await client_side(page).get_by_role("button", name="Start").click()
        await english.wait(
            lambda: any(one.name == "Mary" and one.private.started for one in english.people), timeout=START_S
        )
        mary = next(one for one in english.people if one.name == "Mary")
        assert mary.account.language_code == "en"
    assert [one.name for one in russian.people] == ["Иван"]
    assert not list(russian.person(101).chat)
    await page.context.close()


# --- the demo itself


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that runs as a process of its own."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if not name.startswith("RELAY_BOT_")}
    env |= {"RELAY_BOT_DATABASE__DATA_DIR": str(folder), "RELAY_BOT_FEATURES__VOICE": "false"}
    command = [sys.executable, "-m", "relay_bot", "demo", "--port", str(port), "--config", str(EXAMPLE)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env, text=True)
    assert running.stdout is not None
    url = f"http://127.0.0.1:{port}"
    told = [running.stdout.readline()]
    while told[-1] and url not in told[-1]:  # it names its address once everything is there
        told.append(running.stdout.readline())
    assert told[-1], told
    yield url
    running.send_signal(signal.SIGTERM)
    rest, _ = running.communicate(timeout=60)
    assert running.returncode == 0, rest


@pytest.mark.timeout(300)
async def test_in_an_english_browser_the_demos_desk_and_client_speak_english(browser: Browser, demo: str) -> None:
    """No Russian letter in what the bot, its boards, cards and commands say; a Russian browser sees none of it."""
    page = await open_page(browser, demo, "en-US")
    page.set_default_timeout(START_S * 1000)
    client, desk = client_side(page), desk_side(page)
    await client.get_by_role("button", name="Start", exact=True).click()
    await client.locator(".reply-key", has_text="number").click(timeout=START_S * 1000)
    await page.get_by_role("button", name="Share", exact=True).click()
    await expect(client.locator(".reply-key", has_text="Call manager")).to_be_visible()
    for board in ("Calls", "Claims", "Unfinished", "Overview"):
        await expect(desk.locator(".topic-name", has_text=board)).to_be_visible()
    await client.locator(".reply-key", has_text="Call manager").click()
    await desk.locator(".topic", has=page.locator(".topic-name", has_text="Calls")).click()
    await expect(desk.locator(".row.in", has_text="Miller Parts")).to_be_visible()
    await desk.locator(".topic", has=page.locator(".topic-name", has_text="Miller Parts · Kazan")).click()
    await desk.locator(".field").fill("/")
    await expect(desk.locator(".suggestion", has_text="Who is waiting")).to_be_visible()
    assert CYRILLIC.findall(await page.locator(".panes").inner_text()) == []
    other = await open_page(browser, demo, "ru-RU")
    await expect(desk_side(other).locator(".topic-name", has_text="Вызовы")).to_be_visible(timeout=START_S * 1000)
    await expect(desk_side(other).locator(".topic-name", has_text="Miller Parts")).to_have_count(0)
    await page.context.close()
    await other.context.close()
