"""What a process counts while it works, for Prometheus (`monitoring.py` shows it).

No label carries a client's name, number, chat or words, nor a token: only kinds, results, and the desks' keys.
"""

from prometheus_client import Counter, Histogram

UPDATES = Counter("relay_bot_updates_total", "Updates committed to the inbox")
SENDS = Counter("relay_bot_sends_total", "Calls of delivery by what came of them", ["result"])
TOO_MANY = Counter("relay_bot_too_many_requests_total", "Answers 429 of Telegram")
PRINTED = Histogram(
    "relay_bot_print_seconds", "From a sheet to its PDF", ["result"], buckets=(0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
)
RECOGNISED = Histogram(
    "relay_bot_recognition_seconds",
    "From a voice or a photo to its text, waiting for a turn included",
    ["kind", "result"],
    buckets=(0.5, 1, 2, 5, 10, 20, 45),
)
