"""Why was it not sent, and what happens now: every error text that Telegram is known to give, and those it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relay_bot.delivery import remedy
from relay_bot.delivery.action import (
    Call,
    Chat,
    CreateTopic,
    DeleteCopy,
    EditCard,
    EditCopy,
    PinPost,
    PostPin,
    RenameTopic,
    ReopenTopic,
    SendJoined,
    SendRow,
    SendTogether,
    SetReaction,
)
from relay_bot.delivery.album import INCOMPLETE
from relay_bot.delivery.remedy import Decision, Fault
from relay_bot.delivery.retry import decide, next_wait_s
from relay_bot.delivery.wording import TEXTS, about
from relay_bot.domain.kinds import CAN_BE_SENT
from relay_bot.domain.outgoing import Answer, Edit, React, Relay, Remove, Text
from relay_bot.domain.work import Part, Relayed

GROUP, PRIVATE = Chat(-1001000000010, 77), Chat(5005)
SEND, RELAY = SendRow(GROUP, Text("привет")), SendRow(GROUP, Relay())
CREATE, RENAME = CreateTopic(GROUP, "Иван", "💬"), RenameTopic(GROUP, "Иван")
REOPEN, POST, PIN = ReopenTopic(GROUP), PostPin(GROUP, "карточка"), PinPost(GROUP, 9)
EDIT = EditCard(GROUP, 9, "карточка")
REVISE, REACT = EditCopy(GROUP, 9, Edit("✏️")), SetReaction(GROUP, 9, React("👍"))
TAKE_BACK = DeleteCopy(GROUP, 9, Remove((5005, 3)))
STEPS: tuple[Call, ...] = (CREATE, RENAME, REOPEN, POST, PIN)
ALL: tuple[Call, ...] = (SEND, EDIT, *STEPS)

BLOCKED = "Forbidden: bot was blocked by the user"
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
SAME_TEXT = "Bad Request: TOPIC_NOT_MODIFIED"


def verdict(
    code: int | None, description: str, action: Call = SEND, *, in_group: bool = True, attempts: int = 0
) -> Decision:
    return decide(Fault(code, description), action, in_group=in_group, attempts=attempts)


@pytest.mark.parametrize("text", ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
@pytest.mark.parametrize("action", [SEND, POST])
def test_a_topic_that_seems_gone_is_asked_for_once_more(text: str, action: Call) -> None:
    assert verdict(400, f"Bad Request: {text}", action) == remedy.Suspect()


@pytest.mark.parametrize("text", ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
@pytest.mark.parametrize("action", [RENAME, REOPEN])
def test_a_topic_that_can_not_even_be_edited_is_made_anew(text: str, action: Call) -> None:
    assert verdict(400, f"Bad Request: {text}", action) == remedy.Recreate()


@pytest.mark.parametrize("action", [SEND, POST])
def test_a_closed_topic_is_reopened(action: Call) -> None:
    assert verdict(400, "Bad Request: TOPIC_CLOSED", action) == remedy.Reopen()


@pytest.mark.parametrize("text", [SAME_TEXT, NOT_MODIFIED])
@pytest.mark.parametrize("action", [RENAME, REOPEN, EDIT])
def test_what_is_as_wanted_already_is_done(text: str, action: Call) -> None:
    assert verdict(400, text, action) == remedy.AlreadyThere()


@pytest.mark.parametrize("text", [SAME_TEXT, NOT_MODIFIED])
@pytest.mark.parametrize("in_group", [True, False])
def test_of_a_message_nothing_says_that_it_is_there_already(text: str, in_group: bool) -> None:
    assert verdict(400, text, in_group=in_group) == remedy.Park()
    assert decide(Fault(400, text), RELAY, in_group=in_group, attempts=0, relayed="text") == remedy.Park()


@pytest.mark.parametrize("text", ["message to edit not found", "message can't be edited"])
def test_a_card_that_is_gone_or_too_old_is_posted_anew(text: str) -> None:
    assert verdict(400, f"Bad Request: {text}", EDIT) == remedy.PostAnew()


def test_a_pinned_card_that_was_deleted_is_posted_anew() -> None:
    assert verdict(400, "Bad Request: message to pin not found", PIN) == remedy.PostAnew()


def test_a_deleted_original_is_sent_from_what_was_kept() -> None:
    fault = Fault(400, "Bad Request: message to copy not found")
    assert decide(fault, RELAY, in_group=True, attempts=0, relayed="text") == remedy.Resend()


ANSWER = SendRow(GROUP, Relay(answer=Answer(5, words="слова", quote="слова")))


@pytest.mark.parametrize("text", ["message to be replied not found", "REPLY_MESSAGE_ID_INVALID"])
@pytest.mark.parametrize("action", [ANSWER, SendRow(GROUP, Text("да", reply_to=9))])
def test_a_deleted_answered_message_costs_only_the_quote(text: str, action: Call) -> None:
    assert verdict(400, f"Bad Request: {text}", action) == remedy.WithoutReply()


@pytest.mark.parametrize("text", ["message to be replied not found", "QUOTE_TEXT_INVALID"])
@pytest.mark.parametrize("row", [Text("да"), Relay(), Relay(answer=Answer(words="слова", quote="слова"))])
def test_what_answers_nothing_is_not_sent_again_and_again_without_an_answer(text: str, row: Text | Relay) -> None:
    if isinstance(row, Relay) and row.answer is not None and text.startswith("QUOTE"):
        row = replace(row, answer=replace(row.answer, quote=""))
    assert verdict(400, text, SendRow(GROUP, row)) == remedy.Suspect()
    assert verdict(400, text, SendRow(PRIVATE, row), in_group=False) == remedy.Doubt()


KINDS_BARRED = [
    "CHAT_SEND_MEDIA_FORBIDDEN",
    "CHAT_SEND_PHOTOS_FORBIDDEN",
    *(f"not enough rights to send {kind} to the chat" for kind in ("photos", "dice", "checklists", "the rich message")),
]


@pytest.mark.parametrize("text", KINDS_BARRED)
def test_a_group_that_takes_no_photos_holds_up_the_lane_of_the_photo_alone(text: str) -> None:
    assert verdict(400, text, attempts=2) == remedy.Barred(text, 4.0)
    assert verdict(400, text, in_group=False) == remedy.TellSender("reason-uncopyable")


@pytest.mark.parametrize("text", ["PEER_FLOOD", "FLOOD_WAIT_8"])
def test_too_much_at_once_is_no_fault_of_the_row(text: str) -> None:
    assert verdict(400, text, attempts=1) == (remedy.Rest(8) if text.endswith("8") else remedy.Retry(2.0))


def test_two_bots_of_one_token_are_waited_for() -> None:
    assert verdict(409, "Conflict: terminated by other getUpdates request", attempts=1) == remedy.Retry(2.0)


@pytest.mark.parametrize("in_group", [True, False])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("the message can't be copied", "reason-uncopyable"),
        ("VOICE_MESSAGES_FORBIDDEN", "reason-no_voice"),
        ("user restricted receiving of voice note messages", "reason-no_voice"),
        ("user restricted receiving of video note messages", "reason-no_voice"),
        ("file is too big", "reason-too_big"),
        ("DOCUMENT_INVALID", "reason-file_lost"),
        ("wrong file identifier/HTTP URL specified", "reason-file_lost"),
        ("wrong file_id or the file is temporarily unavailable", "reason-file_lost"),
    ],
)
def test_what_can_not_be_sent_is_told_to_its_sender(text: str, reason: str, in_group: bool) -> None:
    assert verdict(400, f"Bad Request: {text}", in_group=in_group) == remedy.TellSender(reason)


@pytest.mark.parametrize("in_group", [True, False])
def test_what_is_too_large_is_told_to_its_sender(in_group: bool) -> None:
    assert verdict(413, "", in_group=in_group) == remedy.TellSender("reason-too_big")


NO_ACCESS = [
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: the chat is not a forum"),
    (400, "Bad Request: the chat is not a supergroup forum"),
    (400, "Bad Request: chat not found"),
    (400, "Bad Request: CHAT_RESTRICTED"),
    (400, "Bad Request: CHAT_ADMIN_REQUIRED"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    (400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN"),
    (400, "Bad Request: have no rights to send a message"),
    (400, "Bad Request: have no write access to the chat"),
    (400, "Bad Request: chat is not accessible"),
    (400, "Bad Request: group chat was upgraded to a supergroup chat"),
    (400, "Bad Request: need administrator rights in the channel chat"),
    (400, "Bad Request: PEER_ID_INVALID"),
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: bot is not a member of the supergroup chat"),
    (403, "Forbidden: the group chat was deleted"),
]


@pytest.mark.parametrize(("code", "text"), NO_ACCESS)
@pytest.mark.parametrize("action", [SEND, POST, CREATE])
def test_a_group_without_access_rests_and_keeps_its_queue(code: int, text: str, action: Call) -> None:
    assert verdict(code, text, action) == remedy.Trouble(text)


def test_without_the_right_to_make_topics_the_admin_is_told() -> None:
    text = "Bad Request: not enough rights to create a topic"
    assert verdict(400, text, CREATE) == remedy.Trouble(text)


@pytest.mark.parametrize("text", ["the chat is not a forum", "the chat is not a supergroup forum"])
@pytest.mark.parametrize("action", [SEND, POST, CREATE, RENAME, REOPEN])
def test_while_topics_are_off_nothing_says_that_a_topic_is_gone(action: Call, text: str) -> None:
    assert verdict(400, f"Bad Request: {text}", action) == remedy.Trouble(f"Bad Request: {text}")


@pytest.mark.parametrize(
    ("action", "text"),
    [
        (RENAME, "not enough rights to edit the topic"),
        (PIN, "not enough rights to manage pinned messages in the chat"),
        (PIN, "the chat is not a forum"),
    ],
)
def test_a_refused_cosmetic_step_does_not_hold_up_the_message(action: Call, text: str) -> None:
    assert verdict(400, f"Bad Request: {text}", action) == remedy.Skip()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (403, BLOCKED),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: USER_IS_BLOCKED"),
        (400, "Bad Request: USER_IS_DEACTIVATED"),
        (400, "Bad Request: bot was blocked by the user"),
        (400, "Bad Request: INPUT_USER_DEACTIVATED"),
        (400, "Bad Request: PEER_ID_INVALID"),
    ],
)
def test_a_person_who_can_not_be_reached_is_waited_for(code: int, text: str) -> None:
    assert verdict(code, text, SendRow(PRIVATE, SEND.row), in_group=False) == remedy.Unreachable()


@pytest.mark.parametrize(
    "text",
    [
        "message is too long",
        "message caption is too long",
        "message text is empty",
        "can't parse entities: unexpected end tag at byte offset 4",
        "BUTTON_DATA_INVALID",
        "BUTTON_URL_INVALID",
        "REPLY_MARKUP_TOO_LONG",
        "ENTITY_BOUNDS_INVALID",
        "MESSAGE_TOO_LONG",
        "MEDIA_CAPTION_TOO_LONG",
        "REACTION_INVALID",
        "message to delete not found",
        "message to react not found",
        "message can't be deleted",
        "message can't be deleted for everyone",
    ],
)
@pytest.mark.parametrize("in_group", [True, False])
def test_our_own_mistakes_are_parked(text: str, in_group: bool) -> None:
    assert verdict(400, f"Bad Request: {text}", in_group=in_group) == remedy.Park()


@pytest.mark.parametrize("text", ["something that Telegram invented yesterday", "", "SOMETHING_NEW"])
@pytest.mark.parametrize("in_group", [True, False])
def test_a_refusal_that_nobody_knows_is_in_doubt(text: str, in_group: bool) -> None:
    assert verdict(400, f"Bad Request: {text}", in_group=in_group) == remedy.Doubt()


@pytest.mark.parametrize("kind", sorted(CAN_BE_SENT))
@pytest.mark.parametrize(
    "text",
    [
        "the message can't be copied",
        "CHAT_FORWARDS_RESTRICTED",
        "message has protected content and can't be forwarded",
        "can't access the chat to copy message from",
        "chat to forward messages from not found",
    ],
)
def test_what_may_not_be_copied_is_sent_from_what_was_kept(text: str, kind: str) -> None:
    fault = Fault(400, f"Bad Request: {text}")
    assert decide(fault, RELAY, in_group=True, attempts=0, relayed=kind) == remedy.Resend()


LEFT = [
    "Forbidden: bot was kicked from the supergroup chat",
    "Forbidden: bot is not a member of the supergroup chat",
    "Forbidden: the group chat was deleted",
]


@pytest.mark.parametrize("text", LEFT)
def test_a_group_that_the_bot_has_left_says_nothing_of_the_client_to_whom_is_copied(text: str) -> None:
    fault = Fault(403, text)
    assert decide(fault, RELAY, in_group=False, attempts=0, relayed="text") == remedy.Resend()
    assert decide(fault, album("photo", "video"), in_group=False, attempts=0) == remedy.Resend()
    again = SendRow(PRIVATE, Relay(resend=True))
    assert decide(fault, again, in_group=False, attempts=0, relayed="text") == remedy.Unreachable()


@pytest.mark.parametrize(
    ("code", "text"), [(403, "Forbidden: user is deactivated"), (400, "Bad Request: private chat not found")]
)
def test_an_account_that_is_gone_says_nothing_of_the_group_to_which_is_copied(code: int, text: str) -> None:
    fault = Fault(code, text)
    assert decide(fault, RELAY, in_group=True, attempts=0, relayed="text") == remedy.Resend()
    assert decide(fault, SEND, in_group=True, attempts=0) == remedy.Trouble(text)


def test_a_server_that_is_older_than_a_kind_of_message_stops_nothing_else() -> None:
    fault = Fault(404, "Not Found: method not found")
    again = SendRow(PRIVATE, Relay(resend=True))
    told = remedy.TellSender("reason-uncopyable")
    assert decide(fault, again, in_group=False, attempts=0, relayed="live_photo") == told
    assert decide(fault, REVISE, in_group=False, attempts=0) == remedy.ShowAnew()
    assert decide(fault, REACT, in_group=False, attempts=0) == remedy.Drop()


@pytest.mark.parametrize("action", [RELAY, SendRow(GROUP, Relay(resend=True))])
def test_what_can_be_neither_copied_nor_sent_is_told_to_its_sender(action: Call) -> None:
    kind = "story" if action is RELAY else "text"
    fault = Fault(400, "Bad Request: the message can't be copied")
    told = remedy.TellSender("reason-uncopyable")
    assert decide(fault, action, in_group=True, attempts=0, relayed=kind) == told


def test_in_place_of_what_can_be_neither_a_line_is_sent() -> None:
    fault = Fault(400, "Bad Request: the message can't be copied")
    story = SendRow(GROUP, Relay(instead="Здесь была история"))
    assert decide(fault, story, in_group=True, attempts=0, relayed="story") == remedy.SayInstead("Здесь была история")
    assert decide(fault, story, in_group=True, attempts=0, relayed="text") == remedy.Resend()


def test_texts_that_are_refused_as_one_go_each_by_itself() -> None:
    joined = SendJoined(GROUP, album("text", "text").parts, ZoneInfo("UTC"))
    for text in ("can't parse entities", "message is too long", "nobody knows why"):
        assert verdict(400, text, joined, in_group=True) == remedy.Alone()
    assert verdict(400, "not enough rights", joined, in_group=True) == remedy.Trouble("not enough rights")


def album(*kinds: str, resend: bool = False) -> SendTogether:
    then = datetime(2026, 11, 24, tzinfo=UTC)
    originals = [Relayed(n, 5, "desk", GROUP.chat_id, n, kind, {}, then) for n, kind in enumerate(kinds)]
    parts = [Part(Relay(resend=resend), one) for one in originals]
    return SendTogether(GROUP, parts)


@pytest.mark.parametrize("text", ["there are no messages to copy", INCOMPLETE, "the message can't be copied"])
def test_an_album_that_can_not_be_copied_is_sent_once_more_as_an_album(text: str) -> None:
    fault = Fault(400, f"Bad Request: {text}")
    assert decide(fault, album("photo", "video"), in_group=False, attempts=0) == remedy.Resend()
    assert decide(fault, album("photo", "video", resend=True), in_group=False, attempts=0) == remedy.Alone()
    assert decide(fault, album("photo", "unknown"), in_group=False, attempts=0) == remedy.Alone()


@pytest.mark.parametrize(("code", "text"), [(400, "wrong file_id"), (400, "MEDIA_INVALID"), (413, "too large")])
def test_the_parts_of_an_album_that_is_refused_go_alone(code: int, text: str) -> None:
    assert verdict(code, text, album("photo", "photo"), in_group=False) == remedy.Alone()


@pytest.mark.parametrize(("code", "text"), [(403, "bot was blocked by the user"), (400, "USER_IS_BLOCKED")])
def test_who_can_not_be_reached_gets_no_album_in_parts(code: int, text: str) -> None:
    assert verdict(code, text, album("photo", "photo"), in_group=False) == remedy.Unreachable()


def test_every_text_that_telegram_is_known_to_say_names_its_source_once() -> None:
    parts = [part.casefold() for _, part, _ in TEXTS]
    assert all(source for _, _, source in TEXTS) and len(set(parts)) == len(parts)
    for subject, part, _ in TEXTS:
        assert about(f"Bad Request: {part}") is subject, f"{part} is hidden by a line above it"


@pytest.mark.parametrize("code", [401, 404])
@pytest.mark.parametrize("action", ALL)
def test_a_wrong_token_is_no_fault_of_the_row(code: int, action: Call) -> None:
    assert verdict(code, {401: "Unauthorized", 404: "Not Found"}[code], action) == remedy.WrongToken()


@pytest.mark.parametrize("action", ALL)
@pytest.mark.parametrize("in_group", [True, False])
def test_a_429_rests_the_chat_for_as_long_as_it_says(action: Call, in_group: bool) -> None:
    fault = Fault(429, "Too Many Requests: retry after 3600", retry_after_s=3600)
    assert decide(fault, action, in_group=in_group, attempts=0) == remedy.Rest(3600)


def test_a_429_hidden_in_the_400_of_an_album_counts_too() -> None:
    text = 'Bad Request: failed to send message #2 with the error message "Too Many Requests: retry after 8"'
    assert verdict(400, text) == remedy.Rest(8)


@pytest.mark.parametrize("action", ALL)
def test_a_group_that_became_a_supergroup_is_followed(action: Call) -> None:
    fault = Fault(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=-1001000000099)
    assert decide(fault, action, in_group=True, attempts=0) == remedy.Migrate(-1001000000099)


@pytest.mark.parametrize("fault", [Fault(None, "TelegramNetworkError"), Fault(500, "Internal Server Error")])
@pytest.mark.parametrize("action", ALL)
@pytest.mark.parametrize("in_group", [True, False])
def test_without_an_answer_the_same_is_tried_again(fault: Fault, action: Call, in_group: bool) -> None:
    assert decide(fault, action, in_group=in_group, attempts=2) == remedy.Retry(4.0)


def test_the_waits_grow_to_a_minute_and_no_further() -> None:
    waits = [next_wait_s(attempts) for attempts in range(12)]
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60]
    assert next_wait_s(10**6) == 60


@given(
    code=st.one_of(st.none(), st.integers(100, 599)),
    description=st.text(),
    action=st.sampled_from(ALL),
    in_group=st.booleans(),
    attempts=st.integers(0, 10**6),
)
def test_every_fault_has_a_decision(
    code: int | None, description: str, action: Call, in_group: bool, attempts: int
) -> None:
    assert isinstance(decide(Fault(code, description), action, in_group=in_group, attempts=attempts), Decision)


def test_a_refused_reopening_waits_instead_of_trying_for_ever() -> None:
    """A step that is taken as done would be tried again at once, and spend the whole budget of the group."""
    text = "Bad Request: not enough rights to close or open the topic"
    assert verdict(400, text, REOPEN, attempts=1) == remedy.Retry(2.0)


# --- changes of what stands already


@pytest.mark.parametrize("text", ["message can't be edited", "message to edit not found", "wrong file_id", "NEW"])
def test_a_copy_that_can_not_be_edited_is_shown_anew(text: str) -> None:
    assert verdict(400, f"Bad Request: {text}", REVISE) == remedy.ShowAnew()


def test_a_copy_that_says_so_already_is_as_wanted() -> None:
    assert verdict(400, NOT_MODIFIED, REVISE) == remedy.AlreadyThere()


@pytest.mark.parametrize("text", ["REACTION_INVALID", "message to react not found", "NEW", "not enough rights"])
def test_a_reaction_that_is_refused_is_missed_by_nobody(text: str) -> None:
    assert verdict(400, f"Bad Request: {text}", REACT) == remedy.Drop()


def test_a_copy_that_somebody_has_deleted_is_taken_back() -> None:
    assert verdict(400, "Bad Request: message to delete not found", TAKE_BACK) == remedy.AlreadyThere()


@pytest.mark.parametrize("text", ["message can't be deleted", "message can't be deleted for everyone", "NEW"])
def test_who_asked_is_told_what_can_not_be_taken_back(text: str) -> None:
    assert verdict(400, f"Bad Request: {text}", TAKE_BACK) == remedy.CannotRemove()


@pytest.mark.parametrize("action", [REVISE, REACT, TAKE_BACK])
def test_changes_wait_as_everything_else_does(action: Call) -> None:
    assert verdict(None, "ServerDisconnected", action) == remedy.Retry(1.0)
    assert verdict(403, BLOCKED, action, in_group=False) == remedy.Unreachable()


def test_a_quote_that_is_not_there_any_more_is_left_out_and_then_the_answer() -> None:
    assert verdict(400, "Bad Request: QUOTE_TEXT_INVALID", ANSWER) == remedy.WithoutQuote()
    whole = SendRow(GROUP, Relay(answer=Answer(5, words="слова")))  # of joined texts the one that is meant is quoted
    assert verdict(400, "Bad Request: QUOTE_TEXT_INVALID", whole) == remedy.WithoutReply()
