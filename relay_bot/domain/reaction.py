"""Which of the reactions that a bot may set shows what somebody has put on a message. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from relay_bot.config.emoji import ALLOWED

_CUSTOM = "custom:"
_PLAIN = str.maketrans("", "", "\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""Without the sign that asks for a coloured picture, and without skin tones."""

_NEAR = {
    "❤": "💙 💚 💛 🧡 💜 🖤 🤍 🤎 🩷 🩵 🩶 💖 💗 💓 💕 💞 💝 ❣ ♥ 🫶 😻 💟",
    "👍": "✅ ✔ ☑ 🆗 🙋 💪 🤙 👊 ✊ 🤛 🤜 🔝 ➕ 🟢",
    "👎": "❌ ❎ 🚫 ⛔ 🙅 ➖ 🔴 ✖",
    "😁": "🙂 😊 ☺ 😃 😄 😀 😆 😅 😺 😸 😉 😋 🙃",
    "🤣": "😂 😹",
    "😢": "😥 😞 😔 🙁 ☹ 😟 😕 🥺 😿 🥲 😪",
    "😭": "😩 😫 😖",
    "😱": "😮 😲 😯 😧 🙀 😳",
    "😨": "😰 😦",
    "😡": "😠 😤 👿",
    "🤔": "🧐 ❓ ❔ ⁉",
    "🎉": "🥳 🎊 🎁 🎈 🎂",
    "🤩": "⭐ 🌟 ✨ 💫",
    "👏": "🙌",
    "🙏": "🤲",
    "🏆": "🥇 🏅 🎖",
    "🤮": "🤢",
    "👀": "👁 🔎 🔍",
    "🫡": "💂",
    "⚡": "💥",
    "😴": "💤 🛌",
    "🤝": "🫱 🫲",
    "✍": "📝 ✏ 🖊",
    "🤷": "🫤",
}
_NEAREST = {one: shown for shown, others in _NEAR.items() for one in others.split()}


@dataclass(frozen=True, slots=True)
class Reaction:
    """An emoji, or the id of a custom one, which only Telegram can tell the emoji of."""

    emoji: str = ""
    custom: str = ""

    @property
    def kept(self) -> str:
        return f"{_CUSTOM}{self.custom}" if self.custom else self.emoji

    @classmethod
    def of(cls, kept: str) -> Self:
        return cls(custom=kept.removeprefix(_CUSTOM)) if kept.startswith(_CUSTOM) else cls(kept)


PAID = Reaction("⭐")
"""A paid one has no emoji."""


def nearest(emoji: str) -> str | None:
    """The emoji itself where a bot may set it, else the one that says the same; None: there is none."""
    plain = emoji.translate(_PLAIN)
    return plain if plain in ALLOWED else _NEAREST.get(plain)
