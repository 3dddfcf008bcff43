"""How claims are played, from the menu to the card at the desk."""

from __future__ import annotations

from relay_bot.sandbox import Message, Person, Topic
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage, first
from tests.acceptance.waybills import answer, bot_says, press

RU = Texts.load().lang("ru")


CLAIM, SEND = RU.plain("menu-claim"), RU.plain("btn-cl_send")


STORY = "Разбили две коробки с плиткой, требую 15 000 руб"


def board(stage: Stage) -> Topic:
    return stage.group.topic("Претензии")


def board_card(stage: Stage) -> Message | None:
    return first(m for m in reversed(board(stage).messages) if m.inline_buttons and "П-" in m.text)


def rings(stage: Stage) -> list[Message]:
    return [ring for ring in stage.anna.rings if "П-" in ring.text and ring.topic_id == board(stage).record.thread_id]


async def summary(stage: Stage, client: Person, *parts: str) -> Message:
    def found() -> Message | None:
        card = bot_says(client, "Проверьте претензию")
        return card if card is not None and all(part in card.text for part in parts) else None

    return await stage.until(found, f"a summary with {parts}")  # type: ignore[no-any-return]


async def filed(stage: Stage, client: Person, story: str = STORY, waybill: str = "2611-00099") -> Message:
    """A claim in the shortest way without a waybill of the bot; its card on the board."""
    before = len(rings(stage))
    await client.press_key(CLAIM)
    await answer(stage, client, "По какой накладной", waybill)
    await stage.until(lambda: "Претензия по накладной" in client.chat.last.text)
    await client.write(f"{story} ivan@mail.ru")
    await summary(stage, client)
    await press(stage, client, SEND)
    await stage.until(lambda: len(rings(stage)) == before + 1, "the ring")
    return board_card(stage)  # type: ignore[return-value]


async def reply(stage: Stage, part: str, words: str, where: Topic | None = None) -> None:
    """Answer the newest question of the bot on the claims board."""
    place = where or board(stage)
    asked = await stage.until(lambda: first(m for m in reversed(place.messages) if part in m.text and m.from_bot))
    await stage.anna.write(words, reply_to=asked, **stage.at(place))


async def sure(stage: Stage, answer: str = "btn-cl_sure", where: Topic | None = None) -> Message:
    """Answer the newest «… и сообщить клиенту?»; returns it."""
    place, label = where or board(stage), RU.plain(answer)
    asked = await stage.until(lambda: first(m for m in reversed(place.messages) if label in m.buttons))
    await stage.anna.press(asked, label)
    return asked  # type: ignore[no-any-return]
