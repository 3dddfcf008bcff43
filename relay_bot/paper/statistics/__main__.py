"""Figures as JSON on the standard input become a PNG on the standard output."""

import json
import os
import sys

NICE = 5
MEMORY_MB = 2048  # of address space: numpy reserves much and uses little


def main() -> None:
    if os.name == "posix":
        import resource

        os.nice(NICE)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB << 20, MEMORY_MB << 20))
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from relay_bot.paper.statistics.drawing import draw

    sys.stdout.buffer.write(draw(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
