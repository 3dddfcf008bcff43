"""How an alarm looks: what is overdue, whose it is, in which words; the mention comes last. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from relay_bot.views.board import Look
from relay_bot.views.words import last_words

MOST = 8
"""Lines of one alarm: a phone shows as many; /queue has the rest."""

NOBODY = Markup()


@dataclass(frozen=True, slots=True)
class Line:
    """One of several: who, as a link; how long; their last words."""

    client: Markup
    wait: str
    words: str = ""


def alone(html: Markup, line: Line) -> Markup:
    """A sentence, and the words that it is about."""
    said = last_words(line.words)
    return Markup("{}\n{}").format(html, said) if said else html


def several(look: Look, title: Markup, lines: Sequence[Line]) -> Markup:
    rows = [title]
    for i, line in enumerate(lines[:MOST], 1):
        rows.append(look.t("sla-row", i=i, client=line.client, wait=line.wait, words=last_words(line.words)))
    if len(lines) > MOST:
        rows.append(look.t("board-more", n=len(lines) - MOST))
    return Markup("\n").join(rows)


def called(html: Markup, mention: Markup) -> Markup:
    """What a push shows first is the news; who is meant stands at its end."""
    return Markup("{}\n{}").format(html, mention) if mention else html
