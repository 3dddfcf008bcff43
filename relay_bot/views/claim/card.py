"""How a claim looks at a desk: one card on the claims board, the same in the client's topic. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.card import View
from relay_bot.domain.claim.life import DECIDED, days_left, possible, urgency
from relay_bot.domain.outgoing import Album, Button, Buttons, Card, Copy, File, Link, Out, Priority
from relay_bot.domain.parsing.values import Amount
from relay_bot.domain.signs import shortened
from relay_bot.texts import Language
from relay_bot.views import cards, names
from relay_bot.views.values import show

STORY_MAX = 1500
ALBUM_MAX = 10

LABELS = {
    "take": "btn-cl_take",
    "docs": "btn-cl_docs",
    "approve": "btn-cl_ok",
    "partial": "btn-cl_part",
    "reject": "btn-cl_no",
    "close": "btn-cl_close",
    "reopen": "btn-cl_reopen",
}
"""Action of domain/claim/life.py → label."""


def card_key(claim_id: int) -> str:
    return f"claim:{claim_id}"


def copy_key(claim_id: int) -> str:
    return f"claim_topic:{claim_id}"


def ringing(t: Language, view: View, zone: ZoneInfo, now: datetime) -> Out:
    """The one message that rings for this claim, on the claims board."""
    assert view.client.desk is not None
    key = card_key(view.claim.id)
    to = addresses.board(view.client.desk, "claims")
    return Out(to, _card(t, view, zone, now, on_board=True), Priority.PUSH, rings=True, once=key, card=key)


def copy(t: Language, view: View, zone: ZoneInfo, now: datetime) -> Out:
    """The same in the client's topic, silently."""
    to = addresses.topic(view.client.id, view.client.desk)
    return Out(to, _card(t, view, zone, now, on_board=False), card=copy_key(view.claim.id))


def edits(t: Language, view: View, zone: ZoneInfo, now: datetime) -> list[Out]:
    """The newest state of both cards, silently."""
    desk = view.client.desk
    if desk is None:
        return []
    keys = {card_key(view.claim.id): True, copy_key(view.claim.id): False}
    return [
        Out(addresses.card_edits(key, desk), _card(t, view, zone, now, on_board=on_board), Priority.EDIT, card=key)
        for key, on_board in keys.items()
    ]


class Attached(Protocol):
    """A file of a claim or of a draft."""

    @property
    def kind(self) -> Literal["photo", "document"]: ...
    @property
    def file_id(self) -> str: ...


def albums(to: addresses.Address, files: Sequence[Attached]) -> list[Out]:
    """The files in their order; Telegram takes up to ten of one kind together."""
    runs: list[list[File]] = []
    for one in files:
        if not runs or runs[-1][-1].kind != one.kind or len(runs[-1]) == ALBUM_MAX:
            runs.append([])
        runs[-1].append(File(one.kind, one.file_id))
    return [Out(to, Album(run, silent=True), cost=len(run)) for run in runs]


def _card(t: Language, view: View, zone: ZoneInfo, now: datetime, *, on_board: bool) -> Card:
    html, keys = text(t, view, zone, now, on_board=on_board), buttons(t, view, on_board=on_board)
    board: addresses.Board | None = "claims" if on_board else None
    return Card(html, keys, silent=not on_board, board=board, open=view.claim.closed_at is None)


def text(t: Language, view: View, zone: ZoneInfo, now: datetime, *, on_board: bool) -> Markup:
    claim, client = view.claim, view.client
    left = days_left(claim.due_on, now.astimezone(zone).date())
    lines = [
        t(
            "card-claim",
            claim_no=claim.number,
            status=t.plain(f"st-{claim.status}"),
            who=names.who(client.name, client.company),
            phone=client.phone or "",
            waybill=_waybill(t, view, zone),
            amount=show(t, Amount(claim.amount)),
            email=claim.email,
            story=shortened(claim.story, STORY_MAX),
            files=view.files,
        )
    ]
    if claim.closed_at is None and claim.status not in DECIDED:
        lines.append(
            t("card-claim_due", due_icon=urgency(left), due=f"{claim.due_on:%d.%m.%Y}", left=left_in_words(t, left))
        )
    lines += _decision(t, view, zone)
    if on_board:  # last: what a push shows first is the news
        lines.append(cards.mention(view.on_duty.tg_id, view.on_duty.name))
    return cards.compact(Markup("\n").join(lines))


def left_in_words(t: Language, left: int) -> str:
    if left < 0:
        return t.plain("due-overdue", n=-left)
    return t.plain("due-left", n=left) if left else t.plain("due-today")


def days_in_words(t: Language, days: int) -> str:
    """«3 дня», for a sentence of its own."""
    return t.plain("due-days", n=days)


def _waybill(t: Language, view: View, zone: ZoneInfo) -> Markup:
    if view.waybill is None:
        return t("card-claim_manual", number=view.claim.waybill_text)
    ends = [view.waybill.address(end) for end in ("frm", "to")]
    return t(
        "card-claim_waybill",
        number=view.waybill.number,
        wb_date=cards.day(view.waybill.issued_at, zone),
        from_city=ends[0].city or ends[0].text,
        to_city=ends[1].city or ends[1].text,
    )


def _decision(t: Language, view: View, zone: ZoneInfo) -> list[Markup]:
    claim, lines = view.claim, []
    if claim.awarded is not None:
        lines.append(t("card-claim_awarded", amount=show(t, Amount(claim.awarded))))
    if claim.grounds:
        lines.append(t("card-claim_grounds", grounds=shortened(claim.grounds, STORY_MAX)))
    if view.mail is not None:
        state, error = view.mail
        lines.append(t(f"card-claim_mail_{state}", email=claim.email, error=error))
    if view.last_step is not None:
        who, at = view.last_step
        when = f"{cards.day(at, zone)} {cards.clock(at, zone)}"
        lines.append(t("card-claim_step", status=t.plain(f"st-{claim.status}"), who=who, at=when))
    return lines


def buttons(t: Language, view: View, *, on_board: bool) -> Buttons:
    claim = view.claim
    steps = {one: cards.button(t.plain(LABELS[one]), taps.StepClaim(claim.id, one)) for one in possible(claim)}
    apart = [[steps.pop("close")]] if "close" in steps else []
    keys: list[Button] = list(steps.values())
    if on_board and view.place is not None:  # the primary row: open the chat, take the next step
        keys.insert(0, Link(t.plain("btn-open_chat"), names.topic_link(*view.place)))
    rows = [keys[start : start + 2] for start in range(0, len(keys), 2)]
    more: list[Button] = []
    if claim.status in DECIDED:
        more.append(cards.button(t.plain("btn-cl_answer"), taps.WriteLetter(claim.id)))
    more.append(Copy(t.plain("btn-cl_mail"), claim.email))
    if view.files:
        more.append(cards.button(t.plain("btn-cl_files"), taps.ShowFiles(claim.id)))
    if view.read:
        more.append(cards.button(t.plain("btn-photo_text"), taps.TextOfClaim(claim.id)))
    return [*rows, *(more[start : start + 2] for start in range(0, len(more), 2)), *apart]
