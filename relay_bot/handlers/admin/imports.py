"""/import of an admin in private, with a file or below one; a list that is simply sent counts as well."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from relay_bot.actions import imports
from relay_bot.domain import addresses
from relay_bot.domain.tap import BringIn
from relay_bot.handlers.answer import answered
from relay_bot.handlers.doors import Presses
from relay_bot.handlers.visit import Visit

router = Router(name="admin.imports")


@router.message(F.document.file_name.lower().endswith((".csv", ".xlsx")))
async def sent(message: Message, turn: Visit) -> None:
    assert message.document is not None
    file = message.document
    await imports.take(turn, addresses.chat(message.chat.id), message.chat.id, file.file_id, file.file_size or 0)


@router.message(Command("import"))
async def how(message: Message, turn: Visit) -> None:
    imports.usage(turn, addresses.chat(message.chat.id))


@router.callback_query(Presses(BringIn))
async def confirmed(query: CallbackQuery, turn: Visit, tap: BringIn) -> None:
    to = addresses.chat(query.from_user.id)
    await answered(query, turn, await imports.confirm(turn, to, query.from_user.id, tap.import_id))
