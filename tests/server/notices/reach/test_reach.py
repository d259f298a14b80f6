"""Staff are told outside the app: sealed for their browser, by the office's messenger, by SMS; never by name."""

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network
from typing import Any
from uuid import UUID, uuid4

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.utils import websafe_decode
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from server.identity import sessions
from server.kit.errors import NotFound
from server.kit.ports import MessengerDown, Reached, StaffMessage
from server.kit.work import Caller, House
from server.notices.reach import service, vapid
from server.notices.reach.errors import AddressUnsound, ChannelNotServed, TooManyChannels
from server.notices.reach.heralds import DingTalk, OfficeApp, WeCom, open_heralds
from server.notices.reach.models import ChannelKind, StaffChannel
from server.notices.reach.tasks import tell_staff
from server.notices.staff.models import StaffNoticeKind
from server.notices.staff.service import Told, place_of
from server.partners.webhooks.courier import HttpCourier
from tests.factories.receivers import Receiver, Subscribed, receiving
from tests.fixtures.house import AsStaff, RecordingMessenger, fresh
from tests.fixtures.world import MASTER_KEY

LOGIN = "manager.east"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as started:
        yield started


@pytest.fixture
def reached_house(house: House, messenger: RecordingMessenger) -> House:
    """The test's house with heralds of its own, whose courier may go to this machine."""
    settings = house.settings.model_copy(update={"sms_url": "http://127.0.0.1:1"})
    courier = HttpCourier([ip_network("127.0.0.0/8")])
    heralds = open_heralds(settings, courier=courier, messenger=messenger, clock=house.ports.clock)
    return replace(house, ports=replace(house.ports, heralds=heralds))


async def of(as_staff: AsStaff, house: House, login: str = LOGIN) -> Caller:
    return replace(await as_staff(login), house=house)


async def channel(owner: AsyncSession, channel_id: UUID) -> StaffChannel:
    await owner.rollback()
    wanted = select(StaffChannel).where(StaffChannel.id == channel_id)
    return (await owner.execute(wanted.execution_options(populate_existing=True))).scalar_one()


async def jobs(owner: AsyncSession) -> list[dict[str, Any]]:
    await owner.rollback()
    told = text("SELECT args FROM procrastinate_jobs WHERE task_name = 'tell_staff' ORDER BY id")
    return [row.args for row in await owner.execute(told)]


async def test_a_push_is_signed_by_the_house_and_read_by_that_browser_alone(
    as_staff: AsStaff, reached_house: House, receiver: Receiver, owner: AsyncSession
) -> None:
    manager, browser = await of(as_staff, reached_house), Subscribed()
    where = browser.at(f"{receiver.url}/push/abc")
    channel_id = await service.add_browser(fresh(manager), browser=where, label="手机")
    await service.try_out(fresh(manager), channel_id=channel_id)
    args = (await jobs(owner))[0]
    await tell_staff(reached_house, **args)
    headers, body = receiver.pushed[0]
    assert browser.read(body) == {
        "title": "借贷",
        "text": "这是一条测试提醒",
        "place": "/me/security",
        "tag": "test",
    }
    with pytest.raises(http_ece.ECEException):
        Subscribed().read(body)
    token, key = headers["authorization"].removeprefix("vapid t=").split(", k=")
    point = ec.EllipticCurvePublicKey.from_encoded_point(vapid.CURVE, websafe_decode(key))
    claims = jwt.decode(token, point, algorithms=["ES256"], audience=receiver.url, options={"verify_exp": False})
    assert claims["sub"].startswith("mailto:")
    assert key == (await service.listed(manager)).push_key
    kept = await channel(owner, channel_id)
    assert (kept.failures, kept.last_sent_at is not None) == (0, True)
    assert where.endpoint.encode() not in kept.address_cipher


@pytest.mark.parametrize("status", [410, 404])
async def test_a_browser_that_has_unsubscribed_is_not_told_again(
    as_staff: AsStaff, reached_house: House, receiver: Receiver, owner: AsyncSession, status: int
) -> None:
    manager = await of(as_staff, reached_house)
    where = Subscribed().at(f"{receiver.url}/push/abc")
    channel_id = await service.add_browser(fresh(manager), browser=where, label="手机")
    receiver.status = status
    for _ in range(2):
        await tell_staff(reached_house, str(channel_id), "t", "x", "/notices")
    assert len(receiver.pushed) == 1
    assert (await channel(owner, channel_id)).end_reason == "gone"


async def test_a_service_in_trouble_is_tried_again_and_given_up_in_the_end(
    as_staff: AsStaff, reached_house: House, receiver: Receiver, owner: AsyncSession
) -> None:
    manager = await of(as_staff, reached_house)
    where = Subscribed().at(f"{receiver.url}/push/abc")
    channel_id = await service.add_browser(fresh(manager), browser=where, label="手机")
    receiver.status = 503
    for _ in range(service.FAILURES_MAX):
        with pytest.raises(MessengerDown):
            await tell_staff(reached_house, str(channel_id), "t", "x", "/notices")
    await tell_staff(reached_house, str(channel_id), "t", "x", "/notices")
    assert (await channel(owner, channel_id)).end_reason == "never_answers"


