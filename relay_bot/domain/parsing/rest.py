"""What no rule has read: cargo, remarks («завтра срочно»), questions to the manager."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from relay_bot.domain.parsing.description import is_remark, strip_intro
from relay_bot.domain.parsing.places import PIECE
from relay_bot.domain.parsing.question import clause_asks
from relay_bot.domain.parsing.text import GONE, Line, fold

_WHEN = re.compile(r"(?<![а-я])(?:послезавтра|завтра|сегодня|срочно)(?![а-я])")
_COUNT = re.compile(rf"\d{{1,4}} ?{PIECE}(?: (?:по|of|at))?")


@dataclass(slots=True)
class Rest:
    """`cargo`: joined clauses that may describe it; `everything`: all that is unread, as one text."""

    cargo: str = ""
    everything: str = ""
    remarks: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)

    @property
    def only_remarks(self) -> bool:
        return not self.cargo

    @property
    def only_counts(self) -> bool:
        """«2 паллеты» and nothing about what is on them."""
        return all(_COUNT.fullmatch(fold(part.strip())) for part in re.split(r",| и | and |\+", self.cargo))

    def clear(self) -> None:
        """It turned out to be the answer."""
        self.cargo = self.everything = ""
        self.remarks.clear()


def sort_out(line: Line, work: str) -> Rest:
    """The unread parts of the message, each put where it belongs."""
    rest = Rest()
    cargo: list[str] = []
    everything: list[str] = []
    for match in re.finditer(rf"[^{GONE}\n]+", work):
        words = line.words(match.start(), match.end())
        if words.strip(" ,.;:+-→()"):
            everything.append(words.strip(" ,;"))
        for sentence in re.split(r"(?<=[?!;])|(?<=[^\W\d_]{3}\.) ", words):
            if clause_asks(fold(sentence)):
                _part_with_question(sentence, cargo, rest)
            else:
                _sort(sentence, cargo, rest)
    rest.cargo, rest.everything = ", ".join(cargo), ", ".join(everything)
    return rest


def _part_with_question(sentence: str, cargo: list[str], rest: Rest) -> None:
    """«станок, сколько стоит доставка?»: only the clause that asks is the question."""
    head, comma, tail = sentence.rpartition(",")
    if comma and clause_asks(fold(tail)) and not clause_asks(fold(head)):
        _sort(head, cargo, rest)
        rest.questions.append(tail.strip())
    else:
        rest.questions.append(sentence.strip(" ,;"))


def _sort(sentence: str, cargo: list[str], rest: Rest) -> None:
    kept: list[str] = []
    other = False  # «адрес другой: Казань, Ленина 5»: all of it is for the manager
    for clause in re.split(r"(?<!\d),|,(?!\d)", sentence):
        if not re.search(r"[^\W\d_]", clause):
            continue
        bare = _trimmed(strip_intro(clause), " .,;:!()-+→>=")
        when = [word[0] for word in _WHEN.finditer(fold(clause)) if word[0] not in fold(bare)]
        says = bool(re.search(r"[^\W\d_]", bare))
        other = other or fold(bare).startswith("адрес")
        if (says and (other or is_remark(bare))) or (when and not says):
            rest.remarks.append(_trimmed(clause, " .;:!-→>="))
        elif says:
            kept.append(bare if not kept else _trimmed(clause, " .;:!-+→>="))
            rest.remarks += when
    if kept:
        cargo.append(", ".join(kept))


def _trimmed(clause: str, marks: str) -> str:
    """Without loose marks around it; the end of a tag is none: «<b>станок</b>»."""
    bare = clause.strip(marks).rstrip("<")
    return f"{bare}>" if re.search(r"<[^<>]*$", bare) and f"{bare}>" in clause else bare
