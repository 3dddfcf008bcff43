"""The mail server takes us: connected, encrypted, logged in; nothing is sent."""

from __future__ import annotations

from relay_bot.cli.check.finding import Finding, bad, good
from relay_bot.config import Config
from relay_bot.texts import Language


async def mail(config: Config, t: Language) -> Finding:
    from relay_bot.mail import smtp
    from relay_bot.views import letter_news as mailnews

    if not config.mail.configured:
        return good(t, "check-mail_none")
    try:
        await smtp.greet(config.mail)
    except smtp.MailFailed as failure:
        remedy = "check-mail_login_do" if failure.fault.trouble == "login" else "check-mail_bad_do"
        return bad(t, "check-mail_bad", remedy=remedy, reason=mailnews.in_words(t, config, failure.fault))
    return good(t, "check-mail", host=config.mail.host, sender=config.mail.sender)
