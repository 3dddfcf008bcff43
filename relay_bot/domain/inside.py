"""Lines with `//` in what a manager writes: they stay inside, the rest goes to the client. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from relay_bot.domain.signs import is_unseen, units

_MARK = "//"

_NO_SIGN = ("Cc", "Mn", "Zs", "Zl", "Zp")
_BRAILLE_BLANK = "\u2800"

_FIELDS = (("text", "entities"), ("caption", "caption_entities"))
"""Of a Bot API message: the words, and their formatting. A message has one of the two."""

_WHOLE = ("poll", "checklist", "rich_message")
"""Kinds that people write, of which no line can be left out: marked anywhere, all of it stays inside."""

_WORDS = ("question", "description", "title", "text", "explanation", "caption", "summary", "credit")
"""Of these kinds: the fields with words, at any depth."""

Entities = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Parted:
    """`content` is what the client gets, `note` what stays inside (empty: nothing does)."""

    content: Mapping[str, Any]
    note: str

    @property
    def words(self) -> str:
        """What the client reads of it."""
        return str(self.content.get("text") or self.content.get("caption") or "")


def part(content: Mapping[str, Any]) -> Parted:
    """`content`: the content fields of a Bot API message, with offsets in UTF-16 units, as Telegram counts."""
    for words, formatting in _FIELDS:
        if isinstance(text := content.get(words), str):
            goes, entities, note = _split(text, content.get(formatting) or ())
            if note is None:
                return Parted(content, "")
            others = {key: value for key, value in content.items() if key not in (words, formatting)}
            return Parted(others | {words: goes} | ({formatting: entities} if entities else {}), note)
    return Parted(content, "\n".join(note for note in _notes_in_whole(content) if note))


def stays(content: Mapping[str, Any]) -> bool:
    """A command, or notes and nothing else; of what can't be cut, any note. `content`: as for `part`."""
    text = next((said for words, _ in _FIELDS if isinstance(said := content.get(words), str)), None)
    if text is None:
        return any(True for _ in _notes_in_whole(content))
    goes = going(text)
    return is_command(text) or (goes != text and not goes)


def going(text: str) -> str:
    """A text without the lines that stay inside."""
    return part({"text": text}).words


def beginning(text: str) -> str:
    """The first two signs that are seen; a keyboard may put what is not before them (U+200B, U+FEFF, U+202E …)."""
    return unicodedata.normalize("NFKC", "".join(char for _, char in islice(_seen(text), 2)))


def is_command(text: str) -> bool:
    """What goes begins with one slash."""
    return beginning(going(text)).startswith("/")


def is_inside(line: str) -> bool:
    return beginning(line) == _MARK


def _notes_in_whole(content: Mapping[str, Any]) -> Iterator[str]:
    """The marked lines of what can't be cut."""
    said = [words for kind in _WHOLE for words in _all_words(content.get(kind))]
    return (_unmarked(line) for words in said for line in words.splitlines() if is_inside(line))


def _all_words(value: Any) -> Iterator[str]:
    """A paragraph, a question, an option, a task each."""
    match value:
        case Mapping():
            for field, one in value.items():
                yield from [_plain(one)] if field in _WORDS else _all_words(one)
        case list() | tuple():
            for one in value:
                yield from _all_words(one)


def _plain(text: Any) -> str:
    """A RichText of the Bot API without its formatting."""
    match text:
        case str():
            return text
        case Mapping():
            return _plain(text.get("text"))
        case list() | tuple():
            return "".join(map(_plain, text))
        case _:
            return ""


def _is_blank(line: str) -> bool:
    return not line.strip()


def _seen(text: str) -> Iterator[tuple[int, str]]:
    for at, char in enumerate(text):
        if not (char.isspace() or is_unseen(char) or char == _BRAILLE_BLANK or unicodedata.category(char) in _NO_SIGN):
            yield at, char


def _unmarked(line: str) -> str:
    """What stands behind the mark."""
    *_, (at, _) = islice(_seen(line), 2)
    return line[at + 1 :].strip()


def _split(text: str, entities: Entities) -> tuple[str, list[dict[str, Any]], str | None]:
    """What goes, its formatting, and the note; None when no line is marked."""
    lines = text.splitlines(keepends=True)
    notes = [_unmarked(line) for line in lines if is_inside(line)]
    if not notes:
        return text, [dict(one) for one in entities], None
    kept, at, behind_note = list[tuple[int, str]](), 0, False
    for line in lines:
        stays = is_inside(line)
        if not (stays or (behind_note and kept and _is_blank(line) and _is_blank(kept[-1][1]))):
            kept.append((at, line))  # a note that was a paragraph leaves one blank line, not two
        at, behind_note = at + units(line), stays
    return *_trimmed(kept, entities), "\n".join(note for note in notes if note)


def _trimmed(kept: list[tuple[int, str]], entities: Entities) -> tuple[str, list[dict[str, Any]]]:
    """The lines that go, without blanks at either end: Telegram would take those away and leave the offsets."""
    joined = "".join(line for _, line in kept)
    begins, ends = units(joined[: len(joined) - len(joined.lstrip())]), units(joined.rstrip())
    moved, to = [], 0
    for at, line in kept:
        moved.append((at, at + units(line), to - at))
        to += units(line)
    return joined.strip(), [one for raw in entities if (one := _moved(raw, moved, begins, ends)) is not None]


def _moved(entity: Mapping[str, Any], moved: list[tuple[int, int, int]], begins: int, ends: int) -> Any:
    """The entity on what is left of its words; None: nothing is."""
    starts, stops = entity["offset"], entity["offset"] + entity["length"]
    pieces = [
        (max(starts, first) + shift, min(stops, last) + shift)
        for first, last, shift in moved
        if max(starts, first) < min(stops, last)
    ]
    if not pieces:
        return None
    start, stop = max(pieces[0][0], begins), min(pieces[-1][1], ends)
    return dict(entity) | {"offset": start - begins, "length": stop - start} if start < stop else None
