"""How a topic looks: its name, its icon, and the card that stands first in it. Pure."""

import re
from collections.abc import Collection
from dataclasses import replace

from relay_bot.config import Config
from relay_bot.domain.addresses import Board
from relay_bot.domain.outgoing import Text
from relay_bot.domain.work import BoardTopic, DeskState, Made, Person
from relay_bot.texts import Language
from relay_bot.views import cards, names

SIGN = "ℹ️"
"""Before words of the bot's that have no sign of their own."""


def name_of(place: Made, config: Config, icons: Collection[str] = ()) -> str:
    """What the topic should be called. `icons`: the emoji that a topic can have."""
    if isinstance(place, BoardTopic):
        has_icon = names.BOARD_ICONS.get(place.board) in icons
        return names.board(config.topics, place.board, has_icon=has_icon)
    who = place.person
    return names.client_topic(config.topics.client_name, name=who.name, company=who.company, city=who.city)


def icon_of(place: Made, config: Config) -> str:
    """The emoji of a new topic."""
    normal = config.topics.icons.normal
    return names.BOARD_ICONS.get(place.board, normal) if isinstance(place, BoardTopic) else normal


def notice(words: Text) -> Text:
    """What the bot itself says in a client's topic: a quote with a sign, so that nothing but the client's words looks
    like theirs.
    """
    if "<blockquote" in words.html:
        return words
    said = words.html if _begins_with_a_sign(words.html) else f"{SIGN} {words.html}"
    return replace(words, html=f"<blockquote>{said}</blockquote>")


def _begins_with_a_sign(html: str) -> bool:
    first = re.sub(r"<.*?>", "", html).lstrip()[:1]
    return not first.isalnum() and first not in "«“\"'(/@+&-—"


def pinned_text(about: Person | Board, desk: DeskState | None, config: Config, t: Language) -> str:
    """The card that stands first in the topic of a client, or of a board."""
    if isinstance(about, Person):
        return cards.client(t, _shown(about), config.bot.timezone)
    if about == "general":
        return cards.checklist(t, desk.fit if desk else None, desk is not None and desk.manager_started)
    return cards.board_pin(t, about)


def _shown(who: Person) -> cards.Person:
    known = (who.name, who.company, who.phone or "", who.username, who.city)
    return cards.Person(*known, since=who.since, waybills=who.waybills, open_claims=who.open_claims)
