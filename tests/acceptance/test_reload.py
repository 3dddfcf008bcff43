"""config.toml is saved while the bot runs: a good version is in force at once, a bad one changes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from structlog.testing import capture_logs

from relay_bot import app, config
from relay_bot.clocks.reload import Reload
from relay_bot.texts import Texts
from tests.acceptance.conftest import ADMIN_ID, ANNA_GROUP, ANNA_ID, PETR_GROUP, PETR_ID, Stage

RU = Texts.load().lang("ru")
BOARDS = {"Вызовы", "Претензии", "Незавершённые"}

ANNA = f"""
[[managers]]
key = "anna"
name = "Анна Смирнова"
tg_id = {ANNA_ID}
phone = "+79000000010"
group_id = {ANNA_GROUP}
invite = "ANNA26"
"""
PETR = f"""
[[managers]]
key = "petr"
name = "Пётр Волков"
tg_id = {PETR_ID}
phone = "+79000000011"
group_id = {PETR_GROUP}
invite = "PETR26"
"""


@dataclass(frozen=True)
class File:
    """config.toml as the admin edits it."""

    path: Path
    head: str

    def save(self, *managers: str) -> None:
        self.path.write_text(self.head + "".join(managers), "utf-8")

    def save_as_an_editor_does(self, *managers: str) -> None:
        """Beside it first, then in its place."""
        beside = self.path.with_name(".config.toml.swp")
        beside.write_text(self.head + "".join(managers), "utf-8")
        beside.replace(self.path)


def file(stage: Stage, folder: Path) -> File:
    head = f"""
