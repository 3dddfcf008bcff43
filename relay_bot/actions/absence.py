"""/away: the manager's own absence. From its first day calls ring the substitute; it ends by itself."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from relay_bot.actions import call as calls
from relay_bot.actions.turn import Asked, Turn
from relay_bot.config import Away, Config, Manager
from relay_bot.db import absence as absences
from relay_bot.db.absence import Own
from relay_bot.domain.absence import (
    Leave,
    Refuse,
    Return,
    Show,
    away_between,
    choose_substitute,
    read_leave,
    stands_in_for,
)


async def away(turn: Turn, asked: Asked, desk: str, typed: str) -> None:
    """Everybody who speaks for the desk may look; only its manager and the admins may change it."""
    manager = turn.config.manager(desk)
    if manager is None:
        return
    today = turn.now.astimezone(turn.zone).date()
    wish = read_leave(typed, today)
    if isinstance(wish, Leave | Return) and asked.by not in (manager.tg_id, *turn.config.telegram.admins):
        turn.answer(asked, turn.t()("away-not_yours", manager=manager.name))
        return
    match wish:
        case Show():
            html = _state(turn, manager, today)
        case Return():
            html = await _back(turn, manager, today)
        case Refuse(key=key):
            html = turn.t()(key)
        case Leave():
            html = await _leave(turn, manager, wish, asked.by)
    turn.answer(asked, html)


async def _leave(turn: Turn, manager: Manager, leave: Leave, by: int) -> Markup:
    t, config = turn.t(), turn.config
    if leave.who:
        substitute = choose_substitute(config.managers, manager, leave.who)
        if substitute is None:
            others = ", ".join(f"{one.name} ({one.key})" for one in config.managers if one.key != manager.key)
            return t("away-unknown", who=leave.who[:40], others=others or "—")
    else:
        substitute = config.manager(manager.substitute)
    if substitute is not None and (gone := away_between(turn.duty.away, substitute.key, leave.since, leave.until)):
        return t("away-substitute_away", substitute=substitute.name, **_days(gone))
    chosen = substitute.key if substitute else None
    await absences.begin(turn.session, manager.key, leave.since, leave.until, chosen, by, turn.now)
    here = turn.duty
    turn.duty = replace(here, away=(*here.away, _as_absence(manager, leave, chosen)))
    await calls.hand_on(turn, manager)
    turn.duty = here
    lines = [_said(turn, leave, substitute)]
    lines += [t("away-stands_in", absent=one.name) for one in _stood_in_for(turn, manager, leave)]
    return Markup("\n").join([*lines, t("away-undo")])


def _as_absence(manager: Manager, leave: Leave, substitute: str | None) -> Own:
    return Own.model_construct(manager=manager.key, since=leave.since, until=leave.until, substitute=substitute)


def _stood_in_for(turn: Turn, manager: Manager, leave: Leave) -> list[Manager]:
    return stands_in_for(turn.config.managers, turn.duty.away, manager.key, leave.since, leave.until)


def _said(turn: Turn, leave: Leave, substitute: Manager | None) -> Markup:
    t, later = turn.t(), leave.since > turn.now.astimezone(turn.zone).date()
    days = {"since": f"{leave.since:%d.%m.%Y}", "date": f"{leave.until:%d.%m.%Y}"}
    if substitute is None:
        return t("away-set_alone", **days)
    if later:
        return t("away-set_later", substitute=substitute.name, **days)
    return t("away-set", date=days["date"], substitute=substitute.name)


async def _back(turn: Turn, manager: Manager, today: date) -> Markup:
    """Those of config.toml stay: only an admin changes them."""
    t = turn.t()
    ended = await absences.end(turn.session, manager.key, today, turn.now)
    left = [one for one in turn.duty.away if one.manager == manager.key and one.until >= today]
    lines = [t("away-ended" if ended else "away-none")]
    return Markup("\n").join([*lines, *(t("away-in_config", **_days(one)) for one in left if not isinstance(one, Own))])


def _state(turn: Turn, manager: Manager, today: date) -> Markup:
    t, config = turn.t(), turn.config
    coming = sorted(
        (one for one in turn.duty.away if one.manager == manager.key and one.until >= today), key=lambda one: one.since
    )
    if not coming:
        return Markup("\n").join([t("away-none"), t("away-usage")])
    rows = [t("away-row", **_days(one), substitute=_name_of(config, one, manager)) for one in coming]
    return Markup("\n").join([t("away-head", manager=manager.name), *rows, t("away-undo")])


def _name_of(config: Config, one: Away, manager: Manager) -> str:
    substitute = config.manager(one.substitute or manager.substitute)
    return substitute.name if substitute else "—"


def _days(one: Away) -> dict[str, str]:
    return {"since": f"{one.since:%d.%m.%Y}", "until": f"{one.until:%d.%m.%Y}"}
