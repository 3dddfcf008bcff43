"""Labelled messages are read as well as before: the clients' (bench/messages.jsonl), and those of later writers.

`fresh.jsonl` and `other_writers.jsonl` were written after the parser, by people who did not look at it. At first sight,
before the parser was mended for their kinds, 85, 90, 90 and 90 % of the fields of the four rounds of
`other_writers.jsonl` were right, and 8, 6, 5 and 6 % silently wrong; of the fifth (t001–t171; the later ones were
written with an eye on the parser) 93 % and 4 %.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench.score_messages import form_of, judge
from relay_bot.cli.understand import json_number, read_line
from relay_bot.domain.parsing.values import Rules
from tests.unit.domain.parsing.telling import RU

HERE = Path(__file__).parent
LABELS = [
    json.loads(line)
    for file in (Path("bench/messages.jsonl"), HERE / "fresh.jsonl", HERE / "other_writers.jsonl")
    for line in (HERE.parents[3] / file).read_text("utf-8").splitlines()
]
FRESH = [label for label in LABELS if label["id"][0] in "fghkrst"]
OLD = [label for label in LABELS if label not in FRESH]


def told(label: dict[str, Any], **line: Any) -> dict[str, Any]:
    """What `understand --lines --json` prints of it."""
    asked = {"text": label["text"], "known": label.get("known"), "form": form_of(label), **line}
    answer = read_line(RU, Rules(), {key: value for key, value in asked.items() if value})
    found: dict[str, Any] = json.loads(json.dumps(answer, default=json_number))
    return found


def kinds(labels: list[dict[str, Any]]) -> tuple[float, float, float]:
    """Shares in percent: fields right, fields silently wrong, whole messages right."""
    rows = [judge(label, told(label)) for label in labels]
    count = Counter(kind for row in rows for kind in row.values())
    whole = sum(set(row.values()) <= {"right"} for row in rows)
    return (
        100 * count["right"] / count.total(),
        100 * (count["wrong"] + count["junk"]) / count.total(),
        100 * whole / len(rows),
    )


def test_the_labelled_messages_are_read() -> None:
    right, silent, whole = kinds(OLD)
    assert right >= 92
    assert silent <= 2
    assert whole >= 60


def test_messages_of_other_writers_are_read_nearly_as_well() -> None:
    right, silent, whole = kinds(FRESH)
    assert right >= 97
    assert silent <= 1.5
    assert whole >= 88


def test_chat_of_other_writers_begins_no_form() -> None:
    assert not [label["id"] for label in FRESH if label["form"] == "chat" and told(label)["starts_form"]]


def complete(want: dict[str, Any]) -> bool:
    """What, how heavy and both addresses are said, and nothing is asked."""
    ends = all(isinstance(want.get(end), dict) for end in ("from", "to"))
    return ends and "descr" in want and want.get("weight_kg") not in (None, "ask") and not want.get("question")


def test_complete_messages_begin_a_form_and_chat_does_not() -> None:
    whole = [label for label in OLD if label["form"] == "waybill" and complete(label["want"])]
    begun = sum(told(label, form=None)["starts_form"] for label in whole)
    assert begun >= 0.85 * len(whole)
    assert not [label["id"] for label in OLD if label["form"] == "chat" and told(label)["starts_form"]]


@pytest.mark.parametrize("label", LABELS, ids=[label["id"] for label in LABELS])
def test_nothing_raises(label: dict[str, Any]) -> None:
    assert told(label)
