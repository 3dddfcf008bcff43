"""Errors to Sentry, for who wants that. What leaves the house is a list of what may, not of what may not.

An event keeps: what happened (our own constant), where (files, functions, lines), the kinds of the exceptions, the
release. Nobody's words leave: no values of exceptions, no variables, no breadcrumbs, no requests, no host name.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from relay_bot.config.tables import Monitoring
from relay_bot.errors import SentryMissing
from relay_bot.logs import redact

KEPT = ("event_id", "timestamp", "level", "platform", "release", "logger")
FRAME = ("filename", "function", "lineno", "module", "in_app")
IDS = ("row", "inbox", "update", "clock", "attempt", "worker", "waybill", "mail", "code", "part", "action", "kind")
"""Fields of our log events that are numbers or our own words."""


def start(monitoring: Monitoring, **more: Any) -> None:
    """Raises SentryMissing. `more`: of sentry_sdk.init, for tests."""
    if not monitoring.sentry_dsn.get_secret_value():
        return
    try:
        import sentry_sdk
    except ImportError:
        raise SentryMissing from None
    sentry_sdk.init(
        dsn=monitoring.sentry_dsn.get_secret_value(),
        include_local_variables=False,
        include_source_context=False,
        max_breadcrumbs=0,
        server_name="",
        auto_session_tracking=False,
        before_send=lambda event, hint: scrubbed(event, hint),
        **more,
    )


def scrubbed(event: Mapping[str, Any], hint: Mapping[str, Any]) -> Any:
    """The event with nothing but what may leave."""
    kept: dict[str, Any] = {name: event[name] for name in KEPT if name in event}
    message = getattr(hint.get("log_record"), "msg", None)
    if isinstance(message, dict):  # an event of structlog's: its name is ours, its fields need not be
        kept["message"] = redact(str(message.get("event", "")))
        kept["tags"] = {name: redact(str(message[name]))[:60] for name in IDS if name in message}
        thrown = _thrown(message.get("exc_info"))
    else:
        thrown = (event.get("exception") or {}).get("values") or []
    kept["exception"] = {"values": [_exception(one) for one in thrown]}
    return kept


def _thrown(told: Any) -> list[Any]:
    """The exceptions of a log event, which structlog keeps beside its words: True is the one that is being handled."""
    from sentry_sdk.utils import event_from_exception, exc_info_from_error

    info = sys.exc_info() if told is True else exc_info_from_error(told) if isinstance(told, BaseException) else told
    if not isinstance(info, tuple) or info[1] is None:
        return []
    event, _ = event_from_exception(info)
    return list((event.get("exception") or {}).get("values") or [])


def _exception(one: Mapping[str, Any]) -> dict[str, Any]:
    frames = (one.get("stacktrace") or {}).get("frames") or []
    where = [{name: frame[name] for name in FRAME if name in frame} for frame in frames]
    return {"type": one.get("type"), "module": one.get("module"), "stacktrace": {"frames": where}}
