"""Every type of update that Telegram can send is handled, or left out for a reason."""

from __future__ import annotations

from relay_bot.handlers import build_dispatcher
from relay_bot.intake.kinds import ALLOWED_UPDATES, HANDLED, IGNORED
from relay_bot.sandbox.spec import TYPES


def test_the_table_has_every_type_of_update_of_the_bot_api_once() -> None:
    of_telegram = {field["name"] for field in TYPES["Update"]} - {"update_id"}
    assert of_telegram == {*HANDLED, *IGNORED}
    assert not set(HANDLED) & set(IGNORED)


def test_what_is_asked_for_is_what_has_a_handler() -> None:
    assert set(ALLOWED_UPDATES) == set(HANDLED) == set(build_dispatcher().resolve_used_update_types())


def test_every_type_that_is_left_out_says_why() -> None:
    assert all(IGNORED.values()) and all(HANDLED.values())
