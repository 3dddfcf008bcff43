"""What is done for a desk as a whole: a test push, and a word to strangers."""

from relay_bot.actions.turn import Asked, Turn
from relay_bot.config.values import SERVICE_IDS
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.desk import Desk
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.views import cards


def refuse(turn: Turn, asked: Asked) -> None:
    """A stranger has given a command: told so once an hour, when there is nothing else to do."""
    if asked.by in SERVICE_IDS:
        ask_for_a_name(turn, asked, Priority.COSMETIC)
        return
    said = Text(turn.t()("desk-outsider"), silent=True, reply_to=asked.message_id)
    once = f"outsider:{asked.chat_id}:{asked.by}:{turn.now:%Y%m%d%H}"
    turn.send(Out(asked.to, said, Priority.COSMETIC, once=once))


def ask_for_a_name(turn: Turn, asked: Asked, priority: Priority = Priority.RELAY) -> None:
    """An administrator who is anonymous, or writes as a channel: nobody can know who that is. Said once a day."""
    said = Text(turn.t()("relay-anonymous"), silent=True, reply_to=asked.message_id)
    once = f"anonymous:{asked.chat_id}:{asked.by}:{turn.now:%Y%m%d}"
    turn.send(Out(asked.to, said, priority, once=once))


def test_push(turn: Turn, desk: str) -> None:
    """Ring the manager once, as a call would; the button tries the other channel."""
    manager = turn.config.manager(desk)
    if manager is None:
        return
    t = turn.t()
    html = t("push-test", mention=cards.mention(manager.tg_id, manager.name))
    buttons = [[cards.button(t.plain("btn-push_missing"), taps.PushMissing())]]
    words = Text(html, buttons=buttons)  # no ring that quiet hours hush: the manager asked for it
    turn.send(Out(addresses.board(desk, "general"), words, Priority.PUSH))


def push_missing(turn: Turn, desk: Desk) -> str | None:
    """«Не пришло»: the same by a private message, and what to check. The key of what is said."""
    manager = turn.config.manager(desk.key)
    if manager is None:
        return None
    if desk.manager_started_at is None:
        return "push-no_start"
    html = turn.t()("push-dm", mention=cards.mention(manager.tg_id, manager.name))
    turn.send(Out(addresses.chat(manager.tg_id), Text(html), Priority.PUSH))
    return "push-dm_sent"
