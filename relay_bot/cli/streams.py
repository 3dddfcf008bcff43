"""The three streams of a command: one that is closed is nowhere, one that takes nothing is told, never a traceback."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress


def open_closed() -> None:
    """A stream that the caller closed reads nothing and keeps nothing; no file of ours takes its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            fd = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(fd, mode, encoding="utf-8", closefd=False))


def refused(error: OSError) -> bool:
    """Whether this is standard output that takes nothing: a full disk, a terminal that has gone. No file has a name."""
    return error.filename is None and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def give_up() -> None:
    """Forget what waits for a standard output that takes nothing: at its end Python would try again, and complain."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
