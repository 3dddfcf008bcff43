"""What is shipped: cleaned of greetings and «надо отвезти»; too vague and forbidden cargo is refused."""

from __future__ import annotations

import re

from relay_bot.domain.parsing.phone import find_phones
from relay_bot.domain.parsing.text import capital, clean, flat, fold, words
from relay_bot.domain.parsing.values import Accept, Description, Outcome, Refuse

LONGEST = 500
LONGEST_OUTRO = 80

_GREETING = (
    r"(?:добр[а-я]+ (?:день|дня|утро|утра|вечер|вечера|время суток)|здравствуй(?:те)?|здрасьте|приветствую"
    r"|привет|доброго времени суток|салют,"
    r"|день добрый|всем привет|уважаемые|коллеги|hello|hi(?: there)?|hey|good (?:day|morning|afternoon"
    r"|evening)|dear (?:sirs?|colleagues))"
)
_WISH = (
    r"(?:(?:мне|нам|вам|у нас|мы|я|you|i|we|есть|и)? ?(?:надо|нужно|необходимо|требуется|хочу|хотим"
    r"|хотел[аи]? бы|хотели|прошу|просим|просьба|планируем|собираемся"
    r"|can you|could you|please|kindly|i am sending|we are sending|sending|collect|arrange(?: pickup(?: of)?)?|i want"
    r"|i need|we need|i would like|i'd like|we'd like|we would like"
    r"|we want|need)(?: бы)?(?: вас)?(?: срочно)? ?(?:to )?"
    r"(?:пере|от|до|при|за|вы|у)?(?:везти|вести|возить|править|ставить|брать|слать|кинуть|прав(?:к[ауе])"
    r"|возк[ауеи]|ставк[ауеи]|ship|send|deliver|transport|move|carry|pick up)?(?:(?:ся|сь)(?![а-я]))?)"
)
_VERB = (
    r"(?:(?:пере|от|до|при|за)?ве[зс]ти|доставить|отправить|забрать|перевозить|нужн[аоы]? (?:доставка"
    r"|перевозка|отправка|машина под)"
    r"|ship|send|deliver|transport|move|везем|повезем|отправляем|отправляю|отгружаем|перевозим|едет|едут"
    r"|поедет|будем отправлять"
    r"|будет ехать|к отправке|на отправку|заявка на (?:перевозку|доставку)(?: груза)?|заявка"
    r"|(?:организ|осуществ)[а-я]+ (?:перевозк[уи]|доставк[уи]|отправк[уи]|вывоз)(?: груза)?"
    r"|перевозка(?: груза)?|доставка(?: груза)?|отправка(?: груза)?|оформите(?: накладную)?(?: на)?"
    r"|(?:интересует|нужна|требуется|необходима) (?:доставка|перевозка|отправка)|новая накладная|накладная на"
    r"|shipping|shipment of|shipment|cargo is|transport of)"
)
_LABEL = (
    r"(?:описание(?: груза)?|груз(?:а|ы)?|товар|наименование(?: груза)?|что везем|что|содержимое|cargo"
    r"|goods|description|item|load|freight)"
)
_INTRO = re.compile(
    r"^[\s,.!:;()-]*(?:есть(?= (?!еще)[а-я]{3})"
    r"|(?:у нас|у меня) (?:на [а-я]+ )?(?:лежит|лежат|есть|имеется|имеются|стоит|стоят"
    r"|готов[аыо]?)(?![а-я])"
    rf"|{_GREETING}(?![а-яa-z])|{_WISH}(?![а-яa-z])|{_VERB}(?![а-яa-z])|{_LABEL} ?(?:[:=]"
    rf"| - |-(?= ))"
    r"|сколько (?:это )?(?:будет |бы )?(?:стоит|стоить|возьмете|возьмут)(?: за| отвезти| перевезти"
    r"| доставить)?(?![а-я])"
    r"|(?:принять|примите) к перевозке(?: груз)?(?![а-я])|просим|прошу"
    r"|(?:пожалуйста|плиз|будьте добры|please|значит|так|ну|вот|алло|слушайте|записывай(?:те)?|там|это|такой|такая"
    r"|следующ[а-я]+|завтра|послезавтра|сегодня"
    r"|срочно|груз(?= [а-я])|of|a|an|the"
    r"|some)(?![а-яa-z-]))[\s,.!:;)-]*"
)
_OUTRO = re.compile(
    r"(?:[\s,.;!]+(?:пожалуйста|спасибо(?: заранее| большое)?|заранее спасибо|заранее благодар[а-я]+|плиз"
    r"|please|thanks|thank you|общий|общ[а-я]+|весом|вес|массой|масса"
    r"|габарит[а-я]*|размер[а-я]*|размером|объемом|объем|брутто|нетто|всего|итого|примерно|около|по|и"
    r"|размерами|weighing|weight|size|dimensions?|total|and|of|with|at|in|on"
    r"|в количестве|каждый|каждая|каждое|with dimensions|оплата|маршрут|адрес|адреса|из|в|до|с|на))+[\s,.;:!]*$"
)
_GENERIC = words(
    "груз груза грузы грузом товар товара товары товаром вещи вещь вещей тест test cargo goods stuff "
    "things thing freight load "
    "разное прочее всякое разный разные личные обычный обычные наш мой мои какой-то какие-то some my our "
    "the a general сборный "
    "посылка посылку посылки parcel package что-то something"
)
_TAUTOLOGY = frozenset(_GENERIC)
_BANNED = re.compile(
    r"(?<![а-я])(?:оружи[еяюи][а-я]?|боеприпас[а-я]*|взрывчат[а-я]*|взрывн[а-я]+ (?:веществ"
    r"|устройств)[а-я]*|взрывпакет[а-я]*|тротил[а-я]*|динамит[а-я]*|порох(?:а|ом|у)?(?![а-я])"
    r"|детонатор[а-я]*|наркот[а-я]*|кокаин[а-я]*|героин(?:а|ом|у)?(?![а-я])|марихуан[а-я]*|гашиш[а-я]*"
    r"|мефедрон[а-я]*|амфетамин[а-я]*"
    r"|пиротехн[а-я]*|фейерверк[а-я]*|петард[а-я]*|салют(?:ы|ов|а)?(?![а-я])|винтовк[а-я]*|винтовок"
    r"|ружь[а-я]+|ружей|пулемет[а-я]*|гранатомет[а-я]*|боев[а-я]+ гранат[а-я]*|снаряды|снарядов"
    r"|пул(?:я|и|ь|ями|ям)(?![а-я])"
    r"|(?:боев|травмат|газов|огнестр)[а-я]+ пистолет[а-я]*)"
    r"|(?<![a-z])(?:weapons?|weaponry|firearms?|ammo|ammunition|explosives?|narcotics?|drugs|cocaine"
    r"|heroin|marijuana|fireworks?|firecrackers?|pyrotechnics?|gunpowder|rifles?|bullets?|dynamite|tnt)(?![a-z])"
)
# Words of weapons that are something peaceful too, and the words that tell: «патрон токарный», «гранаты (фрукты)».
_CARTRIDGE = re.compile(r"(?<![а-я])патрон(?:ы|ов|ами|а)?(?![а-я])")
_TOOL = re.compile(
    r"токарн|сверл|дрел|ламп|цанг|кулачк|зажим|станок|станк|перфорат|электр|керамич|осушит|e27|е27|e14|е14"
    r"|sds|люстр|светильн|шуруп|для душ"
)
_PISTOL = re.compile(
    r"(?<![а-я])(?:пистолет|револьвер)[а-я]*|(?<![a-z])(?:hand ?)?guns?(?![a-z])|(?<![a-z])pistols?(?![a-z])"
)
_PISTOL_TOOL = re.compile(
    r"герметик|клее|клея|монтаж|пен[аыу]|пенн|крас|заправ|раздат|топлив|моеч|мойк|моющ|вод[аыян]|полив|термо|строит"
    r"|скоб|гвозд|смаз|продув|обдув|подкач|накач|пескостр|вязал|массаж|игруш|сварочн|азс|керхер|штукатур|распыл|шланг"
    r"|glue|heat|spray|nail|staple|massage|caulk|grease|toy|paint|foam|wash|water"
)
_GRENADE = re.compile(r"(?<![а-я])гранат(?:ы|а|ами|у|ой)(?![а-я])|(?<![a-z])grenades?(?![a-z])")
_FRUIT = re.compile(r"фрукт|сок|свеж|спел|плод|ягод|овощ|дерев|сажен|кустарник|браслет|камн|камен|украшен|бус|fruit")
_DOUBTFUL = ((_CARTRIDGE, _TOOL), (_PISTOL, _PISTOL_TOOL), (_GRENADE, _FRUIT))
_PACKED = re.compile(
    r"мест[аоу]?|шт(?:ук[иау]?)?|короб(?:к[а-я]+|ок|а)?|ящик[а-я]*|пал+ет[а-я]*|поддон[а-я]*|меш(?:ок|к)[а-я]*"
    r"|упаков(?:ка|ки|ок|ку)|пакет[а-я]*|единиц[а-я]*|pcs|pieces?|places?|box(?:es)?|pallets?|bags?|crates?|cartons?"
    r"|ок|окей|норм|нормально|ладно|лады|да|нет|ага|угу|хорошо|понятно|ok|okay|yes|no|fine"
)
_HAZARD = re.compile(
    r"(?<![а-я])(?:акб|аккум[а-я]*|акум[а-я]*|батаре(?:я|и|й|ек|йк[а-я]*)(?! отоп)|лити[йяеюо][а-я-]*"
    r"|li-?ion|аэрозол[а-я]*|баллон[а-я]*|балон[а-я]*|кислот(?:а|ы|у|ой|ам|ами|е)?(?![а-я])|лвж|гж(?![а-я])|лкм"
    r"|краск(?:а|и|у|ой|ами|е)?(?![а-я])|красок|эмал(?:ь|и|ью|ей)(?![а-я])|лак(?:и|а|ом|ов|ами)?(?![а-я])"
    r"|растворител[а-я]*|ацетон[а-я]*|бензин(?:а|ом|у)?(?![а-я])|керосин[а-я]*|дизтоплив[а-я]*"
    r"|дизельн[а-я]+ топлив[а-я]*"
    r"|солярк[а-я]*|топлив(?:о|а|ом)(?![а-я])|пропан[а-я]*|ацетилен[а-я]*|газовы[а-я]+ баллон[а-я]*"
    r"|щелоч[а-я]*|пестицид[а-я]*|опасн[а-я]+ груз[а-я]*|легковоспламен[а-я]*|горюч[а-я]+|спирт(?:а"
    r"|ом)?(?![а-я])|хлорк?[а-я]{0,2}(?![а-я])|огнеопасн[а-я]*|ядохимикат[а-я]*|ртут[а-я]*|зажигалк[а-я]*"
    r"|дихлофос[а-я]*|павербанк[а-я]*)"
    r"|(?<![a-z])(?:batter(?:y|ies)|accumulators?|lithium|aerosols?|acids?|paints?|varnish(?:es)?"
    r"|lacquers?|solvents?|flammable|gas cylinders?|cylinders?|propane|gasoline|petrol|diesel|acetone"
    r"|hazardous|dangerous goods|power ?banks?|adr)(?![a-z])"
)
# A clause of nothing but these is a remark to the manager, not the cargo.
_REMARK_WORD = re.compile(
    r"завтра|послезавтра|сегодня|срочн[а-я]*|утр(?:о|ом|а|у)|вечер(?:ом|а|у)?|днем|ночью|обед(?:а|ом|у)?"
    r"|после|перед|до|к|с|в|во|на|и|но|а|или|не|ни|без|по|как|можно|скорее|быстрее|желательно|обязательно"
    r"|побыстрее|побыстрей|asap"
    r"|понедельник[а-я]*|вторник[а-я]*|сред[ауые]|четверг[а-я]*|пятниц[а-я]*|суббот[а-я]*|воскресень[а-я]*"
    r"|январ[а-я]+|феврал[а-я]+|март[ае]?|апрел[а-я]+|ма[яй]|июн[а-я]+|июл[а-я]+|август[а-я]*"
    r"|сентябр[а-я]+|октябр[а-я]+|ноябр[а-я]+|декабр[а-я]+"
    r"|недел[а-я]+|дн[яей]+|день|час[а-я]*|минут[а-я]*|ближайш[а-я]+|следующ[а-я]+|этой|этот|пожалуйста"
    r"|спасибо|заранее|большое|благодар[а-я]+|жду|ждем|ответ[а-я]*|звонит[еь]|позвонит[еь]|перезвонит[еь]"
    r"|звонк[а-я]*|наберите|напишите"
    r"|да|нет|ок|окей|брутто|нетто|поставьте|тот|та|те|то|же|такой|такая|мест[аоу]?|забор|самовывоз|ага"
    r"|угу|хорошо|верно|всё|все|так"
    r"|пусть|пускай|давайте|не?верн[а-я]+|(?:не)?правильн[а-я]+|понятно|ясно|принято|понял[аи]?|отлично"
    r"|супер|здравствуйте|привет|добрый|доброе|вопрос[а-я]*|нужн[а-я]+|надо|мне|нам|вам|вас|нас|я|мы|вы"
    r"|очень|это|этого|уже|еще|тоже|только|если|чтобы|что|тогда|потом|сейчас|пока"
    r"|машин[а-я]*|водител[а-я]*|рассчита[а-я]+|расчита[а-я]+|посчита[а-я]+|стоимост[а-я]+|цен[аыу]|цене"
    r"|забрать|заберите|заберет[а-я]*|забор|доставить|доставьте|доставк[а-я]+|отвезти|отвезите|привезти"
    r"|погрузк[а-я]+|выгрузк[а-я]+|загрузк[а-я]+|готов[а-я]*|будет|будут"
    r"|исправ[а-я]+|поправ[а-я]+|измени[а-я]*|(?:по)?меня[а-я]+|наверн[а-я]+|возможно|видимо|думаю"
    r"|скорее всего|скорее|замени[а-я]*|укажите|указать|запишите"
    r"|ошиб[а-я]+|вместо|извин[а-я]+|прост[иь]те|подтвержда[а-я]+|согласен|согласна|оформля[а-я]+"
    r"|оформ[а-я]+|отмен[а-я]+|не знаю|знаю|хз|прошл[а-я]+|раз|обычно|адрес[а-я]*|контакт[а-я]*|груз[а-я]*"
    r"|менеджер[а-я]*|тел|телефон[а-я]*|стоить|итого|всего|общий|общая|вес[а-я]*|габарит[а-я]*"
    r"|размер[а-я]*|кажд[а-я]+|высот[а-я]*|длин[а-я]*|ширин[а-я]*|примерно|около|где-то|плюс|минус"
    r"|хрупк[а-я]+|осторожно|аккуратно|маршрут"
    r"|tomorrow|today|urgent(?:ly)?|soon|possible|morning|evening|afternoon|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday|please|thanks|thank|you|yes|no|ok|okay|correct|right|fine|all|good"
    r"|hello|hi|need|we|i|it|the|a|an|at|on|by|in|to|of|for|and|or|from|as|is|are|be|will|call|me|back"
    r"|asap|fragile|careful|change|fix|instead|cargo|goods|week|next|day|sure|know|don't|do|not|same|last"
    r"|time|each|total|weight|dimensions|size"
)
_REMARK_START = re.compile(
    r"(?:(?:объявл|оценоч)[а-я]+ (?:ценност|стоимост)|(?:инн|кпп|огрн|бик|р/с)(?![а-я])|страхов(?:ка|ани|ать)"
    r"|застрахова|declared value|insur|стоимость (?:груза|товара)"
    r"|(?:стоимост|ценност|оценк|цен[аы](?![а-я]))[^,]*\d ?(?:тыс|млн|к(?![а-я])|руб|р\.|₽)"
    r"|жду|ждем"
    r"|пришлите|сообщите|позвоните|перезвоните|напишите|скажите|добавьте|уберите|подтвердите|отмените"
    r"|адрес(?![а-я])|спасибо|нужн[аыо]? (?:грузчик|гидроборт|документ|счет|пропуск|доверенност)|waiting|call me)"
)
_INN = re.compile(r"(?<![а-я])инн ?[:№-]? ?\d{10}")
_NOISE = frozenset(
    words("""
        да нет и а но не на с по груз вес веса весом габариты размер размеры размером размерами массой места каждый
        каждая каждое каждой каждого each спасибо пожалуйста здравствуйте привет добрый день доброе утро вечер надо
        нужно это всего итого общий общая примерно около ок хорошо заранее я мы нам мне контакт адрес оплата забрать
        только как всё все is of in забор самовывоз отвезти доставить мой мои наш наша наши
        пусть пускай давайте будет верные верный неверно неверный неверные правильно правильный правильные
        неправильно неправильный неправильные
        меняем поставьте измените изменить исправить исправьте поменять поменяйте измените замените
        прошу просим просьба вас осуществить выполнить организовать оформить принять примите заявка заявку отправка
        отправку отправить перевозка
        перевозку перевезти отвезти привезти вывезти доставка доставку маршрут маршруту маршрута завод завода магазин
        магазина склада рулон паллета короб коробка тюк пачка упаковка мешок бочка ящик нам требуется необходимо хотели
        бы хочу отправляем везем везти груза посылка снова записывай давайте такой следующий одного одной каждый весит
        collect arrange pickup ship send sending need want from deliver delivery us our my
        thanks please thank you hello hi yes no ok total weight size the a and change pick up deliver from to
    """)
)
_NOT_CARGO_DIGITS = re.compile(r"[\d.,:/%№#+()\-]+(?:-?(?:го|е|ое|й|го|му|ч|th|st|nd|rd|am|pm))?")


