"""The private chat of a person with the bot, as the person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from relay_bot.sandbox.model import ChatRecord
from relay_bot.sandbox.transcript import Message, messages_of
from relay_bot.sandbox.world import World


class Chat(Sequence[Message]):
    """The private chat of a person with the bot, oldest message first."""

    def __init__(self, world: World, record: ChatRecord) -> None:
        self._world = world
        self._record = record

    def _messages(self) -> list[Message]:
        return messages_of(self._world, self._record)

    def __repr__(self) -> str:
        return "\n".join(one.line() for one in self._messages()) or "(an empty chat)"

    def __len__(self) -> int:
        return len(self._messages())

    def __getitem__(self, index: Any) -> Any:
        return self._messages()[index]

    @property
    def last(self) -> Message:
        """The newest message. Raises IndexError in an empty chat."""
        return self._messages()[-1]

    @property
    def from_bot(self) -> list[Message]:
        return [one for one in self._messages() if one.from_bot]

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self._messages()]

    @property
    def pinned(self) -> list[Message]:
        return [one for one in self._messages() if one.pinned]

    @property
    def keyboard(self) -> list[list[str]]:
        """The texts of the reply keyboard that is shown now."""
        rows = (self._record.keyboard or {}).get("keyboard", [])
        return [[button if isinstance(button, str) else button["text"] for button in row] for row in rows]
