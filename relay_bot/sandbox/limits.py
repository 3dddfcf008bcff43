"""Telegram's limits as exact sliding windows, and the figures that a benchmark asks for."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from relay_bot.sandbox.errors import too_many_requests


@dataclass(slots=True)
class Limits:
    """How much a bot may send: per group in a window, per private chat with small bursts, in total per second."""

    group_messages: int = 20
    group_window_s: float = 60.0
    chat_interval_s: float = 1.0
    chat_burst: int = 5
    total_per_second: int = 30
    enabled: bool = True


@dataclass(slots=True)
class GroupFigures:
    """The busiest stretches of one group."""

    total: int = 0
    worst_minute: int = 0
    worst_second: int = 0


@dataclass(slots=True)
class Stats:
    """Counts since the start (or `reset`)."""

    calls: int = 0
    sent: int = 0
    too_many_requests: int = 0
    worst_second: int = 0
    by_method: dict[str, int] = field(default_factory=dict)
    groups: dict[int, GroupFigures] = field(default_factory=dict)

    def reset(self) -> None:
        fresh = Stats()
        self.calls, self.sent, self.too_many_requests, self.worst_second = 0, 0, 0, 0
        self.by_method, self.groups = fresh.by_method, fresh.groups


class _Window:
    """Times of the last events, no older than its length."""

    def __init__(self) -> None:
        self.times: deque[float] = deque()

    def count(self, now: float, length_s: float) -> int:
        while self.times and self.times[0] <= now - length_s:
            self.times.popleft()
        return len(self.times)

    def wait_for(self, cost: int, room: int, now: float, length_s: float) -> float:
        """Seconds until `cost` more events fit into `room`; 0 when they fit now."""
        count = self.count(now, length_s)
        if count + cost <= room or not count:
            return 0.0
        leaving = min(count + cost - room, count)
        return self.times[leaving - 1] + length_s - now

    def add(self, cost: int, now: float) -> None:
        self.times.extend([now] * cost)


class Meter:
    """Decides whether a call fits, and counts it once it has had its effect."""

    def __init__(self, limits: Limits, stats: Stats, clock: Callable[[], float]) -> None:
        self.limits = limits
        self.stats = stats
        self._clock = clock
        self._groups: dict[int, _Window] = {}
        self._group_seconds: dict[int, _Window] = {}
        self._group_minutes: dict[int, _Window] = {}
        self._buckets: dict[int, float] = {}
        self._total = _Window()

    def check(self, chat_id: int, cost: int) -> None:
        """Raise 429 when `cost` messages to this chat do not fit now. Changes nothing."""
        limits, now = self.limits, self._clock()
        if not limits.enabled or not cost:
            return
        wait = self._total.wait_for(cost, limits.total_per_second, now, 1.0)
        if chat_id < 0:
            window = self._groups.setdefault(chat_id, _Window())
            wait = max(wait, window.wait_for(cost, limits.group_messages, now, limits.group_window_s))
        else:
            # One message of each burst is free when the bucket's theoretical time lies in the past.
            full_at = max(self._buckets.get(chat_id, 0.0), now) + cost * limits.chat_interval_s
            wait = max(wait, full_at - now - max(limits.chat_burst, cost) * limits.chat_interval_s)
        if wait > 0:
            self.stats.too_many_requests += 1
            raise too_many_requests(max(1, math.ceil(wait)))

    def spend(self, chat_id: int, cost: int) -> None:
        """Count `cost` messages to this chat."""
        if not cost:
            return
        limits, now, stats = self.limits, self._clock(), self.stats
        stats.sent += cost
        self._total.add(cost, now)
        stats.worst_second = max(stats.worst_second, self._total.count(now, 1.0))
        if chat_id > 0:
            self._buckets[chat_id] = max(self._buckets.get(chat_id, 0.0), now) + cost * limits.chat_interval_s
            return
        self._groups.setdefault(chat_id, _Window()).add(cost, now)
        figures = stats.groups.setdefault(chat_id, GroupFigures())
        figures.total += cost
        minute = self._group_minutes.setdefault(chat_id, _Window())
        second = self._group_seconds.setdefault(chat_id, _Window())
        minute.add(cost, now)
        second.add(cost, now)
        figures.worst_minute = max(figures.worst_minute, minute.count(now, 60.0))
        figures.worst_second = max(figures.worst_second, second.count(now, 1.0))

    def reset(self) -> None:
        """Forget every window: the next call finds full budgets."""
        self._groups.clear()
        self._group_seconds.clear()
        self._group_minutes.clear()
        self._buckets.clear()
        self._total = _Window()
