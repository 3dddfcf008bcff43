"""What every desk must have, as rows for delivery, which makes what is missing. Pure."""

from relay_bot.domain import addresses
from relay_bot.domain.addresses import Board
from relay_bot.domain.outgoing import Ensure, Out, Priority, Refresh


def ensure_desk(desk: str) -> list[Out]:
    """Make whatever is missing of a desk: the boards with their explanations, General's name and the checklist."""
    names: tuple[Board, ...] = (*addresses.BOARDS, "general")
    places = [addresses.board(desk, name) for name in names]
    return [Out(place, Ensure(), Priority.EDIT, card=f"ensure:{place.key}") for place in places]


def refresh_card(client_id: int, desk: str) -> Out:
    """The card in the client's topic shows what is known now."""
    card = f"topic:{client_id}"
    return Out(addresses.card_edits(card, desk), Refresh(), Priority.COSMETIC, card=f"refresh:{card}")


def refresh_checklist(desk: str) -> Out:
    """The checklist shows what the bot sees now."""
    card = f"board:{desk}:general"
    return Out(addresses.card_edits(card, desk), Refresh(), Priority.COSMETIC, card=f"refresh:{card}")
