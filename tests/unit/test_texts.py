"""The sentences: complete in both languages, used, and safe to put people's words into."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor
from markupsafe import Markup

from relay_bot.db.outbox import storable
from relay_bot.delivery.fitting import CAPTION_MAX, fitted
from relay_bot.domain.claim.filter import GROUPS
from relay_bot.domain.claim.life import DECIDED, FINAL
from relay_bot.domain.claim.papers import PAPERS
from relay_bot.domain.forms import registry
from relay_bot.domain.forms.waybill_offers import PAYMENTS
from relay_bot.domain.signs import TEXT_MAX, units
from relay_bot.handlers.answer import TOAST_MAX, toast
from relay_bot.sandbox.entities import parse_html
from relay_bot.texts import LANGUAGES, LOCALES, Texts
from relay_bot.views import statistics_table
from relay_bot.views.claim.sheet import COLUMNS
from relay_bot.views.history import KINDS
from relay_bot.views.menu import CLIENT_COMMANDS, DESK_COMMANDS
from relay_bot.views.statistics import STATUSES
from relay_bot.views.waybill import MANAGER_MARKS

CODE = Path(__file__).parents[2] / "relay_bot"
BUTTON_LIMIT = 32
OF_EVERY_FORM = ("draft-nudge", "draft-exists", "board-draft", "info-draft")
PUT_TOGETHER = {
    *(f"stats-column_{column}" for column in statistics_table.COLUMNS),  # asked for as f"cmd-{name}" and the like
    *(f"cmd-{name}" for name in CLIENT_COMMANDS),
    *(f"rule-{name}" for name in ("least_loaded", "manual", "round_robin")),
    *(f"btn-pay_{name}" for name in PAYMENTS),
    *(f"payer-{name}" for name in ("sender", "recipient", "third")),
    *(f"{mark}_short" for mark in MANAGER_MARKS),
    *(f"weekday-{day}" for day in range(1, 8)),
    *(f"date-{month}" for month in range(1, 13)),
    *(f"cmd-{name}" for name in DESK_COMMANDS),
    *(f"st-{status}" for status in STATUSES),
    "zone-MSK",
    *(f"cl-status_{status}{by}" for status in DECIDED for by in ("", "_by_chat")),
    *(f"act-{kind}" for kind in registry.all_kinds()),
    *(f"unfinished-{kind}" for kind in registry.all_kinds()),
    *(f"draft-step_{kind}" for kind in registry.all_kinds()),
    *(f"{about}_{kind}" for kind in registry.form_kinds() for about in OF_EVERY_FORM),
    *(form.key(sentence) for form in registry.forms() for sentence in ("double_tap", "question_detected")),
    *(f"mail-decision_{name}" for name in DECIDED),
    *(f"card-claim_mail_{state}" for state in ("queued", "sent", "failed")),
    *(f"column-{name}" for name in COLUMNS),
    *(f"claimlist-{name}" for name in GROUPS),
    *(f"btn-claims_{kind}" for kind in ("xlsx", "csv")),
    *(f"history-{kind}" for kind in KINDS),
    *(f"claim-sure_{action}" for action in FINAL),
    *(f"remind-{why}" for why in ("usage", "past", "far")),
    *(f"{what}-paper_{paper}" for what in ("btn", "cl") for paper in PAPERS),
}


class Names(Visitor):
    """Collects the placeholders of one message."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.found.add(node.id.name)


