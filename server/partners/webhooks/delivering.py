"""The doors between which the worker sends: what is to be sent, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.ports import Posted
from server.kit.work import Work
from server.partners.webhooks import queries, rules
from server.partners.webhooks.catalogue import PING
from server.partners.webhooks.endpoints import secrets_of
from server.partners.webhooks.models import WebhookDelivery, WebhookEndpoint
from server.partners.webhooks.rules import DeliveryState, EndpointState

PAGE = 100


@dataclass(frozen=True)
class Parcel:
    """One attempt, ready to go."""

    url: str
    body: bytes
    headers: dict[str, str] = field(repr=False)


@read(Operation.WEBHOOK_SEND)
async def parcel(work: Work, *, delivery_id: UUID) -> Parcel | None:
    """What to send; None when it was delivered or given up, or its endpoint takes nothing now. Raises NotFound."""
    delivery = await queries.delivery_by_id(work.session, work.scope, delivery_id)
    if delivery is None:
        raise NotFound
    endpoint = await queries.endpoint_by_id(work.session, delivery.endpoint_id)
    if delivery.state is not DeliveryState.WAITING or endpoint is None or endpoint.state is not EndpointState.ACTIVE:
        return None
    return _parcel(work, endpoint, delivery.event_id, delivery.body)


@read(Operation.WEBHOOK_SEND)
async def trial_parcel(work: Work, *, endpoint_id: UUID) -> Parcel | None:
    """A trial message for an endpoint that is not ended, paused or not. Raises NotFound."""
    endpoint = await queries.endpoint_by_id(work.session, endpoint_id)
    if endpoint is None:
        raise NotFound
    if endpoint.state is EndpointState.ENDED:
        return None
    return _parcel(work, endpoint, work.new_id(), rules.body_of(PING, work.now, {}))


@read(Operation.WEBHOOK_SEND)
async def waiting(work: Work, *, endpoint_id: UUID, after: UUID | None) -> Sequence[UUID]:
    """A page of the deliveries that wait for an endpoint."""
    return await queries.waiting_for(work.session, work.scope, endpoint_id, after=after, limit=PAGE)


@use_case(Operation.WEBHOOK_SEND, keyed=False)
async def note_attempt(work: Work, *, delivery_id: UUID, posted: Posted) -> UUID:
    """Keep what came of an attempt: delivered, to be tried again later, or dead.

    An endpoint that answers "gone", or has taken nothing for three days, is paused. Raises NotFound.
    """
    delivery = await queries.delivery_for_update(work.session, work.scope, delivery_id)
    if delivery is None:
        raise NotFound
    delivery.attempts += 1
    delivery.status, delivery.trouble = posted.status, posted.trouble
    if posted.is_taken:
        delivery.state, delivery.next_at, delivery.delivered_at = DeliveryState.DELIVERED, None, work.now
    elif delivery.state is DeliveryState.WAITING:
        _later(work, delivery)
    await _note_health(work, delivery.endpoint_id, posted)
    work.touch("webhook_delivery", delivery_id, state=delivery.state.value, status=posted.status)
    return delivery_id


@use_case(Operation.WEBHOOK_SEND, keyed=False)
async def note_trial(work: Work, *, endpoint_id: UUID, posted: Posted) -> UUID:
    """Keep what came of a trial message. Raises NotFound."""
    endpoint = await queries.endpoint_for_update(work.session, endpoint_id)
    if endpoint is None:
        raise NotFound
    endpoint.failing_since = None if posted.is_taken else endpoint.failing_since or work.now
    endpoint.trouble = None if posted.is_taken else posted.said
    work.touch("webhook_endpoint", endpoint_id, status=posted.status)
    return endpoint_id


def _parcel(work: Work, endpoint: WebhookEndpoint, event_id: UUID, body: str) -> Parcel:
    told = rules.headers(secrets_of(work, endpoint), rules.message_id(event_id), work.now, body)
    return Parcel(endpoint.url, body.encode(), told)


def _later(work: Work, delivery: WebhookDelivery) -> None:
    pause = rules.pause_after(delivery.attempts, delivery.id)
    if pause is None:
        delivery.state, delivery.next_at = DeliveryState.DEAD, None
        return
    delivery.next_at = work.now + pause
    lock = f"webhook_delivery:{delivery.id}"
    work.defer("send_webhook", lock=lock, at=delivery.next_at, delivery_id=delivery.id)


async def _note_health(work: Work, endpoint_id: UUID, posted: Posted) -> None:
    """The endpoint's row is written only when its health changes: all deliveries to it would wait for it else."""
    seen = await queries.endpoint_by_id(work.session, endpoint_id)
    if seen is None or (posted.is_taken and seen.failing_since is None):
        return
    endpoint = await queries.endpoint_for_update(work.session, endpoint_id)
    if endpoint is None:
        return
    if posted.is_taken:
        endpoint.failing_since = endpoint.trouble = None
        return
    endpoint.failing_since = endpoint.failing_since or work.now
    endpoint.trouble = posted.said
    too_long = work.now - endpoint.failing_since > timedelta(days=rules.FAILING_DAYS_MAX)
    if endpoint.state is EndpointState.ACTIVE and (posted.status == rules.GONE or too_long):
        endpoint.state = EndpointState.PAUSED
        endpoint.version += 1
