"""The contact and the phone that people put beside an address."""

from __future__ import annotations

import re

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.morphology import place_name
from relay_bot.domain.parsing.phone import find_phones
from relay_bot.domain.parsing.text import GONE, flat, fold
from relay_bot.domain.parsing.town import TAIL

_NAME = r"[а-яa-z]+(?:[ .]+[а-яa-z]+\.?){0,3}"
_FIRM = rf"(?:ооо|оао|зао|пао|ао|ип|тоо|llc|ltd)(?![а-яa-z])[^,;{GONE}]{{0,60}}"
_CONTACT = re.compile(
    rf"[\s,;.(]*(?:контакт[а-я]*(?: лицо| на (?:погрузке|выгрузке|месте|складе))?|конт\.|спросить"
    rf"|спрашивать|звонить|позвонить|набрать|встречает|встретит|принимает|ответственн[а-я]+|получатель"
    rf"|отправитель|грузополучатель|грузоотправитель|представитель|кладовщик|менеджер|contact(?: person)?"
    rf"|ask for|attn\.?|call)"
    rf"(?![а-яa-z]) ?[:=-]? ?({_FIRM}|{_NAME})?\)?"
)


def set_apart(text: str) -> tuple[str, str, str]:
    """The place itself, the contact's name, the phone."""
    phone, contact = "", ""
    folded = fold(text)
    for e164, start, end in find_phones(folded)[:1]:
        phone = e164
        name = re.match(rf"[ ,(-]{{0,3}}({_NAME})\)?", folded[end:])
        if name and is_name(name[1]):
            contact = text[end + name.start(1) : end + name.end(1)]
            end += name.end()
        before, after = text[:start].rstrip(" ,;(:-"), text[end:]
        opened = before.rfind("(") if before.rfind("(") > before.rfind(")") else -1
        if re.match(r" ?\)", after):  # «(Иван, 8917…)»: without its parentheses
            after = after.replace(")", "", 1)
            before = before[:opened] + ", " + before[opened + 1 :] if opened >= 0 else before
        text = f"{before}{GONE}{after}"
    folded = fold(text)
    label = _CONTACT.search(folded, next((m.end() for m in re.finditer(r"\d", folded)), 0))
    if label and (phone or (label[1] and (is_name(label[1]) or re.match(_FIRM, label[1])))):
        if label[1]:
            contact = contact or text[label.start(1) : label.end(1)]
        end = label.end()
        person = re.match(rf"[ ,]{{1,2}}({_NAME}) ?(?=[{GONE},]|$)", folded[end:])
        if person and is_name(person[1]) and re.match(_FIRM, label[1] or ""):  # «ООО Ромашка, Пётр»
            contact += f", {text[end + person.start(1) : end + person.end(1)]}"
            end += person.end()
        text = text[: label.start()] + GONE + text[end:]
    elif not contact:
        text, contact = _name_at_end(text, bool(phone))
    return tidy(text.strip(GONE).replace(GONE, ", ")).rstrip("(").strip(" ,"), contact.strip(" .,/|"), phone


def _name_at_end(text: str, phone: bool) -> tuple[str, str]:
    """«…, 1, Иван Петров» and «…, 1 Иван ☎»: the last part after the house is a name."""
    head, gone, tail = text.partition(GONE)
    match = re.search(r"\d[\w/-]*\.?(?:[ ,;(-]{1,3})([^\d,;]{3,60})$", head.rstrip(" ,;("))
    name = fold(match[1].strip()) if match else ""
    # Beside a phone even a name that the dictionary does not know, such as a Latin one, is the contact.
    unknown = phone and 0 < len(name.split()) <= 3 and not TAIL.search(name) and not any(map(place_name, name.split()))
    if match and (is_name(name) or unknown):
        return head[: match.start(1)].rstrip(" ,;(-") + gone + tail, match[1].strip()
    return text, ""


def is_name(folded: str) -> bool:
    words = re.findall(r"[а-яa-z-]+", folded)
    whole = [word for word in words if len(word) > 1]
    return bool(whole) and any(map(morphology.first_name, whole)) and all(map(morphology.person_name, whole))


def tidy(text: str) -> str:
    """One line; a space after commas and after the dot of an abbreviation."""
    text = re.sub(r"[\s,;]*\n[\s,;]*", ", ", text.strip().replace(GONE, " "))
    text = flat(text).strip(" ,;:→-+|")
    text = re.sub(r"\s*,\s*(?=[^\s])", ", ", text)
    text = re.sub(r"(?<![\w.])([а-яёА-ЯЁ]{1,6})\.(?=[^\W_])", r"\1. ", text)
    text = re.sub(r",(?: ?[,.;])+ ?", ", ", text)
    return text.strip(" ,;").rstrip("!?") if not re.search(r"[^\W\d_]{3}\.$|\d\.$", text) else text.strip(" ,;.")
