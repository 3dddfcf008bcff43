"""What a client is told when their manager does not answer at once: who does instead, and when. Pure."""

from markupsafe import Markup

from relay_bot.config import Manager
from relay_bot.domain.duty import Duty
from relay_bot.texts import Language
from relay_bot.views import moments


def seen_at(t: Language, duty: Duty, manager: Manager) -> str | None:
    """«завтра в 09:00»: when somebody sees what comes in now; None: at once."""
    opening = duty.answers_at(manager)
    return moments.when(t, opening, duty.now, duty.config.bot.timezone) if opening and opening > duty.now else None


def later(t: Language, duty: Duty, manager: Manager) -> Markup | None:
    """Outside of working hours or in an absence; None: the manager is there."""
    absence, opening = duty.absence_of(manager.key), duty.answers_at(manager)
    when = moments.when(t, opening, duty.now, duty.config.bot.timezone) if opening else ""
    if absence is not None and absence.substitute is None:
        return t("call-away", manager=manager.name, date=f"{absence.until:%d.%m.%Y}", when=when)
    lines, who = [], manager
    if absence is not None and absence.substitute is not None:
        who, date = absence.substitute, f"{absence.until:%d.%m.%Y}"
        lines.append(t("call-substitute", manager=manager.name, date=date, substitute=who.name))
    if opening is not None and opening > duty.now:
        lines.append(t("call-offhours", manager=who.name, when=when))
    return Markup("\n").join(lines) if lines else None
