"""A real SMTP server on 127.0.0.1 for the tests: TLS by a certificate of its own, a login, replies as a test wants."""

from __future__ import annotations

import asyncio
import contextlib
import email
import email.policy
import ssl
import warnings
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = "claims@example.org", "s3cret-пароль"


@dataclass
class Mailbox:
    """What came in. `answers`: replies to the next letters instead of 250; `hangs`: takes a letter and says nothing."""

    port: int = 0
    ca_file: Path = Path()
    letters: list[EmailMessage] = field(default_factory=list)
    tries: int = 0
    answers: list[str] = field(default_factory=list)
    refuses: str = ""  # the reply to RCPT TO
    refuses_sender: str = ""  # the reply to MAIL FROM
    hangs: bool = False
    released: asyncio.Event = field(default_factory=asyncio.Event)
    secured: list[bool] = field(default_factory=list)

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.refuses_sender:
            return self.refuses_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        self.tries += 1
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs:
            await self.released.wait()
        if self.answers:
            return self.answers.pop(0)
        self.secured.append(session.ssl is not None)
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def settings(self, **more: Any) -> dict[str, Any]:
        """The table [mail] for this server."""
        return {
            "host": "localhost",
            "port": self.port,
            "user": USER,
            "password": PASSWORD,
            "sender": USER,
            "ca_file": self.ca_file,
            "timeout": "5s",
            **more,
        }


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextlib.asynccontextmanager
async def serving(folder: Path, *, from_the_start: bool = False) -> AsyncIterator[Mailbox]:
    """`from_the_start`: TLS at once, else STARTTLS."""
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    box = Mailbox(ca_file=folder / "ca.pem")
    authority.cert_pem.write_to_path(str(box.ca_file))

    def session() -> SMTP:
        starttls: dict[str, Any] = {} if from_the_start else {"tls_context": context, "require_starttls": True}
        secured = {"auth_require_tls": not from_the_start, "enable_SMTPUTF8": True}
        with warnings.catch_warnings():  # of a login without STARTTLS: the connection is encrypted already
            warnings.simplefilter("ignore", UserWarning)
            return SMTP(box, hostname="mail.test", authenticator=_login, auth_required=True, **secured, **starttls)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, "127.0.0.1", 0, ssl=context if from_the_start else None)
    try:
        box.port = server.sockets[0].getsockname()[1]
        yield box
    finally:
        box.released.set()
        server.close()
