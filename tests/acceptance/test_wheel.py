"""The program as an admin installs it: a wheel in a fresh environment, run in an empty folder."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from relay_bot.sandbox import Sandbox

GROUP, MANAGER = -1001000000010, 100000010
UV = next(filter(None, (shutil.which(str(Path(__file__).parents[2] / ".tools/uv/bin/uv")), shutil.which("uv"))), None)


@pytest.fixture(scope="module")
def installed(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `relay-bot` of a venv that has the wheel; its dependencies are those of our own environment."""
    assert UV is not None, "make setup installs uv"
    folder = tmp_path_factory.mktemp("installed")
    ours = next(path for path in sys.path if path.endswith("site-packages"))
    for command in (
        [UV, "build", "--quiet", "--wheel", "--out-dir", str(folder / "dist"), str(project)],
        [UV, "venv", "--quiet", "--python", sys.executable, str(folder / "venv")],
    ):
        subprocess.run(command, check=True, timeout=280)
    (wheel,) = (folder / "dist").glob("relay_bot-*.whl")
    python = folder / "venv/bin/python"
    install = [UV, "pip", "install", "--quiet", "--no-deps", "--python", str(python), str(wheel)]
    subprocess.run(install, check=True, timeout=280)
    (there,) = (folder / "venv").glob("lib/python*/site-packages")
    (there / "dependencies.pth").write_text(f"{ours}\n")
    return folder / "venv/bin/relay-bot"


async def relay_bot(program: Path, *arguments: str, folder: Path, **env: str) -> tuple[int, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("RELAY_BOT_", "PYTHONPATH"))}
    process = await asyncio.create_subprocess_exec(
        str(program),
        *arguments,
        cwd=folder,
        env=clean | {"LC_ALL": "ru_RU.UTF-8"} | env,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(120):
        told, _ = await process.communicate()
    return process.returncode or 0, told.decode()


@pytest.mark.timeout(600)
async def test_a_wheel_in_an_empty_folder_migrates_checks_prints_and_serves(
    installed: Path, empty_database: str, tmp_path: Path
) -> None:
    async with Sandbox() as tg:
        anna = tg.person(MANAGER, "Анна", role="manager")
        ivan = tg.person(7001, "Иван", phone="+79001237001")
        group = tg.group(GROUP, "Анна · клиенты", owner=anna)
        await anna.start()
        config = tmp_path / "elsewhere"
        config.mkdir()
        (config / "config.toml").write_text(
            f'[telegram]\ntoken = "{tg.token}"\napi_url = "{tg.url}"\n[database]\nurl = "{empty_database}"\n'
            f'[[managers]]\nkey = "anna"\nname = "Анна"\ntg_id = {MANAGER}\nphone = "+79000000010"\n'
            f'group_id = {GROUP}\ninvite = "ANNA26"\n',
            "utf-8",
        )
        folder = tmp_path / "empty"
        folder.mkdir()
        where = ["--config", str(config / "config.toml")]
        for command in (["migrate"], ["check"], ["waybill", "preview"]):
            code, told = await relay_bot(installed, *command, *where, folder=folder)
            assert code == 0, told
        assert (folder / "waybill-preview.pdf").read_bytes().startswith(b"%PDF")
        code, told = await relay_bot(installed, "init", "--example", folder=folder)
        assert "[telegram]" in told
        bot = await asyncio.create_subprocess_exec(str(installed), "run", *where, cwd=folder)
        try:
            await ivan.start("m_ANNA26")
            await tg.wait(lambda: ivan.chat.keyboard, timeout=60, what="the share-phone button")
            await ivan.share_contact()
            await tg.wait(lambda: any(topic.name == "Иван" for topic in group.topics), timeout=60, what="a topic")
        finally:
            bot.terminate()
            assert await bot.wait() == 0
