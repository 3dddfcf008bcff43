"""Every type of update that Bot API 10.3 can send: what has a handler, and why the others have none.

`allowed_updates` follows from it; a test compares it with the Bot API.
"""

HANDLED: dict[str, str] = {
    "message": "what people write, and what happens in a group",
    "edited_message": "the copy shows what it says now",
    "message_reaction": "the same message has it on the other side; Telegram sends it only when asked for",
    "callback_query": "pressed buttons",
    "my_chat_member": "the bot was stopped, came back, or has other rights",
}

_CHANNEL = "the bot relays private chats and groups; nobody talks to it in a channel"
_BUSINESS = "the bot is connected to nobody's business account"
_INLINE = "the bot has no inline mode"
_PAYMENTS = "the bot sells nothing"

IGNORED: dict[str, str] = {
    "channel_post": _CHANNEL,
    "edited_channel_post": _CHANNEL,
    "business_connection": _BUSINESS,
    "business_message": _BUSINESS,
    "edited_business_message": _BUSINESS,
    "deleted_business_messages": _BUSINESS,
    "guest_message": "the bot answers only where it is a member",
    "message_reaction_count": "counts of anonymous reactions come of channels only",
    "inline_query": _INLINE,
    "chosen_inline_result": _INLINE,
    "shipping_query": _PAYMENTS,
    "pre_checkout_query": _PAYMENTS,
    "purchased_paid_media": _PAYMENTS,
    "poll": "votes don't travel between chats: both sides are told so",
    "poll_answer": "as for poll; the bot sends no polls of its own",
    "chat_member": "who may speak for a desk is said in config.toml, not by who is in the group",
    "chat_join_request": "who joins a desk's group is its owner's affair",
    "chat_boost": "boosts change nothing for a desk",
    "removed_chat_boost": "as for chat_boost",
    "managed_bot": "the bot manages no other bots",
    "subscription": _PAYMENTS,
    "stopped_message_generation": "the bot streams no answers",
}

ALLOWED_UPDATES = tuple(HANDLED)
