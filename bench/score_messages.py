#!/usr/bin/env python3
"""How well `relay-bot understand` reads the labelled messages of clients: a table per field. The exit status is 0.

The product is asked once, `understand --lines FILE --json`: an object a line, `{"text", "known"?, "form"?}`, and one a
line back, `{"fields", "places", "comment", "question", "starts_form"?}`, as `understand --json` prints it. `form`:
waybill or claim; none outside of a form. `known`: the draft before, by field the `data` that the product prints; a
corrected field comes back as its whole new value. Without that mode each waybill is asked alone, and the rest is not
measurable.

In a label's `want` words have `need` («a|b»: either) and `may` (allowed besides); an end has `text`, `contact`,
`phone`, `may`, and `keep`: words that must stay in its text, its contact or the comment. "ask": must not be accepted
silently; "unknown": «не знаю»; a list for a plain value: any of these; what is left out must not be accepted. Order,
case, ё, endings, «ул.» make no difference. missing: asked or absent though stated; wrong: another value accepted;
junk: the right value, and foreign words with it.
"""

import argparse
import json
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

Data = dict[str, Any]
Rows = Iterator[tuple[str, str | None]]  # a field and its kind; None: neither stated nor accepted
KINDS = ("right", "missing", "wrong", "junk")
STOP = re.compile(
    "во?|на|без|х|x|со?|и|из|от|до|по|у|ко?|за|для|о|а|но|или|the|an?|of|at|in|to|from|for|by|with|and|on"
).fullmatch
MANNERS = re.compile(
    "здравствуй|привет|уважени|спасибо|пожалуйста|прошу|просим|коллеги|hello|dear|regards|thank|please"
).match
STREET = re.compile(
    "г|гор|город|ул|улица|д|дом|пр|кт|т|просп|проспект|пер|переулок|проезд|ш|шоссе|наб|б|р|бул|бульвар|пл|площадь|мкр"
    "|микрорайон|пос|п"
    "|поселок|с|село|дер|деревня|рп|пгт|тер|х|хутор|уч|участок|вл|стр|строение|к|корп|корпус|оф|офис|кв|квартира|обл"
    "|область|н|м|р"
    "|район|край|респ|го|городской|округ|россия|рф|str?|street|ave|avenue|bld|building|house|apt|road|rd|region"
).fullmatch
PACK = re.compile(
    r"\d+$|пал?лет|европал|поддон|короб|мест|ящик|меш[ко]|упаков|пач[ек]|шт|боч[ек]|рулон|бухт|связк|биг|бэг|груз"
    r"|товар|евро|кажд"
    "|pallet|box|crate|carton|bag|pcs|piece|pack|unit|drum|cargo|goods|euro|each"
).match
TOWNS = {
    "мск": "москва",
    "спб": "санкт петербург",
    "питер": "санкт петербург",
    "екб": "екатеринбург",
    "нн": "нижний новгород",
}


def tokens(text: str) -> list[str]:
    """Words and figures in lower case; «45 000» is one number, «80к16» is three."""
    text = re.sub(r"(?<=\d)[\s'](?=\d{3}(?!\d))", "", text.lower().replace("ё", "е"))
    return " ".join(TOWNS.get(word, word) for word in re.findall(r"[^\W\d_]+|\d+", text)).split()


def same(a: str, b: str) -> bool:
    """The same word, perhaps with another ending; figures only when equal."""
    stem = max(3, min(len(a), len(b)) - 2)
    return a == b or (a.isalpha() and a[:stem] == b[:stem] and abs(len(a) - len(b)) <= 4)


def lost(need: Iterable[str], *texts: str) -> bool:
    """Is a word of `need` in none of the texts?"""
    have = tokens(", ".join(texts))
    phrases = ([tokens(phrase) for phrase in word.split("|")] for word in need)
    return not all(
        any(all(STREET(a) or any(same(a, b) for b in have) for a in phrase) for phrase in either) for either in phrases
    )


def foreign(text: str, allowed: Iterable[str], neutral: Callable[[str], object]) -> bool:
    """Has `text` a word that nobody allowed?"""
    known, strange = tokens(", ".join(allowed)), [word for word in tokens(text) if not (STOP(word) or neutral(word))]
    return any(not any(same(word, other) for other in known) for word in strange)


