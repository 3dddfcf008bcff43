"""The cards of a claim, shared by the client's side and the desk's: rung once, then edited."""

from relay_bot.actions.turn import Turn
from relay_bot.db import upload as uploads
from relay_bot.db.claim import card as claimviews
from relay_bot.db.claim import rows as claims
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Out, Upload
from relay_bot.views.claim import card as claimcards
from relay_bot.views.upkeep import refresh_card


async def announced(turn: Turn, claim: Claim) -> list[Out]:
    """The ringing card on the claims board with the files below it, and the same in the client's topic, silently.

    Without a manager nothing: `announce_open` does it once there is one. A second call rings nobody.
    """
    view = await claimviews.view(turn.session, turn.duty, claim)
    if view is None or view.client.desk is None:
        return []
    files = await claims.files_of(turn.session, claim.id)
    t, board = turn.t(), addresses.board(view.client.desk, "claims")
    topic = addresses.topic(view.client.id, view.client.desk)
    return [
        claimcards.ringing(t, view, turn.zone, turn.now),
        *await in_full(turn, claim, claim.story, board),
        *claimcards.albums(board, files),
        claimcards.copy(t, view, turn.zone, turn.now),
        *await in_full(turn, claim, claim.story, topic),
        *claimcards.albums(topic, files),
        refresh_card(view.client.id, view.client.desk),
    ]


async def in_full(turn: Turn, claim: Claim, story: str, to: Address) -> list[Out]:
    """A story that is longer than a card shows comes below it, whole, as a file."""
    if len(story) <= claimcards.STORY_MAX:
        return []
    name = turn.t().plain("card-claim_story_file", claim_no=claim.number)
    upload = await uploads.keep(turn.session, uploads.Upload("document", name, story.encode("utf-8-sig", "replace")))
    return [Out(to, Upload(upload, silent=True))]


async def announce_open(turn: Turn, client: Client) -> None:
    """A client has got a manager: the claims that were waiting for one ring now."""
    for claim in await claims.open_of(turn.session, client.id):
        turn.send(*await announced(turn, claim))


async def changed(turn: Turn, claim: Claim) -> list[Out]:
    """The newest state of both cards, silently."""
    view = await claimviews.view(turn.session, turn.duty, claim)
    if view is None or view.client.desk is None:
        return []
    refreshed = refresh_card(view.client.id, view.client.desk)
    return [*claimcards.edits(turn.t(), view, turn.zone, turn.now), refreshed]
