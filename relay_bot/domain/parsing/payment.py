"""Who pays and how: «безнал», «по счету с НДС», «при получении наличными», "recipient pays"."""

from __future__ import annotations

import re
from functools import lru_cache

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.text import Line
from relay_bot.domain.parsing.values import Accept, Ask, Method, Outcome, Payer, Payment, Refuse

_INVOICE = (
    r"без ?нал[а-я]*|б/нал[а-я]*|по (?:безналу|сч[её]?т[ау])|на сч[её]?т(?! ?[а-я]*фактур)|с ндс|без ндс|с учетом ндс"
    r"|б/?н(?!\d)|(?<!за )сч[её]т(?! ?(?:№|n |\d)| [а-я]*фактур)(?: на (?:компани[а-я]+|организаци[а-я]+|фирму"
    r"|юр\.?лицо|ооо|ип|нас))?|безнал[а-я]*|invoic(?:e|ing)"
    r"|р/с|расчетн[а-я]+ счет[а-я]*"
    r"|банковск[а-я]+ перевод[а-я]*|через банк|платежк[а-я]*|платежн[а-я]+ поручени[а-я]+|(?:by )?invoice"
    r"|bank transfer|(?:by|via|through) bank"
    r"|bill (?:us|our company|the company)|wire(?: transfer)?|cashless|non-cash|non cash"
)
_CASH = r"нал(?:ом|ик(?:ом)?)?|налич(?:ка|кой|ку|ке|ный|ными|ные|ном|н)|наличн(?!ик)[а-я]+|к[эе]ш(?:ем)?|(?:in )?cash"
_CARD = (
    r"(?:банковск[а-я]+ |кредитк[а-я]+ )?карт(?:а|ой|у|е|ою|очк[а-я]+)|с карты|сбп|с\.?б\.?п\.?(?![а-я])"
    r"|(?:через )?систем[а-я]+ быстрых платежей"
    r"|сбер(?:ом|у|банк[а-я]*)?|по номеру телефона|qr(?:-?код[а-я]*)?|куар(?:кодом)?|(?:по"
    r"|через) терминал[а-я]*|терминалом|онлайн|(?:by |credit "
    r"|debit |bank )?card"
    r"|sbp|fast (?:payment|transfer)s?|online"
)
_RECIPIENT = (
    r"(?:грузо)?получател[а-я]*|за счет (?:грузо)?получател[а-я]*|при получ(?:ении|\.|(?= нал))|при доставке"
    r"|на (?:месте )?(?:выгрузк[еи]|выдач[еи]"
    r"|доставк[еи])|при разгрузке|плат(?:ят|ит) (?:они|он|она)(?![а-я])|(?:он|она|он сам|она сама"
    r"|сам[аи]?) (?:и )?(?:заплатит|оплатит|платит)|(?:he|she|they)(?: will|'ll) pay|при (?:выдаче"
    r"|выгрузке)"
    r"|тот,? кто (?:при|по)[а-я]+"
    r"|recipient|consignee|receiver|on delivery|they pay|freight collect|on receipt|at delivery"
)
_THIRD = (
    r"трет[а-я]+ (?:лиц[а-я]+|сторон[а-я]+|компани[а-я]+)|3-?[а-я]{0,2} лиц[а-я]+|third[ -]party"
    r"|other company|друг[а-я]+ (?:организаци|компани|фирм|юрлиц)[а-я]+"
)
_FIRM = r"(?:оплачивает|платит|оплатит|заплатит|плательщик) ?:? ?(?:ооо|ип|ао|зао|пао|компания|фирма|организация)"
_SENDER = (
    r"(?:грузо)?отправител[а-я]*|при (?:отправке|погрузке|отгрузке|заборе)|на погрузке"
    r"|(?:плачу|оплачу|заплачу|оплачиваю) (?:я|сам[а]?)|я (?:плачу|оплачу|заплачу|оплачиваю)|sender"
    r"|shipper|(?:at|on) pickup|i(?:'ll| will)? pay"
)
_COD = re.compile(
    r"(?<![а-я])(?:налож[а-я]*)(?: плат[а-я]+)?|cash on delivery|(?<![a-z])cod(?![a-z])"
    r"|оплат[а-я]+ (?:за )?товар[а-я]*"
)

