"""Webhooks at the doors and in the worker: told when it happened and only then, until it was taken."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from server.applications.service import withdraw
from server.kit.clock import FixedClock
from server.kit.errors import Stale
from server.kit.global_ids import encode
from server.kit.work import Caller, House
from server.partners.webhooks import endpoints, rules
from server.partners.webhooks.announcing import redeliver
from server.partners.webhooks.courier import HttpCourier
from server.partners.webhooks.errors import EndpointEnded, NotRedeliverable, UrlUnsound
from server.partners.webhooks.models import WebhookDelivery, WebhookEndpoint
from server.partners.webhooks.rules import DeliveryState, EndpointState
from server.partners.webhooks.tasks import ping_webhook, send_waiting_webhooks, send_webhook
from tests.factories.applications import plant_application, plant_lender
from tests.factories.documents import plant_borrower
from tests.factories.partners import TEAM, plant_team
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of
from tests.server.partners.webhooks.receiver import Receiver, receiving

LOOPBACK = (ip_network("127.0.0.0/8"),)


@pytest.fixture
def partner() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def house(house: House) -> House:
    """A house whose messages may go to loopback."""
    settings = house.settings.model_copy(update={"webhook_networks": LOOPBACK})
    return replace(house, settings=settings, ports=replace(house.ports, courier=HttpCourier(LOOPBACK)))


@pytest.fixture
async def admin(as_staff: AsStaff, owner: AsyncSession) -> Caller:
    await plant_team(owner)
    await owner.commit()
    return await as_staff("admin1.hq")


async def opened(admin: Caller, partner: Receiver, **more: Any) -> endpoints.NewSecret:
    """An endpoint of the team at this receiver."""
    return await endpoints.open_endpoint(fresh(admin), team=TEAM, url=partner.url, **more)


class Happening:
    """An application of an officer that can be withdrawn: something happens."""

    def __init__(self, as_staff: AsStaff, owner: AsyncSession, version_id: UUID) -> None:
        self.as_staff, self.owner, self.version_id = as_staff, owner, version_id

    async def application(self, login: str = "officer.east1") -> UUID:
        customer = await plant_borrower(self.owner, officer=login)
        application_id = await plant_application(self.owner, customer, self.version_id)
        await self.owner.commit()
        return application_id

    async def withdraw(self, application_id: UUID, login: str = "officer.east1") -> UUID:
        caller = await self.as_staff(login)
        return await withdraw(caller, application_id=application_id, expected_version=1, reason="客户改变主意")


@pytest.fixture
async def happening(as_staff: AsStaff, owner: AsyncSession) -> Happening:
    version_id = await plant_lender(owner)
    await owner.commit()
    return Happening(as_staff, owner, version_id)


async def deliveries(owner: AsyncSession) -> list[WebhookDelivery]:
    await owner.rollback()
    wanted = select(WebhookDelivery).order_by(WebhookDelivery.id).execution_options(populate_existing=True)
    found = list((await owner.execute(wanted)).scalars())
    owner.expunge_all()
    return found


async def endpoint(owner: AsyncSession, endpoint_id: UUID) -> WebhookEndpoint:
    await owner.rollback()
    found = await owner.get(WebhookEndpoint, endpoint_id, populate_existing=True)
    assert found is not None
    owner.expunge_all()
    return found


def is_signed(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """What a receiver checks, written as a receiver would."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join((headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in headers["webhook-signature"].split(" ")


