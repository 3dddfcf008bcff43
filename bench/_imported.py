"""Imported once, before the bots are forked: everything that the bot imports."""

import relay_bot.app
import relay_bot.sandbox  # noqa: F401
