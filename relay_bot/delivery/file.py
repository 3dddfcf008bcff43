"""Files of Telegram's, on their way to us: a getter, which draws on no budget."""

from __future__ import annotations

import aiohttp
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramNotFound

from relay_bot.errors import FileAway

TIMEOUT_S = 60


async def fetch(bot: Bot, file_id: str) -> bytes | None:
    """The file's content; None when Telegram refuses it for good. Raises FileAway when it is worth another try."""
    try:
        file = await bot.get_file(file_id)
        content = await bot.download_file(file.file_path or "", timeout=TIMEOUT_S)
    except (TelegramBadRequest, TelegramNotFound):
        return None
    except (AiogramError, aiohttp.ClientError, OSError, TimeoutError) as error:
        raise FileAway(type(error).__name__) from None  # the original may carry the token in its URL
    return content.read() if content is not None else None
