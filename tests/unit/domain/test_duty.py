"""Who answers for a manager who is away, and when."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from relay_bot.config import Config, Manager
from relay_bot.domain.duty import Absence, Duty

MOSCOW = ZoneInfo("Europe/Moscow")
ANNA = {"key": "anna", "name": "Анна", "tg_id": 10, "phone": "+79000000010", "substitute": "petr"}
PETR = {"key": "petr", "name": "Пётр", "tg_id": 11, "phone": "+79000000011"}


def config(*away: dict[str, object]) -> Config:
    return Config.model_validate({"managers": [ANNA, PETR], "away": list(away)})


def absence_of(config: Config, manager: str, now: datetime) -> Absence | None:
    return Duty(config, config.away, now).absence_of(manager)


def answers_at(config: Config, manager: Manager, now: datetime) -> datetime | None:
    return Duty(config, config.away, now).answers_at(manager)


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=MOSCOW)


def away(manager: str, since: int, until: int, **more: object) -> dict[str, object]:
    return {"manager": manager, "from": date(2026, 11, since), "until": date(2026, 11, until), **more}


def test_the_substitute_of_the_absence_or_else_the_regular_one_answers() -> None:
    absence = absence_of(config(away("anna", 23, 27)), "anna", at(24, 12))
    assert absence is not None and absence.until == date(2026, 11, 27)
    assert absence.substitute is not None and absence.substitute.key == "petr"
    assert absence_of(config(away("anna", 23, 27)), "anna", at(28, 0)) is None


def test_a_substitute_who_is_away_too_answers_for_nobody() -> None:
    both = config(away("anna", 23, 27), away("petr", 24, 24))
    absence = absence_of(both, "anna", at(24, 12))
    assert absence is not None and absence.substitute is None


def test_when_somebody_answers_next() -> None:
    here, gone = config(), config(away("anna", 23, 27))
    anna = here.managers[0]
    assert answers_at(here, anna, at(24, 12)) == at(24, 12)
    assert answers_at(here, anna, at(24, 20)) == at(25, 9)
    assert answers_at(gone, anna, at(24, 20)) == at(25, 9)  # Petr
    alone = config(away("anna", 23, 27), away("petr", 23, 27))
    assert answers_at(alone, anna, at(24, 12)) == at(30, 9)  # the Monday after
