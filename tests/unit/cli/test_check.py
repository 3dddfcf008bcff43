"""`relay-bot check` against the local Telegram: each thing that may be wrong is found, and said with its remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from relay_bot.cli.botapi import Answer, opened
from relay_bot.cli.check.findings import findings
from relay_bot.cli.check.telegram import group, webhook
from relay_bot.config import Client, Config, Manager, load
from relay_bot.config.tables import Telegram
from relay_bot.sandbox import TOKEN, Sandbox
from relay_bot.texts import Texts

GROUP = -1001000000010
MANAGER = 100000010
TEMPLATE = Path(__file__).parents[3] / "templates" / "waybill.html"
MODEL = TEMPLATE.parents[1] / "models" / "faster-whisper-base"
ANSWER = TEMPLATE.with_name("claim_answer.html")


def configuration(tmp_path: Path, database: str, url: str, token: str = TOKEN) -> Config:
    text = f'[[managers]]\nkey = "anna"\nname = "Анна"\ntg_id = {MANAGER}\nphone = "+79000000010"\ngroup_id = {GROUP}\n'
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    env = {"RELAY_BOT_TELEGRAM__API_URL": url, "RELAY_BOT_TELEGRAM__TOKEN": token, "RELAY_BOT_DATABASE__URL": database}
    papers = {"RELAY_BOT_WAYBILL__TEMPLATE": str(TEMPLATE), "RELAY_BOT_MAIL__TEMPLATE": str(ANSWER)}
    return load(path, env | papers | {"RELAY_BOT_RECOGNITION__SPEECH_MODEL": str(MODEL)})


async def bad(config: Config) -> list[str]:
    t = Texts.load().lang("ru")
    return [f"{found.what} {found.remedy}" async for found in findings(config, t) if not found.ok]


async def test_a_ready_group_has_no_findings(tmp_path: Path, database: str) -> None:
    async with Sandbox() as tg:
        anna = tg.person(MANAGER, "Анна", role="manager")
        tg.group(GROUP, "Клиенты · Анна", owner=anna)
        await anna.start()
        assert await bad(configuration(tmp_path, database, tg.url)) == []


async def test_a_manager_who_has_not_pressed_start_is_named(tmp_path: Path, database: str) -> None:
    async with Sandbox() as tg:
        anna = tg.person(MANAGER, "Анна", role="manager")
        tg.group(GROUP, "Клиенты · Анна", owner=anna)
        (found,) = await bad(configuration(tmp_path, database, tg.url))
        assert "Анна" in found
        assert "Запустить" in found


async def test_an_unknown_group_is_told_with_what_telegram_said(tmp_path: Path, database: str) -> None:
    async with Sandbox() as tg:
        anna = tg.person(MANAGER, "Анна", role="manager")
        await anna.start()
        (found,) = await bad(configuration(tmp_path, database, tg.url))
        assert str(GROUP) in found
        assert "chat not found" in found


async def test_a_wrong_token_is_told_and_not_repeated(tmp_path: Path, database: str) -> None:
    wrong = "4200000009:" + "B" * 35
    async with Sandbox() as tg:
        (found,) = await bad(configuration(tmp_path, database, tg.url, wrong))
        assert "@BotFather" in found
        assert wrong not in found


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://nowhere.invalid"])
async def test_a_telegram_that_does_not_answer_is_told(tmp_path: Path, database: str, url: str) -> None:
    (found,) = await bad(configuration(tmp_path, database, url))
    assert "api_url" in found
    assert TOKEN not in found


async def test_every_defect_of_a_desk_is_told_with_its_remedy(tmp_path: Path, database: str) -> None:
    config = configuration(tmp_path, database, "http://127.0.0.1:1")
    anna = config.managers[0].model_copy(update={"substitute": "petr"})
    petr = anna.model_copy(update={"key": "petr", "name": "Пётр", "tg_id": 100000011, "group_id": None})
    mary = Client(phone="+79000000199", name="Мария", invite="short")
    async with Sandbox() as tg:
        tg.person(MANAGER, "Анна", role="manager")
        tg.group(GROUP, "Клиенты · Анна", forum=False, rights={"can_pin_messages": False})
        telegram = config.telegram.model_copy(update={"api_url": tg.url, "admins": (100000001,)})
        update = {"managers": (anna, petr), "clients": (mary,), "telegram": telegram}
        t = Texts.load().lang("ru")
        ids = [found.id async for found in findings(config.model_copy(update=update), t) if not found.ok]
    assert ids == [
        "short_invite",
        "group_no_topics",
        "manager_absent",
        "substitute_absent",
        "manager_not_started",
        "no_group",
        "manager_not_started",
        "admin_not_started",
    ]


async def test_a_webhook_that_keeps_updates_away_is_told(tmp_path: Path, database: str) -> None:
    async with Sandbox() as tg:
        anna = tg.person(MANAGER, "Анна", role="manager")
        tg.group(GROUP, "Клиенты · Анна", owner=anna)
        await anna.start()
        config = configuration(tmp_path, database, tg.url)
        async with opened(config) as api:
            await api.call("setWebhook", url="https://bot.example.org/hook")
        (found,) = await bad(config)
        assert "deleteWebhook" in found


def test_a_group_that_forbids_copying_is_told() -> None:
    t = Texts.load().lang("ru")
    manager = Manager(key="anna", name="Анна", tg_id=MANAGER, phone="+79000000010", group_id=GROUP)
    chat = Answer(True, {"title": "Анна", "is_forum": True, "has_protected_content": True}, 200, "")
    member = Answer(True, {"status": "creator"}, 200, "")
    assert [found.id for found in group(chat, member, manager, "bot", t)] == ["group", "group_protected"]


def told_of_webhook(info: dict[str, Any], api_url: str = "https://api.telegram.org", **telegram: Any) -> list[str]:
    t, own = Texts.load().lang("ru"), {"url": "https://bot.example.org/telegram"}
    settings = Telegram.model_validate({"api_url": api_url, "webhook": own, **telegram})
    return [finding.id for finding in webhook(info, settings, t)]


def test_a_webhook_is_held_against_what_config_toml_says() -> None:
    ours, theirs = {"url": "https://bot.example.org/telegram"}, {"url": "https://else.example.org/"}
    assert told_of_webhook({"url": ""}) == []
    assert told_of_webhook(ours) == []  # polling takes it back by itself
    assert told_of_webhook(theirs) == ["webhook_set"]
    assert told_of_webhook({"url": ""}, mode="webhook") == ["webhook"]
    assert told_of_webhook(ours, mode="webhook") == ["webhook"]
    assert told_of_webhook(theirs, mode="webhook") == ["webhook_other", "webhook"]
    assert told_of_webhook({**ours, "last_error_message": "502"}, mode="webhook") == ["webhook_error"]


def test_an_address_that_the_cloud_can_not_reach_is_told() -> None:
    for url in ("http://bot.example.org/", "https://bot.example.org:8080/"):
        assert told_of_webhook({"url": ""}, mode="webhook", webhook={"url": url}) == ["webhook_address"]
        assert told_of_webhook({"url": ""}, "http://127.0.0.1:8081", mode="webhook", webhook={"url": url}) == [
            "webhook"
        ]
