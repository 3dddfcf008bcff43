"""What the form engine has to know of a client: limits, memory, the company's payment options."""

from datetime import timedelta

from relay_bot.config import Config
from relay_bot.db import waybills
from relay_bot.db.drafts import Stored
from relay_bot.domain.clients import Client
from relay_bot.domain.forms.form import Talk
from relay_bot.domain.forms.waybill import WAYBILL, memory_of
from relay_bot.domain.parsing.values import Rules
from relay_bot.handlers.turn import Turn

LOOK_BACK = 20
"""The last addresses are looked for in so many waybills."""

AWAKE_AT_LEAST = timedelta(minutes=15)


async def talk_with(turn: Turn, client: Client) -> Talk:
    last = await waybills.last_of(turn.session, client.id, LOOK_BACK)
    memory = memory_of([one.values for one in last], turn.config.waybill.remember_addresses)
    return Talk(WAYBILL, rules(turn.config), memory, turn.config.payments.options)


def rules(config: Config) -> Rules:
    """The limits of config.toml, as the parsers want them."""
    waybill = config.waybill
    longest, middle, shortest = sorted(waybill.max_sides_cm, reverse=True)
    return Rules(
        max_weight_kg=waybill.max_weight_kg,
        max_volume_m3=waybill.max_volume_m3,
        max_sides_cm=(longest, middle, shortest),
        oversize_cm=waybill.oversize_cm,
        allow_unknown_dims=waybill.allow_unknown_dims,
        max_amount_rub=config.claims.max_amount_rub,
        amount_optional=config.claims.amount_optional,
    )


def awake(stored: Stored, turn: Turn) -> bool:
    """The client is at it: a form that was left alone for so long that its card is due takes no more messages, they
    are for the manager. «Продолжить» wakes it.
    """
    return turn.now - stored.touched_at < (turn.config.timers.draft_abandoned or AWAKE_AT_LEAST)
