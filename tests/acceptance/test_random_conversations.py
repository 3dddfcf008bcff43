"""Whatever two people do to their messages, in whatever order: both sides end as a simple model says.

One conversation in an ordinary run; `RANDOM_CONVERSATIONS=100 pytest …` plays more. A seed is a conversation.
"""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field

import pytest

from relay_bot.sandbox.transcript import Message
from tests.acceptance.conftest import Stage
from tests.acceptance.talk import Side, Talk, talk

SEEDS = range(int(os.environ.get("RANDOM_CONVERSATIONS", "1")))
STEPS = 40
EMOJI = "👍👎🔥🎉🙏🤝"


@dataclass
class Said:
    """A message as the model knows it. `reactions`: the newest of each side's people."""

    number: int
    side: Side
    message: Message
    text: str
    answers: Said | None = None
    removed: bool = False
    reactions: dict[Side, str | None] = field(default_factory=dict)


@dataclass
class Model:
    """What was done, and what each side is to see of it."""

    sides: dict[Side, Talk]
    dice: random.Random
    said: list[Said] = field(default_factory=list)

    async def step(self) -> None:
        side = self.dice.choice(list(self.sides))
        act = self.dice.choices((self.write, self.answer, self.edit, self.react, self.remove), (4, 3, 4, 4, 1))[0]
        await act(self.sides[side])

    async def write(self, here: Talk, answers: Said | None = None) -> None:
        number, to = len(self.said), None
        if answers is not None:
            to = await self.seen(here, answers)
        text = f"№ {number}, как сначала"
        message = await here.writer.write(text, reply_to=to, **here.where)
        self.said.append(Said(number, here.side, message, text, answers))

    async def answer(self, here: Talk) -> None:
        await self.write(here, self.any_of(self.said))

    async def edit(self, here: Talk) -> None:
        mine = self.any_of([one for one in self.said if one.side == here.side])
        if mine is not None:
            mine.text = f"№ {mine.number}, исправлено {self.dice.random()}"
            await here.writer.edit(mine.message, mine.text)

    async def react(self, here: Talk) -> None:
        one = self.any_of(self.said)
        if one is not None:
            emoji = self.dice.choice([*EMOJI, None])
            await here.writer.react(await self.seen(here, one), emoji)
            one.reactions[here.side] = emoji

    async def remove(self, here: Talk) -> None:
        mine = self.any_of([one for one in self.said if one.side == here.side])
        if mine is not None:
            mine.removed = True
            await here.writer.write("/del", reply_to=mine.message, **here.where)

    def any_of(self, said: list[Said]) -> Said | None:
        there = [one for one in said if not one.removed]
        return self.dice.choice(there) if there else None

    async def seen(self, here: Talk, one: Said) -> Message:
        """As the side sees it: its own message, or the copy of the other's."""
        if one.side == here.side:
            return one.message
        copy: Message = await here.stage.until(lambda: self.copy(one), f"a copy of № {one.number}")
        return copy

    def copy(self, one: Said) -> Message | None:
        mark = f"№ {one.number}, "
        found = [shown for shown in self.sides[one.side].read if shown.text.split("\n")[-1].startswith(mark)]
        return found[-1] if found else None

    def differs(self) -> str:
        """The first message that is not as it should be; empty when all are."""
        return next((f"№ {one.number}: {wrong}" for one in self.said if (wrong := self.wrong(one))), "")

    def wrong(self, one: Said) -> str:
        copy = self.copy(one)
        if one.removed:
            return "was taken back and is there" if copy is not None else ""
        if copy is None or copy.text.split("\n")[-1] != one.text:
            return f"says {copy and copy.text!r}, not {one.text!r}"
        to = one.answers
        if to is not None and not to.removed:
            pointed = to.message if to.side != one.side else self.copy(to)
            if copy.reply_to != pointed:
                return f"answers {copy.reply_to}, not {pointed}"
        bot = self.sides[one.side].stage.tg.bot_id
        other: Side = "desk" if one.side == "client" else "client"
        for by, shown in ((other, one.message), (one.side, copy)):
            if shown.reactions.get(bot) != one.reactions.get(by):
                return f"has {shown.reactions.get(bot)}, not {one.reactions.get(by)} of the {by}"
        return ""


@pytest.mark.parametrize("seed", SEEDS)
async def test_both_sides_end_as_the_model_says(stage: Stage, seed: int) -> None:
    async with talk(stage) as here:
        client, desk = here.sides
        model = Model({"client": client, "desk": desk}, random.Random(seed))
        late = {"kind": "late", "seconds": 0.2, "times": None, "probability": 0.3, "seed": seed}
        stage.tg.faults.add(method="copyMessage", **late)
        for _ in range(STEPS):
            await model.step()
        await stage.until(lambda: not model.differs(), "both sides as the model says")
        assert not model.differs()
