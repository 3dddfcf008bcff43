"""Whose trouble a mail server's refusal is: the address's, its full mailbox's, or our own account's. Pure.

The enhanced code (RFC 3463) says it where there is one: «5.1.1 … unknown in relay recipient table» is the address's,
whatever its words sound like. Only without one, or with one that says nothing, the words decide.
"""

from __future__ import annotations

import re

from relay_bot.domain.letter import Trouble

_ENHANCED = re.compile(r"\s*[245]\.(\d{1,3}\.\d{1,3})\b")

_BY_CODE: tuple[tuple[Trouble, str], ...] = (
    # trouble, what the enhanced code is after its first number
    ("account", r"1\.[78]"),  # the sender's address
    ("address", r"1\.([1-6]|9|10)"),
    ("address", r"2\.1"),  # the mailbox is closed
    ("full", r"2\.2"),
    ("account", r"7\.\d+"),  # security and policy
)

_OUR_CODES = (530, 534, 535, 538)
"""A login is wanted (RFC 4954)."""

_OUR_WORDS = re.compile(
    r"relay|rcpthosts|authenticat|\bauth\b|log ?in|sender|send as|not owned|\bSPF\b|\bDMARC\b", re.IGNORECASE
)
"""Of a refusal that is about who sends, though it answers the recipient: «553 sender not owned», «554 relay denied»."""

_FULL_WORDS = re.compile(r"mailbox (is )?full|over ?quota|quota exceeded|exceeded storage", re.IGNORECASE)


def trouble_of(code: int, words: str, *, of_recipient: bool) -> Trouble:
    """`of_recipient`: it answers RCPT. A refusal that passes says nothing of the address: greylisting is none."""
    enhanced = _ENHANCED.match(words)
    known = [trouble for trouble, kind in _BY_CODE if enhanced and re.fullmatch(kind, enhanced[1])]
    if code < 500:
        return "full" if "full" in known else "reply"
    if known:
        return known[0]
    if code in _OUR_CODES or _OUR_WORDS.search(words):
        return "account"
    if _FULL_WORDS.search(words):
        return "full"
    return "address" if of_recipient else "reply"
