"""The last step of every sending method: rights, keyboard, the message itself, and its effect on the chat."""

from __future__ import annotations

from relay_bot.sandbox import posting
from relay_bot.sandbox.call import Call
from relay_bot.sandbox.errors import bad_request
from relay_bot.sandbox.methods.content import inline_keyboard, other_keyboard
from relay_bot.sandbox.methods.destination import Place
from relay_bot.sandbox.model import ChatRecord, Json, MessageRecord
from relay_bot.sandbox.world import World


def deliver(world: World, call: Call, to: Place, body: Json) -> MessageRecord:
    """Send one message of the bot with everything that the call says about it."""
    markup = call.get("reply_markup")
    inline = inline_keyboard(markup)
    other = other_keyboard(markup)
    if inline:
        body["reply_markup"] = inline
    if to.quote:
        body["quote"] = to.quote
    if call.get("protect_content"):
        body["has_protected_content"] = True
    if to.chat.members and world.bot_member(to.chat).status == "restricted":
        raise bad_request("not enough rights to send text messages to the chat")
    message = posting.post(
        world,
        to.chat,
        world.bot.id,
        body,
        thread_id=to.thread_id,
        reply_to=to.reply_to,
        silent=bool(call.get("disable_notification")),
        keyboard=other,
    )
    if other is not None:
        _show_keyboard(world, to.chat, other)
    return message


def _show_keyboard(world: World, chat: ChatRecord, markup: Json) -> None:
    if "force_reply" in markup:
        return
    chat.keyboard = markup if "keyboard" in markup else None
    world.touch("chat", str(chat.id))
    world.emit("keyboard", chat)