def verdict(want: Any, got: Any, right: Callable[[Any], bool] = lambda one: False) -> str | None:
    """`got` is empty where nothing was accepted; `right` compares it with one wanted value."""
    choices = want if isinstance(want, list) else [want]
    if not got:
        return "right" if "ask" in choices else None if want is None else "missing"
    return "right" if any(one not in (None, "ask") and right(one) for one in choices) else "wrong"


def judge_words(want: Any, text: str, neutral: Callable[[str], object] = PACK) -> str | None:
    if not isinstance(want, dict) or not text:
        return verdict(want, text)
    return (
        "wrong"
        if lost(want["need"], text)
        else "junk"
        if foreign(text, want["need"] + want["may"], neutral)
        else "right"
    )


def judge_dims(want: Data, dims: Data) -> str | None:
    """Pieces are compared one by one, sides in any order, to the centimetre."""
    pieces, volume = want.get("pieces"), dims.get("volume")
    got = sorted(
        sorted(round(piece[side]) for side in "lwh") for piece in dims.get("pieces", ()) for _ in range(piece["n"])
    )
    if isinstance(pieces, list):
        return verdict(
            "pieces", dims, lambda _: got == sorted(sorted(map(round, sides)) for n, *sides in pieces for _ in range(n))
        )
    return verdict(
        pieces or want.get("volume_m3"), dims, lambda one: not got and volume == (None if one == "unknown" else one)
    )


def judge_end(name: str, want: Any, end: Data, comment: str) -> Rows:
    """Its text, contact and phone, each in a row of its own. `want` may be ["ask", this end]."""
    want = want[bool(end)] if isinstance(want, list) else want
    if not isinstance(want, dict) or not end:
        return (yield name, verdict(want, end))
    words, keep, digits = re.split(r"[\s,]+", want["text"]), want.get("keep", []), re.sub(r"\D", "", end["phone"])[-10:]
    allowed = keep + want.get("may", [])
    dropped = lost((word for word in keep if word != digits), end["text"], end["contact"], comment)
    junk = foreign(end["text"], words + allowed, STREET)
    yield name, "wrong" if lost(words, end["text"]) else "missing" if dropped else "junk" if junk else "right"
    person = {"need": want["contact"].split(), "may": allowed} if "contact" in want else None
    named = person or foreign(end["contact"], allowed, PACK)
    yield f"{name} contact", judge_words(person, end["contact"] if named else "")
    yield (
        f"{name} phone",
        verdict(want.get("phone"), digits not in allowed and digits, lambda one: one.endswith(digits)),
    )


def judge_comment(want: Data, comment: str, descr: str) -> str | None:
    """A remark may stay in the description where the label allows the word. Junk: manners, words of the addresses."""
    need, label = want.get("comment", []), want.get("descr", "ask")
    shared = () if label == "ask" else tokens(", ".join(label["need"] + label["may"]))
    if lost(need, comment, " ".join(word for word in tokens(descr) if word in shared)):
        return "missing"
    ends = tokens(", ".join(want[end]["text"] for end in ("from", "to") if isinstance(want.get(end), dict)))
    theirs = {word for word in ends if len(word) > 3 and word.isalpha() and not STREET(word) and lost([word], *need)}
    return "junk" if any(word in theirs or MANNERS(word) for word in tokens(comment)) else "right" if need else None


def judge_claim(want: Data, data: Data) -> Rows:
    number, amount, email, story = (data.get(name, {}) for name in ("waybill", "amount", "email", "story"))
    yield (
        "waybill",
        verdict(want.get("waybill"), number, lambda one: "".join(tokens(one)) == "".join(tokens(number["text"]))),
    )
    yield (
        "amount",
        verdict(want.get("amount_rub"), amount, lambda one: amount["rub"] == (None if one == "unknown" else one)),
    )
    yield "email", verdict(want.get("email"), email, lambda one: one == email["address"])
    yield (
        "story",
        judge_words(want.get("story"), story.get("text", ""), lambda word: True),
    )  # it may be the whole message


