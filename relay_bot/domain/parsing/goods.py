"""What is shipped: of the parts of a message that nothing else has read, the one that names goods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from relay_bot.domain.parsing import morphology
from relay_bot.domain.parsing.description import is_remark, strip_intro
from relay_bot.domain.parsing.labels import Label
from relay_bot.domain.parsing.pieces import PIECE
from relay_bot.domain.parsing.question import clause_asks
from relay_bot.domain.parsing.sheet import TAKEN, Sheet
from relay_bot.domain.parsing.text import GONE, PHONE, fold, words

_CUT = re.compile(
    r"(?<!\d),|,(?!\d)|[;!|]|(?<=[^\W\d_]{3})\.(?= |$)|(?<=[)»])\.|\.$| - |: |\?|(?:высот|длин|ширин"
    r"|диаметр)[а-я]* ?:?\d+(?:[.,]\d+)? ?(?:мм|см|м|метр[а-я]*)?(?![а-я])|(?<=\d)\.(?= |$)|\. (?=[А-ЯЁA-Z])|→|➡"
)
_COUNT = re.compile(rf"(?:\d{{1,4}} ?|each |every |кажд[а-я]+ |одн[а-я]{{1,3}} )?{PIECE}(?: (?:по|of|at|с|со|на))?")
# Words of a clause that is about something else, in their dictionary form; and phrases that begin such a clause.
_OTHER = frozenset(
    words("""
    адрес контакт телефон оплата платить оплачивать плательщик инн счет договор заказчик компания
    организация перевозка перевезти заявка поставка догруз возм доставка самовывоз отправитель
    получатель грузополучатель грузоотправитель магазин склад этаж подъезд лифт ворота пропуск домофон
    вход двор водитель машина авто переслать организовать оформить ндс отсрочка доверенность менеджер
    бухгалтер директор позвонить звонить набрать сообщить уточнить скинуть писать срок дата время
    маршрут загрузка погрузка выгрузка разгрузка деньга обрешетка стоимость ценность он она они сам
    посоветовать обратиться жить переезд самосвал карьер pickup address contact phone payment invoice
    shipper consignee coordinator sales manager needs price slot truck he she they it have load unload фирма
    код rus ооо оао зао ип pick ship
    send deliver arrange collect need want would like quote book rate bring take move delivered freight
    prepaid зона заказ отгрузка отправка самозанятый физлицо юрлицо заявочка нужный нужно паспорт экспресс лицо
    needed юр
    необходимый
    """)
)
_SOMEBODY = re.compile(r"фирма|компания|заказчик|организация|контакт[а-я]*|менеджер|company|customer|carrier")
_SOLD = re.compile(
    r"поддон|боч|меш|контейнер|барабан|канистр|бутыл|короб|ведр|паллет"
)  # packages that may be what is sold
_MACHINE = re.compile(
    r"(?:стирал|посуд|швейн|суш|вязаль|кофе|моечн|упаков|фасов|шлиф|тестом|печат|картоф)[а-я]+ машин[а-я]*"
)
_SHORT = re.compile(  # what the trade calls by its letters
    r"двс|а?мкпп|акпп|гбц|гкл|гвл|осб|двп|л?дсп|мдф|[пхн]вх|пн?д|пвд|жби|пгс|тмц|тнп|кбт|мбт|гсм|акб|ибп|чпу|сип"
    r"|ппу|ппс"
    r"|хпс|кип|тэн|узо|дгу|дэс|ктп|лвл|зип|тнвд|рвд|сэндв|бахр|мфу|кег[иа]?|тв|пк"
)
_WISHED = re.compile(
    r"(?P<lead>(?:[а-я,]+ ){1,4})(?:надо|нужн[оаы]|нужен|хочу|хотим|прошу|просьба|необходимо|требуется)(?: бы"
    r"| срочно)? "
    r"(?:(?:пере|от|до|при|за|вы)?ве[зс]ти|доставить|отправить|забрать|перекинуть|закинуть|перебросить)(?![а-я])"
)
_PACKED_WITH = re.compile(r"(?i)(?:with|of)(?: an?| the)? ")  # «3 boxes of books», «one crate with a centrifuge»
_TO_WHOM = re.compile(
    r"(?i)^(?:сыну|дочери|дочке|брату|сестре|маме|папе|родителям|другу|внуку|внучке|клиенту|заказчику|им|ему|ей) "
)
_ADVERBIAL = re.compile(
    r"(?<=[а-я] )(?:в|на|из|от|для|по|к|у|без) [а-я]+"
)  # «просто в картоне»: the cardboard is not what is sold
_PREPOSITION = re.compile(
    r"(?:with|to|for|from|at|by|in|on|when|not|из|от|до|в|на|для|при|после|без|не|как|если|чтобы|который|там|тут) "
)
_GOODS_WORD = re.compile(r"[а-яa-z]{3,}")
_WHERE = re.compile(  # «на дачу печь», «с завода 6 рулонов»: the place is another field's
    r"(?i)^(?:(?:на|в|к|у|из|от|до|по) [а-яё]+|(?:с|со) (?:нашего |вашего |моего )?(?:завода|склада|магазина|базы"
    r"|рынка|терминала|дачи|объекта|производства))(?:$|[ ,]+)(?![а-яё]+ский)"
)
_ABOUT = frozenset(
    words("""
    весом общий габариты размер размеры вес объем штука место груз товар день маршрут адрес дом негабарит
    опасный срочный длина высота ширина диаметр пучок стопка партия возврат упаковка тара
    """)
)


@dataclass(frozen=True, slots=True)
class Part:
    """A clause of the message that nothing has read."""

    start: int
    end: int
    whole: int  # where the clause begins, its «надо отвезти» included
    text: str
    score: float


def find_goods(sheet: Sheet, labels: Sequence[Label]) -> list[Part]:
    """The parts that together describe the cargo, in order; none where the message names no goods."""
    labelled = [label for label in labels if label.kind == "descr"]
    parts = [part for label in labelled for part in _parts(sheet, label.end, label.until, labelled=True)]
    good = [part for part in parts if part.score > 0]
    if good:
        lead = good[0]
        return [part for part in good if part is lead or part.score >= 2 or _joined(sheet, lead, part)]
    free = [part for part in _parts(sheet, 0, len(sheet.work), labelled=False) if part.score > 0]
    if not free:
        return []
    chosen = [max(free, key=lambda part: part.score)]
    for part in sorted(free, key=lambda part: abs(part.start - chosen[0].start)):
        if part not in chosen and any(_beside(sheet, one, part) for one in chosen):
            chosen.append(part)
    ordered = sorted(chosen, key=lambda part: part.start)
    return [part for n, part in enumerate(ordered) if not any(_named_in(part, one) for one in ordered[:n])]


def _named_in(part: Part, other: Part) -> bool:
    """«сервант 70 кг и комод 45 кг, сервант 120х45х200»: the size of what was named."""
    return re.search(rf"(?<![а-яa-z]){re.escape(fold(part.text))}(?![а-яa-z])", fold(other.text)) is not None


def _parts(sheet: Sheet, start: int, end: int, *, labelled: bool) -> list[Part]:
    found = []
    for match in re.finditer(rf"[^{GONE}{PHONE}\n]+", sheet.work[start:end]):
        at = start + match.start()
        last, about_else = 0, False
        closed = [one.span() for one in re.finditer(r"\([^()]*\)", match[0])]
        cuts = [one for one in _CUT.finditer(match[0]) if not any(a < one.start() < b for a, b in closed)] + [None]
        for cut in cuts:
            upto = cut.start() if cut else len(match[0])
            piece = match[0][last:upto]
            if piece.strip(" .,-()"):
                asks = bool(cut and cut[0] == "?") or clause_asks(fold(strip_intro(piece)))
                place = (
                    cut is not None
                    and cut[0].strip() == ":"
                    and TAKEN in sheet.use[at + cut.end() : at + cut.end() + 3]
                )
                found.append(_part(sheet, at + last, at + upto, asks or place or about_else, labelled))
                about_else = (
                    cut is not None and cut[0].strip() == ":" and bool(_SOMEBODY.fullmatch(fold(piece).strip()))
                )  # «фирма: Пример-Транс»
            last = cut.end() if cut else upto
    return found


def _part(sheet: Sheet, start: int, end: int, asks: bool, labelled: bool) -> Part:
    words = sheet.line.words(start, end)
    bare = _TO_WHOM.sub("", _WHERE.sub("", strip_intro(_without_lead(words))))
    if _PACKED_WITH.match(bare) and "c" in sheet.use[max(0, start - 2) : start]:
        bare = _PACKED_WITH.sub("", bare)
    bare = re.sub(r"(?i)^(?:и|а|and) (?=\w)", "", bare)
    bare = bare.strip(" <>") if "<" not in bare else bare
    offset, folded = words.find(bare) if bare else 0, fold(bare)
    return Part(
        start + max(0, offset),
        end,
        start,
        _closed(bare),
        0 if asks and not labelled else _score(sheet, start, end, folded, labelled),
    )


def _without_lead(words: str) -> str:
    """«вобщем такое дело нужно перевезти холодильник»: what stands before the wish and names nothing."""
    wish = _WISHED.match(fold(words))
    if wish is None or any(morphology.known(word) and morphology.noun(word) for word in wish["lead"].split()):
        return words
    return words[wish.end("lead") :]


def _closed(text: str) -> str:
    """Without brackets that lost their other half when what stood in them was read."""
    text = re.sub(r"[(\[][\s,;.]*[)\]]", "", text)
    if text.count(")") > text.count("("):
        text = text.replace(")", "", 1)
    elif text.count("(") > text.count(")"):
        head, _, tail = text.rpartition("(")
        text = f"{head}({tail.strip(' ,;')})" if re.search(r"[^\W\d_]{2}", tail) else head
    return text.strip(" ,;:-")


def _score(sheet: Sheet, start: int, end: int, folded: str, labelled: bool) -> float:
    """How likely the words name goods: nouns do, remarks and the words of other fields do not."""
    words = _GOODS_WORD.findall(_ADVERBIAL.sub(" ", folded))
    named = [
        word
        for word in words
        if (word.isascii() or morphology.noun(word))
        and morphology.base(word) not in _ABOUT
        and not re.fullmatch(PIECE, word)
        and not (len(word) < 5 and not morphology.known(word) and not word.isascii() and not _SHORT.fullmatch(word))
    ]
    named = named or [word for word in words if _SOLD.match(word)]
    if labelled and not named and not is_remark(folded) and re.search(r"[а-яa-z]", folded):
        return 1.5
    if named and all(map(morphology.person_name, words)) and any(map(morphology.first_name, words)):
        return 0
    if not named or is_remark(folded) or _COUNT.fullmatch(folded.strip()):
        return 0
    if labelled:
        return 1.2 if _other(folded) else 2  # «Груз: насос, 2 шт, юр лицо»
    if _other(folded) or _PREPOSITION.match(folded):
        return 0
    score = 1 + min(len(named), 3) * 0.1
    before, after = sheet.work[max(0, start - 3) : start], sheet.work[end : end + 3]
    beside = sheet.use[max(0, start - 3) : start] if "," not in before else []
    behind = sheet.use[end : end + 3] if not after.startswith(".") else []
    score += 0.6 * ("c" in [*beside, *behind]) - 0.3 * ("c" not in beside and "," in after)
    score -= 0.5 * any(map(morphology.verb, words))
    score -= 0.4 * any(map(morphology.first_name, words))
    return score - start / 5000


def _other(folded: str) -> bool:
    return any(morphology.base(word) in _OTHER for word in re.findall(r"[а-яa-z]+", _MACHINE.sub(" ", folded)))


def _joined(sheet: Sheet, lead: Part, part: Part) -> bool:
    """«мебель, столы и стулья»: only a comma between, on the same line."""
    between = sheet.work[lead.end : part.start]
    return "\n" not in between and GONE not in between


def _beside(sheet: Sheet, top: Part, part: Part) -> bool:
    """The next item of a list of cargo: its own numbers stand beside it, or only a comma is between."""
    first, second = sorted((top, part), key=lambda one: one.start)
    between = sheet.work[first.end : second.start]
    use = set(sheet.use[first.end : second.start])
    if re.fullmatch(r"[ ,+:]{1,3}", between) and part.score >= 0.7:
        return True
    joined = not re.search(r"[а-яa-z]", re.sub(r"(?<![а-яa-z])(?:и|and|плюс|the)(?![а-яa-z])", "", between))
    return use <= {"c", " ", "d"} and "c" in use and joined and part.score >= 1
