"""A file that comes within a day after a claim: it goes to the manager as ever, and is offered to the claim."""

from collections.abc import Sequence
from datetime import timedelta

from relay_bot.actions.claim import filing
from relay_bot.actions.conversation import relay
from relay_bot.actions.turn import Turn
from relay_bot.db import message as messages
from relay_bot.db.claim import rows as claims
from relay_bot.db.message import Written
from relay_bot.domain import addresses
from relay_bot.domain import tap as taps
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.client import Client
from relay_bot.domain.forms.heard import attached_in
from relay_bot.domain.outgoing import Card, Out
from relay_bot.views import cards

OFFERED_FOR = timedelta(days=1)
MOST = 3


async def claims_of_late(turn: Turn, client: Client) -> Sequence[Claim]:
    """What a file may be for: the claims that are open and no older than a day, the newest first."""
    opened = reversed(await claims.open_of(turn.session, client.id))
    return [one for one in opened if turn.now - one.received_at < OFFERED_FOR][:MOST]


async def offer(turn: Turn, client: Client, offered: Sequence[Claim], written: Written) -> int:
    """One question an album: it is a card, so its other pictures change nothing. The id of the kept message."""
    kept = await relay(turn, client, written)
    t, key = turn.t(client.lang), f"claim_late:{offered[0].id}:{written.media_group or kept}"
    buttons = [
        [cards.button(t.plain("btn-cl_add_sent", claim_no=one.number), taps.AddSent(one.id, kept))] for one in offered
    ]
    alone = len(offered) == 1
    html = t("cl-late_file", claim_no=offered[0].number) if alone else t("cl-late_file_many")
    turn.send(Out(addresses.client(client.id), Card(html, buttons, silent=True), card=key))
    return kept


async def add(turn: Turn, client: Client, claim: Claim, message: int) -> bool:
    """What was sent is with the claim, once; False when there is nothing (any more) to add."""
    sent = await messages.sent_together(turn.session, client.id, message)
    known = {one.file_id for one in await claims.files_of(turn.session, claim.id)}
    files = [file for kind, content in sent if (file := attached_in(kind, content)) and file.file_id not in known]
    if files:
        await filing.add_files(turn, client, claim, files, str(message))
    return bool(files)
