"""What people do in a random conversation, and what happens to the bot meanwhile: values that hypothesis makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

from tests.acceptance.talk import Side

TALKS = 6
"""So many conversations are played at the same time, by one desk and two processes."""

STEPS = 90

Shape = Literal["line", "lines", "part", "inside"]
Style = Literal["plain", "bold", "link", "spoiler"]


@dataclass(frozen=True)
class Words:
    """`part`: a line of it is marked with `//`; `inside`: all of it is. For a client that means nothing."""

    shape: Shape = "line"
    style: Style = "plain"


@dataclass(frozen=True)
class Write:
    talk: int
    side: Side
    words: Words


@dataclass(frozen=True)
class Answer:
    """`to` counts the messages of the conversation from the newest; `quote`: only its last line is quoted."""

    talk: int
    side: Side
    words: Words
    to: int
    quote: bool


@dataclass(frozen=True)
class Picture:
    talk: int
    side: Side
    words: Words


@dataclass(frozen=True)
class Album:
    """`answer`: it answers the newest message that there is."""

    talk: int
    side: Side
    captions: tuple[Words, ...]
    answer: bool


@dataclass(frozen=True)
class Edit:
    """`which` counts the side's own messages from the newest."""

    talk: int
    side: Side
    which: int
    words: Words


@dataclass(frozen=True)
class React:
    """`emoji` None takes the reaction away."""

    talk: int
    side: Side
    which: int
    emoji: str | None


@dataclass(frozen=True)
class TakeBack:
    """/del in answer to one's own message."""

    talk: int
    side: Side
    which: int


@dataclass(frozen=True)
class TakeBackLast:
    """/del 2"""

    talk: int
    side: Side
    count: int


@dataclass(frozen=True)
class LoseTopic:
    """The manager deletes the client's topic; then the client writes."""

    talk: int


@dataclass(frozen=True)
class Block:
    talk: int


@dataclass(frozen=True)
class Unblock:
    talk: int


@dataclass(frozen=True)
class Kill:
    """kill -9."""

    process: int


@dataclass(frozen=True)
class Start:
    process: int


Step = (
    Write
    | Answer
    | Picture
    | Album
    | Edit
    | React
    | TakeBack
    | TakeBackLast
    | LoseTopic
    | Block
    | Unblock
    | Kill
    | Start
)

_words = st.builds(Words, st.sampled_from(("line", "lines", "part", "inside")), st.sampled_from(Style.__args__))  # type: ignore[attr-defined]
_talk, _side, _which = st.integers(0, TALKS - 1), st.sampled_from(("client", "desk")), st.integers(0, 7)
_here = (_talk, _side)
_process = st.integers(0, 1)

_emoji = st.sampled_from(("👍", "👎", "🔥", "🎉", "🙏", None))
_OFTEN: list[tuple[int, st.SearchStrategy[Step | None]]] = [
    (1, st.none()),
    (4, st.builds(Write, *_here, st.builds(Words))),
    (4, st.builds(Write, *_here, _words)),
    (3, st.builds(Answer, *_here, st.builds(Words), _which, st.booleans())),
    (3, st.builds(Answer, *_here, _words, _which, st.booleans())),
    (2, st.builds(Picture, *_here, _words)),
    (3, st.builds(Album, *_here, st.lists(_words, min_size=2, max_size=4).map(tuple), st.booleans())),
    (8, st.builds(Edit, *_here, _which, _words)),
    (6, st.builds(React, *_here, _which, _emoji)),
    (2, st.builds(TakeBack, *_here, _which)),
    (1, st.builds(TakeBackLast, *_here, st.integers(1, 3))),
    (1, st.builds(LoseTopic, _talk)),
    (1, st.builds(Block, _talk)),
    (2, st.builds(Unblock, _talk)),
    (1, st.builds(Kill, _process)),
    (2, st.builds(Start, _process)),
]
_step: st.SearchStrategy[Step | None] = st.sampled_from([kind for often, kind in _OFTEN for _ in range(often)]).flatmap(
    lambda kind: kind
)

conversations: st.SearchStrategy[list[Step]] = st.tuples(*[_step] * STEPS).map(
    lambda played: [one for one in played if one is not None]
)
"""Most have nearly `STEPS`: a list of hypothesis' own would mostly be short. Each step shrinks to none."""
