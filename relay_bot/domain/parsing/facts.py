"""What people say of a shipment beside its fields: time, temperature, truck, price, declared value, requisites, care.

Each is found by its own words, with a weight; of those that overlap the best set is taken. Weights, sizes and addresses
are looked for only outside of them: «тент 20т» is no weight, «14.06 с 10 до 12» no size, «140 т.р.» no cargo.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from relay_bot.domain.parsing.numbers import NUMBER
from relay_bot.domain.parsing.phone import extension_in, find_phones

Kind = Literal[
    "phone", "email", "place", "when", "temperature", "truck", "price", "declared", "requisites", "deferral", "care",
    "loading", "manners", "document", "header", "hazard", "inner", "company",
]  # fmt: skip

_MONTH = (
    r"(?:январ[яь]|феврал[яь]|марта?|апрел[яь]|ма[яй](?![а-я])|июн[яь]|июл[яь]|август[а]?|сентябр[яь]|октябр[яь]"
    r"|ноябр[яь]"
    r"|декабр[яь]|янв|фев|мар|апр|авг|сен|окт|ноя|дек|january|february|march|april|may|june|july|august|september"
    r"|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)(?![а-яa-z])\.?"
)
_DAY = (
    r"(?:понедельник[а-я]*|вторник[а-я]*|сред[уыае](?![а-я])|четверг[а-я]*|пятниц[а-я]+|суббот[а-я]+|воскресень[а-я]+"
    r"|(?:пн|вт|ср|чт|пт|сб|вс)(?![а-я])|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
)
_HOUR = r"\d{1,2}(?:[:.-]\d\d)?(?: ?(?:час[а-я]*|ч|утра|вечера|дня|am|pm|h)(?![а-яa-z])\.?)?"
_CLOCK = (
    r"(?<![\d.,:-])(?<![хx*] )(?<![хx*])(?:\d{1,2}:\d\d|\d{2}[.-](?:00|15|30|45)(?! ?(?:[mмтtхx*]|кг|kg|см"
    r"|cm)))(?![\d.,]*\d)"
)
_DATE = (
    r"(?:(?<![\d.,/-])(?:[0-2]?\d|3[01])(?:(?:\.|(?<=[,;(] \d\d)/|(?<=до \d\d)/|(?<= [кс] \d\d)/|(?<=\n\d\d)/"
    r"|(?<=на \d\d)/)(?:0\d|1[0-2])(?:[./](?:20)?\d\d(?: ?г\.?)?)?|\.\d\.20\d\d)(?![\d.,/-]*\d)(?! ?(?:кг|т(?![а-я])"
    r"|м|cm|см|x|х))"
    rf"|\d{{1,2}}(?:-?(?:го|е|ое))?(?:(?: и| или|-) ?\d{{1,2}}(?:-?(?:го"
    rf"|е))?)? {_MONTH}(?!,? \d{{1,3}}[а-я]?(?!\.?\d|[:а-я]| ?(?:час|ч|год)))|(?:jan|feb|mar|apr|may|jun|jul|aug"
    rf"|sep|oct"
    rf"|nov|dec)[a-z]* \d{{1,2}}(?:st|nd|rd|th)?(?!\d))"
)
_TIME = (
    rf"(?:{_DATE}|{_CLOCK}|(?:с|со|от|from|между|between) {_HOUR} ?(?:до|по|и|-|to|till|until|and) {_HOUR}(?!\d|[.,]\d)"
    rf"|(?:до|после|к|не позже|не позднее|не раньше|before|after|by|until|till|at|около|с) {_HOUR}(?<=[:.-]\d\d)"
    rf"|(?:до|после|к|с|не позже|не позднее|не раньше|before|after|by|until|till|at) \d{{1,2}}(?: ?(?:час[а-я]*|ч"
    rf"|утра|вечера|дня|am|pm)(?![а-яa-z]))"
    rf"|(?:с|до|к|после) \d{{1,2}}(?= ?(?:$|[;\n)]|[,.](?!\d)))|(?:с|к) {_HOUR}(?<=[утравечдня])"
    rf"|(?<=[ ,])\d{{1,2}}-\d{{1,2}}(?= ?(?:$|[,;\n)]|:(?!\d)|час|ч))"
    r"|(?:послезавтра|завтра|сегодня|утром|вечером|днем|ночью|(?<=\d )утро|(?<=\d )вечер|tomorrow|today|tonight"
    r"|asap)(?![а-яa-z])"
    rf"|(?:в |во |на |к |до |с |по |on )?{_DAY}|(?:не )?срочно(?![а-я])|(?:в )?будни[ея]?(?![а-я])"
    rf"|выходны[еме](?![а-я])"
    r"|(?:в |на )?(?:следующ|эт)[а-я]+ недел[а-я]+|(?:next|this) week|(?:в )?(?:перв|втор)[а-я]+ половин[а-я]+(?: дня)?"
    r"|(?:в|после|до|к) обед[а-я]?(?![а-я])|обед(?= \d)|лучше утром|urgent(?:ly)?|круглосуточно|weekdays|any ?time)"
)
_WHEN = re.compile(
    rf"(?<![\wа-я])(?:(?:приемка|работа(?:ем|ет|ют)|слот|slot|окно|подача|готов[а-я]*|погрузка|загрузка|выгрузка"
    rf"|delivery slot|забор|сдача|дата|когда|график|время) ?(?:на |с |:)? ?)?{_TIME}(?:(?:[ ,]{{1,2}}(?:и|или|or|and"
    rf"|в|at|to|до)?|-|/)? ?{_TIME}){{0,5}}"
)
_NUM = r"(?<![\d.,])\d{1,6}(?:[.,]\d{1,3})?(?!\d)"
_PLUS = r"(?:\+|-|минус|плюс|minus|plus)"
_DEGREES = r"(?:(?: ?(?:градус[а-я]*|° ?[cс]?|º ?[cс]?|℃|degrees)|(?<=\d)[cс](?![a-zа-я])))"
_TEMPERATURE = re.compile(
    rf"(?:(?:темп(?:ература|\.|ературный)?(?: режим)?|режим|реф(?:рижератор)?|замороз[а-я]+|t|temp(?:erature)?"
    rf"|изотерм|не ниже|не выше|при|reefer"
    rf"|keep at)[ :°]{{0,2}}(?:от )?{_PLUS} ?{_NUM}{_DEGREES}*"
    rf"(?: ?(?:(?:\.\.+|-|до|…|/|to) ?{_PLUS}?|{_PLUS}) ?{_NUM}{_DEGREES}*)?"
    rf"|(?<![\w])(?:от )?{_PLUS}? ?{_NUM} ?(?:\.\.+|…|до|/) ?{_PLUS} ?{_NUM}(?:{_DEGREES}| ?[cс](?![а-яa-z]))?"
    rf"|(?<!\w)(?:{_PLUS} ?)?\d{{1,2}}(?:[.,]\d)?{_DEGREES}(?!\w)"
    rf"|(?:не )?замораживать|скоропорт[а-я]*|термо(?:режим|груз)[а-я]*)"
)
_BODY = (
    r"(?:тент[а-я]*|реф(?:рижератор[а-я]*)?(?![а-я])|изотерм[а-я]*|фур[аыуе](?![а-я])|еврофур[а-я]*|газел[а-я]+"
    r"|фургон[а-я]*"
    r"|бортов[а-я]*|борт(?![а-я])|трал[а-я]*|манипулятор[а-я]*|низкорамн[а-я]+|цельномет[а-я.]*|термос"
    r"|открыт[а-я]+ (?:борт|площадк[а-я]+)"
    r"|сцепк[а-я]|каблук[а-я]*|грузовик[а-я]*|шаланд[а-я]*|юмб[оу]|мега(?![а-я])|закр\.?\+?[а-я.]*|truck"
    r"|tent(?![a-z])|reefer|flatbed|van(?![a-z]))"
)
_TRUCK = re.compile(
    rf"(?<![а-яa-z])(?:(?:тс|авто|машин[ауы]|а/м|г/п|транспорт|нуж[а-я]+|ищ[а-я]+|требуе[а-я]+"
    rf"|подойдет) ?:? ?){{0,3}}(?:{_BODY}|(?<=машина )(?=\d)|(?<=машину )(?=\d)|(?<=а/м )(?=\d)|(?<=г/п )(?=\d)"
    rf"|(?<=тс: )(?=\d))"
    rf"(?:[ ,/+]*(?:{_BODY}|{_NUM} ?(?:т|тонн[а-я]*|тн)(?![а-я])|{_NUM} ?(?:м3|куб[а-я]*|паллет[а-я]*|пал)(?![а-я])"
    rf"|(?:на|до|от) {_NUM} ?(?:т|тн|тонн[а-я]*|куб[а-я]*)(?![а-я])"
    rf"|{_NUM} ?(?:метр[а-я]*|м)(?![а-я\d])|длинномер[а-я]*|бок/?верх|(?:верх(?:няя|/бок)?|бок(?![а-я\d])|боков[а-я]+"
    rf"|задн[а-я]+|зад(?![а-я]))(?! ?(?:за|по|вы)груз)|возм\.? догруз|догруз[а-я]*)){{0,6}}"
    rf"|(?<![\d.,])\d{{1,3}}(?:[.,]\d)?-?(?:ти|и)?-?(?:тонник|кубов)[а-я]*|(?:машин[ау]|а/м"
    rf"|тс) {_NUM} ?т(?:/{_NUM} ?м3)?(?:/\d+ ?пал)?"
)
_MONEY = (
    rf"(?:{NUMBER} ?(?:тыс[а-я]*\.?|т\.? ?р(?![а-я])\.?|к(?![а-я\d])|млн\.?|k(?![a-z\d]))?(?: ?(?:руб[а-я]*\.?"
    rf"|р(?![а-я])\.?|₽|rub|roubles?|rur))?)"
)
_PRICED = (
    rf"(?:{NUMBER} ?(?:(?:тыс[а-я]*\.?|т\.? ?р(?![а-я])\.?|млн\.?)(?: ?(?:руб[а-я]*\.?|р(?![а-я])\.?|₽))?"
    rf"|(?:руб[а-я]*\.?|р(?![а-я])\.?|₽|rub|roubles?|rur)))"
)
_DECLARED = re.compile(
    rf"(?:(?:объявл|оценоч|заявл|страхов)[а-я]+\.? (?:ценност|стоимост|сумм)[а-я]+(?: груза)?|(?:стоимост|ценност"
    rf"|оценк|цен)[а-я]* (?:груза|товара|партии)"
    rf"|страхов[а-я]+(?: на сумму| на| груз[а-я]* на)?|застрахова[а-я]+(?: на)?|оцен(?:ка|ен[а-я]*|иваем)(?: в| на)?"
    rf"|ценност[ьи]|declared value|insur[a-z]+(?: for)?|value of (?:the )?goods|cargo value|value)"
    rf"[ :=-]{{0,3}}(?:до |около |примерно |is |of )?{_MONEY}"
)
_PRICE = re.compile(
    rf"(?<![а-яa-z])(?:(?:ставка|фрахт|бюджет|цена(?: перевозки)?|стоимость перевозки|плачу|платим|дадим|даю|плат[аи]"
    rf"|готовы? (?:за|о)платить|торг|rate|budget|price) ?:? ?(?:до |около |за рейс )?{_MONEY}"
    rf"|{_PRICED}|(?<![\d.,-]){NUMBER}(?= (?:с|без) ндс))(?:[ ,]{{0,2}}(?:с ндс|без ндс|за рейс|на руки|нал(?![а-я])"
    rf"|\([^()\n]{{0,20}}/км\)))*"
)
_DEFERRAL = re.compile(
    r"(?:отсрочк[а-я]+(?: платежа)?|постоплат[а-я]*|предоплат[а-я]*)(?: на)?(?: ?\d+ ?%| ?\d{1,3} ?(?:календ[а-я.]*"
    r"|банк[а-я.]*|раб[а-я.]*|б\.? ?д\.?|к\.? ?д\.?)? ?(?:дн[а-я]+|д\.|дней)?)?(?: по оригиналам[а-я ]*)?"
    r"|(?<![\d.,])\d{1,3} ?(?:б\.? ?д(?![а-я])\.?|банк[а-я.]* дн[а-я]+|к\.? ?д(?![а-я])\.?|рабоч[а-я]+ дн[а-я]+|дней"
    r"|дня)(?: по (?:оригиналам|сканам)[а-я ]*)?|по (?:оригиналам|сканам|договору)(?: документов)?|prepaid|net \d+"
)
_FIRM = r"(?:ооо|оао|зао|пао|ао|ип|муп|гуп|фгуп|тоо|llc|ltd|inc)"
_REQUISITES = re.compile(
    r"(?<![а-я])(?:инн|кпп|огрн(?:ип)?|бик|р/с|к/с|р/сч|окпо|inn)[ :№]{0,3}\d{6,22}(?:/\d{9})?|(?<!\d)\d{20}(?!\d)"
    r"|код:? ?\d{4,9}(?!\d)"
)
_CARE = re.compile(
    r"(?<!не )(?<!not )(?:очень )?(?:хрупк[а-я]+(?! (?:нет|не(?![а-я])))|не кантовать"
    r"|не (?:бросать|ронять|переворачивать|штабелировать|мочить)|осторожно"
    r"|аккуратно|бережно|бьющ[а-я]+ся"
    r"|без перегруза?|только стоя|перевозить стоя|верх не переворач[а-я]+|fragile|handle with care|this side up"
    r"|keep (?:dry|upright)|do not (?:stack|tilt|drop|turn))(?![а-яa-z])!*"
)
_LOADING = re.compile(
    r"(?<![а-яa-z])(?:(?:нуж[а-я]+|без|с|требу[а-я]+|есть|не нужны|не нужен) )*(?:(?:\d )?грузчик[а-я]*"
    r"|гидроборт[а-я]*|гидролопат[а-я]+|гидравлик[а-я]+|рохл[а-я]+|погрузчик(?:ом|а)?(?= на месте| есть| нет)"
    r"|ремн[а-я]+|стропы|коник[а-я]*|пропуск[а-я]*(?! оформлен)|крепежн[а-я]+|экспедитор[а-я]*"
    r"|обрешетк[а-я]+(?= (?:нужн|сдел|обяз))|жестк[а-я]+ (?:обрешетк|упаковк)[а-я]+|палл?етировани[а-я]+"
    r"|tail ?lift|loaders?|side loading|top loading|forklift(?= (?:on|needed|required"
    r"|avail)))(?: (?:не )?(?:нуж[а-я]+|обязател[а-я]+|есть|нет|понадоб[а-я]+|required|needed))?(?![а-яa-z])"
    r"|(?:погрузка|загрузка|выгрузка) (?:верхн|боков|задн|ручн|кран)[а-я]+|(?:верхн|боков|задн|ручн)[а-я]+ (?:погрузк"
    r"|загрузк|выгрузк)[а-я]+|(?:разгрузим|погрузим) сами|(?:needs |need )side loading"
)
_HAZARD = re.compile(
    r"\(?(?:(?:adr|дог|опог|допог)(?![а-я]) ?)?(?:\d(?:[.,]\d)? ?)?(?:класс(?:а)? ?(?:опасности ?)?(?:adr"
    r"|допог)? ?(?:\d(?:[.,]\d)?)?[ ,]*(?:un|оон) ?\d{4}|(?:un|оон) ?\d{4})\)?|(?:adr"
    r"|допог) ?\d?(?:[.,]\d)? ?класс[а-я]*|класс[а-я]* опасности \d(?:[.,]\d)?"
    r"|\((?:не опасн[а-я]+(?: груз)?|non-?hazardous)\)|не ?опасн[а-я]+ груз|(?:not|non)[ -]?hazardous|неопасн[а-я]+"
)
_MANNERS = re.compile(
    r"(?<![а-яa-z])(?:(?:всем )?(?:добр[а-я]{0,3}\.? (?:день|дня|утр[оа]|вечер[а]?|времени суток)"
    r"|доброго времени суток|день добрый|здравствуйте|здрасьте|здравствуй|привет(?:ствую)?|салют)(?![а-я])"
    r"|(?:уважаем[а-я]+ )?(?:коллеги|партнеры|господа)(?![а-я])|(?:заранее )?(?:большое )?(?:спасибо"
    r"|благодар[а-я]+)(?: заранее| большое| вам| за)*(?![а-я])|пожалуйста|плиз|будьте добры|с уважением|всего доброго"
    r"|хорошего дня"
    r"|hello|hi(?: there)?(?![a-z])|hey(?![a-z])|good (?:day|morning|afternoon|evening)|dear (?:sirs?|colleagues|team"
    r"|all|[a-z]+)|(?:best|kind|warm) regards|regards|thanks(?: in advance| a lot)?|thank you(?: in advance"
    r"| very much)?|please|kindly|cheers)[ ,.!:)]*"
)
_HEADER = re.compile(
    r"(?:^|(?<=\n))(?:> ?)*(?:(?:fwd?:|re:|переслан[а-я]+(?: от)?:?|кому:|от кого:|тема:"
    r"|from: [^\n@]*@)[^\n]{0,60}(?=\n|$)|-{2,} ?(?=\n|$)"
    r"|\[\d{1,2}[:.]\d\d, ?\d{1,2}[./]\d\d[./]\d{2,4}\] ?[^:\n]{2,40}:|> [^\n]*\?(?=\n|$)|> ?)"
)
_DOCUMENT = re.compile(
    r"(?<![а-я])(?:по )?(?:заявк[а-я]+|заказ[а-я]*|договор[а-я]*|счет[а-я]*|поручени[а-я]+|order|request) ?(?:№|no\.?"
    r"|n) ?[\w/-]{1,20}(?: от \d{1,2}[./]\d\d[./]\d{2,4})?|пропуск ?(?:№ ?)?[a-zа-я]{0,4}[-a-zа-я\d]*\d[-\w]*"
    r"|пропуск оформлен[^.\n]*"
)
_COMPANY = re.compile(
    rf"(?<![а-яa-z]){_FIRM}(?![а-яa-z]) ?(?:[«\"“][^»\"”\n]{{2,40}}[»\"”]"
    rf"|[а-яa-z-]{{2,}}(?: [а-яa-z-]{{2,}})?(?= ?(?:,|\n|$|\(|инн|;)))"
)
_EMAIL = re.compile(
    r"(?:(?:e-?mail|почта|эл\. ?почта)[ :]{1,2})?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
)
_PLACE = re.compile(
    r"https?://\S+|(?:координаты|gps|точка)?[ :]{0,2}(?<![\d.,])\d{2}\.\d{3,8}[, ]{1,2}\d{2,3}\.\d{3,8}"
)
_INNER = re.compile(
    r"(?:на (?:ней|нем|каждой|каждом)|в (?:каждой|каждом|ней|нем)|внутри|in each|on each"
    r"|per pallet) ?:?(?: по)? ?\d{1,5} ?[а-яa-z]+|\(на (?:ней|нем|каждой|каждом) [^()\n]{2,40}\)"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str], float], ...] = (
    ("email", _EMAIL, 100), ("place", _PLACE, 100), ("header", _HEADER, 95), ("requisites", _REQUISITES, 90),
    ("declared", _DECLARED, 90), ("price", _PRICE, 60), ("deferral", _DEFERRAL, 50), ("truck", _TRUCK, 70),
    ("hazard", _HAZARD, 75), ("temperature", _TEMPERATURE, 72), ("when", _WHEN, 40), ("care", _CARE, 60),
    ("loading", _LOADING, 60), ("document", _DOCUMENT, 80), ("manners", _MANNERS, 30), ("inner", _INNER, 45),
    ("company", _COMPANY, 65),
)  # fmt: skip
DROPPED = frozenset(("manners", "header"))  # nobody's words: of politeness, of the mail programme


@dataclass(frozen=True, slots=True)
class Fact:
    kind: Kind
    start: int
    end: int
    weight: float
    value: str = ""  # of a phone: E.164
    extension: str = ""


def find_facts(plain: str) -> list[Fact]:
    phones = find_phones(plain)
    found = [Fact("phone", start, end, 110, e164, extension_in(plain[start:end])) for e164, start, end in phones]
    for kind, pattern, weight in _KINDS:
        for match in pattern.finditer(plain):
            end = match.start() + len(match[0].rstrip(" ,;:"))
            if end > match.start():
                found.append(Fact(kind, match.start(), end, weight))
    return best(found)


def best(found: Iterable[Fact]) -> list[Fact]:
    """The heaviest set without overlaps, in order."""
    ordered = sorted(found, key=lambda fact: fact.end)
    ends = [fact.end for fact in ordered]
    before = [bisect_right(ends, fact.start, hi=n) for n, fact in enumerate(ordered)]
    totals = [0.0]
    for n, fact in enumerate(ordered):
        totals.append(max(totals[-1], totals[before[n]] + fact.weight + (fact.end - fact.start) / 10))
    chosen: list[Fact] = []
    n = len(ordered)
    while n:
        if totals[n] == totals[n - 1]:
            n -= 1
        else:
            chosen.append(ordered[n - 1])
            n = before[n - 1]
    return chosen[::-1]