METHODS: dict[Method, re.Pattern[str]] = {
    "invoice": re.compile(rf"(?<![а-яa-z])(?:{_INVOICE})(?![а-яa-z])"),
    "cash": re.compile(rf"(?<![а-яa-z])(?<!без )(?<!б/)(?<!non-)(?<!non )(?:{_CASH})(?![а-яa-z])"),
    "card": re.compile(rf"(?<![а-яa-z])(?:{_CARD})(?![а-яa-z])"),
}
PAYERS: dict[Payer, re.Pattern[str]] = {
    "recipient": re.compile(rf"(?<![а-яa-z])(?:{_RECIPIENT})(?![а-яa-z])"),
    "third": re.compile(rf"(?<![а-яa-z])(?:{_THIRD}|{_FIRM})(?![а-яa-z])"),
    "sender": re.compile(rf"(?<![а-яa-z])(?:{_SENDER})(?![а-яa-z])"),
}
_VAGUE_INVOICE = re.compile(r"(?<![а-я])(?:(?<!за )счет(?:ом|у)?|банк(?:ом)?|перевод(?:ом)?|б/н|transfer)(?![а-я])")
_NEGATED = re.compile(r"(?<![а-я])не (?:по )?[а-я]+|(?<![a-z])not [a-z]+|без наличных")

# Words that belong to a phrase about payment, and the phrase; inside other text only such a run is read.
_FILLER = (
    r"оплат[а-я]*|оплач[а-я]*|(?:за)?плат(?:[а-я]{1,7}|\.)|плач[а-я]+|расчет[а-я]*|рассч[а-я]+|перевод[а-я]*|по|за|на"
    r"|через|с|со|без|или|и|ндс|нашей|стороны|стороной|будет|сч[её]?т[ауе]?|счетом"
    r"|способ|безналичн[а-я]+|водителю|перевозк[уи]|доставк[уи]|при|я|мы|сам|буду|pay(?:s|ment|ing|ed|able)?|paid"
    r"|by|via"
    r"|the|will|be|is|with|vat|юр\.?|лица|наш[а-я]*"
)
_STRONG = "|".join((_INVOICE, _CASH, _CARD, _THIRD, _FIRM, r"cash on delivery|наложк[а-я]+|налож[а-я]+ плат[а-я]+"))
_PAYS = re.compile(r"оплат|оплач|плат|плач|заплат|рас[сч]ч?|при получении|за счет|pay|paid|collect")
_WORDS = rf"(?:{_STRONG}|{_RECIPIENT}|{_SENDER}|{_FILLER})(?![а-яa-z])"
_RUN = re.compile(rf"(?<![а-яa-z\d-])\(?{_WORDS}(?:[ ,:(-]{{1,3}}{_WORDS}){{0,9}}\)?")
_SURE = re.compile(rf"(?<![а-яa-z])(?:{_STRONG})(?![а-яa-z])")
_TRAILING = re.compile(r"(?:[ ,:(-]+(?:по|за|на|через|с|со|без|или|и|при|я|мы|by|via|the|will|be|is|with))+$")

