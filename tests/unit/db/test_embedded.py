"""The embedded PostgreSQL: started, shared, killed. Each test has a server of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from relay_bot.db import pgfiles
from relay_bot.db.embedded import EmbeddedPostgres
from relay_bot.errors import EmbeddedPostgresError
from tests.conftest import fast_folder

HOLD = """
import sys, time
from pathlib import Path
from relay_bot.db.embedded import EmbeddedPostgres
print(EmbeddedPostgres(Path(sys.argv[1]), fsync=False).start(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    with fast_folder() as name:
        yield Path(name)


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(folder, fsync=False)
    yield server
    server.stop()


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        answer = connection.execute(question)
        row = answer.fetchone() if answer.description else None
        return row[0] if row else None


def other_process(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str], how: signal.Signals) -> None:
    process.send_signal(how)
    process.communicate(timeout=10)


def test_it_speaks_russian_and_listens_on_no_port(server: EmbeddedPostgres) -> None:
    url = server.start()
    assert ask(url, "SELECT lower('ЖЁ')") == "жё"
    assert ask(url, "SHOW listen_addresses") == ""
    assert ask(url, "SELECT current_database()") == "relay_bot"


def test_nobody_else_may_enter_its_folders(server: EmbeddedPostgres) -> None:
    server.start()
    for folder in (server.home.socket_dir, server.home.cluster):
        assert folder.stat().st_mode & 0o077 == 0


def test_the_permissions_of_the_folder_above_are_left_alone(folder: Path) -> None:
    above = folder / "closed"
    above.mkdir(mode=0o700)
    with EmbeddedPostgres(above / "data", fsync=False) as url:
        assert ask(url, "SELECT 1") == 1
    assert above.stat().st_mode & 0o777 == 0o700
    shutil.rmtree((above / "data" / "postgres").resolve())  # may be elsewhere


def test_the_last_user_stops_it(folder: Path, server: EmbeddedPostgres) -> None:
    first = EmbeddedPostgres(folder, fsync=False)
    first.start()
    url = server.start()
    first.stop()
    assert ask(url, "SELECT 1") == 1
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        ask(url, "SELECT 1")


def test_a_killed_user_does_not_count(folder: Path, server: EmbeddedPostgres) -> None:
    killed = other_process(folder)
    assert killed.stdout is not None
    killed.stdout.readline()
    url = server.start()
    end(killed, signal.SIGKILL)
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        ask(url, "SELECT 1")


def test_data_survives_a_stop_and_a_kill_of_the_server(server: EmbeddedPostgres) -> None:
    url = server.start()
    ask(url, "CREATE TABLE kept AS SELECT 7 AS n")
    server.stop_server()
    with pytest.raises(psycopg.OperationalError):
        ask(url, "SELECT 1")
    server.start_server()
    server.kill_server()
    server.start_server()
    assert ask(url, "SELECT n FROM kept") == 7


def test_the_number_of_a_dead_server_may_belong_to_somebody_else(server: EmbeddedPostgres) -> None:
    url = server.start()
    server.kill_server()
    pid_file = server.home.cluster / "postmaster.pid"
    lines = pid_file.read_text("utf-8").splitlines()
    stranger = subprocess.Popen(["sleep", "60"], **server.home.as_owner())
    try:
        pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n", "utf-8")
        server.start_server()
        assert ask(url, "SELECT 1") == 1
    finally:
        stranger.kill()
        stranger.wait()


def test_two_processes_may_start_at_once(folder: Path) -> None:
    both = [other_process(folder) for _ in range(2)]
    try:
        urls = {process.stdout.readline().strip() for process in both if process.stdout}
        assert len(urls) == 1
        assert ask(urls.pop(), "SELECT 1") == 1
    finally:
        for process in both:
            end(process, signal.SIGKILL)
        with EmbeddedPostgres(folder):
            pass


def test_threads_may_start_at_once(folder: Path) -> None:
    servers = [EmbeddedPostgres(folder, fsync=False) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        urls = set(pool.map(lambda server: server.start(), servers))
    assert len(urls) == 1
    for server in servers:
        server.stop()


LEAVE_FIRST = """
import sys
from pathlib import Path
from relay_bot.db.embedded import EmbeddedPostgres
starter, other = (EmbeddedPostgres(Path(sys.argv[1]), fsync=False) for _ in range(2))
starter.start()
other.start()
print(flush=True)
sys.stdin.read()
starter.stop()
other.stop()
"""


@pytest.mark.parametrize("others", [True, False], ids=["while others use it", "as the last"])
def test_a_process_that_started_it_ends_without_a_warning(folder: Path, server: EmbeddedPostgres, others: bool) -> None:
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", LEAVE_FIRST, str(folder)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    if others:
        server.start()
    _, errors = process.communicate(timeout=180)
    assert (process.returncode, errors) == (0, "")
    if others:
        assert ask(server.url(), "SELECT 1") == 1


def test_an_interrupted_initdb_leaves_nothing_behind(folder: Path, server: EmbeddedPostgres) -> None:
    (folder / "postgres" / "cluster.new-interrupted").mkdir(parents=True)
    server.start()
    assert not list(server.home.root.glob("cluster.new-*"))


def test_a_long_path_gets_a_short_socket(folder: Path) -> None:
    deep = folder / ("long" * 20) / ("name" * 10)
    with EmbeddedPostgres(deep, fsync=False) as url:
        assert ask(url, "SELECT 1") == 1
    home = pgfiles.prepare_home(deep)
    assert len(os.fsencode(home.socket)) <= pgfiles.SOCKET_PATH_LIMIT
    home.socket_dir.rmdir()


def test_a_warm_start_is_quick(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    started = time.monotonic()
    server.start()
    assert time.monotonic() - started < 2  # 0.05 s on two slow cores


def test_a_server_that_can_not_start_says_why(server: EmbeddedPostgres) -> None:
    server.start()
    server.stop()
    (server.home.cluster / "postgresql.conf").write_text("nonsense = here\n", "utf-8")
    with pytest.raises(EmbeddedPostgresError) as caught:
        server.start()
    assert caught.value.key == "postgres-start_failed"
    assert "nonsense" in caught.value.values["log"]


def test_a_data_folder_that_can_not_be_made_is_named(folder: Path) -> None:
    (folder / "file").write_text("", "utf-8")
    with pytest.raises(EmbeddedPostgresError) as caught:
        EmbeddedPostgres(folder / "file" / "data").start()
    assert caught.value.key == "postgres-no_folder"
    assert "file" in str(caught.value.values["path"])
