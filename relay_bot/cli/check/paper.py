"""The templates make documents of samples, with the logo on them."""

from __future__ import annotations

from relay_bot.cli.check.finding import Finding, bad, good
from relay_bot.config import Config
from relay_bot.errors import DocumentError
from relay_bot.texts import Language


async def paper(config: Config, t: Language) -> list[Finding]:
    from relay_bot.paper import sample
    from relay_bot.paper.press import Press

    press = Press(config.waybill.template, config.company.logo, workers=1)
    found, logo_fault = [], ""
    try:
        for sheet, template, key, remedy in (
            (sample.typical(config, t), None, "check-template", "check-template_bad_do"),
            (sample.answer(config, t), config.mail.template, "check-answer", "check-answer_bad_do"),
        ):
            try:
                logo_fault = (await press.proof(sheet, template)).logo_fault or logo_fault
                found.append(good(t, key))
            except DocumentError as error:
                found.append(bad(t, error.key, remedy=remedy, **error.values))
    finally:
        await press.close()
    if logo_fault:
        found.append(bad(t, "check-logo_bad", file=config.company.logo, reason=logo_fault))
    return found
