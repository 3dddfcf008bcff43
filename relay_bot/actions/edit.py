"""A message that was edited: its copy shows what it says now, and what became internal disappears."""

from __future__ import annotations

from dataclasses import replace

from relay_bot.actions import conversation, removal
from relay_bot.actions.turn import Turn
from relay_bot.db import bundle as bundles
from relay_bot.db import message as messages
from relay_bot.db import note as notes
from relay_bot.db import pair as pairs
from relay_bot.db.message import Kept, Written
from relay_bot.domain import addresses, edit, inside
from relay_bot.domain.addresses import Address
from relay_bot.domain.client import Client
from relay_bot.domain.outgoing import Buttons, Edit, Out, Priority, Text
from relay_bot.domain.relay import DeskVerdict


async def from_client(turn: Turn, client: Client, written: Written, *, in_form: bool) -> None:
    """`in_form`: a form is open that may have taken the message. What it took stays: the client is told how to put it
    right.
    """
    kept = await messages.at(turn.session, written.chat_id, written.message_id)
    if kept is not None:
        buttons = conversation.buttons_below(turn, written, kept.id)
        to = addresses.topic(client.id, client.desk)
        await _show(turn, kept, written, to, turn.t().plain("relay-edited"), buttons)
    elif in_form:
        said = Text(turn.t(client.lang)("form-no_edits"), silent=True, reply_to=written.message_id)
        once = f"edited:{written.chat_id}:{written.message_id}"
        turn.send(Out(addresses.client(client.id), said, once=once))


async def from_desk(turn: Turn, client: Client, written: Written, verdict: DeskVerdict) -> None:
    """A message that has gone, or a note. What was neither (a command, an answer to a question, what was taken back) is
    nothing new.
    """
    kept = await messages.at(turn.session, written.chat_id, written.message_id)
    was_note = await notes.is_kept(turn.session, written.chat_id, written.message_id)
    gone, bundle = kept is None or kept.removed, bundles.of(written)
    aside = bundle is not None and await bundles.has_part(turn.session, bundle, written.message_id)
    if verdict == "outsider" or (gone and not was_note and not aside):
        return
    note = inside.part(written.content).note
    await notes.rewrite(turn.session, client.id, written.author_id, note, written)
    if verdict == "internal":
        await _keep_inside(turn, client, kept if not gone else None, written, bundle)
    elif aside and bundle is not None:
        turn.send(conversation.noted(addresses.topic(client.id, client.desk), written, emoji=""))
        await _out_of(bundle, turn, client, written)
    elif kept is not None and not gone:
        await _show_client(turn, client, kept, written)
    else:
        turn.send(conversation.noted(addresses.topic(client.id, client.desk), written, emoji=""))
        await conversation.pass_on(turn, client, written)


async def _show(
    turn: Turn, kept: Kept, written: Written, to: Address, mark: str, buttons: Buttons, *, cut: bool = False
) -> None:
    """What is kept is what goes, where it has not gone; else the copy is edited, once for all edits that wait."""
    unread = written.kind == "unknown"  # newer than the library: nothing of it is kept, so nothing can be compared
    if kept.removed or (written.content == kept.content and not unread):
        return
    other_file = edit.is_other_file(kept.content, written.content)
    await messages.change(turn.session, kept.id, written.kind, written.content, other_file=other_file)
    if not await pairs.rewrite(turn.session, to.key, kept.id, cut=cut):
        row = Edit(mark, buttons)
        turn.send(Out(to, row, Priority.EDIT, card=f"edit:{kept.id}", relay_id=kept.id))


async def _show_client(turn: Turn, client: Client, kept: Kept, written: Written, *, cut: bool = False) -> None:
    shown = replace(written, content=dict(inside.part(written.content).content))
    mark = turn.t(client.lang).plain("relay-edited_by_desk")
    cut = cut or shown.content != written.content
    await _show(turn, kept, shown, addresses.client(client.id), mark, (), cut=cut)


async def _keep_inside(turn: Turn, client: Client, shown: Kept | None, written: Written, bundle: str | None) -> None:
    """What became internal is taken back, if it is `shown`; of an album all of it, as when it had been written so."""
    parts = [shown] if shown is not None else []
    if bundle is not None:
        await bundles.remember(turn.session, bundle)
        if shown is not None:
            parts = list(await messages.album_of(turn.session, shown.id))
        await bundles.set_aside(turn.session, bundle, [part.id for part in parts])
        await bundles.keep_part(turn.session, bundle, written, note=True)
    topic = addresses.topic(client.id, client.desk)
    for part in parts:
        await removal.disappear(turn, client, part, asked=(part.chat_id, part.message_id), quietly=True)
    turn.send(conversation.noted(topic, written))


async def _out_of(bundle: str, turn: Turn, client: Client, written: Written) -> None:
    """A part of an album that stays inside is no note (any more): all parts go when none is."""
    shown = replace(written, content=dict(inside.part(written.content).content))
    await bundles.keep_part(turn.session, bundle, shown, note=False)
    for part in await bundles.let_out(turn.session, bundle):
        one = replace(written, message_id=part.message_id, kind=part.kind, content=part.content)
        kept = await messages.at(turn.session, one.chat_id, one.message_id)
        if kept is not None and not kept.removed:  # it could not be taken back
            await _show_client(turn, client, kept, one, cut=True)
        else:
            await conversation.pass_on(turn, client, one, cut=True)
