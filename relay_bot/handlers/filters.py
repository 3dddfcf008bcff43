"""Filters that are plain functions run in the event loop: aiogram sends each through a thread."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject


def run_filters_in_the_loop(router: Router) -> None:
    """Half a dozen hops an update less (measured). Ours only compare values."""
    for observer in router.observers.values():
        for handler in (observer._handler, *observer.handlers):
            for one in handler.filters or ():
                _run_in_the_loop(one)
    for inner in router.sub_routers:
        run_filters_in_the_loop(inner)


def _run_in_the_loop(one: FilterObject) -> None:
    if not one.awaitable:
        one.callback, one.awaitable = _at_once(one.callback), True
    for part in (*getattr(one.callback, "targets", ()), getattr(one.callback, "target", None)):  # or_f, and_f, invert_f
        if isinstance(part, FilterObject):
            _run_in_the_loop(part)


def _at_once(check: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def answer(*args: Any, **named: Any) -> Any:
        return check(*args, **named)

    return answer