def entries(lang: str) -> Iterator[tuple[str, ftl.Message]]:
    """(file, message) of everything in a language's files."""
    for file in sorted((LOCALES / lang).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text("utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{file}: {entry.content}"
            if isinstance(entry, ftl.Message):
                yield file.name, entry


def placeholders(lang: str) -> dict[str, set[str]]:
    found = {}
    for _, message in entries(lang):
        names = Names()
        names.visit(message)
        found[message.id.name] = names.found
    return found


def calls() -> Iterator[tuple[str, ast.Call, str]]:
    """Every t("key", …) and t.plain("key", …) in the code: (place, call, key)."""
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                key, speaker = node.args[0].value, ast.unparse(node.func)
                if isinstance(key, str) and re.fullmatch(r"(.*\b_?t|.*\blang\(.*\))(\.plain)?", speaker, re.DOTALL):
                    yield f"{file.relative_to(CODE)}:{node.lineno}", node, key


def literals() -> set[str]:
    """Every string in the code: a key may be passed on before it is looked up."""
    trees = (ast.parse(file.read_text("utf-8")) for file in CODE.rglob("*.py"))
    return {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_both_languages_say_the_same_things_with_the_same_placeholders() -> None:
    assert placeholders("ru") == placeholders("en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_key_is_written_twice(lang: str) -> None:
    seen: dict[str, str] = {}
    for file, message in entries(lang):
        assert message.id.name not in seen, f"{message.id.name} in {file} and {seen[message.id.name]}"
        seen[message.id.name] = file


def test_both_languages_keep_a_sentence_in_the_same_file() -> None:
    ru, en = ({message.id.name: file for file, message in entries(lang)} for lang in ("ru", "en"))
    assert ru == en


@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_of_buttons_fit(lang: str) -> None:
    t = Texts.load().lang(lang)
    constant = [key for key, names in placeholders(lang).items() if not names and key.startswith(("btn-", "menu-"))]
    buttons = [key for key in constant if key not in ("menu-shown", "menu-placeholder")]
    assert [key for key in buttons if len(t.plain(key)) > BUTTON_LIMIT] == []


def test_the_code_asks_only_for_sentences_that_exist_with_all_their_placeholders() -> None:
    known = placeholders("ru")
    for place, call, key in calls():
        assert key in known, f"{place}: no text {key}"
        given = {argument.arg for argument in call.keywords}
        if None not in given:  # **values: known only when it runs
            assert given == known[key], f"{place}: {key} takes {known[key]}"


def test_every_key_is_used() -> None:
    """What to do about `key` is `key_do`."""
    used = literals() | PUT_TOGETHER
    assert sorted(key for key in placeholders("ru") if not {key, key.removesuffix("_do")} & used) == []


def test_peoples_words_are_escaped_and_markup_is_kept() -> None:
    t = Texts.load().lang("ru")
    values: dict[str, Any] = {"manager_phone": "+7", "manager": Markup("<i>Анна</i>")}
    text = t("start-welcome", name='<b>"Иван" & Ко</b>', **values)
    assert isinstance(text, Markup)
    assert text.startswith("&lt;b&gt;&#34;Иван&#34; &amp; Ко&lt;/b&gt;, ваш менеджер — <b><i>Анна</i></b>, +7.\n")


def test_plain_text_is_not_escaped() -> None:
    assert Texts.load().lang("ru").plain("chat-first_ack", manager="A & B") == "Передали менеджеру A & B."


def test_numbers_have_no_separators_and_take_the_right_form() -> None:
    t = Texts.load().lang("ru")
    assert t.plain("call-already", manager="Анна", minutes=12345).endswith("передан 12345 мин назад.")
    forms = [t.plain("config-rejected", n=n) for n in (1, 2, 5, 11, 21)]
    assert [form.split(", ")[1] for form in forms] == [
        "найдена 1 ошибка:",
        "найдены 2 ошибки:",
        "найдено 5 ошибок:",
        "найдено 11 ошибок:",
        "найдена 21 ошибка:",
    ]


def test_an_unknown_key_and_a_missing_placeholder_are_named() -> None:
    t = Texts.load().lang("en")
    with pytest.raises(KeyError, match="no-such_key"):
        t("no-such_key")
    with pytest.raises(KeyError, match=r"call-accepted.*manager"):
        t("call-accepted")


def test_a_language_that_we_do_not_speak_is_the_default_one() -> None:
    assert Texts.load().lang("de").code == "ru"
    assert Texts.load().lang(None).code == "ru"


HOSTILE = {
    "long": "ы" * 4096,
    "tags": "<b>" * 1365,
    "quotes": "\"'&«»" * 819,
    "braces": "{ $name } -> [one] * .attr" * 158,
    "right to left": "\u202eעברית\u2066" * 512,
    "emoji": "👨‍👩‍👧‍👦" * 585,
    "no letters at all": "\x00\ud800\udfff\r\n" * 819,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_every_sentence_takes_a_whole_message_in_each_of_its_places(lang: str, words: str) -> None:
    t = Texts.load().lang(lang)
    for key, names in placeholders(lang).items():
        given = dict.fromkeys(names, words)
        html, plain = t(key, **given), t.plain(key, **given)
        assert "<b><b>" not in html, f"{key} is not escaped"
        assert not names or words in plain, f"{key} loses what it is given"


MIXED = "".join(
    f"<b>{letter}&\"'»{{ $x }} -> [a]\u202eע\u2066👨‍👩‍👧\ud83d\x00 <{letter}/>\n" for letter in "абвгд" * 30
)[:4096]
"""Everything of HOSTILE at once."""


ELSEWHERE = ("cli-", "check-", "config-", "init-", "models-", "sample-", "pdf-")
"""What a terminal or a document says."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("words", [MIXED, "<" * 4096], ids=["everything", "signs"])
def test_every_sentence_with_whole_messages_in_it_is_a_message_of_telegrams(lang: str, words: str) -> None:
    """As it is sent: what PostgreSQL can't hold is marked, what is too long is cut; Telegram reads HTML strictly."""
    t = Texts.load().lang(lang)
    for key, names in placeholders(lang).items():
        if names and not key.startswith(ELSEWHERE):
            stored = json.loads(storable(t(key, **dict.fromkeys(names, words))))
            for most in (TEXT_MAX, CAPTION_MAX):
                sent = fitted(stored, most)
                read, _ = parse_html(sent, lambda _: None)
                assert 0 < units(read) <= most, key
                assert not re.search(r"<(?!/?(?:b|i|u|s|a|code|pre|blockquote)\b)", sent), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_without_values_is_a_message_of_telegrams(lang: str) -> None:
    t = Texts.load().lang(lang)
    for key, names in placeholders(lang).items():
        if not names and not key.startswith(ELSEWHERE):
            read, _ = parse_html(t(key), lambda _: None)
            assert 0 < units(read) <= TEXT_MAX, key


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_a_tap_is_answered_fits_whatever_is_in_it(words: str) -> None:
    """answerCallbackQuery takes 200 units."""
    t = Texts.load().lang("ru")
    for key, names in placeholders("ru").items():
        assert units(toast(t, key, **dict.fromkeys(names, words))) <= TOAST_MAX, key


@pytest.mark.parametrize("number", [float("inf"), float("nan"), -(10**400), True, 0, -1, 1.5], ids=str)
def test_every_sentence_takes_any_number(number: float) -> None:
    for lang in LANGUAGES:
        t = Texts.load().lang(lang)
        for key, names in placeholders(lang).items():
            assert t.plain(key, **dict.fromkeys(names, number))


LIVE = ["@somebody", "http://evil.example", "evil.example", "t.me/somebody", "/start", "#tag", "www.evil.example"]


@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_name_that_looks_like_a_link_is_none(name: str, lang: str) -> None:
    said = Texts.load().lang(lang)("relay-number_moved", client=name, phone="+79001234567")
    assert name not in said and name in said.replace("\u200d", "")


@pytest.mark.parametrize("name", ["ООО «Вектор»", "И. П. Иванов", "А.Б. Петров", "Ромашка & К"])
def test_a_name_that_looks_like_none_stays_as_it_is(name: str) -> None:
    said = Texts.load().lang("ru")("relay-number_moved", client=name, phone="+79001234567")
    assert "\u200d" not in said


@pytest.mark.parametrize(
    ("n", "ru", "of", "en"),
    [
        (0, "0 дней", "0 дней", "0 days"),
        (1, "1 день", "1 дня", "1 day"),
        (2, "2 дня", "2 дней", "2 days"),
        (5, "5 дней", "5 дней", "5 days"),
        (11, "11 дней", "11 дней", "11 days"),
        (21, "21 день", "21 дня", "21 days"),
        (101, "101 день", "101 дня", "101 days"),
        (111, "111 дней", "111 дней", "111 days"),
    ],
)
def test_days_agree_with_their_number(n: int, ru: str, of: str, en: str) -> None:
    texts = {code: Texts.load().lang(code) for code in LANGUAGES}
    figures = dict.fromkeys(("calls", "first", "wb", "cl", "late", "dr", "back"), 1)
    assert f"За {ru}: вызовов" in texts["ru"].plain("stats-period", days=n, **figures)
    assert f"Last {en}: 1 call," in texts["en"].plain("stats-period", days=n, **figures)
    assert f"прошло больше {of}. Начнём" in texts["ru"].plain("draft-expired", days=n)
    assert f"more than {en} ha" in texts["en"].plain("draft-expired", days=n)
    digest = {"manager": "Анна", "calls": 0, "wait": 0, "claims": 0, "drafts": 0}
    assert f"до {of}: 0" in texts["ru"].plain("digest-morning", days=n, **digest)
    assert f"within {en}: 0" in texts["en"].plain("digest-morning", days=n, **digest)