_WHO_PAYS = re.compile(
    rf"(?<![а-яa-z])(?:плат(?:ит|ят|ить)|оплачива[а-я]+|оплат(?:ит|ят)|заплат(?:ит"
    rf"|ят))(?![а-я])[^.\n\x00]{{0,25}}?(?:{_RECIPIENT}|{_SENDER})(?![а-яa-z])"
)
_BY_ME = re.compile(
    r"((?:плач[уе]|оплач[уи]|заплач|платим|оплатим|мы плат)[^,]*), ?(?:грузо)?(?:получател|отправител)[а-я]*$"
)
_CANON = {
    "безнал": "invoice", "безналичный": "invoice", "безналичная": "invoice", "безналом": "invoice",
    "invoice": "invoice",
    "наличными": "cash", "наличные": "cash", "наличка": "cash", "наличкой": "cash",
    "картой": "card", "карточкой": "card",
    "получатель": "recipient", "получателем": "recipient", "получении": "recipient", "recipient": "recipient",
    "отправитель": "sender", "счету": "invoice",
}  # fmt: skip


def find_payment(plain: str) -> list[tuple[int, int]]:
    """The phrases of a longer message that speak of payment for certain."""
    found = []
    for match in _RUN.finditer(plain):
        phrase = match[0]
        whom = any(pattern.search(phrase) for pattern in PAYERS.values())
        if (
            _SURE.search(phrase)
            or (whom and re.search(_PAYS, phrase))
            or re.search(r"при получении|за счет|collect", phrase)
        ):
            phrase = _BY_ME.sub(r"\1", phrase)
            end = match.start() + len(phrase) - (len(loose[0]) if (loose := _TRAILING.search(phrase)) else 0)
            found.append((match.start(), end))
    if not found:
        found = [match.span() for match in _WHO_PAYS.finditer(plain)]
    return found


def read_payment(plain: str) -> Outcome:
    """What the phrase says, as the answer to «Как оплачиваете?»."""
    text = _NEGATED.sub(" ", plain) if re.search(r"(?<![а-я])не |(?<![a-z])not |без наличных", plain) else plain
    if _COD.search(text):
        return Refuse("err-pay_cod")
    either = re.search(r"(?<![а-яa-z])(?:или|or)(?![а-яa-z])", text)
    methods = [method for method, pattern in METHODS.items() if pattern.search(text)]
    payers = [payer for payer, pattern in PAYERS.items() if pattern.search(text)]
    if not methods and not payers:
        guess = _guess(text)
        methods = [guess] if guess in METHODS else []
        payers = [guess] if guess in PAYERS else []
    if not methods and _VAGUE_INVOICE.search(text):
        methods = ["invoice"]
    if "third" in payers and not either:  # «третье лицо, не получатель»
        payers = ["third"]
    return _decide(payers, methods)


def _decide(payers: list[Payer], methods: list[Method]) -> Outcome:
    if len(methods) > 1 and len(payers) <= 1:
        payer = payers[0] if payers else "sender"
        return Ask("ask-pay_many", tuple(Payment(payer, method) for method in methods[:3]))
    if len(payers) > 1:
        method = methods[0] if methods else None
        return Ask("ask-pay_many", tuple(Payment(p, method or ("cash" if p == "sender" else None)) for p in payers))
    if payers and payers[0] != "sender":
        return Accept(Payment(payers[0], methods[0] if methods else None))
    if methods:
        return Accept(Payment("sender", methods[0]))
    if payers:
        return Ask("ask-pay_many", (Payment("sender", "invoice"), Payment("sender", "cash"), Payment("sender", "card")))
    return Refuse("err-pay_none")


def _guess(text: str) -> str | None:
    """A word with typing mistakes: «безнл», «наличнми»."""
    return next(filter(None, map(_guess_word, re.findall(r"[а-яa-z]{5,14}", text)[:12])), None)


@lru_cache(2048)
def _guess_word(word: str) -> str | None:
    from rapidfuzz.distance import OSA

    if word not in _CANON and morphology.known(word):
        return None  # «наличник» is no mistyped «наличник…»
    best = min(_CANON, key=lambda full: OSA.distance(word, full))
    return _CANON[best] if OSA.distance(word, best) <= (1 if len(word) < 7 else 2) else None


def read_pay_field(line: Line) -> Outcome:
    return read_payment(line.plain.replace("\n", " "))
