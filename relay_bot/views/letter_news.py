"""What is said about a letter that did not go, and where. Pure."""

from datetime import datetime

from relay_bot.config import Config
from relay_bot.domain import addresses
from relay_bot.domain.addresses import Address
from relay_bot.domain.claim.life import Claim
from relay_bot.domain.letter import Again, Mail, MailFault, remedy
from relay_bot.domain.outgoing import Out, Priority, Text
from relay_bot.texts import Language
from relay_bot.views import cards


def place(mail: Mail) -> Address:
    """Where the manager asked for the letter: `desk/address`."""
    desk, _, key = mail.place.partition("/")
    return Address(key, desk)


def in_words(t: Language, config: Config, fault: MailFault) -> str:
    host = config.mail.host
    match fault.trouble:
        case "connect":
            return t.plain("mail-error_connect", host=host)
        case "timeout":
            return t.plain("mail-error_timeout", host=host)
        case "tls":
            return t.plain("mail-error_tls", host=host, reason=fault.reason)
        case "login":
            return t.plain("mail-error_login", host=host)
        case "account":
            return t.plain("mail-error_account", host=host, reason=fault.reason)
        case "address":
            return t.plain("mail-error_address", reason=fault.reason)
        case "bad_address":
            return t.plain("mail-error_bad_address")
        case "full":
            return t.plain("mail-error_full", reason=fault.reason)
        case "reply":
            return t.plain("mail-error_reply", reason=fault.reason)
        case "off":
            return t.plain("mail-error_off")
        case "unprinted":
            return t.plain("mail-error_unprinted")


def again(t: Language, config: Config, decision: Again, error: str) -> str:
    """Stands on the card while it is tried."""
    return t.plain("mail-retry_at", time=cards.clock(decision.at, config.bot.timezone), error=error)


def failed(t: Language, mail: Mail, claim: Claim, fault: MailFault, error: str) -> Out:
    """One message where the manager sent it, with what to do."""
    html = t("mail-failed", claim_no=claim.number, email=mail.address, error=error, what=t(remedy(fault)))
    key = f"mail_failed:{mail.id}"
    return Out(place(mail), Text(html, silent=True), once=key)


def to_admins(t: Language, config: Config, claim: Claim, error: str, now: datetime) -> list[Out]:
    """What only they can put right: each hears of it once an hour at most."""
    html = t("adm-mail_failed", claim_no=claim.number, error=error)
    return [
        Out(addresses.chat(admin), Text(html), once=f"mail_trouble:{admin}:{now:%Y%m%d%H}")
        for admin in config.telegram.admins
    ]


def unprinted(t: Language, config: Config, mail: Mail, claim: Claim, why: str, now: datetime) -> list[Out]:
    """The decision can't be printed: the manager hears of it once, each admin once an hour at most."""
    words = Text(t("mail-unprinted", claim_no=claim.number), silent=True)
    rows = [Out(place(mail), words, once=f"mail_unprinted:{mail.id}")]
    html = t("adm-mail_unprinted", claim_no=claim.number, error=why)
    return rows + [
        Out(addresses.chat(admin), Text(html), Priority.PUSH, rings=True, once=f"mail_unprinted:{admin}:{now:%Y%m%d%H}")
        for admin in config.telegram.admins
    ]
