"""The live board and the lists: what they say, and when the board is edited."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from relay_bot.clocks.board import decide_board
from relay_bot.config import Config
from relay_bot.db.board import State
from relay_bot.db.card import Shown
from relay_bot.domain import tap as taps
from relay_bot.domain.backlog import Backlog
from relay_bot.domain.board import LISTS, View, view_of
from relay_bot.domain.outgoing import Card, Pin, Row
from relay_bot.domain.schedule import Schedule
from relay_bot.texts import Texts
from relay_bot.views import board, cards, moments
from relay_bot.views import search as lists
from relay_bot.views.board import Called, Look, Overview, Waits

MOSCOW = ZoneInfo("Europe/Moscow")
WORK = Schedule(MOSCOW, time(9), time(18), frozenset(range(5)))
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=MOSCOW)
LOOK = Look(Texts.load().lang("ru"), Config(), WORK, NOW)
EN = Texts.load().lang("en")


@dataclass(frozen=True)
class Who:
    name: str
    company: str = ""
    city: str = ""
    group_id: int | None = -1001000000010
    thread_id: int | None = 17
    client_id: int = 1


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def drawn(**blocks: Any) -> str:
    nothing: dict[str, Any] = {"calls": [], "waiting": [], "claims": [], "drafts": []}
    return str(board.draw(LOOK, Overview(**nothing | blocks)))


def test_an_empty_board_says_that_all_is_answered() -> None:
    assert drawn() == "Все ответы даны."


def test_what_waits_for_the_group_stands_first_once_it_has_waited_a_minute() -> None:
    late = Backlog(34, timedelta(minutes=3, seconds=40))
    assert drawn(backlog=late) == (
        "🐢 В группу ещё не дошли сообщения: 34, самое давнее ждёт 3 мин\n\nВсе ответы даны."
    )
    assert drawn(backlog=replace(late, oldest=timedelta(seconds=59))) == "Все ответы даны."


def test_what_is_still_on_its_way_to_the_group_is_not_overdue() -> None:
    waits = Waits(Who("Пётр"), ago(75), "где?")
    assert "⏱" in drawn(waiting=[waits])
    assert "⏱" not in drawn(waiting=[replace(waits, arrived=False)])


def test_every_block_has_its_count_and_rows_that_lead_to_the_topics() -> None:
    text = drawn(
        calls=[Called(Who("Иван", "ООО «<Ромашка>»", "Казань"), ago(12), "где <груз>?")],
        waiting=[Waits(Who("Пётр"), ago(75), "а" * 50), Waits(Who("Без темы", thread_id=None), ago(5))],
        claims=[(Who("Анна"), "П-2611-0001", date(2026, 11, 23)), (Who("Вера"), "П-2611-0002", date(2026, 11, 29))],
        drafts=[(Who("Олег"), "claim", ago(30))],
    )
    row = '<a href="https://t.me/c/1000000010/17">'
    first = f"{row}ООО «&lt;Ромашка&gt;» · Казань</a>"
    assert text.split("\n") == [
        f"👉 <b>Дальше:</b> {first} — вызов, ⏱ 10 мин <i>«где &lt;груз&gt;?»</i>",
        "",
        "🔔 Вызовы: 1",
        f"1. {first} — ⏱ 10 мин <i>«где &lt;груз&gt;?»</i>",
        "",
        "❗️ Ждут ответа: 2",
        f"1. {row}Пётр</a> — ⏱ 1 ч 15 мин <i>«{'а' * 39}…»</i>",
        "2. Без темы — 5 мин, до 15:25",
        "",
        "⚠️ Претензий открыто: 2, ближайший срок 23.11.2026",
        f"1. {row}Анна</a> — ⛔ П-2611-0001, просрочено на 1 день",
        f"2. {row}Вера</a> — 🟡 П-2611-0002, осталось 5 дней",
        "",
        "⏳ Не закончили: 1",
        f"1. {row}Олег</a> — претензия, 14:30",
    ]


def test_a_full_board_with_long_names_fits_into_a_message() -> None:
    who = Who("Ы" * 60, "«Ю»" * 60, "Я" * 60)
    rows: dict[str, Any] = {
        "calls": [Called(who, ago(800), "щ" * 99)] * 40,
        "waiting": [Waits(who, ago(800), "щ" * 99)] * 300,
        "claims": [(who, "П-2611-0001", date(2026, 1, 1))] * 60,
        "drafts": [(who, "waybill", ago(90000))] * 40,
    }
    for view in (View(), *(View(what, page) for what in LISTS for page in (0, 3))):
        found = Overview(**rows)
        visible = re.sub("<.*?>", "", f"{board.head(LOOK)}\n\n{board.draw(LOOK, found, view)}")
        assert len(visible) < 4096
        keys = board.buttons(LOOK, found, view)
        assert sum(len(row) for row in keys) <= 100 and max(len(row) for row in keys) <= 8
    assert "и ещё 297" in re.sub("<.*?>", "", drawn(**rows))


def test_a_list_is_shown_page_by_page_with_a_tap_for_each_of_its_rows() -> None:
    found = Overview([], [Waits(Who(f"К{n}", client_id=n), ago(60)) for n in range(1, 24)], [], [])
    text, keys = str(board.draw(LOOK, found, View("waiting", 1))), board.buttons(LOOK, found, View("waiting", 1))
    assert [line.partition(". ")[0] for line in text.split("\n")[1:]] == [str(n) for n in range(11, 21)]
    assert [button.label for button in keys[0]] == [f"💤 {n}" for n in range(11, 16)]
    assert keys[0][0] == cards.button("💤 11", taps.Snooze(11))
    assert [button.label for button in keys[2]] == ["🔔 0", "· ❗️ 23 ·", "⚠️ 0", "⏳ 0"]
    assert [button.label for button in keys[3]] == ["‹ 1", "2 из 3", "3 ›"]
    assert board.draw(LOOK, found, View("waiting", 99)) == board.draw(LOOK, found, View("waiting", 2))
    assert str(board.draw(LOOK, found, View("calls"))) == "Здесь никого нет."


def test_the_first_look_says_who_comes_first_and_one_tap_takes_or_puts_off() -> None:
    waits, called = Waits(Who("Пётр", client_id=2), ago(99)), Called(Who("Иван"), ago(1), call_id=7)
    assert board.buttons(LOOK, Overview([], [waits], [], []))[0][1] == cards.button("💤 На 2 часа", taps.Snooze(2))
    assert board.buttons(LOOK, Overview([called], [waits], [], []))[0][1] == cards.button("✅ Взять", taps.TakeCall(7))


def test_a_card_remembers_its_view() -> None:
    assert view_of(View("claims", 3).memo("abc")) == View("claims", 3)
    assert {view_of(memo) for memo in (None, "", "f00d", "drop:1:x", "calls:-1:x")} == {View()}


def test_waiting_is_working_time_and_at_night_the_hour_is_named() -> None:
    t = LOOK.t
    night = NOW.replace(hour=23)
    assert moments.waited(t, NOW.replace(hour=17, minute=30), night, WORK) == "30 мин"
    assert moments.waited(t, NOW.replace(hour=21), night, WORK) == "с 21:00"
    assert moments.waited(t, night - timedelta(days=3), night - timedelta(days=1, hours=0), WORK) == "9 ч"
    assert [moments.span(t, minutes) for minutes in (0, 59, 60, 65, 700)] == [
        "только что",
        "59 мин",
        "1 ч",
        "1 ч 05 мин",
        "11 ч",
    ]


def test_when_is_said_in_the_right_case() -> None:
    days = [moments.when(LOOK.t, NOW + timedelta(days=days, hours=1), NOW, MOSCOW) for days in (0, 1, 2, 7, 50)]
    assert days == ["сегодня в 16:00", "завтра в 16:00", "в четверг в 16:00", "1 декабря в 16:00", "13 января в 16:00"]
    assert moments.when(EN, NOW + timedelta(days=7), NOW, MOSCOW) == "on 1 December at 15:00"


def test_a_client_who_called_and_wrote_is_in_the_queue_once_by_the_earlier_of_the_two() -> None:
    queue = lists.merged(
        [Called(Who("Иван"), ago(5))], [Waits(Who("Пётр", client_id=2), ago(7)), Waits(Who("Иван"), ago(9))]
    )
    assert [(one.client_id, one.since, one.called_at) for one in queue] == [(1, ago(9), ago(5)), (2, ago(7), None)]


def test_a_call_in_the_queue_is_due_when_its_card_rings_again() -> None:
    page, _ = lists.queue_page(LOOK, lists.merged([Called(Who("Иван"), ago(3), "где груз?")], []), None)
    assert "🔔 вызов, 3 мин, до 15:02 <i>«где груз?»</i>" in page
    late, _ = lists.queue_page(LOOK, lists.merged([Called(Who("Иван"), ago(8))], [Waits(Who("Иван"), ago(9))]), None)
    assert "🔔 вызов, ⏱ 8 мин" in late


def test_marks_of_a_found_word_become_bold_and_nothing_else_does() -> None:
    html = str(lists.found_page(LOOK, "груз", [lists.Hit(Who("И"), None, "words", "<b>где</b> ⟦груз⟧", 55)], 1))
    assert "«&lt;b&gt;где&lt;/b&gt; <b>груз</b>»" in html and "https://t.me/c/1000000010/17/55" in html
    forged = str(lists.found_page(LOOK, "груз", [lists.Hit(Who("И"), None, "words", "⟦⟦груз⟧")], 1))
    assert forged.count("<b>") == forged.count("</b>")


# --- when it is edited ------------------------------------------------------------------------------------------------


def stands(body: str, seconds: int, **values: Any) -> State:
    """A board that has said `body` for so many seconds."""
    (post,) = decide_board("anna", State(None, None, False), Card(body, memo=body), NOW)
    assert isinstance(post.row, Card)
    return replace(State(Shown(post.row, NOW - timedelta(seconds=seconds)), True, False), **values)


def kinds(state: State, body: str) -> list[type[Row]]:
    return [type(out.row) for out in decide_board("anna", state, Card(body, memo=body), NOW)]


def test_it_is_posted_once_and_pinned_once() -> None:
    assert kinds(State(None, None, False), "a") == [Card]
    assert kinds(State(None, None, True), "a") == []
    assert kinds(stands("a", 5, pinned=None), "a") == [Pin]
    assert kinds(stands("a", 5, pinned=False), "a") == []  # the bot may not


def test_it_is_edited_when_it_changed_and_a_minute_has_passed() -> None:
    assert kinds(stands("a", 90), "a") == []
    assert kinds(stands("a", 59), "b") == []
    assert kinds(stands("a", 60), "b") == [Card]
    assert kinds(stands("a", 60, busy=True), "b") == []


def test_a_board_that_did_not_change_is_looked_for_every_ten_minutes() -> None:
    state = stands("a", 600)
    (probe,) = decide_board("anna", state, Card("later", memo="a"), NOW)
    assert state.shown is not None
    assert probe.row == state.shown.card and probe.once is not None and not probe.rings  # one of all processes
    assert kinds(stands("a", 599), "a") == []
