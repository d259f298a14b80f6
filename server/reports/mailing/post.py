"""What carries mail: an SMTP server, or nothing where none is set."""

import asyncio
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Protocol
from urllib.parse import urlsplit

from server.kit.errors import Unavailable
from server.settings import Settings

TIMEOUT_SECONDS: Final = 20.0
PORTS: Final = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Letter:
    """A message to several. `key` is the same whenever it is sent again, so that mail programs show it once."""

    to: tuple[str, ...]
    subject: str
    text: str
    key: str


class Post(Protocol):
    """Carries letters. Raises Unavailable; the worker tries again."""

    async def send(self, letter: Letter) -> None: ...


class NoPost:
    """Sends nothing: the file stands in the list of whoever has made the mailing."""

    async def send(self, letter: Letter) -> None:
        del letter


class SmtpPost:
    """A server at `smtp://[name:word@]host[:port]` (STARTTLS where it offers it) or `smtps://`."""

    def __init__(self, url: str, sender: str) -> None:
        self._at = urlsplit(url)
        self._sender = sender

    async def send(self, letter: Letter) -> None:
        """Raises Unavailable when the server cannot be reached or refuses."""
        try:
            await asyncio.to_thread(self._send, letter)
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable from error

    def _send(self, letter: Letter) -> None:
        message = EmailMessage()
        message["From"], message["Subject"] = self._sender, letter.subject
        message["To"] = ", ".join(letter.to)
        message["Message-ID"] = f"<{letter.key}@{self._sender.rpartition('@')[2]}>"
        message.set_content(letter.text)
        host, port = self._at.hostname or "", self._at.port or PORTS[self._at.scheme]
        secure = self._at.scheme == "smtps"
        kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
        with kind(host, port, timeout=TIMEOUT_SECONDS) as server:
            if not secure and server.ehlo() and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            if self._at.username:
                server.login(self._at.username, self._at.password or "")
            server.send_message(message)


def open_post(settings: Settings) -> Post:
    """What an installation has."""
    address = settings.mail_url.get_secret_value()
    return SmtpPost(address, settings.mail_sender) if address else NoPost()
