"""A confirmed claim: a number, a word to the client, one ringing card for the manager; and what is added later."""

from collections.abc import Sequence

from markupsafe import Markup

from relay_bot.db import claims, clients, counters, drafts, waybills
from relay_bot.db.drafts import Stored
from relay_bot.desk import cards, claimcards
from relay_bot.domain import addresses
from relay_bot.domain.claims import Claim, due_on
from relay_bot.domain.clients import Client
from relay_bot.domain.forms.claim import CLAIM, story_of
from relay_bot.domain.forms.draft import Attached, Draft
from relay_bot.domain.forms.form import Line, Say
from relay_bot.domain.outgoing import Out
from relay_bot.domain.waybills import code_of
from relay_bot.handlers import claimboard
from relay_bot.handlers.client import wording
from relay_bot.handlers.turn import Turn


async def file(turn: Turn, client: Client, stored: Stored, draft: Draft) -> None:
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
    await drafts.finish(turn.session, stored.id, "done", turn.now)
    t = turn.t(client.lang)
    filed = Say((*CLAIM.summary(draft), Line("cl-filed", {"number": claim.number})), (), "edit")
    turn.send(
        wording.out(t, client.id, stored.id, draft, filed),
        _done(turn, client, claim),
        *await claimboard.announced(turn, claim),
    )


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
    html = t("cl-done", **values, manager=manager.name) if manager else t("cl-done_unassigned", **values)
    buttons = [
        [
            cards.button(t.plain("btn-cl_add"), data=f"claim_add:{claim.id}"),
            cards.button(t.plain("btn-cl_status"), data=f"claim_status:{claim.id}"),
        ]
    ]
    payload = {"html": html, "buttons": buttons}
    return Out(addresses.client(client.id), "card", payload, card=done_key(claim.id))


async def append(turn: Turn, client: Client, stored: Stored, draft: Draft) -> None:
    """«Дополнить»: what was given goes to the claim that there is; the form ends."""
    number = draft.value("waybill").text
    open_ones = [one for one in await claims.open_of(turn.session, client.id) if one.waybill_text == number]
    await drafts.finish(turn.session, stored.id, "done", turn.now)
    if not open_ones:
        return
    story = story_of(draft)
    await add(turn, client, open_ones[-1], draft.files, story, ask_for_more=not story and not draft.files)


async def add(
    turn: Turn, client: Client, claim: Claim, files: Sequence[Attached], words: str = "", *, ask_for_more: bool = False
) -> None:
    """Files and words that came later: with the claim, on the board and in the topic; the client hears how many."""
    t, limit = turn.t(client.lang), turn.config.claims.max_files
    room = max(limit - await claims.count_files(turn.session, claim.id), 0)
    taken = files[:room]
    await claims.attach(turn.session, claim.id, taken, turn.now)
    if words:
        await claims.change(turn.session, claim.id, story=f"{claim.story}\n{words}")
    claim = await claims.by_id(turn.session, claim.id) or claim
    to = addresses.client(client.id)
    if len(files) > len(taken):
        turn.send(Out(to, "text", {"html": t("cl-too_many", max=limit)}))
    if ask_for_more:
        turn.send(await asking_for_files(turn, client, claim))
    elif taken or words:
        said = t("cl-files_added", claim_no=claim.number, n=len(taken))
        turn.send(Out(to, "card", {"html": said}, card=f"claim_added:{claim.id}:{turn.now:%Y%m%d%H%M%S%f}"))
    turn.send(*_to_desk(turn, client, claim, taken, words), *await claimboard.changed(turn, claim))


def _to_desk(turn: Turn, client: Client, claim: Claim, files: Sequence[Attached], words: str) -> list[Out]:
    if client.desk is None or not (files or words):
        return []
    t, sent = turn.t(), [{"kind": one.kind, "file_id": one.file_id} for one in files]
    what: Markup = (
        t("cl-added_by_client", claim_no=claim.number, story=words)
        if words
        else t("cl-files_by_client", claim_no=claim.number)
    )
    rows: list[Out] = []
    for to in (addresses.board(client.desk, "claims"), addresses.topic(client.id, client.desk)):
        rows += [Out(to, "text", {"html": what, "silent": True}), *claimcards.albums(to, sent)]
    return rows


async def asking_for_files(turn: Turn, client: Client, claim: Claim) -> Out:
    """«Пришлите фото…»: until «Готово» files go to this claim."""
    t = turn.t(client.lang)
    buttons = [[cards.button(t.plain("btn-photos_done"), data=f"claim_enough:{claim.id}")]]
    await claims.take_files(turn.session, client.id, claim.id, turn.now)
    return Out(addresses.client(client.id), "text", {"html": t("cl-photos_hint"), "buttons": buttons})
