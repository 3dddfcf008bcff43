"""`relay-bot init` as an admin plays it: a terminal with questions on one side, Telegram on the other."""

from __future__ import annotations

import asyncio
import os
import stat
import sys
from pathlib import Path

import pytest

from relay_bot.cli.init.file import key_of
from relay_bot.config import load
from relay_bot.sandbox import Sandbox

ADMIN, ANNA, PETR = 100000001, 100000010, 100000011
GROUP = -1001000000010
DIALOGUE_S = 60


class Terminal:
    """The command in a process of its own, with a person who reads what it prints and types answers."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.printed = ""

    @classmethod
    async def of(cls, folder: Path, *arguments: str, **env: str) -> Terminal:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("RELAY_BOT_")}
        command = [sys.executable, "-m", "relay_bot", "init", *arguments]
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=folder,
            env=clean | {"LC_ALL": "ru_RU.UTF-8", "PYTHONIOENCODING": "utf-8"} | env,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return cls(process)

    async def reads(self, words: str) -> None:
        """Waits until these words have been printed after the ones before."""
        assert self._process.stdout is not None
        async with asyncio.timeout(DIALOGUE_S):
            while words not in self.printed:
                more = await self._process.stdout.read(4096)
                assert more, f"ended before {words!r}:\n{self.printed}"
                self.printed += more.decode("utf-8", "replace")
        self.printed = self.printed.partition(words)[2]

    async def answers(self, question: str, answer: str) -> None:
        await self.reads(question)
        assert self._process.stdin is not None
        self._process.stdin.write(f"{answer}\n".encode())
        await self._process.stdin.drain()

    async def ends(self, *, early: bool = False) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        if early:
            self._process.stdin.close()
        async with asyncio.timeout(DIALOGUE_S):
            self.printed += (await self._process.stdout.read()).decode("utf-8", "replace")
            return await self._process.wait()


async def test_an_admin_sets_up_the_bot_from_nothing(tmp_path: Path) -> None:
    async with Sandbox() as tg:
        olga = tg.person(ADMIN, "Ольга", role="admin")
        stranger = tg.person(5005, "Прохожий")
        anna = tg.person(ANNA, "Анна", last_name="Смирнова", role="manager")
        terminal = await Terminal.of(tmp_path, "--api-url", tg.url)
        await terminal.answers("Токен бота:", "не токен")
        await terminal.reads("не принял")
        await terminal.answers("Токен бота:", f"  {tg.token}")
        await terminal.reads("@relay_desk_bot")
        await stranger.start()
        await terminal.answers("Прохожий (id 5005)", "н")
        await olga.start()
        await terminal.answers("Ольга (id 100000001)", "")
        await terminal.reads("startgroup")
        group = tg.group(GROUP, 'Анна · "клиенты"', owner=anna, forum=False, bot="")
        group.add_bot()
        await terminal.answers('Группа «Анна · "клиенты"»', "да")
        await terminal.reads("темы")
        group.set_forum(True)
        await terminal.reads("не хватает: администратор")
        group.promote_bot(can_pin_messages=False)
        await terminal.reads("не хватает: закрепление сообщений")
        group.promote_bot()
        await terminal.reads("готова")
        await terminal.reads("любое сообщение")
        await anna.write("привет", chat=group)
        await terminal.answers("Анна Смирнова (id 100000010)", "")
        await terminal.answers("[Анна Смирнова]", "")
        await terminal.answers("Телефон", "12")
        await terminal.reads("не номер телефона")
        await terminal.answers("Телефон", "8 900 000-00-10")
        await terminal.answers("ещё одного", "")
        await terminal.answers("Название компании", 'ООО "Пример" Карго\\')
        await terminal.answers("[Europe/Moscow]", "")
        await terminal.answers("PostgreSQL", "")
        assert await terminal.ends() == 0
        pending = len(tg.world.updates.pending)
    config = load(tmp_path / "config.toml", {})
    (manager,) = config.managers
    assert (manager.key, manager.name, manager.tg_id, manager.phone) == ("anna", "Анна Смирнова", ANNA, "+79000000010")
    assert (manager.group_id, config.telegram.admins) == (GROUP, (ADMIN,))
    assert config.company.name == 'ООО "Пример" Карго\\'
    assert config.telegram.token.get_secret_value() == tg.token
    assert f"https://t.me/relay_desk_bot?start=m_{manager.invite}" in terminal.printed
    assert stat.S_IMODE((tmp_path / "config.toml").stat().st_mode) == 0o600
    assert pending >= 4  # what people wrote meanwhile is there for `run`


async def test_a_file_that_is_there_is_kept_unless_the_admin_says_otherwise(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[telegram]\nadmins = [1]\n", "utf-8")
    terminal = await Terminal.of(tmp_path)
    await terminal.answers("уже есть", "")
    assert await terminal.ends() == 1
    assert "Ничего не записано" in terminal.printed
    assert (tmp_path / "config.toml").read_text("utf-8") == "[telegram]\nadmins = [1]\n"


async def test_an_admin_who_goes_away_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    async with Sandbox() as tg:
        terminal = await Terminal.of(tmp_path, RELAY_BOT_TELEGRAM__API_URL=tg.url)
        await terminal.reads("Токен бота:")
        assert await terminal.ends(early=True) == 1
    assert "Ничего не записано" in terminal.printed
    assert "Traceback" not in terminal.printed
    assert _left_in(tmp_path) == []


def _left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_telegram_that_does_not_answer_is_told_without_the_token(tmp_path: Path) -> None:
    token = "4200000009:" + "B" * 35
    env = {"RELAY_BOT_TELEGRAM__API_URL": "http://127.0.0.1:1", "RELAY_BOT_TELEGRAM__TOKEN": token}
    terminal = await Terminal.of(tmp_path, **env)
    assert await terminal.ends() == 1
    assert "127.0.0.1:1" in terminal.printed
    assert token not in terminal.printed
    assert "Traceback" not in terminal.printed


@pytest.mark.parametrize(
    ("name", "taken", "key"),
    [
        ("Анна Смирнова", (), "anna"),
        ("Анна", ("anna", "anna2"), "anna3"),
        ("Щукарь", (), "schukar"),
        ("张伟", (), "manager"),
        ("", (), "manager"),
    ],
)
def test_a_managers_key_is_made_of_the_name(name: str, taken: tuple[str, ...], key: str) -> None:
    assert key_of(name, taken) == key
