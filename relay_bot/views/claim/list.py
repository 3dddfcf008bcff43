"""How a list of claims looks: one message, edited in place. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from relay_bot.domain.claim.filter import DAYS, GROUPS, STATUSES, Filter
from relay_bot.domain.claim.life import OPEN, days_left, urgency
from relay_bot.domain.claim.list import Listed
from relay_bot.domain.outgoing import Button, Buttons, Card
from relay_bot.domain.signs import shortened
from relay_bot.texts import Language
from relay_bot.views import cards
from relay_bot.views.claim.card import left_in_words

PAGE = 8
NAME_MAX = 26
DONE_ICONS = {"approved": "✅", "partial": "➗", "rejected": "❌", "closed": "🏁"}


def card_key(chat_id: int, message_id: int) -> str:
    """Of the list that answers this /claims."""
    return f"claims:{chat_id}:{message_id}"


def last_page(total: int) -> int:
    return max(total - 1, 0) // PAGE


def page(t: Language, shown: Sequence[Listed], total: int, chosen: Filter, today: date, *, of_client: str = "") -> Card:
    """`shown`: the rows of the page `chosen.page`; `of_client`: in whose topic it stands."""
    lines = [_head(t, total, chosen, of_client)]
    lines += [_row(t, one, today, with_client=not of_client) for one in shown] or [t("claimlist-none")]
    return Card(Markup("\n").join(lines), _buttons(t, shown, total, chosen, today), silent=True)


def menu(t: Language, chosen: Filter) -> Card:
    """The other filters, in the same message."""
    kinds = [_chosen(what_in_words(t, what), what == chosen.what, chosen.with_what(what)) for what in _whats()]
    periods = [_chosen(days_in_words(t, days), days == chosen.days, chosen.with_days(days)) for days in DAYS]
    rows = [kinds[start : start + 2] for start in range(0, len(kinds), 2)]
    rows += [periods[:2], periods[2:], [_back(t, chosen)]]
    return Card(t("claimlist-menu"), rows, silent=True)


def opened(t: Language, html: Markup, buttons: Buttons, claim_id: int, chosen: Filter) -> Card:
    """The card of one claim in the place of the list, with the way back."""
    again = cards.button(t.plain("btn-claims_again"), chosen.tap("one", claim_id))
    return Card(cards.without_mentions(html), [*buttons, [again, _back(t, chosen)]], silent=True)


def what_in_words(t: Language, what: str) -> str:
    return t.plain(f"claimlist-{what}") if what in GROUPS else t.plain(f"st-{what}")


def days_in_words(t: Language, days: int) -> str:
    return t.plain("claimlist-days", n=days) if days else t.plain("claimlist-ever")


def _whats() -> tuple[str, ...]:
    return (*GROUPS, *STATUSES)


def _head(t: Language, total: int, chosen: Filter, of_client: str) -> Markup:
    parts = [t("claimlist-head"), Markup("{}").format(what_in_words(t, chosen.what))]
    if chosen.days:
        parts.append(Markup("{}").format(days_in_words(t, chosen.days)))
    if of_client:
        parts.append(Markup("{}").format(shortened(of_client, NAME_MAX)))
    parts.append(Markup("{}").format(total))
    if last_page(total):
        parts.append(t("claimlist-page", page=chosen.page + 1, pages=last_page(total) + 1))
    return Markup(" · ").join(parts)


def _row(t: Language, one: Listed, today: date, *, with_client: bool) -> Markup:
    """Who on one line, how it stands on the next: so it fits the width of a phone."""
    claim = one.claim
    state = [t.plain(f"st-{claim.status}")]
    if claim.status in OPEN:
        state.append(left_in_words(t, days_left(claim.due_on, today)))
    first = Markup("{} <b>{}</b>").format(_icon(one, today), claim.number)
    if not with_client:
        return Markup(" · ").join([first, *state])
    return Markup("{} · {}\n<i>{}</i>").format(first, shortened(one.company or one.client, NAME_MAX), " · ".join(state))


def _icon(one: Listed, today: date) -> str:
    if one.claim.status in DONE_ICONS:
        return DONE_ICONS[one.claim.status]
    return urgency(days_left(one.claim.due_on, today))


def _buttons(t: Language, shown: Sequence[Listed], total: int, chosen: Filter, today: date) -> Buttons:
    quick = [_chosen(what_in_words(t, what), what == chosen.what, chosen.with_what(what)) for what in GROUPS[:2]]
    quick.append(cards.button(t.plain("btn-claims_filter"), chosen.tap("menu")))
    keys = [cards.button(f"{_icon(one, today)} {one.claim.number}", chosen.tap("one", one.claim.id)) for one in shown]
    rows: list[Sequence[Button]] = [quick, *(keys[start : start + 2] for start in range(0, len(keys), 2))]
    turn = []
    if chosen.page > 0:
        turn.append(cards.button("‹", chosen.at(chosen.page - 1).tap("list")))
    if chosen.page < last_page(total):
        turn.append(cards.button("›", chosen.at(chosen.page + 1).tap("list")))
    files = [cards.button(t.plain(f"btn-claims_{kind}"), chosen.tap(kind)) for kind in ("xlsx", "csv")]
    return [*rows, *([turn] if turn else []), *([files] if total else [])]


def _chosen(label: str, on: bool, to: Filter) -> Button:
    return cards.button(f"• {label}" if on else label, to.tap("list"))


def _back(t: Language, chosen: Filter) -> Button:
    return cards.button(t.plain("btn-claims_back"), chosen.tap("list"))
