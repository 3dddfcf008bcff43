"""/info: everything about one client on one screen. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from relay_bot.domain.claim.life import DECIDED, OPEN, days_left, urgency
from relay_bot.domain.dossier import Facts
from relay_bot.domain.signs import shortened
from relay_bot.domain.waybill import Waybill
from relay_bot.views import cards, moments
from relay_bot.views import waybill as papers
from relay_bot.views.board import Look
from relay_bot.views.claim import card as claimcards

NOTE_MAX = 300


@dataclass(frozen=True, slots=True)
class Dossier:
    """`notes`: (author, words, when), the newest first."""

    person: cards.Person
    lang: str
    reachable: bool
    facts: Facts
    waiting_since: datetime | None
    notes: Sequence[tuple[str, str, datetime]]
    waybills: Sequence[Waybill]


def draw(look: Look, about: Dossier) -> Markup:
    blocks = [[_who(look, about)], _now(look, about), _notes(look, about), _waybills(look, about)]
    return Markup("\n\n").join(Markup("\n").join(lines) for lines in blocks if lines)


def _who(look: Look, about: Dossier) -> Markup:
    person, facts = about.person, about.facts
    zone = look.config.bot.timezone
    return cards.compact(
        look.t(
            "info-who",
            name=person.name,
            company=person.company,
            phone=person.phone,
            username=f"@{person.username}" if person.username else "",
            email=facts.email,
            inn=look.t.plain("value-inn", inn=facts.inn) if facts.inn else "",
            city=person.city,
            since=cards.day(facts.since, zone) if facts.since else "",
            lang=look.t.plain("info-lang_ru" if about.lang == "ru" else "info-lang_en"),
            n_wb=facts.waybills,
            n_cl=sum(status in OPEN for _, status, _ in facts.claims),
        )
    )


def _now(look: Look, about: Dossier) -> list[Markup]:
    """What is going on with them."""
    t, facts, zone = look.t, about.facts, look.config.bot.timezone
    lines = []
    if not about.reachable:
        lines.append(t("info-unreachable"))
    if facts.called_at is not None:
        lines.append(t("info-call", time=moments.stamp(facts.called_at, look.now, zone)))
    if about.waiting_since is not None:
        lines.append(t("info-waits", wait=moments.waited(t, about.waiting_since, look.now, look.work)))
    for number, status, due in facts.claims:
        left = days_left(due, look.now.astimezone(zone).date())
        label = t.plain(f"st-{status}")
        if status in DECIDED:
            lines.append(t("info-claim_decided", number=number, status=label))
        else:
            words = claimcards.left_in_words(t, left)
            lines.append(t("info-claim", icon=urgency(left), number=number, status=label, left=words))
    if facts.draft is not None and facts.draft_at is not None:
        lines.append(t(f"info-draft_{facts.draft}", time=moments.stamp(facts.draft_at, look.now, zone)))
    return lines


def _notes(look: Look, about: Dossier) -> list[Markup]:
    if not about.notes:
        return []
    lines = [look.t("info-notes")]
    for author, body, at in about.notes:
        short = shortened(" ".join(body.split()), NOTE_MAX)
        time = moments.stamp(at, look.now, look.config.bot.timezone)
        lines.append(look.t("info-note", time=time, author=author, body=short))
    return lines


def _waybills(look: Look, about: Dossier) -> list[Markup]:
    rows = [papers.row(look.t, waybill, look.config.bot.timezone) for waybill in about.waybills]
    return [look.t("info-waybills"), *rows] if rows else []
