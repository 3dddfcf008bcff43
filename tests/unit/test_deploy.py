"""What the files of deploy/ promise can be read in them."""

from __future__ import annotations

import configparser
import tomllib
from pathlib import Path


def test_a_bot_that_ends_at_once_for_half_a_minute_is_still_started_again(project: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(project / "deploy" / "relay-bot@.service", "utf-8")
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit["Service"]["Restart"] == "always"
    assert 1 <= int(unit["Service"]["RestartSec"]) <= 10
    assert int(unit["Service"]["TimeoutStopSec"]) > 10


def test_the_image_is_built_from_everything_that_a_wheel_carries(project: Path) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    wheel = settings["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"], "pyproject.toml", "uv.lock"}
    lines = (project / "deploy" / "Dockerfile").read_text("utf-8").splitlines()
    copied = {
        word for line in lines if line.startswith("COPY ") and "--from" not in line for word in line.split()[1:-1]
    }
    allowed = {line[1:] for line in (project / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert copied == needed
    assert allowed == needed
    assert any(line.startswith("USER ") for line in lines)
