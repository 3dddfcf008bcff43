"""The table of methods: what each does, what it returns and what it costs against the limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.world import World

Handler = Callable[[World, Call], Any]
Cost = Callable[[Call], int]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its handler runs without awaiting, so a call is checked, done and counted as one step."""

    handler: Handler
    returns: str
    cost: Cost | None


_TABLE: dict[str, Method] = {}


def method(name: str, returns: str = "Boolean", cost: int | Cost = 0) -> Callable[[Handler], Handler]:
    """Register the handler of a method. `cost` is the number of messages that it counts as."""

    def register(handler: Handler) -> Handler:
        price: Cost | None = cost if callable(cost) else (lambda call: cost) if cost else None
        _TABLE[name] = Method(handler, returns, price)
        return handler

    return register


def find(name: str) -> Method:
    """The method of this name. Raises 400 for one that exists in the Bot API but not here."""
    found = _TABLE.get(name)
    if found is None:
        raise bad_request(f"method {name} is not supported by the sandbox")
    return found
