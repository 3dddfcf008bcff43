"""The limits of config.toml, as the parsers take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relay_bot.domain.parsing.values import Rules

if TYPE_CHECKING:
    from relay_bot.config import Config


def rules_of(config: Config) -> Rules:
    waybill, claims = config.waybill, config.claims
    long, middle, short = sorted(waybill.max_sides_cm, reverse=True)
    return Rules(
        max_weight_kg=waybill.max_weight_kg,
        max_volume_m3=waybill.max_volume_m3,
        max_sides_cm=(long, middle, short),
        oversize_cm=waybill.oversize_cm,
        allow_unknown_dims=waybill.allow_unknown_dims,
        max_amount_rub=claims.max_amount_rub,
        amount_optional=claims.amount_optional,
    )
