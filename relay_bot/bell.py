"""How one part of the process wakes another without asking the database."""

import asyncio
import contextlib


class Bell:
    """Ring it any time: one waiter wakes. A ring while nobody waits is kept, several are one."""

    def __init__(self) -> None:
        self.answered = True
        """Whether somebody of this process comes when it rings; if not, others must be told through PostgreSQL."""
        self._rung: asyncio.Queue[None] = asyncio.Queue(maxsize=1)

    def ring(self) -> None:
        with contextlib.suppress(asyncio.QueueFull):
            self._rung.put_nowait(None)

    async def wait(self, timeout_s: float) -> bool:
        """True at the next ring, False after `timeout_s`: then something may be due by time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._rung.get()
                return True
        return False
