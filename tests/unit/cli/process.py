"""The command line, as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def relay_bot(*arguments: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "relay_bot", *arguments]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("RELAY_BOT_")}
    return subprocess.run(command, cwd=folder, env=clean | env, capture_output=True, text=True, timeout=180)
