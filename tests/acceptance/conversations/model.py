"""What both sides of a conversation have to show in the end. It knows nothing of the bot: only what was done."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from relay_bot.sandbox.transcript import Message
from tests.acceptance.conversations.steps import Words
from tests.acceptance.talk import Side

_NUMBERED = re.compile(r"(?:// )?№ (\d+),")
_TAG = re.compile(r"<[^>]+>")
_STYLED = {
    "plain": "{}",
    "bold": "<b>{}</b>",
    "link": '<a href="https://example.com/">{}</a>',
    "spoiler": "<tg-spoiler>{}</tg-spoiler>",
}
_RECEIPTS = ("👌", "✍")
"""What the bot says of a message itself, below those of people."""


def html_of(number: int, version: int, words: Words) -> str:
    """What is written: its last line has the number, by which its copy is found."""
    last = _STYLED[words.style].format(f"№ {number}, версия {version}")
    match words.shape:
        case "line":
            return last
        case "lines":
            return f"<i>выше</i> стоит {number}\n{last}"
        case "part":
            return f"// внутри {number}\n{last}"
        case "inside":
            return f"// {last}"


@dataclass(frozen=True)
class Copy:
    """What the bot has put before somebody of one message. With little budget it may be `joined`: one of several
    texts of a message, at this `place`. Who answers all of such a message means its `last`.
    """

    number: int
    message: Message
    text: str
    place: int
    joined: bool
    last: bool

    @property
    def at(self) -> tuple[int, int]:
        return self.message.id, self.place

    def says(self, html: str) -> bool:
        """Below a quotation, a mark or a time; of a joined one the formatting is not looked at."""
        said, wanted = (self.message.html, html) if not self.joined else (self.text, _TAG.sub("", html))
        return said == wanted or said.endswith(f"\n{wanted}")


def copies_in(shown: Message) -> list[Copy]:
    blocks = shown.text.split("\n\n")
    found = [(block, _NUMBERED.match(block.split("\n")[-1])) for block in blocks]
    last = len(blocks) - 1
    return [
        Copy(int(number[1]), shown, block, place, joined=last > 0, last=place == last)
        for place, (block, number) in enumerate(found)
        if number is not None
    ]


@dataclass
class Said:
    """A message as the model knows it. `album`: the number of its first part. `reactions`: of each side the newest."""

    number: int
    side: Side
    message: Message
    words: Words
    version: int = 0
    album: int | None = None
    answers: Said | None = None
    quote: str = ""
    removed: bool = False  # by /del
    edited: bool = False
    reactions: dict[Side, str | None] = field(default_factory=dict)
    odd: bool = False  # it was inside, or its copy was lost or shown anew: its place and its reactions are not promised
    lost: bool = False  # its copy went with a topic, and nobody has edited it since
    twice: bool = False  # in flight at a kill

    @property
    def is_note(self) -> bool:
        return self.side == "desk" and self.words.shape == "inside"

    @property
    def html(self) -> str:
        """What the other side is to see."""
        written = html_of(self.number, self.version, self.words)
        if self.side == "desk" and self.words.shape == "part":
            return written.split("\n")[1]
        return written


@dataclass
class Conversation:
    """One client's, in the order in which it was written. `scarce`: there is little budget."""

    scarce: bool = False

    said: list[Said] = field(default_factory=list)

    def stays_inside(self, one: Said) -> bool:
        """A note; an album with one below a picture, as long as that picture was not taken back."""
        if one.side == "client" or one.removed:
            return False
        if one.album is None:
            return one.is_note
        return any(part.is_note and not part.removed for part in self.said if part.album == one.album)

    def shows(self, one: Said) -> bool:
        return not one.removed and not self.stays_inside(one)

    def kept_inside(self) -> None:
        """Whatever is inside now: when it comes out, it comes last."""
        for one in self.said:
            one.odd = one.odd or self.stays_inside(one)

    def differs(self, read: dict[Side, Sequence[Message]], bot: int) -> list[str]:
        """What is not as it should be. `read`: what the bot has put before the readers of each side's messages."""
        copies: dict[int, list[Copy]] = {}
        for copy in [one for shown in (*read["client"], *read["desk"]) for one in copies_in(shown)]:
            copies.setdefault(copy.number, []).append(copy)
        wrong = [f"№ {one.number}: {what}" for one in self.said for what in self._wrong(one, copies, bot)]
        unknown = copies.keys() - {one.number for one in self.said}
        wrong += [f"№ {number}: nobody has written that" for number in sorted(unknown)]
        return wrong + self._order(copies) + self._albums(copies)

    def _wrong(self, one: Said, copies: dict[int, list[Copy]], bot: int) -> list[str]:
        here = copies.get(one.number, [])
        if not self.shows(one):
            return [] if not here or one.twice else [f"is not to be shown: {here}"]
        if not here:
            return [] if one.lost else ["did not arrive"]
        wrong, last = [], here[-1]
        if len(here) > 1 and not (one.twice or one.odd):
            wrong.append(f"arrived more than once: {here}")
        if not last.says(one.html):
            wrong.append(f"says {last.message.html!r}, not {one.html!r}")
        if last.joined or self.scarce:
            return wrong  # no more than its words: what such a message answers, and the reactions to it, are another's
        wrong += self._pointing(one, last.message, copies)
        if not (one.odd or one.twice):
            other: Side = "desk" if one.side == "client" else "client"
            wrong += _reacted(one.message, one.reactions.get(other), bot, other, set(one.reactions))
            wrong += _reacted(last.message, one.reactions.get(one.side), bot, one.side, set(one.reactions))
        return wrong

    def _pointing(self, one: Said, shown: Message, copies: dict[int, list[Copy]]) -> list[str]:
        to = one.answers
        if to is None:
            return [] if shown.reply_to is None or one.odd else [f"answers {shown.reply_to}"]
        if to.removed or to.odd or to.message.deleted or one.odd:
            return []
        there = [to.message] if to.side != one.side else [copy.message for copy in copies.get(to.number, [])]
        if to.twice and shown.reply_to is None:
            return []  # it answers the copy that nobody has written down
        if shown.reply_to not in there:
            return [f"answers {shown.reply_to}, not {there}"]
        if not (to.edited or to.twice or one.twice) and shown.quote != one.quote:
            return [f"quotes {shown.quote!r}, not {one.quote!r}"]
        return []

    def _order(self, copies: dict[int, list[Copy]]) -> list[str]:
        wrong = []
        for side in ("client", "desk"):
            shown = [
                (copies[one.number][-1].at, one.number)
                for one in self.said
                if one.side == side and not (one.odd or one.twice) and self.shows(one) and copies.get(one.number)
            ]
            if shown != sorted(shown):
                wrong.append(f"of the {side}: in the order {[number for _, number in sorted(shown)]}")
        return wrong

    def _albums(self, copies: dict[int, list[Copy]]) -> list[str]:
        wrong = []
        for first in [one for one in self.said if one.album == one.number]:
            parts = [one for one in self.said if one.album == first.album and self.shows(one)]
            if any(one.odd or one.twice or not copies.get(one.number) for one in parts):
                continue
            groups = {copies[one.number][-1].message.media_group_id for one in parts}
            if len(parts) > 1 and (len(groups) > 1 or "" in groups):
                wrong.append(f"the album of № {first.number} fell apart: {groups}")
        return wrong


def _reacted(shown: Message, emoji: str | None, bot: int, side: Side, reacted: Collection[Side]) -> list[str]:
    """The reaction of `side` as the other one sees it. Where nobody has reacted, the bot may have said something."""
    there = shown.reactions.get(bot)
    if there == emoji or (side not in reacted and there in _RECEIPTS):
        return []
    return [f"has {there}, not {emoji} of the {side}: {shown}"]
