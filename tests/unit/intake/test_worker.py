"""Promise 3: handlers never talk to Telegram, except to stop a button's spinner, and that after the commit."""

from __future__ import annotations

import pytest
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import AnswerCallbackQuery, CopyMessage, CreateForumTopic, GetMe, SendMessage, TelegramMethod

from relay_bot.intake.worker import QuietBot

TOKEN = "4200000001:AAsandbox-relay-desk-0123456789abcdef"


@pytest.mark.parametrize(
    "method",
    [
        SendMessage(chat_id=1, text="привет"),
        CopyMessage(chat_id=1, from_chat_id=2, message_id=3),
        CreateForumTopic(chat_id=1, name="тема"),
        GetMe(),
    ],
)
async def test_a_handler_that_calls_telegram_fails(method: TelegramMethod[object]) -> None:
    bot = QuietBot(TOKEN, AiohttpSession(), "relay_desk_bot")
    with pytest.raises(RuntimeError, match=type(method).__name__):
        await bot(method)
    assert bot.answers == []


async def test_the_answer_to_a_button_is_kept_for_after_the_commit() -> None:
    bot = QuietBot(TOKEN, AiohttpSession(), "relay_desk_bot")
    await bot.answer_callback_query("17", text="готово")
    assert bot.answers == [AnswerCallbackQuery(callback_query_id="17", text="готово")]
