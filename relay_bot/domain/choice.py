"""What goes right after pushes: the bot's answers to what a person at a desk has just done. Pure.

Decided here for all handlers at once, by where a row goes and what caused it. Cards that change, as a tap wants it, are
answers too; what changes them beside a conversation is not, since nobody looks at them then.
"""

from collections.abc import Sequence
from dataclasses import replace

from relay_bot.domain.outgoing import Album, Card, Document, Out, Priority, React, Text, Upload

Answers = Text | Card | Album | Document | Upload | React


def answering(rows: Sequence[Out], desk: str | None, *, act: bool) -> list[Out]:
    """`rows` that an update of somebody who speaks for this desk has caused in its group (None: of anybody else).

    `act`: it was a tap or a command, no message.
    """
    raised = (Priority.RELAY, Priority.EDIT) if act else (Priority.RELAY,)
    return [
        replace(row, priority=Priority.ANSWER)
        if desk is not None and row.to.desk == desk and row.priority in raised and isinstance(row.row, Answers)
        else row
        for row in rows
    ]
