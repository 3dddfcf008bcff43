"""How an unfinished action looks on its board, and the quiet word to the client. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from relay_bot.config import Config, Manager
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.addresses import Address
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.stored import LeftDraft
from relay_bot.domain.outgoing import Button, Buttons, Card, Link, Out, Priority, Text
from relay_bot.domain.signs import shortened
from relay_bot.texts import Language
from relay_bot.views import cards, names
from relay_bot.views.claim import card as claimcards
from relay_bot.views.values import show

KNOWN_MAX = 300

ENDED = ("done", "cancelled", "expired")


def key(draft_id: int) -> str:
    return f"unfinished:{draft_id}"


def ringing(t: Language, left: LeftDraft, on_duty: Manager, desk: str, zone: ZoneInfo) -> list[Out]:
    """The one message that rings for this action, with what was attached below it."""
    board = addresses.board(desk, "drafts")
    shown = _card(t, left, cards.mention(on_duty.tg_id, on_duty.name), "", zone)
    card = Out(board, shown, Priority.PUSH, rings=True, once=f"draft:{left.id}", card=key(left.id))
    return [card, *claimcards.albums(board, left.content.files)]


def desk_of(config: Config, left: LeftDraft) -> Manager | None:
    """Who has the card: the client's manager, or whose link brought somebody who is not identified yet."""
    return config.manager(left.desk) or config.manager_by_invite(left.invite or "")


def to_admin(t: Language, left: LeftDraft, admin: int, zone: ZoneInfo) -> Out:
    """Somebody without a manager: an admin hears of it, once."""
    words = Text(text(t, left, Markup(), "", zone))
    return Out(addresses.chat(admin), words, Priority.PUSH, rings=True, once=f"draft:{left.id}:{admin}")


def edit(t: Language, left: LeftDraft, desk: str | None, who: str, zone: ZoneInfo) -> Out | None:
    """The card's newest state, silently. `desk`: where it stands; None: nowhere."""
    if desk is None:
        return None
    card = _card(t, left, Markup(), who, zone)
    return Out(addresses.card_edits(key(left.id), desk), card, Priority.EDIT, card=key(left.id))


def dismissed(t: Language, left: LeftDraft, desk: str | None, who: str, at: datetime, zone: ZoneInfo) -> Out | None:
    if desk is None:
        return None
    html = t("card-draft_dismissed", client=left.name, who=who, time=cards.clock(at, zone))
    card = Card(html, board="drafts")
    return Out(addresses.card_edits(key(left.id), desk), card, Priority.EDIT, card=key(left.id))


def _card(t: Language, left: LeftDraft, mention: Markup, who: str, zone: ZoneInfo) -> Card:
    html, ended = text(t, left, mention, who, zone), left.said in ENDED
    return Card(html, _buttons(t, left, ended=ended), board="drafts", open=not ended)


def text(t: Language, left: LeftDraft, mention: Markup, who: str, zone: ZoneInfo) -> Markup:
    step, done, total = progress(t, left)
    card = t(
        "card-draft",
        action=t.plain(f"unfinished-{left.form}"),
        mention=mention,
        who=names.who(left.name, left.company),
        phone=left.phone,
        step=step,
        done=done,
        total=total,
        time=cards.clock(left.touched_at, zone),
        known=known(t, left),
    )
    lines = [cards.compact(card)]
    if left.called_at is not None:
        lines.append(t("card-draft_called", who=who, time=cards.clock(left.called_at, zone)))
    return Markup("\n").join([*lines, *_status(t, left, zone)])


def _status(t: Language, left: LeftDraft, zone: ZoneInfo) -> list[Markup]:
    at = cards.clock(left.finished_at or left.touched_at, zone)
    match left.said:
        case "resumed":
            return [t("card-draft_resumed", time=cards.clock(left.touched_at, zone))]
        case "done":
            result = left.result or t.plain(f"act-{left.form}")
            return [t("card-draft_done", time=at, result=result)]
        case "cancelled":
            return [t("card-draft_cancelled", time=at)]
        case "expired":
            return [t("card-draft_expired", time=at)]
        case _:
            return []


def progress(t: Language, left: LeftDraft) -> tuple[str, int, int]:
    """(the step where the client stopped, fields that are filled in, of how many)."""
    form = registry.form_of(left.form)
    if form is None:
        return t.plain(f"draft-step_{left.form}"), 0, 1
    needed = form.questions(left.content)
    missing = form.missing(left.content)
    asked = left.content.asked
    step = next((one.label for one in needed if one.name == asked), missing[0].label if missing else None)
    return t.plain(step).lower() if step else t.plain("draft-step_confirm"), len(needed) - len(missing), len(needed)


def missing(t: Language, left: LeftDraft) -> str:
    """What is left to do, in words."""
    form = registry.form_of(left.form)
    labels = [t.plain(one.label).lower() for one in form.missing(left.content)] if form is not None else []
    return ", ".join(labels) or t.plain("draft-step_confirm")


def known(t: Language, left: LeftDraft) -> Markup:
    """Everything that was entered, a line a field."""
    form = registry.form_of(left.form)
    if form is None:
        return Markup()
    given = [(one.label, left.content.values[one.name].value) for one in form.fields if one.name in left.content.values]
    lines = [Markup("{}: {}").format(t.plain(label), shortened(show(t, value), KNOWN_MAX)) for label, value in given]
    if left.content.comment:
        lines.append(t("form-comment", comment=shortened(left.content.comment, KNOWN_MAX)))
    if left.content.files:
        lines.append(t("card-draft_files", n=len(left.content.files)))
    return Markup("\n").join(lines)


def _buttons(t: Language, left: LeftDraft, *, ended: bool) -> Buttons:
    write: list[Button] = []
    if left.group_id is not None and left.thread_id is not None:
        write.append(Link(t.plain("btn-write"), names.topic_link(left.group_id, left.thread_id)))
    if ended:
        return [write] if write else []
    if registry.form_of(left.form) is not None:
        write.append(cards.button(t.plain("btn-remind"), taps.OnDraft(left.id, "remind")))
    more: list[Button] = [cards.button(t.plain("btn-dismiss"), taps.OnDraft(left.id, "dismiss"))]
    if left.called_at is None:
        more.insert(0, cards.button(t.plain("btn-called"), taps.OnDraft(left.id, "called")))
    return [row for row in (write, more) if row]


def nudge(t: Language, left: LeftDraft, to: Address | None = None) -> Out:
    """The quiet word to the client: what is left, and one tap to go on."""
    buttons = [
        [cards.button(t.plain("btn-continue"), taps.InForm(left.id, "resume"))],
        [cards.button(t.plain("btn-draft_drop"), taps.InForm(left.id, "drop", left.content.whole_stamp))],
    ]
    words = Text(t(f"draft-nudge_{left.form}", left=missing(t, left)), silent=True, buttons=buttons)
    return Out(to or addresses.client(left.client_id), words)
