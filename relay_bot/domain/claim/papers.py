"""What a claim is proved with: which papers to ask for. A set of them is a number, a bit each. Pure."""

from collections.abc import Iterable
from typing import Protocol

PAPERS = ("act", "value", "photos", "proxy", "bank")
"""In the order of the buttons; the texts are `cl-paper_*` and `btn-paper_*`."""

_SAYS = {
    "act": ("акт", "act"),
    "value": ("счет", "упд", "торг", "фактур", "invoice", "стоимост"),
    "proxy": ("доверен", "proxy", "attorney"),
    "bank": ("реквизит", "bank"),
}
"""What the name of a file says of it."""


class File(Protocol):
    """A file of a claim."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


def not_yet(files: Iterable[File]) -> int:
    """The papers that none of the files seems to be."""
    there = {paper for file in files for paper in _looks_like(file)}
    return of(paper for paper in PAPERS if paper not in there)


def of(papers: Iterable[str]) -> int:
    return sum(1 << PAPERS.index(paper) for paper in papers)


def chosen(wanted: int) -> tuple[str, ...]:
    return tuple(paper for n, paper in enumerate(PAPERS) if wanted & 1 << n)


def toggled(wanted: int, paper: str) -> int:
    return wanted ^ 1 << PAPERS.index(paper)


def _looks_like(file: File) -> Iterable[str]:
    if file.kind == "photo":
        return ["photos"]
    words = file.name.lower().replace("ё", "е")
    return [paper for paper, said in _SAYS.items() if any(one in words for one in said)]
