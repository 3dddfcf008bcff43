"""Reminders: in a client's topic about the client, anywhere else about whatever they say."""

from relay_bot.actions.turn import Asked, Turn
from relay_bot.db import reminder as reminders
from relay_bot.domain import schedule
from relay_bot.domain.client import Client
from relay_bot.domain.reminder import Wish, read_wish
from relay_bot.views import moments


async def remind(turn: Turn, asked: Asked, desk: str, client: Client | None, typed: str) -> None:
    """`typed`: when and of what, on the clock of whoever asks."""
    author = turn.config.manager_by_tg(asked.by) or turn.config.manager(desk)
    zone = schedule.of(turn.config, author).zone
    wish = read_wish(typed, turn.now, zone)
    if not isinstance(wish, Wish):
        turn.answer(asked, turn.t()(f"remind-{wish or 'usage'}"))
        return
    if not wish.body and client is None:
        turn.answer(asked, turn.t()("remind-no_words"))
        return
    await reminders.keep(turn.session, desk, client.id if client else None, asked.by, wish.body, wish.due_at)
    when = moments.when(turn.t(), wish.due_at, turn.now, zone)
    body = wish.body or (client.name if client is not None else "")
    turn.answer(asked, turn.t()("remind-set", when=when, body=body))