async def test_what_happened_is_told_once_signed_and_without_anything_personal(
    admin: Caller, partner: Receiver, happening: Happening, house: House, owner: AsyncSession
) -> None:
    made = await opened(admin, partner, kinds=("application.withdrawn",))
    application_id = await happening.application()
    await happening.withdraw(application_id)
    (waiting,) = await deliveries(owner)
    await send_webhook(house, str(waiting.id))
    await send_webhook(house, str(waiting.id))
    ((headers, body),) = partner.requests
    assert made.secret is not None
    assert is_signed(headers, body, made.secret)
    assert headers["webhook-id"] == rules.message_id(waiting.event_id)
    told = json.loads(body)
    customer = encode("Customer", waiting.customer_id, waiting.customer_id)
    application = encode("Application", application_id, waiting.customer_id)
    assert told == {
        "type": "application.withdrawn",
        "timestamp": "2026-03-02T04:00:00+00:00",
        "data": {"customerId": customer, "applicationId": application},
    }
    (delivered,) = await deliveries(owner)
    assert (delivered.state, delivered.attempts, delivered.status) == (DeliveryState.DELIVERED, 1, 204)


async def test_what_did_not_happen_is_not_told(
    admin: Caller, partner: Receiver, happening: Happening, owner: AsyncSession
) -> None:
    await opened(admin, partner)
    application_id = await happening.application()
    caller = await happening.as_staff("officer.east1")
    with pytest.raises(Stale):
        await withdraw(caller, application_id=application_id, expected_version=7, reason="客户改变主意")
    assert await deliveries(owner) == []


async def test_an_endpoint_hears_of_its_kinds_and_branches_only(
    admin: Caller, partner: Receiver, happening: Happening, owner: AsyncSession
) -> None:
    await opened(admin, partner, kinds=("loan.repaid",))
    await opened(admin, partner, branch_ids=(id_of("west-1"),))
    heard = await opened(admin, partner, branch_ids=(id_of("east-1"),))
    await happening.withdraw(await happening.application())
    assert [row.endpoint_id for row in await deliveries(owner)] == [heard.id]


async def test_a_failed_attempt_comes_again_later_and_after_the_last_the_message_is_dead(
    admin: Caller, partner: Receiver, happening: Happening, house: House, owner: AsyncSession, clock: FixedClock
) -> None:
    partner.statuses = [500, 503, 200]
    made = await opened(admin, partner)
    await happening.withdraw(await happening.application())
    (row,) = await deliveries(owner)
    await send_webhook(house, str(row.id))
    (row,) = await deliveries(owner)
    assert (row.state, row.attempts, row.status) == (DeliveryState.WAITING, 1, 500)
    assert row.next_at is not None
    assert timedelta(seconds=5) <= row.next_at - clock.now() < timedelta(seconds=6)
    assert (await endpoint(owner, made.id)).trouble == "HTTP_500"
    await send_webhook(house, str(row.id))
    await send_webhook(house, str(row.id))
    (row,) = await deliveries(owner)
    assert (row.state, row.attempts) == (DeliveryState.DELIVERED, 3)
    assert len({headers["webhook-id"] for headers, _ in partner.requests}) == 1
    healthy = await endpoint(owner, made.id)
    assert (healthy.failing_since, healthy.trouble) == (None, None)


async def test_a_message_is_dead_after_its_last_attempt_and_can_be_sent_again(
    admin: Caller, partner: Receiver, happening: Happening, house: House, owner: AsyncSession
) -> None:
    partner.statuses = [500]
    await opened(admin, partner)
    await happening.withdraw(await happening.application())
    (row,) = await deliveries(owner)
    with pytest.raises(NotRedeliverable):
        await redeliver(fresh(admin), delivery_id=row.id)
    for _ in range(len(rules.PAUSES) + 1):
        await send_webhook(house, str(row.id))
    (row,) = await deliveries(owner)
    assert (row.state, row.attempts) == (DeliveryState.DEAD, len(rules.PAUSES) + 1)
    await redeliver(fresh(admin), delivery_id=row.id)
    partner.statuses = [200]
    await send_webhook(house, str(row.id))
    assert [each.state for each in await deliveries(owner)] == [DeliveryState.DELIVERED]


