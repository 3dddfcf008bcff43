"""Which reaction shows what somebody has put on a message."""

from __future__ import annotations

import pytest

from relay_bot.domain.reaction import ALLOWED, Reaction, nearest
from relay_bot.sandbox.methods.edits import REACTIONS


def test_the_set_is_the_one_that_the_local_telegram_takes() -> None:
    assert ALLOWED == REACTIONS


@pytest.mark.parametrize("emoji", sorted(ALLOWED))
def test_what_a_bot_may_set_is_set(emoji: str) -> None:
    assert nearest(emoji) == emoji


@pytest.mark.parametrize(
    ("emoji", "shown"),
    [
        ("❤️", "❤"),
        ("👍🏽", "👍"),
        ("💙", "❤"),
        ("✅", "👍"),
        ("❌", "👎"),
        ("😂", "🤣"),
        ("⭐", "🤩"),
        ("📦", None),
        ("", None),
    ],
)
def test_others_become_the_nearest_or_nothing(emoji: str, shown: str | None) -> None:
    assert nearest(emoji) == shown


@pytest.mark.parametrize("reaction", [Reaction("👍"), Reaction(custom="5312016608254762256")])
def test_a_reaction_is_kept_as_it_was(reaction: Reaction) -> None:
    assert Reaction.of(reaction.kept) == reaction
