"""What carries a notice to one person outside the app: a push service, the house's 企业微信 and 钉钉 apps, SMS."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Final

import httpx
import orjson

from server.kit.clock import Clock
from server.kit.ports import Courier, Herald, Message, Messenger, MessengerDown, Reached, StaffMessage
from server.notices.reach import vapid
from server.notices.reach.models import ChannelKind
from server.settings import Settings

TIMEOUT_SECONDS: Final = 10.0
GONE: Final = frozenset({404, 410})
"""A push service's word that the browser has unsubscribed (RFC 8030, 7.3)."""
TOKEN_ENDED: Final = frozenset({40014, 42001, 88})
UNKNOWN_PERSON: Final = frozenset({40003, 60111, 81013, 33012})


class WebPush:
    """Posts to the push service that a browser has named; `address` is JSON of endpoint, p256dh, auth."""

    def __init__(self, courier: Courier, master_key: bytes, *, mail: str, clock: Clock) -> None:
        self._courier = courier
        self._key = vapid.house_key(master_key)
        self._mail = mail
        self._clock = clock

    async def tell(self, address: str, message: StaffMessage) -> Reached:
        """Raises MessengerDown for the worker to try again."""
        to = orjson.loads(address)
        told = {"title": message.title, "text": message.text, "place": message.place, "tag": message.tag}
        body = vapid.sealed(orjson.dumps(told), to["p256dh"], to["auth"])
        headers = vapid.headers(self._key, to["endpoint"], mail=self._mail, now=self._clock.now())
        posted = await self._courier.post(to["endpoint"], body, headers)
        if posted.status in GONE:
            return Reached.GONE
        if not posted.is_taken:
            raise MessengerDown(posted.said)
        return Reached.TAKEN


class OfficeApp(ABC):
    """An app of the house in 企业微信 or 钉钉: a token by key and secret, then one message to one member by his id."""

    def __init__(self, url: str, key: str, secret: str, agent: str) -> None:
        self._url, self._key, self._secret, self._agent = url.rstrip("/"), key, secret, agent
        self._token: str | None = None

    asks_at: ClassVar[str]
    """Path where a token is had for key and secret."""
    key_names: ClassVar[tuple[str, str]]
    sends_to: ClassVar[str]
    """Path that takes a message."""

    @abstractmethod
    def body(self, member: str, message: StaffMessage) -> dict[str, Any]:
        """The message as the app takes it."""

    async def tell(self, address: str, message: StaffMessage) -> Reached:
        """Raises MessengerDown for the worker to try again."""
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, base_url=self._url) as client:
                told = await self._sent(client, address, message)
                if told in TOKEN_ENDED:
                    self._token = None
                    told = await self._sent(client, address, message)
        except (httpx.HTTPError, ValueError, KeyError) as error:
            raise MessengerDown(type(error).__name__) from error
        if told in UNKNOWN_PERSON:
            return Reached.GONE
        if told != 0:
            raise MessengerDown(str(told))
        return Reached.TAKEN

    async def _sent(self, client: httpx.AsyncClient, member: str, message: StaffMessage) -> int:
        if self._token is None:
            asked = dict(zip(self.key_names, (self._key, self._secret), strict=True))
            answer = (await client.get(self.asks_at, params=asked)).raise_for_status().json()
            if answer["errcode"] != 0:
                return int(answer["errcode"])
            self._token = str(answer["access_token"])
        sent = await client.post(self.sends_to, params={"access_token": self._token}, json=self.body(member, message))
        return int(sent.raise_for_status().json()["errcode"])


class WeCom(OfficeApp):
    """企业微信: a text card of the house's own application (developer.work.weixin.qq.com, 发送应用消息)."""

    asks_at = "/cgi-bin/gettoken"
    key_names = ("corpid", "corpsecret")
    sends_to = "/cgi-bin/message/send"

    def body(self, member: str, message: StaffMessage) -> dict[str, Any]:
        card = {"title": message.title, "description": message.text, "url": message.url}
        return {"touser": member, "msgtype": "textcard", "agentid": int(self._agent), "textcard": card}


class DingTalk(OfficeApp):
    """钉钉: a work notice with a button (open.dingtalk.com, 工作通知)."""

    asks_at = "/gettoken"
    key_names = ("appkey", "appsecret")
    sends_to = "/topapi/message/corpconversation/asyncsend_v2"

    def body(self, member: str, message: StaffMessage) -> dict[str, Any]:
        card = {"title": message.title, "markdown": message.text, "single_title": "查看", "single_url": message.url}
        told = {"msgtype": "action_card", "action_card": card}
        return {"agent_id": int(self._agent), "userid_list": member, "msg": told}


class Sms:
    """The house's SMS gateway; `address` is a phone number."""

    def __init__(self, messenger: Messenger, clock: Clock) -> None:
        self._messenger = messenger
        self._clock = clock

    async def tell(self, address: str, message: StaffMessage) -> Reached:
        """Raises MessengerDown for the worker to try again."""
        text = f"{message.title}：{message.text} {message.url}"
        await self._messenger.send(Message(address, text, "staff_notice", self._clock.now()))
        return Reached.TAKEN


def open_heralds(settings: Settings, *, courier: Courier, messenger: Messenger, clock: Clock) -> Mapping[str, Herald]:
    """What an installation can use: push always; 企业微信 and 钉钉 with their keys; SMS with a gateway."""
    master_key = settings.master_key.get_secret_value()
    heralds: dict[str, Herald] = {
        ChannelKind.WEB_PUSH: WebPush(courier, master_key, mail=settings.mail_sender, clock=clock)
    }
    if settings.wecom_key:
        secret = settings.wecom_secret.get_secret_value()
        heralds[ChannelKind.WECOM] = WeCom(settings.wecom_url, settings.wecom_key, secret, settings.wecom_agent)
    if settings.dingtalk_key:
        secret = settings.dingtalk_secret.get_secret_value()
        heralds[ChannelKind.DINGTALK] = DingTalk(
            settings.dingtalk_url, settings.dingtalk_key, secret, settings.dingtalk_agent
        )
    if settings.sms_url is not None:
        heralds[ChannelKind.SMS] = Sms(messenger, clock)
    return heralds