def strip_intro(text: str) -> str:
    """Without greetings and «надо отвезти» in front, thanks and loose words behind."""
    text = text.strip(" \n,.;:!-+→")
    for _ in range(8):
        match = _INTRO.match(fold(text))
        if not match or not match[0]:
            break
        text = text[match.end() :]
    tail = max(0, len(text) - LONGEST_OUTRO)
    outro = _OUTRO.search(fold(text), tail)
    if outro and outro.start() > 0:
        text = text[: outro.start()]
    return text.strip(" \n,;:!-+→").rstrip(".") if not re.search(r"\b\w{1,4}\.$", text) else text.strip(" \n,;:!-+→")


def is_remark(text: str) -> bool:
    """«завтра срочно»: nothing that could be cargo."""
    if (
        _REMARK_START.match(fold(text))
        or _INN.search(fold(text))
        or re.search(r"@\S+\.", text)
        or find_phones(fold(text))
    ):
        return True
    spoken = re.findall(r"[^\s,;!?]+", fold(text))
    return all(
        _REMARK_WORD.fullmatch(word.strip('.:()«»"'))
        or _NOT_CARGO_DIGITS.fullmatch(word)
        or not any(c.isalpha() for c in word)
        for word in spoken
    )


def is_noise(text: str) -> bool:
    """Loose words of the form itself: not worth a comment."""
    return not re.search(r"\d", text) and all(word in _NOISE for word in re.findall(r"[^\W\d_]+", fold(text)))


def banned(plain: str) -> bool:
    return bool(_BANNED.search(plain)) or any(
        weapon.search(plain) and not peaceful.search(plain) for weapon, peaceful in _DOUBTFUL
    )


def describe(text: str) -> Outcome:
    """`text`: the part of the message that speaks of the cargo, as written."""
    whole = flat(strip_intro(text))
    plain = fold(whole) or fold(text)
    if banned(plain):
        return Refuse("err-descr_ban")
    named = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain)
    if not whole and any(word in _TAUTOLOGY for word in re.findall(r"[^\W\d_]+", fold(text))):
        return Refuse("err-descr_generic")
    if named and all(word in _TAUTOLOGY or _PACKED.fullmatch(word) for word in named):
        return Refuse("err-descr_generic")
    if sum(char.isalpha() for char in whole) < 3:
        return Refuse("err-descr_short")
    if len(whole) > LONGEST:
        return Refuse("err-descr_long")
    return Accept(Description(capital(whole)), ("wb-hazard",) if _HAZARD.search(plain) else ())


def read_description(text: str) -> Outcome:
    """The answer to «Что за груз?»: the whole text is the description."""
    return describe(clean(text))
