"""How a form goes on after something was taken: the refusal, the next question, or the summary. Pure."""

from __future__ import annotations

from dataclasses import replace

from relay_bot.domain.forms import saying
from relay_bot.domain.forms.draft import Draft
from relay_bot.domain.forms.form import Button, Line, Say, Step, Talk
from relay_bot.domain.forms.heard import Attached
from relay_bot.domain.forms.saying import complete, unconfirmed
from relay_bot.domain.forms.taking import Taken


def after(talk: Talk, taken: Taken, *, at_summary: bool) -> Step:
    """After a message: the refusal, or the next question, or the summary with what has changed."""
    draft = taken.draft
    if taken.refused is not None:
        return saying.refuse(talk, taken, *taken.refused)
    draft = replace(draft, refusals=0, partial="")
    if at_summary and draft.summaries and taken.edited and complete(talk, draft):
        said = Say((*taken.edited, *taken.remarks), (saying.summary_buttons(talk, draft)[0],))
        return Step(replace(draft, asked=None), (saying.summary(talk, draft, "edit"), said))
    unchanged = saying.unchanged(talk, taken) if draft.summaries and taken.repeats else ()
    if unchanged and at_summary and complete(talk, draft):
        said = Say((*unchanged, *taken.remarks), (saying.summary_buttons(talk, draft)[0],))
        return Step(replace(draft, asked=None), (said,))
    return next_step(talk, draft, (*unchanged, *taken.edited, *taken.remarks, *saying.progress(talk, draft, taken)))


def next_step(talk: Talk, draft: Draft, told: tuple[Line, ...] = ()) -> Step:
    if draft.undecided:
        edited = tuple(line for line in told if line.key != saying.PROGRESS)
        return Step(replace(draft, asked=None), (saying.choice(draft.undecided[0], edited),))
    if unlikely := unconfirmed(talk, draft):
        return Step(replace(draft, asked=None), (replace(unlikely, lines=(*told, *unlikely.lines)),))
    missing = talk.form.missing(draft)
    if missing:
        remembered = saying.remembered(talk, draft, missing[0])
        told = tuple(line for line in told if line.key != saying.PROGRESS) + remembered if remembered else told
        draft = replace(draft, asked=missing[0].name)
        return Step(draft, (saying.question(talk, draft, missing[0], told),))
    draft = replace(draft, asked=None, summaries=draft.summaries + 1)
    intro = (Line("form-repeat_intro", {"number": draft.like}),) if draft.like and draft.summaries == 1 else ()
    return Step(draft, (saying.summary(talk, draft, "summary", (*told, *intro)),))


def attach(talk: Talk, draft: Draft, file: Attached) -> Step:
    """A file for the form, at any step; the same one twice counts once. The summary's count is edited in place."""
    if any(one.key == file.key for one in draft.files):
        return Step(draft)
    if len(draft.files) >= talk.max_files:
        told = () if draft.surplus else (Say((Line("form-files_enough", {"max": talk.max_files}),)),)
        return Step(replace(draft, surplus=True), told)
    draft = replace(draft, files=(*draft.files, file))
    if draft.summaries and draft.asked is None and complete(talk, draft):
        return Step(draft, (saying.summary(talk, draft, "edit"),))
    if draft.asked is None or len(draft.files) > 1:
        return Step(draft)
    done = ((Button("btn-photos_done", "attached"),),)
    return Step(draft, (Say((Line("form-file_added", {"n": len(draft.files)}),), done),))
