"""Finding a key's line."""

from relay_bot.config.lines import line_of, locate, written

SOURCE = """\
# a comment
[telegram]
token = "x"   # [not] a = header
admins = [
  1,
  2,
]
"quoted" = 1
[telegram.limits]
group_messages = 20
[[managers]]
key = "a"
[managers.inner]
x = 1
[[managers]]
key = "b"
text = \"\"\"
key = "not a key"
[nor a table]
\"\"\"
icons = { call = "x" }
a.b = 1
"""


def test_every_kind_of_key_is_found() -> None:
    lines = locate(SOURCE)
    assert lines[("telegram",)] == 2
    assert lines[("telegram", "token")] == 3
    assert lines[("telegram", "quoted")] == 8
    assert lines[("telegram", "limits", "group_messages")] == 10
    assert lines[("managers", 0, "key")] == 12
    assert lines[("managers", 0, "inner", "x")] == 14
    assert lines[("managers", 1, "key")] == 16
    assert lines[("managers", 1, "a", "b")] == 22
    assert ("managers", 1, "nor a table") not in lines


def test_what_is_not_written_has_the_line_of_what_is_around_it() -> None:
    lines = locate(SOURCE)
    assert line_of(lines, ("telegram", "admins", 1)) == 4
    assert line_of(lines, ("managers", 1, "icons", "call")) == 21
    assert line_of(lines, ("managers", 1, "phone")) == 15
    assert line_of(lines, ("database", "url")) is None


def test_a_key_is_named_as_a_person_counts() -> None:
    assert written(("managers", 1, "group_id")) == "managers[2].group_id"
    assert written(("telegram", "limits", "chat_burst")) == "telegram.limits.chat_burst"
