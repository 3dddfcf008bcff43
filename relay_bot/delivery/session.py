"""aiogram's session, for answers that it would fall over, or take for something else."""

from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramEntityTooLarge, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType


class Session(AiohttpSession):
    """A 413 has no JSON (it comes from the server in front), a 5xx may have no words, and an answer no result."""

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """Raises aiogram's exceptions; for what took effect and has no result ClientDecodeError with the answer."""
        call: Any = method
        try:
            response = super().check_response(bot, method, status_code, content)
        except ClientDecodeError:
            if status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
                raise TelegramEntityTooLarge(call, HTTPStatus.REQUEST_ENTITY_TOO_LARGE.phrase) from None
            raise
        except TypeError:  # aiogram looks for a word in the description that is not there
            raise TelegramServerError(call, HTTPStatus(status_code).phrase) from None
        if response.result is None:
            raise ClientDecodeError("No result", ValueError(status_code), {"ok": True})
        return response