def judge_waybill(want: Data, data: Data, told: Data) -> Rows:
    descr, weight, dims, pay, third = (data.get(name, {}) for name in ("descr", "weight", "dims", "pay", "third"))
    comment, approx = told.get("comment") or "", want.get("approx", weight.get("approx"))
    yield "descr", judge_words(want.get("descr"), descr.get("text", ""))
    yield (
        "weight",
        verdict(want.get("weight_kg"), weight, lambda one: (weight["kg"], weight["approx"]) == (one, approx)),
    )
    yield "dims", judge_dims(want, dims)
    places = told.get("places") or weight.get("places") or sum(piece["n"] for piece in dims.get("pieces", ()))
    yield "places", verdict(want.get("places"), "places" in want and places, lambda one: one == places)
    for end in ("from", "to"):
        yield from judge_end(end, want.get(end), data.get(end, {}), comment)
    yield "pay", verdict(want.get("pay"), pay, lambda one: one == pay)
    yield (
        "third",
        verdict(want.get("third"), third, lambda one: not lost(" ".join(one.values()).split(), *third.values())),
    )
    yield "comment", judge_comment(want, comment, descr.get("text", ""))


def judge(label: Data, told: Data) -> dict[str, str]:
    """The kinds of one message's fields. A field that comes back as it was known is no change."""
    want, known, asks = label["want"], label.get("known", {}), told.get("question", False)
    data = {name: one["data"] for name, one in told.get("fields", {}).items() if one["outcome"] == "accept"}
    data = {name: new for name, new in data.items() if name not in known or {**new, **known[name]} != new}
    if "starts_form" in want:
        return {"starts_form": "right" if told.get("starts_form") == want["starts_form"] else "wrong"}
    rows = dict(judge_claim(want, data) if form_of(label) == "claim" else judge_waybill(want, data, told))
    if "question" in want:
        rows["question"] = "right" if asks == want["question"] else "wrong" if asks else "missing"
    return {name: kind for name, kind in rows.items() if kind}


def form_of(label: Data) -> str | None:
    return (
        None
        if label["form"] == "chat"
        else "claim"
        if "story" in {**label["want"], **label.get("known", {})}
        else "waybill"
    )


def ask(command: str, labels: list[Data]) -> list[Data | None]:
    """What the product says to each message; None where it can't be asked, {} where it failed."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for label in labels:
            line = {"text": label["text"], "known": label.get("known"), "form": form_of(label)}
            print(json.dumps({key: value for key, value in line.items() if value}), file=file, flush=True)
        run = subprocess.run(
            f"{command} understand --lines {file.name} --json", shell=True, stdout=subprocess.PIPE, text=True
        )
    if run.returncode == 0 and len(lines := run.stdout.splitlines()) == len(labels):
        return [json.loads(line) for line in lines]
    print("No `understand --lines`: waybills are asked one by one; corrections, claims and chat are not measurable.")
    alone = f"{command} understand - --json"
    texts = [label["text"] if label["form"] == "waybill" else "" for label in labels]
    runs = [
        text and subprocess.run(alone, input=text, shell=True, stdout=subprocess.PIPE, text=True).stdout
        for text in texts
    ]
    return [json.loads(out or "{}") if text else None for text, out in zip(texts, runs, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the reading of labelled messages.")
    parser.add_argument("--file", type=Path, default=Path(__file__).with_name("messages.jsonl"))
    parser.add_argument("--command", default="relay-bot", help="how the product is started")
    parser.add_argument("--only", metavar="CLASS", help="only messages of this class, form, language or id")
    parser.add_argument("--show", choices=KINDS[1:], help="print the messages with such a field")
    args = parser.parse_args()
    labels = [json.loads(line) for line in args.file.read_text(encoding="utf-8").splitlines()]
    labels = [
        label for label in labels if args.only in (None, *label["classes"], label["form"], label["lang"], label["id"])
    ]
    fields, forms = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for label, told in zip(labels, ask(args.command, labels), strict=True):
        rows = judge(label, told) if told is not None else {}
        forms[label["form"]][
            "not measurable" if told is None else "faulty" if {*rows.values()} - {"right"} else "right"
        ] += 1
        for field, kind in rows.items():
            fields[field][kind] += 1
            if kind == args.show:
                print(
                    label["id"], field, label["text"], json.dumps([label["want"], told], ensure_ascii=False), sep="\n  "
                )
    fields["overall"] = sum(fields.values(), Counter())
    for title, table, columns in (
        ("field", fields, KINDS),
        ("messages wholly", forms, ("right", "faulty", "not measurable")),
    ):
        print(f"{title:16}", *(f"{column:>8}" for column in (*columns, "right %")))
        for name, row in table.items():
            share = 100 * row["right"] / max(1, row.total() - row["not measurable"])
            print(f"{name:16}", *(f"{row[column]:{max(8, len(column))}}" for column in columns), f"{share:8.1f}")
    print(json.dumps({"fields": fields, "messages": forms}))


if __name__ == "__main__":
    main()
