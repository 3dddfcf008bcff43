"""The methods of the Bot API, by name. Importing the rooms below fills the table."""

from relay_bot.sandbox.methods import about, chats, edits, forum, media, messages, polling
from relay_bot.sandbox.methods.registry import Method, find

__all__ = ["Method", "about", "chats", "edits", "find", "forum", "media", "messages", "polling"]
