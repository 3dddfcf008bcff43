"""Faults on demand: what the network and Telegram do on a bad day, switched on by a test or over HTTP."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

KINDS = (
    *("rate_limited", "bad_gateway", "server_error", "reset_before", "reset_after", "slow", "late", "error"),
    *("body_before", "body_after"),
)
BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(slots=True)
class Fault:
    """One rule. `after` matching calls pass first, then it strikes `times` times (None: for ever).

    "slow" waits `seconds` before the call takes effect, "late" before it is answered. "body_before" and "body_after"
    answer with `code` and `description` as the whole body, before the call takes effect or after.
    """

    kind: str
    method: str = "*"
    chat_id: int | None = None
    times: int | None = 1
    after: int = 0
    probability: float | None = None
    seed: int | None = None
    retry_after: int = 1
    seconds: float = 1.0
    code: int = 400
    description: str = "Bad Request: fault"
    parameters: dict[str, Any] | None = None
    struck: int = 0
    seen: int = 0
    _random: random.Random | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown fault {self.kind!r}: one of {', '.join(KINDS)}")
        if self.probability is not None:
            self._random = random.Random(self.seed)  # noqa: S311

    def strikes(self, method: str, chat_id: int | None) -> bool:
        """Whether this call is hit; counts the call."""
        if self.method not in ("*", method) or (self.chat_id is not None and self.chat_id != chat_id):
            return False
        if self.times is not None and self.struck >= self.times:
            return False
        self.seen += 1
        if self.seen <= self.after:
            return False
        if self._random is not None and self.probability is not None and self._random.random() >= self.probability:
            return False
        self.struck += 1
        return True


class Faults:
    """The rules in force, first match first. getUpdates is hit only by rules that name it."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(self, method: str = "*", chat_id: int | None = None, *, kind: str, **settings: Any) -> Fault:
        """Add a rule: kind is one of KINDS; settings are the other fields of Fault."""
        fault = Fault(kind=kind, method=method, chat_id=chat_id, **settings)
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        self.rules.clear()

    def next(self, method: str, chat_id: int | None) -> Fault | None:
        if not self.rules:
            return None
        for rule in self.rules:
            if (method != "getUpdates" or rule.method == "getUpdates") and rule.strikes(method, chat_id):
                return rule
        return None
