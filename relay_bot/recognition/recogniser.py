"""What a client's file may cost: one deadline, one worker. How many may wait is said in domain/recording.py."""

from __future__ import annotations

import time
from pathlib import Path

import structlog

from relay_bot import metrics
from relay_bot.config import Config
from relay_bot.domain.recognition import Heard, HeardVoice, NotHeard, NotRead, PhotoKind, Seen
from relay_bot.recognition import process
from relay_bot.recognition.engines import Engines
from relay_bot.recognition.equipment import engines_of, memory_mb
from relay_bot.workers import WorkerDied, Workers, WorkTimedOut

log = structlog.get_logger()


class Recogniser:
    """Listens and reads in worker processes. Nothing is raised for a file; a hostile one costs one worker."""

    def __init__(self, config: Config, *, engines: Engines | None = None) -> None:
        settings = config.recognition
        self._engines = engines or engines_of(config)
        self._longest_s = config.features.voice_max.total_seconds()
        self._voice_s = settings.voice_deadline.total_seconds()
        self._photo_s = settings.photo_deadline.total_seconds()
        self._listens = config.features.voice and self._engines.speech is not None
        self._reads = config.features.ocr
        self._workers = Workers(
            process.prepare, (self._engines,), workers=settings.workers, memory_mb=memory_mb(self._engines)
        )

    def warm(self) -> None:
        """Load the models in the background. Without it the first file waits for them."""
        if self._listens or self._reads:
            self._workers.warm()

    async def listen(self, source: bytes | Path, *, stated_s: float | None, language: str, client_id: int) -> Heard:
        """`source`: an Ogg Opus file; `stated_s`: how long Telegram says that it is; `language`: ru or en."""
        if not self._listens:
            return NotHeard("off")
        began = time.monotonic()
        try:
            heard = await self._workers.do(
                process.listen, source, stated_s, language, self._longest_s, timeout_s=self._voice_s
            )
        except WorkTimedOut:
            heard = NotHeard("slow")
        except WorkerDied:
            heard = NotHeard("broken")
        self._tell("voice_heard", "voice_not_heard", heard, client_id, began)
        return heard

    async def read(self, source: bytes | Path, kind: PhotoKind, *, client_id: int) -> Seen:
        """`source`: JPEG, PNG or WebP (`photo`), or a PDF of which the first pages are read."""
        if not self._reads:
            return NotRead("off")
        began = time.monotonic()
        try:
            seen = await self._workers.do(process.read, source, kind, timeout_s=self._photo_s)
        except WorkTimedOut:
            seen = NotRead("slow")
        except WorkerDied:
            seen = NotRead("broken")
        self._tell("photo_read", "photo_not_read", seen, client_id, began)
        return seen

    async def close(self) -> None:
        """End the workers. What is at work comes back as broken."""
        await self._workers.close()

    def _tell(self, good: str, bad: str, found: Heard | Seen, client_id: int, began: float) -> None:
        """Times and reasons, never what was said."""
        took_s = round(time.monotonic() - began, 2)
        kind = "voice" if isinstance(found, HeardVoice | NotHeard) else "photo"
        result = found.reason if isinstance(found, NotHeard | NotRead) else "recognised"
        metrics.RECOGNISED.labels(kind=kind, result=result).observe(took_s)
        match found:
            case NotHeard(reason) | NotRead(reason):
                log.info(bad, client_id=client_id, reason=reason, took_s=took_s)
            case _:
                log.info(good, client_id=client_id, confidence=found.confidence, took_s=took_s)
