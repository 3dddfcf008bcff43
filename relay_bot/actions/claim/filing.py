"""A confirmed claim: a number, a word to the client, one ringing card for the manager; and what is added later."""

from collections.abc import Sequence
from datetime import timedelta

from relay_bot.actions.claim import card as claimboard
from relay_bot.actions.turn import Turn
from relay_bot.db import client as clients
from relay_bot.db import counters
from relay_bot.db import waybill as waybills
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.life import Claim, due_on
from relay_bot.domain.client import Client
from relay_bot.domain.forms.claim import CLAIM, story_of
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Line, Say
from relay_bot.domain.forms.heard import Attached
from relay_bot.domain.forms.stored import Stored
from relay_bot.domain.outgoing import Album, Card, File, Out, Text
from relay_bot.domain.waybill import code_of
from relay_bot.views import cards
from relay_bot.views import duty as onduty
from relay_bot.views import form as wording
from relay_bot.views.claim import card as claimcards

CAPTION_MAX = 900
"""Of a file's caption; Telegram takes 1024 characters with the claim's number before it."""


async def file(turn: Turn, client: Client, stored: Stored, draft: Draft) -> str:
    """All of it in the transaction of the tap: exactly one claim a draft, and one ring."""
    config, number = turn.config, draft.value("waybill").text
    waybill = await waybills.by_code(turn.session, code_of(number)) if code_of(number) else None
    mine = waybill is not None and waybill.client_id == client.id and waybill.number == number
    claim = await claims.file(
        turn.session,
        number=await counters.next_number(turn.session, config.claims.number_format, turn.now, turn.zone),
        client_id=client.id,
        draft_id=stored.id,
        waybill_id=waybill.id if waybill is not None and mine else None,
        waybill_text=number,
        story=story_of(draft),
        amount=draft.value("amount").rub,
        email=draft.value("email").address,
        at=turn.now,
        due=due_on(turn.now, turn.zone, config.claims.answer_days),
    )
    await claims.attach(turn.session, claim.id, draft.files, turn.now)
    await claims.log(turn.session, claim.id, turn.now, client.tg_id, "", claim.status)
    await clients.change(turn.session, client.id, email=claim.email)
    t = turn.t(client.lang)
    filed = Say((*CLAIM.summary(draft), Line("cl-filed", {"number": claim.number})), (), "edit")
    turn.send(
        wording.out(t, client.id, stored.id, draft, filed),
        _done(turn, client, claim),
        *await claimboard.announced(turn, claim),
    )
    return claim.number


def done_key(claim_id: int) -> str:
    """The card under which the client adds files by answering it."""
    return f"claim_done:{claim_id}"


def _done(turn: Turn, client: Client, claim: Claim) -> Out:
    t, manager = turn.t(client.lang), turn.config.manager(client.desk)
    values = {
        "claim_no": claim.number,
        "date": cards.day(claim.received_at, turn.zone),
        "email": claim.email,
        "due": f"{claim.due_on:%d.%m.%Y}",
    }
    seen_at = onduty.seen_at(t, turn.duty, manager) if manager else None
    if manager is None:
        html = t("cl-done_unassigned", **values)
    elif seen_at is not None:
        html = t("cl-done_later", **values, manager=manager.name, when=seen_at)
    else:
        html = t("cl-done", **values, manager=manager.name)
    buttons = [
        [
            cards.button(t.plain("btn-cl_add"), taps.AddToClaim(claim.id)),
            cards.button(t.plain("btn-cl_status"), taps.ShowClaim(claim.id)),
        ]
    ]
    return Out(addresses.client(client.id), Card(html, buttons), card=done_key(claim.id))


async def append(turn: Turn, client: Client, stored: Stored, draft: Draft) -> None:
    """«Дополнить»: what was given goes to the claim that there is; the draft becomes nothing of its own."""
    number = draft.value("waybill").text
    claim = next(one for one in await claims.open_of(turn.session, client.id) if one.waybill_text == number)
    story = story_of(draft)
    if not story and not draft.files:
        turn.send(await asking_for_files(turn, client, claim))
        return
    if story:
        claim = await claims.change(turn.session, claim.id, story=f"{claim.story}\n{story}")
        said = turn.t()("cl-added_by_client", claim_no=claim.number, story=story)
        for to in _places(client):
            turn.send(Out(to, Text(said, silent=True)), *await claimboard.in_full(turn, claim, story, to))
    taken = await _attached(turn, client, claim, draft.files)
    turn.send(*(row for to in _places(client) for row in claimcards.albums(to, taken)))
    turn.send(_added(turn, client, claim, len(taken), f"draft{stored.id}"), *await claimboard.changed(turn, claim))


async def add_file(turn: Turn, client: Client, claim: Claim, file: Attached, caption: str, album: str | None) -> None:
    """A file that came later: with the claim, on the board and in the topic; of an album the client hears once."""
    taken = await _attached(turn, client, claim, [file])
    if not taken:
        return
    html = turn.t()("cl-file_by_client", claim_no=claim.number, caption=caption[:CAPTION_MAX])
    album_of_one = Album([File(file.kind, file.file_id)], silent=True, html=html)
    turn.send(*(Out(to, album_of_one) for to in _places(client)))
    since = turn.now - timedelta(minutes=1) if album else turn.now
    n = await claims.count_files(turn.session, claim.id, since)
    turn.send(_added(turn, client, claim, n, album or file.key), *await claimboard.changed(turn, claim))


async def add_files(turn: Turn, client: Client, claim: Claim, files: Sequence[Attached], key: str) -> None:
    """Files that the manager has in the topic already: with the claim, and on the board."""
    taken = await _attached(turn, client, claim, files)
    if client.desk is not None:
        turn.send(*claimcards.albums(addresses.board(client.desk, "claims"), taken))
    turn.send(_added(turn, client, claim, len(taken), key), *await claimboard.changed(turn, claim))


async def _attached(turn: Turn, client: Client, claim: Claim, files: Sequence[Attached]) -> Sequence[Attached]:
    """As many as the claim still takes; about the others the client is told."""
    limit = turn.config.claims.max_files
    room = max(limit - await claims.count_files(turn.session, claim.id), 0)
    await claims.attach(turn.session, claim.id, files[:room], turn.now)
    if len(files) > room:
        html = turn.t(client.lang)("form-files_enough", max=limit)
        turn.send(Out(addresses.client(client.id), Card(html), card=f"claim_full:{claim.id}"))
    return files[:room]


def _added(turn: Turn, client: Client, claim: Claim, n: int, key: str) -> Out:
    html = turn.t(client.lang)("cl-files_added", claim_no=claim.number, n=n)
    return Out(addresses.client(client.id), Card(html), card=f"claim_added:{claim.id}:{key}")


def _places(client: Client) -> list[addresses.Address]:
    """Where the desk sees a claim."""
    if client.desk is None:
        return []
    return [addresses.board(client.desk, "claims"), addresses.topic(client.id, client.desk)]


async def asking_for_files(turn: Turn, client: Client, claim: Claim) -> Out:
    """«Пришлите фото…»: until «Готово» files go to this claim."""
    t = turn.t(client.lang)
    buttons = [[cards.button(t.plain("btn-photos_done"), taps.EnoughForClaim(claim.id))]]
    await claims.take_files(turn.session, client.id, claim.id, turn.now)
    return Out(addresses.client(client.id), Text(t("cl-photos_hint"), buttons=buttons))
