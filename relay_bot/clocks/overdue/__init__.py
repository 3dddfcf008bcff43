"""What nobody has answered, a file a kind: calls, messages, claims; the morning digest; `alarm.py` rings for them."""

from relay_bot.clocks.overdue.clock import Overdue

__all__ = ["Overdue"]
