"""Structured logs: a constant action in the past tense plus ids.

    log = structlog.get_logger()
    log.info("outbox_parked", outbox_id=17, lane="topic:5")

Lines for a person on a terminal (or with RELAY_BOT_LOG_FORMAT=text), JSON otherwise. Everything, also what libraries
log and every traceback, is written through one gate that blackens tokens and database passwords.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SECRETS = (
    (re.compile(r"\d{6,}:[\w-]{30,}"), "<token>"),
    (re.compile(r"(\w+://[^\s:/@]*):[^\s/@]+@"), r"\1:<password>@"),
    (re.compile(r"(password\s*=\s*)('[^']*'|[^\s&'\"]+)", re.IGNORECASE), r"\1<password>"),
)
QUIET = ("aiogram", "aiohttp.access", "alembic", "asyncio", "sqlalchemy", "watchfiles")


def redact(text: str) -> str:
    """The text without bot tokens and passwords of addresses."""
    for pattern, replacement in SECRETS:
        text = pattern.sub(replacement, text)
    return text


def setup(level: str | None = None, stream: TextIO = sys.stderr) -> None:
    """Route all logging to `stream`. `level` None: RELAY_BOT_LOG, else info. Safe to call again."""
    threshold = logging.getLevelNamesMapping().get((level or os.environ.get("RELAY_BOT_LOG", "info")).upper())
    threshold = logging.INFO if threshold is None else threshold
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.ExtraAdder(), _name_foreign],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_rendering(stream)],
        )
    )
    logging.basicConfig(handlers=[handler], level=threshold, force=True)
    logging.captureWarnings(True)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
    sys.excepthook = _log_crash


def _rendering(stream: TextIO) -> list[Processor]:
    if stream.isatty() or os.environ.get("RELAY_BOT_LOG_FORMAT") == "text":
        console = structlog.dev.ConsoleRenderer(
            colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
        return [_redacted(console)]
    json = structlog.processors.JSONRenderer(ensure_ascii=False, default=str)
    return [structlog.processors.format_exc_info, _redacted(json)]


def _redacted(render: Callable[[WrappedLogger, str, EventDict], str | bytes]) -> Processor:
    """The gate: works on the finished line, so nothing gets past it, whatever field it was in."""

    def rendered(logger: WrappedLogger, name: str, event: EventDict) -> str:
        return redact(str(render(logger, name, event)))

    return rendered


def _name_foreign(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Say which library spoke."""
    event["logger"] = event["_record"].name
    return event


def _log_crash(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().critical("process_crashed", exc_info=(kind, error, traceback))