async def test_a_push_ends_with_its_session_and_an_address_has_one_owner(
    as_staff: AsStaff, reached_house: House, receiver: Receiver, owner: AsyncSession
) -> None:
    manager, next_one = await of(as_staff, reached_house), await of(as_staff, reached_house, "officer.east1")
    where = Subscribed().at(f"{receiver.url}/push/abc")
    first = await service.add_browser(fresh(manager), browser=where, label="手机")
    second = await service.add_browser(fresh(next_one), browser=where, label="手机")
    assert (await channel(owner, first)).end_reason == "added_anew"
    assert (await service.listed(manager)).channels == []
    await sessions.log_out(replace(next_one, idempotency_key=None))
    await tell_staff(reached_house, str(second), "t", "x", "/notices")
    assert receiver.pushed == []


@pytest.mark.parametrize("kind", [WeCom, DingTalk])
async def test_an_office_messenger_gets_a_card_with_the_place_and_its_token_is_renewed(
    receiver: Receiver, kind: type[OfficeApp]
) -> None:
    herald = kind(receiver.url, "key", "secret", "7")
    message = StaffMessage("借贷", "有一笔审批超时", "/inbox/x", "https://lender.example/inbox/x", "t")
    receiver.codes = [0, 42001, 0, 60111]
    assert await herald.tell("lisi", message) is Reached.TAKEN
    assert await herald.tell("lisi", message) is Reached.TAKEN
    assert [asked["access_token"] for _, asked, _ in receiver.told] == ["token1", "token1", "token2"]
    sent = str(receiver.told[0][2])
    assert "lisi" in sent
    assert message.url in sent
    assert message.text in sent
    assert await herald.tell("nobody", message) is Reached.GONE
    receiver.codes = [45009]
    with pytest.raises(MessengerDown):
        await herald.tell("lisi", message)


async def test_sms_goes_to_the_number_that_somebody_gave(
    as_staff: AsStaff, reached_house: House, messenger: RecordingMessenger, owner: AsyncSession
) -> None:
    manager = await of(as_staff, reached_house)
    kind = ChannelKind.SMS
    await service.add_address(fresh(manager), kind=kind, address="13800138000", label="手机")
    told = Told(StaffNoticeKind.APPROVAL_OVERDUE, "o", "ApprovalCase", uuid4(), uuid4(), "有一笔审批已超时", "Overdue")
    assert place_of(told).startswith("/inbox/ApprovalCase_")
    channel_id = (await service.listed(manager)).channels[0].id
    await tell_staff(reached_house, str(channel_id), "o", told.zh, place_of(told))
    assert [(one.to, told.zh in one.text) for one in messenger.sent] == [("13800138000", True)]
    assert (await channel(owner, channel_id)).last_sent_at is not None


async def test_what_is_no_address_or_not_served_or_anothers_is_refused_and_nothing_kept(
    as_staff: AsStaff, reached_house: House, owner: AsyncSession
) -> None:
    manager, other = await of(as_staff, reached_house), await of(as_staff, reached_house, "officer.east1")
    sound = Subscribed().at("https://push.example/one-more")
    for wrong in (
        replace(sound, endpoint="ftp://push.example/1"),
        replace(sound, endpoint="http://push.example/1"),
        replace(sound, p256dh="AAAA"),
        replace(sound, auth="AAAA"),
        replace(sound, endpoint="https://push.example/" + "x" * 1000),
    ):
        with pytest.raises(AddressUnsound):
            await service.add_browser(fresh(manager), browser=wrong, label="x")
    for kind, address in ((ChannelKind.SMS, "123"), (ChannelKind.WEB_PUSH, "x"), (ChannelKind.WECOM, "李四")):
        with pytest.raises(AddressUnsound):
            await service.add_address(fresh(manager), kind=kind, address=address, label="x")
    with pytest.raises(ChannelNotServed):
        await service.add_address(fresh(manager), kind=ChannelKind.WECOM, address="lisi", label="x")
    assert (await service.listed(manager)).channels == []
    for number in range(service.LIVING_MAX):
        where = Subscribed().at(f"https://push.example/{number}")
        last = await service.add_browser(fresh(manager), browser=where, label="x")
    with pytest.raises(TooManyChannels):
        await service.add_browser(fresh(manager), browser=sound, label="x")
    for verb in (service.remove, service.try_out):
        with pytest.raises(NotFound):
            await verb(fresh(other), channel_id=last)
    await service.remove(fresh(manager), channel_id=last)
    assert len((await service.listed(manager)).channels) == service.LIVING_MAX - 1
    assert await jobs(owner) == []


def test_the_houses_key_is_always_the_same_and_another_houses_another() -> None:
    mine = vapid.public_part(vapid.house_key(MASTER_KEY))
    assert mine == vapid.public_part(vapid.house_key(MASTER_KEY))
    assert mine != vapid.public_part(vapid.house_key(bytes(32)))
    assert len(websafe_decode(mine)) == vapid.POINT_BYTES
