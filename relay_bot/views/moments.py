"""Times as people say them: how long somebody has waited, when somebody will answer. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from relay_bot.domain.schedule import Schedule
from relay_bot.texts import Language
from relay_bot.views.cards import clock

WHOLE_HOURS_FROM = 10 * 60


def waited(t: Language, since: datetime, now: datetime, work: Schedule) -> str:
    """Working time; before any has passed, since when."""
    minutes = work.worked_minutes(since, now)
    if minutes == 0 and not work.is_working(now):
        return t.plain("wait-since", time=stamp(since, now, work.zone))
    return span(t, minutes)


def until(t: Language, due: datetime | None, now: datetime, zone: ZoneInfo) -> str:
    """до 14:05; nothing where there is no deadline."""
    return t.plain("wait-until", time=stamp(due, now, zone)) if due is not None else ""


def span(t: Language, minutes: int) -> str:
    """12 мин · 1 ч 05 мин · 14 ч"""
    if minutes < 1:
        return t.plain("wait-just_now")
    if minutes < 60:
        return t.plain("wait-minutes", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if minutes >= WHOLE_HOURS_FROM or not rest:
        return t.plain("wait-hours", hours=hours)
    return t.plain("wait-hours_minutes", hours=hours, minutes=f"{rest:02}")


def lasted(t: Language, time: timedelta) -> str:
    """As `span`, of what has lasted: never «только что»."""
    return span(t, max(int(time.total_seconds() // 60), 1))


def when(t: Language, moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """завтра в 09:00 · в понедельник в 09:00 · 11 января в 09:00"""
    there = moment.astimezone(zone)
    days = (there.date() - now.astimezone(zone).date()).days
    time = clock(moment, zone)
    if days == 0:
        return t.plain("when-today", time=time)
    if days == 1:
        return t.plain("when-tomorrow", time=time)
    if days < 7:
        return t.plain("when-weekday", day=t.plain(f"weekday-{there.isoweekday()}"), time=time)
    return t.plain("when-date", date=date_in_words(t, there), time=time)


def date_in_words(t: Language, day: datetime) -> str:
    """11 января; on 11 January"""
    return t.plain(f"date-{day.month}", day=day.day)


def stamp(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """14:05 · 22.11 14:05"""
    there = moment.astimezone(zone)
    return f"{there:%H:%M}" if there.date() == now.astimezone(zone).date() else f"{there:%d.%m %H:%M}"
