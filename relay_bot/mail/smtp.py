"""The one place that talks to a mail server. Whatever goes wrong leaves as `MailFailed` with a `MailFault`.

Certificates are checked. Neither the password nor an address goes into the log.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import format_datetime

import aiosmtplib
from email_validator import EmailNotValidError, validate_email

from relay_bot.config.tables import Mail as Settings
from relay_bot.domain.letter import MailFault
from relay_bot.mail.refusal import trouble_of

REASON_MAX = 200
ADDRESS_S = 5.0  # to connect to one of several addresses
WHOLE_ATTEMPT = 3  # times `mail.timeout`: each command has that time, all of them together this


class MailFailed(Exception):
    """It did not go through."""

    def __init__(self, fault: MailFault) -> None:
        super().__init__(fault.trouble)
        self.fault = fault


def compose(
    settings: Settings,
    *,
    company: str,
    to: str,
    to_name: str,
    subject: str,
    body: str,
    attachment: tuple[str, bytes],
    message_id: str,
    at: datetime,
) -> EmailMessage:
    """`attachment`: (file name, PDF). Raises MailFailed for an address that can't be one."""
    message = EmailMessage(policy=POLICY)
    message["From"] = _address(settings.sender_name or company, settings.sender)
    message["To"] = _address(to_name, to)
    if settings.reply_to:
        message["Reply-To"] = _address("", settings.reply_to)
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{message_id}@{_ascii(settings.sender).rpartition('@')[2]}>"
    message.set_content(body, cte="base64")
    name, pdf = attachment
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message


def _address(name: str, spec: str) -> Address:
    try:
        return Address(" ".join(name.split()), addr_spec=_ascii(spec))
    except ValueError:
        raise MailFailed(MailFault("bad_address")) from None


def _ascii(spec: str) -> str:
    """With the domain in punycode: иван@пример.рф → иван@xn--e1afmkfd.xn--p1ai."""
    try:
        known = validate_email(spec, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise MailFailed(MailFault("bad_address")) from None
    return f"{known.local_part}@{known.ascii_domain}"


async def deliver(settings: Settings, message: EmailMessage) -> None:
    """Hand it to the server. Raises MailFailed."""
    await _session(settings, message)


async def greet(settings: Settings) -> None:
    """Connect, encrypt, log in, and leave. Raises MailFailed."""
    await _session(settings, None)


async def _session(settings: Settings, message: EmailMessage | None) -> None:
    timeout_s = settings.timeout.total_seconds()
    try:
        async with asyncio.timeout(timeout_s * WHOLE_ATTEMPT):
            client = _client(settings)
            sock = await _connected(settings)
            try:
                await client.connect(sock=sock)
                if message is not None:
                    await client.send_message(message)
                await _leave(client)
            finally:
                client.close()
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        raise MailFailed(translate(error)) from None


async def _leave(client: aiosmtplib.SMTP) -> None:
    """The letter was taken: a server that does not say goodbye changes nothing."""
    try:
        await client.quit()
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        return


async def _connected(settings: Settings) -> socket.socket:
    """One address of the server after the other, none for so long that the next has no time: an IPv6 address that leads
    nowhere costs seconds, not the letter. Raises OSError, TimeoutError.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
    timeout_s = settings.timeout.total_seconds()
    patience_s = min(ADDRESS_S, timeout_s / 2) if len(found) > 1 else timeout_s
    failure: OSError | TimeoutError = OSError("no address")
    for family, kind, protocol, _, address in found:
        sock = socket.socket(family, kind, protocol)
        sock.setblocking(False)
        try:
            async with asyncio.timeout(patience_s):
                await loop.sock_connect(sock, address)
        except (OSError, TimeoutError) as error:
            sock.close()
            failure = error
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise failure


def _client(settings: Settings) -> aiosmtplib.SMTP:
    context = None
    if settings.security != "none":
        context = ssl.create_default_context()
        if settings.ca_file is not None:
            try:
                context.load_verify_locations(settings.ca_file)
            except FileNotFoundError:
                raise MailFailed(MailFault("tls", reason=f"ca_file {settings.ca_file}")) from None
    return aiosmtplib.SMTP(
        hostname=settings.host,
        username=settings.user or None,
        password=settings.password.get_secret_value() or None,
        timeout=settings.timeout.total_seconds(),
        use_tls=settings.security == "tls",
        start_tls=settings.security == "starttls",
        tls_context=context,
    )


def translate(error: BaseException) -> MailFault:
    """aiosmtplib's exceptions and the system's as a value."""
    if (broken := _tls(error)) is not None:
        return MailFault("tls", reason=_short(getattr(broken, "verify_message", "") or broken.reason or "SSL"))
    match error:
        case aiosmtplib.SMTPRecipientsRefused():
            return _of_reply(error.recipients[0], of_recipient=True)
        case aiosmtplib.SMTPAuthenticationError():
            return MailFault("login", error.code, _reply(error))
        case aiosmtplib.SMTPRecipientRefused():
            return _of_reply(error, of_recipient=True)
        case aiosmtplib.SMTPSenderRefused():
            return MailFault("account", error.code, _reply(error))
        case aiosmtplib.SMTPResponseException():
            return _of_reply(error)
        case TimeoutError():
            return MailFault("timeout")
        case aiosmtplib.SMTPConnectError() | aiosmtplib.SMTPServerDisconnected():
            return MailFault("connect")
        case aiosmtplib.SMTPException():
            return _unsupported(str(error))
        case _:
            return MailFault("connect")


def _of_reply(error: aiosmtplib.SMTPResponseException, *, of_recipient: bool = False) -> MailFault:
    trouble = trouble_of(error.code, error.message, of_recipient=of_recipient)
    return MailFault(trouble, error.code, _reply(error))


_CUT_OFF = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
"""The connection broke while it was encrypted: as any other that breaks."""


def _unsupported(told: str) -> MailFault:
    """What the server can't do, as aiosmtplib says it."""
    if "STARTTLS" in told:
        return MailFault("tls", reason="STARTTLS")
    if "SMTPUTF8" in told or "ASCII" in told.upper():
        return MailFault("bad_address")
    return MailFault("login") if "AUTH" in told.upper() else MailFault("reply", reason=_short(told))


def _tls(error: BaseException | None) -> ssl.SSLError | None:
    """A certificate that is not trusted is somewhere below what aiosmtplib raised."""
    while error is not None:
        if isinstance(error, ssl.SSLError) and not isinstance(error, _CUT_OFF):
            return error
        error = error.__cause__ or error.__context__
    return None


def _reply(error: aiosmtplib.SMTPResponseException) -> str:
    return f"{error.code} {_short(error.message)}"


def _short(text: str) -> str:
    return " ".join(text.split())[:REASON_MAX]
