"""What somebody puts on a message is seen on the other side, and so is its end."""

from __future__ import annotations

from relay_bot.sandbox.icons import ICONS
from relay_bot.sandbox.transcript import Message
from relay_bot.texts import Texts
from tests.acceptance.conftest import Stage
from tests.acceptance.talk import Talk, both_sides, talk

RU = Texts.load().lang("ru")
SAID = {"client": RU.plain("relay-reaction"), "desk": RU.plain("relay-reaction_of_desk")}
BY_EMOJI = {emoji: id for id, emoji in ICONS.items()}


def shown(stage: Stage, message: Message) -> str | None:
    """The bot's reaction."""
    return message.reactions.get(stage.tg.bot_id)


@both_sides
async def test_a_reaction_to_a_copy_is_seen_on_its_original_and_its_end_too(stage: Stage, here: Talk) -> None:
    written, copy = await here.other.said("готово?")
    await here.writer.react(copy, "👍")
    await stage.until(lambda: shown(stage, written) == "👍")
    await here.writer.react(copy, "🔥")
    await stage.until(lambda: shown(stage, written) == "🔥")
    await here.writer.react(copy, None)
    await stage.until(lambda: shown(stage, written) is None)


@both_sides
async def test_a_reaction_to_ones_own_message_is_seen_on_its_copy(stage: Stage, here: Talk) -> None:
    stage.tg.faults.add(method="copyMessage", kind="slow", seconds=0.3)
    written = await here.writer.write("это важно", **here.where)
    await here.writer.react(written, "❤")
    copy = await here.copy("это важно")
    await stage.until(lambda: shown(stage, copy) == "❤")


@both_sides
async def test_a_reaction_may_come_before_the_bot_knows_what_it_has_sent(stage: Stage, here: Talk) -> None:
    here.other.trouble("copyMessage", "late", seconds=0.5)
    written, copy = await here.other.said("это срочно")
    await here.writer.react(copy, "🙏")
    await stage.until(lambda: shown(stage, written) == "🙏")


async def test_of_several_peoples_reactions_the_newest_is_seen(stage: Stage) -> None:
    async with talk(stage) as here:
        stage.group.add(stage.petr)
        written, copy = await here.said("спасибо")
        await stage.anna.react(copy, "👍")
        await stage.until(lambda: shown(stage, written) == "👍")
        await stage.petr.react(copy, "🎉")
        await stage.until(lambda: shown(stage, written) == "🎉")
        await stage.petr.react(copy, None)
        await stage.until(lambda: shown(stage, written) == "👍")


async def test_a_strangers_reaction_is_nobodys(stage: Stage) -> None:
    async with talk(stage) as here:
        stranger = stage.tg.person(555, "Чужой")
        stage.group.add(stranger)
        written, copy = await here.said("спасибо")
        await stranger.react(copy, "👎")
        await stage.anna.react(copy, "👍")
        await stage.until(lambda: shown(stage, written) == "👍")


@both_sides
async def test_a_custom_emoji_becomes_the_nearest_that_a_bot_may_set(stage: Stage, here: Talk) -> None:
    written, copy = await here.other.said("сколько ждать?")
    await here.writer.react(copy, BY_EMOJI["❓"])
    await stage.until(lambda: shown(stage, written) == "🤔")
    await here.writer.react(copy, BY_EMOJI["❤️"])
    await stage.until(lambda: shown(stage, written) == "❤")


@both_sides
async def test_a_custom_emoji_that_nothing_comes_near_is_a_quiet_line(stage: Stage, here: Talk) -> None:
    written, copy = await here.other.said("когда машина?")
    await here.writer.react(copy, BY_EMOJI["📆"])
    line = await here.copy(f"{SAID[here.side]} 📆")
    assert line.reply_to == written and line.silent


@both_sides
async def test_ten_reactions_in_a_row_send_the_newest(stage: Stage, here: Talk) -> None:
    written, copy = await here.other.said("и так далее")
    before = stage.tg.stats.by_method.get("setMessageReaction", 0)
    here.trouble("setMessageReaction", "slow", seconds=0.5)
    for emoji in "👍👎🔥🥰👏😁🤔🤯😱🏆":
        await here.writer.react(copy, emoji)
    await stage.until(lambda: shown(stage, written) == "🏆")
    assert stage.tg.stats.by_method["setMessageReaction"] - before <= 3


async def test_a_chat_without_reactions_holds_up_nothing(stage: Stage) -> None:
    async with talk(stage) as here:
        _, copy = await here.other.said("раз")
        here.trouble("setMessageReaction", "error", description="Bad Request: REACTION_INVALID")
        await here.writer.react(copy, "👍")
        await here.said("два")
