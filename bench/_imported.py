"""Done once, before the bots are forked: everything that the bot imports, and what it reads once in its life."""

import gc

import alembic.command
import alembic.runtime.environment
import alembic.script  # noqa: F401

import relay_bot.app
import relay_bot.sandbox  # noqa: F401
from relay_bot.domain.parsing import warm_up
from relay_bot.texts import LANGUAGES, Texts

warm_up()
for _language in LANGUAGES:
    Texts.load().lang(_language)
gc.collect()
gc.freeze()  # a bot's own collections need not walk all this
