"""/transfer anna petr of an admin in private: all clients of a manager, once a tap has confirmed it."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from relay_bot.actions.turn import Turn
from relay_bot.config import Manager
from relay_bot.db import client as clients
from relay_bot.db import desk as desks
from relay_bot.db import handover as handovers
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.outgoing import Out, Text
from relay_bot.views import cards

router = Router(name="admin.transfer")


@router.message(Command("transfer"))
async def transfer(message: Message, command: CommandObject, turn: Turn) -> None:
    t, to = turn.t(), addresses.chat(message.chat.id)
    words = (command.args or "").split()
    former, new = (_manager(turn, word) for word in words) if len(words) == 2 else (None, None)
    listing = ", ".join(f"{one.name} ({one.key})" for one in turn.config.managers)
    if former is None or new is None or former is new:
        turn.send(Out(to, Text(t("transfer-all_usage", managers=listing))))
        return
    desk = await desks.by_key(turn.session, new.key)
    count = await clients.count_of(turn.session, former.key)
    if desk is None or desk.group_id is None:
        turn.send(Out(to, Text(t("adm-no_group", manager=new.name))))
    elif not count:
        turn.send(Out(to, Text(t("transfer-all_none", manager=former.name))))
    else:
        number = await handovers.ask(turn.session, former.key, new.key, message.chat.id, turn.now)
        html = t("transfer-all_confirm", n=count, former=former.name, manager=new.name)
        button = cards.button(t.plain("btn-transfer_all"), taps.HandOverAll(number))
        turn.send(Out(to, Text(html, buttons=[[button]])))


@router.callback_query(F.data.regexp(r"^transfer_all:\d{1,18}$"))
async def confirmed(query: CallbackQuery, turn: Turn) -> None:
    """A second tap starts nothing anew."""
    one = await handovers.by_id(turn.session, int((query.data or "").partition(":")[2]))
    former, new = (turn.config.manager(key) for key in ((one.from_desk, one.to_desk) if one else (None, None)))
    if one is None or former is None or new is None or one.confirmed_at is not None:
        await query.answer(turn.t().plain("err-stale_button"))
        return
    await handovers.confirm(turn.session, one.id, turn.now)
    html: Markup = turn.t()("transfer-all_going", former=former.name, manager=new.name)
    turn.send(Out(addresses.chat(query.from_user.id), Text(html)))
    await query.answer()


def _manager(turn: Turn, word: str) -> Manager | None:
    return next((one for one in turn.config.managers if one.key.lower() == word.lower()), None)
