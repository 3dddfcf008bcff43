"""Logs: one line an event, and no secret in any of them."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from relay_bot import logs

TOKEN = "123456789:" + "A" * 35


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.excepthook", None)
        logs.setup("debug", stream)
        yield stream
    logging.captureWarnings(False)
    structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def test_an_event_is_one_line_with_its_ids(stream: io.StringIO) -> None:
    structlog.get_logger().info("update_handled", update_id=7)
    line = json.loads(stream.getvalue())
    assert (line["event"], line["update_id"], line["level"]) == ("update_handled", 7, "info")


def test_libraries_write_through_the_same_gate(stream: io.StringIO) -> None:
    logging.getLogger("aiohttp.client").warning("no answer from %s", f"https://x/bot{TOKEN}/getMe")
    line = json.loads(stream.getvalue())
    assert line["event"] == "no answer from https://x/bot<token>/getMe"
    assert line["logger"] == "aiohttp.client"


def test_no_secret_gets_through_whatever_way_it_came(stream: io.StringIO) -> None:
    log = structlog.get_logger()
    try:
        raise ValueError(f"postgresql://bot:hush@h/db and {TOKEN}")
    except ValueError:
        log.exception("database_lost", url="postgresql://bot:hush@h/db", nested={"token": TOKEN})
        logging.getLogger("sqlalchemy").exception("host=h password=hush")
    assert TOKEN not in stream.getvalue()
    assert "hush" not in stream.getvalue()
    assert "ValueError" in stream.getvalue()
