"""The mail server takes us: connected, encrypted, logged in; nothing is sent."""

from __future__ import annotations

from relay_bot.cli.check.finding import Finding, good
from relay_bot.config import Config
from relay_bot.texts import Language


async def mail(config: Config, t: Language) -> Finding:
    from relay_bot.mail import smtp
    from relay_bot.views import letter_news as mailnews

    if not config.mail.configured:
        return good(t, "mail_none")
    try:
        await smtp.greet(config.mail)
    except smtp.MailFailed as failure:
        id = "mail_login" if failure.fault.trouble == "login" else "mail_bad"
        what = t.plain("check-mail_bad", reason=mailnews.in_words(t, config, failure.fault))
        return Finding(False, id, what, t.plain(f"check-{id}_do"))
    return good(t, "mail", host=config.mail.host, sender=config.mail.sender)