async def test_an_endpoint_that_is_gone_is_paused_and_is_sent_what_waited_when_it_is_back(
    admin: Caller, partner: Receiver, happening: Happening, house: House, owner: AsyncSession
) -> None:
    partner.statuses = [410]
    made = await opened(admin, partner)
    await happening.withdraw(await happening.application())
    (row,) = await deliveries(owner)
    await send_webhook(house, str(row.id))
    paused = await endpoint(owner, made.id)
    assert paused.state is EndpointState.PAUSED
    await happening.withdraw(await happening.application())
    for waiting in await deliveries(owner):
        await send_webhook(house, str(waiting.id))
    assert len(partner.requests) == 1
    partner.statuses = [200]
    await endpoints.change_endpoint(
        fresh(admin), endpoint_id=made.id, expected_version=paused.version, state=EndpointState.ACTIVE
    )
    await send_waiting_webhooks(house, str(made.id))
    assert {each.state for each in await deliveries(owner)} == {DeliveryState.DELIVERED}


async def test_an_endpoint_that_took_nothing_for_three_days_is_paused(
    admin: Caller, partner: Receiver, happening: Happening, house: House, owner: AsyncSession, clock: FixedClock
) -> None:
    partner.statuses = [500]
    made = await opened(admin, partner)
    await happening.withdraw(await happening.application())
    (row,) = await deliveries(owner)
    await send_webhook(house, str(row.id))
    assert (await endpoint(owner, made.id)).state is EndpointState.ACTIVE
    clock.advance(timedelta(days=rules.FAILING_DAYS_MAX, minutes=1))
    await send_webhook(house, str(row.id))
    assert (await endpoint(owner, made.id)).state is EndpointState.PAUSED


async def test_for_a_day_after_a_new_secret_both_sign_and_then_the_new_one_alone(
    admin: Caller, partner: Receiver, house: House, clock: FixedClock
) -> None:
    old = await opened(admin, partner)
    new = await endpoints.renew_secret(fresh(admin), endpoint_id=old.id)
    assert old.secret
    assert new.secret
    await ping_webhook(house, str(old.id))
    clock.advance(timedelta(hours=rules.OLD_SECRET_HOURS))
    await ping_webhook(house, str(old.id))
    signed = [[is_signed(headers, body, key) for key in (old.secret, new.secret)] for headers, body in partner.requests]
    assert signed == [[True, True], [False, True]]


async def test_a_repeated_request_makes_one_endpoint_and_tells_the_secret_once(
    admin: Caller, partner: Receiver, owner: AsyncSession
) -> None:
    caller = fresh(admin)
    first = await endpoints.open_endpoint(caller, team=TEAM, url=partner.url)
    again = await endpoints.open_endpoint(caller, team=TEAM, url=partner.url)
    assert (again.id, again.secret) == (first.id, None)
    assert first.secret is not None
    stored = await endpoint(owner, first.id)
    assert base64.b64decode(first.secret.removeprefix("whsec_")) not in stored.secret_cipher


async def test_an_ended_endpoint_stays_ended(
    admin: Caller, partner: Receiver, happening: Happening, owner: AsyncSession
) -> None:
    made = await opened(admin, partner)
    await endpoints.change_endpoint(fresh(admin), endpoint_id=made.id, expected_version=1, state=EndpointState.ENDED)
    for verb in (endpoints.renew_secret, endpoints.ping_endpoint):
        with pytest.raises(EndpointEnded):
            await verb(fresh(admin), endpoint_id=made.id)
    await happening.withdraw(await happening.application())
    assert await deliveries(owner) == []


async def test_an_address_inside_is_refused_when_it_is_given(admin: Caller, owner: AsyncSession) -> None:
    plain = replace(admin.house, settings=admin.house.settings.model_copy(update={"webhook_networks": ()}))
    for url in ("https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest"):
        with pytest.raises(UrlUnsound):
            await endpoints.open_endpoint(replace(fresh(admin), house=plain), team=TEAM, url=url)
    assert (await owner.execute(select(WebhookEndpoint.id))).all() == []
