"""A file that comes within a day after a claim: it goes to the manager as ever, and is offered to the claim."""

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


async def claim_of_late(turn: Turn, client: Client) -> Claim | None:
    """The claim that a file may be for: the newest one, while it is open and no older than a day."""
    newest = (await claims.open_of(turn.session, client.id))[-1:]
    return next((one for one in newest if turn.now - one.received_at < OFFERED_FOR), None)


async def offer(turn: Turn, client: Client, claim: Claim, written: Written) -> int:
    """One question an album: it is a card, so its other pictures change nothing. The id of the kept message."""
    kept = await relay(turn, client, written)
    t, key = turn.t(client.lang), f"claim_late:{claim.id}:{written.media_group or kept}"
    button = cards.button(t.plain("btn-cl_add_sent", claim_no=claim.number), taps.AddSent(claim.id, kept))
    shown = Card(t("cl-late_file", claim_no=claim.number), [[button]], silent=True)
    turn.send(Out(addresses.client(client.id), shown, card=key))
    return kept


async def add(turn: Turn, client: Client, claim: Claim, message: int) -> bool:
    """What was sent is with the claim, once; False when there is nothing (any more) to add."""
    sent = await messages.sent_together(turn.session, client.id, message)
    known = {one.file_id for one in await claims.files_of(turn.session, claim.id)}
    files = [file for kind, content in sent if (file := attached_in(kind, content)) and file.file_id not in known]
    if files:
        await filing.add_files(turn, client, claim, files, str(message))
    return bool(files)
