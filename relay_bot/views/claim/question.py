"""What a claim's manager is asked before the client hears of it. Pure."""

from decimal import Decimal

from markupsafe import Markup

from relay_bot.domain import tap as taps
from relay_bot.domain.claim import papers
from relay_bot.domain.claim.life import Action, Claim
from relay_bot.domain.outgoing import Buttons, Card
from relay_bot.domain.parsing.values import Amount
from relay_bot.texts import Language
from relay_bot.views import cards
from relay_bot.views.values import show

GROUNDS_SHOWN = 1000


def sure(t: Language, claim: Claim, action: Action, awarded: Decimal | None, grounds: str, memo: str) -> Card:
    """«Удовлетворить 12 000 ₽ и сообщить клиенту?» `memo`: the decision as it is kept with the question."""
    amount = show(t, Amount(awarded)) if awarded is not None else ""
    lines = [t("claim-for_claim", claim_no=claim.number, what=t(f"claim-sure_{action}", amount=amount))]
    if grounds:
        lines.append(t("card-claim_grounds", grounds=grounds[:GROUNDS_SHOWN]))
    buttons = [
        [
            cards.button(t.plain("btn-cl_sure"), taps.Decide(claim.id, "yes")),
            cards.button(t.plain("btn-cl_unsure"), taps.Decide(claim.id, "no")),
        ]
    ]
    return Card(Markup("\n").join(lines), buttons, silent=True, memo=memo)


def wanted_papers(t: Language, claim: Claim, wanted: int) -> Card:
    """A toggle a paper; nothing goes before «Запросить»."""
    html = t("claim-for_claim", claim_no=claim.number, what=t("claim-papers_pick"))
    ticked = papers.chosen(wanted)
    rows: Buttons = [
        [
            cards.button(
                f"{'☑️' if paper in ticked else '▫️'} {t.plain(f'btn-paper_{paper}')}",
                taps.WantPapers(claim.id, papers.toggled(wanted, paper), "set"),
            )
        ]
        for paper in papers.PAPERS
    ]
    last = [
        cards.button(t.plain("btn-papers_ask"), taps.WantPapers(claim.id, wanted, "ask")),
        cards.button(t.plain("btn-cl_unsure"), taps.WantPapers(claim.id, wanted, "leave")),
    ]
    return Card(html, [*rows, last], silent=True)


def in_words(t: Language, wanted: int) -> str:
    return ", ".join(t.plain(f"cl-paper_{paper}") for paper in papers.chosen(wanted))
