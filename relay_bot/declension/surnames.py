"""Russian surnames in their case by their endings, for those that no dictionary has. Pure."""

from __future__ import annotations

import re

Forms = tuple[str, str, str]
"""What stands instead of the ending: gent, datv, accs."""

CASES = ("gent", "datv", "accs")

_HARD = "бвгджзклмнпрстфхцчшщ"
_RULES: dict[str, tuple[tuple[str, int, Forms], ...]] = {  # (what it ends in, letters that go, what comes instead)
    "femn": (
        (r"[оеё]ва|[иы]на", 1, ("ой", "ой", "у")),
        (r"ая", 2, ("ой", "ой", "ую")),
        (r"яя", 2, ("ей", "ей", "юю")),
        (r"ия", 1, ("и", "и", "ю")),
        (r"я", 1, ("и", "е", "ю")),
        (r"[гкхжшчщ]а", 1, ("и", "е", "у")),
        (r"а", 1, ("ы", "е", "у")),
    ),
    "masc": (
        (r"[ыи]х|[оеэуюыи]", 0, ("", "", "")),
        (r"[жшчщн]ий", 2, ("его", "ему", "его")),
        (r"(?:[гкх]и|[ыо])й", 2, ("ого", "ому", "ого")),
        (r"ия", 1, ("и", "и", "ю")),
        (r"я", 1, ("и", "е", "ю")),
        (r"[гкхжшчщ]а", 1, ("и", "е", "у")),
        (r"а", 1, ("ы", "е", "у")),
        (rf"[{_HARD}]ец", 2, ("ца", "цу", "ца")),
        (r"[йь]", 1, ("я", "ю", "я")),
        (rf"[{_HARD}]", 0, ("а", "у", "а")),
    ),
}
_MENS, _WOMENS = re.compile(r".+(?:[оеё]в|[иы]н|[иыо]й)"), re.compile(r".+(?:[оеё]ва|[иы]на|[ая]я)")


def inflected(surname: str, gender: str, case: str) -> str:
    """`surname` in lower case: «нурланова», femn, datv → «нурлановой»; «ковач», femn: as it is."""
    for ending, letters, forms in _RULES[gender]:
        if re.fullmatch(f".+(?:{ending})", surname):
            return surname[: len(surname) - letters] + forms[CASES.index(case)]
    return surname


def genders(surname: str) -> frozenset[str]:
    """Whose it may be, by its ending: «петров» a man's, «петрова» a woman's, «шмидт» anybody's."""
    if _WOMENS.fullmatch(surname):
        return frozenset({"femn"})
    return frozenset({"masc"}) if _MENS.fullmatch(surname) else frozenset({"masc", "femn"})
