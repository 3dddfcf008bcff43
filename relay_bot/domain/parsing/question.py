"""Whether a message asks the manager something."""

from __future__ import annotations

import re

ASKING = re.compile(
    r"(?<![а-яa-z])(?:сколько|когда|можно ли|где|почему|зачем|как (?:долго|быстро|скоро|мне|узнать"
    r"|оплатить|оформить|отследить|связаться)|какой|какая|какие|какова|каков|какую|чем|(?<!тот )кто(?! платит)"
    r"|кому|кого"
    r"|есть ли|будет ли|нужно ли|надо ли|возможно ли|подскажите|скажите|интересует (?:цена|стоимость|срок"
    r"|сколько|вопрос)|с?можете|могли бы|а если|what|when|where"
    r"|why|how (?:much|long|many|can|do|soon|about)|who|which|is it possible|can (?:i|you|we)"
    r"|could you tell|do you|does it|are you)(?![а-яa-z])"
)
_LEADS = re.compile(
    r"^(?:а |и |но |скажите,? |подскажите,? |добр[а-я]+ [а-я]+[,.! ]+|здравствуйте[,.! ]+|привет[,.! ]+"
    r"|hello[,.! ]+|hi[,.! ]+)*$"
)


_ANYWHERE = re.compile(
    r"(?<![а-яa-z])(?:сколько (?:это )?(?:будет |бы )?(?:стоит|стоить|возьм[а-я]+)|во сколько (?:обойд|встан)[а-я]+"
    r"|когда (?:с?можете|сможет|забер[а-я]+|смогли бы)"
    r"|можно ли|возможно ли|какая (?:цена|стоимость)|какова стоимость|how much|what (?:is|would be) the (?:price"
    r"|cost)|can you (?:deliver|pick|do)|could you tell|(?:по|про|рас)счита(?:йте|ть|ем|ешь|ете)|нуж(?:на"
    r"|ен) (?:цена|ставка"
    r"|стоимость|расчет)|(?:дайте|скажите|озвучьте) (?:цену|ставку|стоимость)|сориентируйте"
    r"|возьмете (?:ли )?груз)(?![а-яa-z])"
)
_NO_QUESTION = re.compile(
    r"когда (?:вы )?(?:приедете|подъедете|будете|прибудете|доедете|выедете)(?![а-я])|когда (?:водитель"
    r"|машина) (?:приедет|подъедет|будет)(?=,)"
)


_CLAUSES = re.compile(r"[.!\n;]|(?<! тот)(?<! та)(?<! те)(?<! то)(?<! там)(?<! тем)(?<! тому),")  # «тот, кто платит»


def asks(plain: str) -> bool:
    """A question mark, or an interrogative at the beginning of a sentence or after a greeting."""
    if "?" in plain or _ANYWHERE.search(plain):
        return bool(re.search(r"[а-яa-z]", plain))
    return any(clause_asks(clause) for clause in _CLAUSES.split(plain))


def clause_asks(clause: str) -> bool:
    clause = _NO_QUESTION.sub("", clause.strip())
    if "?" in clause:
        return bool(re.search(r"[а-яa-z]", clause))
    match = ASKING.search(clause)
    return bool(match and _LEADS.match(clause[: match.start()].lstrip()))


def rambles(plain: str) -> bool:
    """Free talk of four words and more without a digit: hardly the answer to a question about numbers."""
    return len(re.findall(r"[а-яa-z]+", plain)) >= 4 and not re.search(r"\d", plain)
