"""When to come, said beside an address: «Казань, Баумана 1 завтра после 10»."""

from __future__ import annotations

import re

_HOUR = r"\d{1,2}(?:[:.-]\d\d)?(?: ?(?:час(?:ов|а)?|ч)(?![а-я])\.?)?"
_WHEN = (
    r"(?:(?:послезавтра|завтра|сегодня|срочно|утром|вечером|днем|ночью|tomorrow|today|asap)(?![а-яa-z])"
    r"|(?:в |во )(?:понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)(?![а-я])"
    rf"|(?:после|к|не раньше|не позже) {_HOUR}|(?:с|from) {_HOUR} (?:до|to) {_HOUR}|до \d{{1,2}}[:.-]\d\d(?!\d)"
    r"|(?:в )?(?:первой|второй) половин[а-я]+(?: дня)?|(?:в|после|до) обед[а-я]?(?![а-я]))"
)
_AT_END = re.compile(rf"[ ,;(]+{_WHEN}(?:[ ,;]{{0,2}}{_WHEN}){{0,4}}[ ,.!)]*$")


def when_at_end(folded: str) -> int | None:
    """Where the words about the time begin, if they end the text after a house number."""
    match = _AT_END.search(folded, max(0, len(folded) - 120))
    return match.start() if match and re.search(r"\d", folded[: match.start()]) else None