[telegram]
token = "{stage.tg.token}"
api_url = "{stage.tg.url}"
admins = [{ADMIN_ID}]
[telegram.limits]
group_messages = 100000
chat_burst = 100000
total_per_second = 100000
[database]
url = "{stage.database}"
"""
    return File(folder / "config.toml", head)


@contextlib.asynccontextmanager
async def bot(saved: File) -> AsyncIterator[list[asyncio.Task[None]]]:
    """The bot on this file; it must still be running at the end."""
    async with app.running(config.load(saved.path, {}), saved.path) as tasks:
        yield tasks
        for task in tasks:
            if task.done():
                task.result()


def _has_boards(stage: Stage, group_id: int) -> bool:
    return {topic.name for topic in stage.tg.group(group_id).topics if topic.pinned} >= BOARDS


async def _told(stage: Stage) -> str:
    """What the admin is told about a file that is not taken over."""
    found = await stage.until(lambda: [text for text in stage.admin.chat.texts if "не применён" in text])
    return str(found[-1])


async def test_a_new_manager_gets_a_desk_and_clients_without_a_restart(stage: Stage, tmp_path: Path) -> None:
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA)
    async with bot(saved):
        await stage.until(lambda: _has_boards(stage, ANNA_GROUP))
        assert stage.petr_group.topics == []
        saved.save_as_an_editor_does(ANNA, PETR)
        await stage.until(lambda: _has_boards(stage, PETR_GROUP))
        await client.start("m_PETR26")
        await stage.until(lambda: client.chat.keyboard)
        await client.share_contact()
        await stage.topic_of(client, stage.petr_group)


async def test_a_changed_name_is_used_from_the_next_message_on(stage: Stage, tmp_path: Path) -> None:
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA)
    async with bot(saved):
        await stage.registered(client)
        saved.save(ANNA.replace("Анна Смирнова", "Анна Орлова"))

        async def greeted_by_her_new_name() -> bool:
            await client.start()
            return any("Анна Орлова" in text for text in client.chat.texts)

        await stage.until(greeted_by_her_new_name)


async def test_a_broken_file_leaves_the_old_one_in_force_and_names_the_line_and_what_to_do(
    stage: Stage, tmp_path: Path
) -> None:
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA)
    async with bot(saved):
        await stage.admin.start()
        await stage.until(lambda: _has_boards(stage, ANNA_GROUP))
        broken = ANNA.replace(f"group_id = {ANNA_GROUP}", "group_id = 5")
        saved.save(broken)
        line = (saved.head + broken).split("\n").index("group_id = 5") + 1
        told = await _told(stage)
        assert f"config.toml:{line}" in told or f"строка {line}" in told
        assert "group_id" in told
        assert RU.plain("config-group_positive", value="5") in told
        await stage.registered(client)


async def test_a_file_that_is_no_toml_changes_nothing_and_the_next_good_one_is_taken_over(
    stage: Stage, tmp_path: Path
) -> None:
    saved = file(stage, tmp_path)
    saved.save(ANNA)
    async with bot(saved):
        await stage.admin.start()
        saved.save(ANNA, "[[managers]\n")
        await _told(stage)
        saved.save(ANNA, PETR)
        await stage.until(lambda: _has_boards(stage, PETR_GROUP))


async def test_a_manager_with_clients_can_not_be_removed(stage: Stage, tmp_path: Path) -> None:
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA, PETR)
    async with bot(saved):
        await stage.admin.start()
        topic = await stage.registered(client)
        saved.save(PETR)
        assert "anna (1)" in await _told(stage)
        await client.write("вы ещё тут?")
        await stage.until(lambda: topic.texts[-1] == "вы ещё тут?")
        await stage.anna.write("конечно", **stage.at(topic))
        await stage.until(lambda: client.chat.texts[-1] == "конечно")


async def test_two_managers_may_exchange_their_groups(stage: Stage, tmp_path: Path) -> None:
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA, PETR)
    anna = ANNA.replace(str(ANNA_GROUP), str(PETR_GROUP))
    petr = PETR.replace(str(PETR_GROUP), str(ANNA_GROUP))
    async with bot(saved):
        await stage.registered(client)
        saved.save(anna, petr)
        await stage.until(lambda: _group_of(stage, "anna", PETR_GROUP))
        await stage.until(lambda: _group_of(stage, "petr", ANNA_GROUP))
        await client.write("где вы?")
        topic = await stage.topic_of(client, stage.petr_group)
        await stage.until(lambda: topic.texts[-1] == "где вы?")


async def _group_of(stage: Stage, desk: str, group_id: int) -> bool:
    async with await psycopg.AsyncConnection.connect(stage.database) as connection:
        row = await (await connection.execute("SELECT group_id FROM desks WHERE key = %s", (desk,))).fetchone()
        return row is not None and row[0] == group_id


async def test_a_manager_without_clients_may_go(stage: Stage, tmp_path: Path) -> None:
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA, PETR)
    async with bot(saved):
        await stage.until(lambda: _has_boards(stage, PETR_GROUP))
        saved.save(ANNA)
        await stage.until(lambda: _retired(stage, "petr"))
        await stage.registered(client, "m_PETR26")  # at Anna's, in spite of the old link


async def _retired(stage: Stage, desk: str) -> bool:
    async with await psycopg.AsyncConnection.connect(stage.database) as connection:
        row = await (await connection.execute("SELECT retired FROM desks WHERE key = %s", (desk,))).fetchone()
        return row is not None and bool(row[0])


async def test_an_open_call_is_shown_in_the_new_group_and_the_desk_goes_on(stage: Stage, tmp_path: Path) -> None:
    """Its card stands in the old group, where the bot is no more: that must neither be edited nor stop the desk."""
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA)
    async with bot(saved):
        await stage.registered(client)
        await client.press(RU.plain("menu-call"))
        await stage.until(lambda: any(client.name in text for text in stage.group.topic("Вызовы").texts))
        stage.group.kick_bot()
        saved.save(ANNA.replace(str(ANNA_GROUP), str(PETR_GROUP)))
        await stage.until(lambda: _group_of(stage, "anna", PETR_GROUP))
        stage.petr_group.add(stage.anna)
        await client.write("где вы?")
        topic = await stage.topic_of(client, stage.petr_group)
        await stage.anna.write("здесь", **stage.at(topic))
        await stage.until(lambda: any("Принял" in text for text in stage.petr_group.topic("Вызовы").texts))


async def test_a_file_behind_links_that_are_swapped_is_taken_over_each_time(stage: Stage, tmp_path: Path) -> None:
    """As Kubernetes mounts it: config.toml → ..data/config.toml, ..data → the folder of the version."""

    def swap(version: str, *managers: str) -> None:
        former = (tmp_path / "..data").resolve()
        folder = tmp_path / f"..{version}"
        folder.mkdir()
        (folder / "config.toml").write_text(file(stage, tmp_path).head + "".join(managers), "utf-8")
        link = tmp_path / "..data_tmp"
        link.symlink_to(folder.name)
        link.replace(tmp_path / "..data")
        if former != tmp_path / "..data":
            shutil.rmtree(former)

    swap("v1", ANNA)
    (tmp_path / "config.toml").symlink_to("..data/config.toml")
    saved, client = File(tmp_path / "config.toml", ""), stage.client()

    async def greeted_by(name: str) -> bool:
        await client.start()
        return any(name in text for text in client.chat.texts)

    async with bot(saved):
        await stage.admin.start()
        await stage.registered(client)
        swap("v2", ANNA.replace("Анна Смирнова", "Анна Орлова"))
        await stage.until(lambda: greeted_by("Анна Орлова"))
        swap("v3", ANNA.replace("Анна Смирнова", "Анна Зимина"), PETR)
        await stage.until(lambda: greeted_by("Анна Зимина"))
        await stage.until(lambda: _has_boards(stage, PETR_GROUP))
        assert not any("не применён" in text for text in stage.admin.chat.texts)


async def test_an_admin_hears_what_changed_once_and_what_needs_a_restart(stage: Stage, tmp_path: Path) -> None:
    saved = file(stage, tmp_path)
    saved.save(ANNA)
    with capture_logs() as logged:
        async with bot(saved), bot(saved):  # two processes, one word
            await stage.admin.start()
            await stage.until(lambda: _has_boards(stage, ANNA_GROUP))
            more = '[timers]\nsla_call = "7m"\n[recognition]\nworkers = 1\n'
            saved.save(ANNA + "capacity = 7\n", more)
            told = await stage.until(
                lambda: [text for text in stage.admin.chat.texts if "config.toml применён" in text]
            )
            assert told == [
                "config.toml применён: timers.sla_call, managers.anna.capacity.\n"
                "⚠️ Вступит в силу после перезапуска: recognition.workers."
            ]
            await stage.until(lambda: [one["event"] for one in logged].count("config_taken_over") > 1, "both have it")
            await stage.admin.write("/reload")
            await stage.until(lambda: stage.admin.chat.texts[-1] == RU.plain("adm-config_same"))
            assert len([text for text in stage.admin.chat.texts if "config.toml применён" in text]) == 1


async def test_reload_reads_the_file_that_nobody_saw_change(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def blind(self: Reload) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(Reload, "_watch", blind)
    saved, client = file(stage, tmp_path), stage.client()
    saved.save(ANNA)
    async with bot(saved):
        await stage.admin.start()
        saved.save(ANNA.replace("group_id = ", "group_id = x"))
        await stage.admin.write("/reload")
        assert "строка" in await _told(stage) or "config.toml:" in await _told(stage)
        saved.save(ANNA, PETR)
        await stage.admin.write("/reload")
        await stage.until(lambda: any("+managers.petr" in text for text in stage.admin.chat.texts))
        await stage.until(lambda: _has_boards(stage, PETR_GROUP))
        await client.write("/reload")  # nobody else's word counts
        await stage.until(lambda: client.chat.keyboard)
        assert "config.toml" not in client.chat.texts[-1]
