"""The library that the bot is built with talks to the sandbox as to the real server."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyParameters,
    Update,
)

from relay_bot.sandbox import Limits, Sandbox

GROUP = -1001000000010
ALL_KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member", "message_reaction"]


@pytest.fixture
async def tg() -> AsyncIterator[Sandbox]:
    async with Sandbox(limits=Limits(enabled=False), self_check=True) as sandbox:
        yield sandbox
        assert sandbox.problems == []


@pytest.fixture
async def bot(tg: Sandbox) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(tg.url))
    async with Bot(tg.token, session=session, default=DefaultBotProperties(parse_mode="HTML")) as bot:
        yield bot


async def test_every_kind_of_update_is_read(tg: Sandbox, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=ALL_KINDS)
    anna, ivan = tg.person(100000010, "Анна", username="anna"), tg.person(7001, "Иван", phone="+79000000101")
    group = tg.group(GROUP, "Группа", owner=anna)
    await ivan.start("c_x")
    await ivan.share_contact()
    await ivan.send_album([b"\xff\xd8a", b"\xff\xd8b"], caption="груз")
    for send in (ivan.send_document(b"%PDF"), ivan.send_voice(), ivan.send_video(), ivan.send_sticker()):
        await send
    edited = await ivan.write("вес 5, почта a@b.ru, /new")
    await ivan.edit(edited, "вес 50")
    await ivan.react(edited, "👍")
    markup = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="✅", callback_data="a")]])
    await bot.send_message(7001, "<b>кнопка</b>", reply_markup=markup)
    await ivan.press("✅")
    ivan.block()
    ivan.unblock()
    topic = await bot.create_forum_topic(GROUP, "Ромашка")
    sent = await bot.send_message(GROUP, "карточка", message_thread_id=topic.message_thread_id)
    await anna.reply(group.messages[0], "ответ")
    await bot.pin_chat_message(GROUP, sent.message_id)
    await bot.edit_forum_topic(GROUP, topic.message_thread_id, name="Ромашка · Казань")
    await bot.close_forum_topic(GROUP, topic.message_thread_id)
    await bot.reopen_forum_topic(GROUP, topic.message_thread_id)
    await bot.hide_general_forum_topic(GROUP)
    group.add(tg.person(7002, "Пётр"))
    group.remove(tg.person(7002))
    group.promote_bot(can_pin_messages=False)
    group.demote_bot()
    group.kick_bot()
    tg.group(-500, "Старая", owner=anna).migrate(-1002000000000)

    raw = [update.json() for update in tg.world.updates.waiting()]
    kinds = [Update.model_validate(update).event_type for update in raw]
    assert set(kinds) == set(ALL_KINDS)
    assert len(await bot.get_updates()) == len(raw)


async def test_the_bots_calls_are_understood(tg: Sandbox, bot: Bot) -> None:
    anna, ivan = tg.person(100000010, "Анна"), tg.person(7001, "Иван")
    group = tg.group(GROUP, "Группа", owner=anna)
    await ivan.start()
    assert (await bot.me()).username == tg.bot_username
    await bot.set_my_commands([BotCommand(command="new", description="x")], BotCommandScopeAllPrivateChats(), "ru")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    icon = next(one for one in await bot.get_forum_topic_icon_stickers() if one.emoji == "💬")
    topic = await bot.create_forum_topic(GROUP, "Ромашка", icon_custom_emoji_id=icon.custom_emoji_id)
    thread = topic.message_thread_id
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="📱", request_contact=True)]], resize_keyboard=True)
    await bot.send_message(7001, "меню", reply_markup=keyboard)
    await bot.send_document(7001, BufferedInputFile(b"%PDF", "накладная.pdf"), caption="<b>PDF</b>")
    document = ivan.chat.last
    assert document.file is not None
    assert (document.file.name, document.html) == ("накладная.pdf", "<b>PDF</b>")
    album = [InputMediaPhoto(media=BufferedInputFile(b"\xff\xd8", f"{n}.jpg"), caption="<i>x</i>") for n in range(2)]
    assert len(await bot.send_media_group(GROUP, album, message_thread_id=thread)) == 2
    question = await ivan.write("где груз?")
    copied = await bot.copy_message(GROUP, 7001, question.id, message_thread_id=thread, disable_notification=True)
    reply = ReplyParameters(message_id=copied.message_id)
    sent = await bot.send_message(GROUP, '<a href="tg://user?id=100000010">Анна</a>', reply_parameters=reply)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == copied.message_id
    assert anna.rings[-1].id == sent.message_id
    media = InputMediaDocument(media=BufferedInputFile(b"%PDF2", "2.pdf"))
    await bot.edit_message_media(media, chat_id=7001, message_id=document.id)
    assert document.content == b"%PDF2"
    await bot.set_message_reaction(7001, question.id, [ReactionTypeEmoji(emoji="👀")])
    await bot.delete_messages(7001, [question.id])
    assert question.deleted
    assert (await bot.get_chat_member(GROUP, 100000010)).status == "creator"
    assert len(await bot.get_chat_administrators(GROUP)) == 2
    assert (await bot.get_chat(GROUP)).is_forum
    downloaded = await bot.download(document.raw["document"]["file_id"])
    assert downloaded is not None
    assert downloaded.read() == b"%PDF2"
    assert [one.topic_id for one in group.messages] == [thread] * 4


async def test_errors_become_the_librarys_exceptions(tg: Sandbox, bot: Bot) -> None:
    ivan = tg.person(7001, "Иван")
    await ivan.start()
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("a", chat_id=7001, message_id=99)
    ivan.block()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(7001, "a")
    tg.group(-500, "Старая").migrate(-1002000000000)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(-500, "a")
    assert moved.value.migrate_to_chat_id == -1002000000000
    tg.faults.add(kind="rate_limited", retry_after=9)
    with pytest.raises(TelegramRetryAfter) as wait:
        await bot.get_me()
    assert wait.value.retry_after == 9
    tg.faults.add(kind="server_error")
    with pytest.raises(TelegramServerError):
        await bot.get_me()
