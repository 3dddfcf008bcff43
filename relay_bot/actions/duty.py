"""Who answers a client when it is not their manager at once: the substitute, or somebody when the desk opens."""

from markupsafe import Markup

from relay_bot.actions import assignment as reception
from relay_bot.actions.turn import Turn
from relay_bot.domain.absence import absence_of, answers_at
from relay_bot.domain.client import Client
from relay_bot.views import moments


def later(turn: Turn, client: Client) -> Markup | None:
    """What the client is told outside of working hours or in an absence; None: the manager is there.

    `turn.config` has the absences that were set by /away (`absences.known`).
    """
    t, config = turn.t(client.lang), turn.config
    manager = reception.manager_of(config, client)
    absence = absence_of(config, manager.key, turn.now)
    opening = answers_at(config, manager, turn.now)
    when = moments.when(t, opening, turn.now, config.bot.timezone) if opening else ""
    if absence is not None and absence.substitute is None:
        return t("call-away", manager=manager.name, date=f"{absence.until:%d.%m.%Y}", when=when)
    lines, who = [], manager
    if absence is not None and absence.substitute is not None:
        who, date = absence.substitute, f"{absence.until:%d.%m.%Y}"
        lines.append(t("call-substitute", manager=manager.name, date=date, substitute=who.name))
    if opening is not None and opening > turn.now:
        lines.append(t("call-offhours", manager=who.name, when=when))
    return Markup("\n").join(lines) if lines else None
