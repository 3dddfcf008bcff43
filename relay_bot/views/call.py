"""What is said of a call beside its card. Pure."""

from relay_bot.config import Manager
from relay_bot.domain import addresses
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.texts import Language
from relay_bot.views import cards


def handed_on(t: Language, who: tuple[str, str], call_id: int, absent: Manager, substitute: Manager) -> Out:
    """Rings once a call and substitute, on the board where its card stands. `who`: the client's name and company."""
    mention = cards.mention(substitute.tg_id, substitute.name)
    html = t("call-handed", mention=mention, client=who[0], company=who[1], manager=absent.name)
    to, key = addresses.board(absent.key, "calls"), f"call_handed:{call_id}:{substitute.key}"
    return Out(to, Text(cards.compact(html)), Priority.PUSH, rings=True, once=key)
