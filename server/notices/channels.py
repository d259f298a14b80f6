"""What carries messages: an SMS gateway over HTTP, or nothing at all in the demo, whose phone page shows them."""

import hashlib
import hmac

import httpx
import orjson

from server.kit.ports import Message, Messenger, MessengerDown
from server.settings import Settings

TIMEOUT_SECONDS = 10.0


class DemoChannel:
    """Takes every message and sends none: the demo's phone page reads them from the notices."""

    async def send(self, message: Message) -> None:
        del message


class SmsGateway:
    """Posts `{to, text}` as JSON, signed with HMAC-SHA-256 in `X-Signature`; any answer but 2xx is a failure."""

    def __init__(self, url: str, secret: str) -> None:
        self._url = url
        self._secret = secret.encode()

    async def send(self, message: Message) -> None:
        """Raises MessengerDown; the worker tries again later."""
        body = orjson.dumps({"to": message.to, "text": message.text})
        signature = hmac.digest(self._secret, body, hashlib.sha256).hex()
        headers = {"X-Signature": signature, "Content-Type": "application/json"}
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as client:
                answer = await client.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise MessengerDown from error
        if not answer.is_success:
            raise MessengerDown


def open_channel(settings: Settings) -> Messenger:
    """The channel of an installation. Production needs a gateway: settings refuse to load without one."""
    if settings.sms_url is None:
        return DemoChannel()
    return SmsGateway(settings.sms_url, settings.sms_secret.get_secret_value())
