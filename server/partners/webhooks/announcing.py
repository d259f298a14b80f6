"""Writing down what partners are to hear, in the transaction in which it happened; and having it sent again."""

from collections.abc import Mapping
from uuid import UUID

from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.errors import NotFound
from server.kit.global_ids import encode
from server.kit.work import Work
from server.partners.webhooks import queries, rules
from server.partners.webhooks.errors import NotRedeliverable
from server.partners.webhooks.models import WebhookDelivery
from server.partners.webhooks.rules import DeliveryState


async def announce(work: Work, kind: str, customer_id: UUID, objects: Mapping[str, str]) -> None:
    """Leave a message for every endpoint that wants this kind from the customer's branch (a building block).

    `objects` are names to global ids. One select where nobody listens.
    """
    listening = await queries.who_wants(work.session, kind)
    if not listening:
        return
    owner = await data_keys.ownership(work, customer_id)
    body = rules.body_of(kind, work.now, {"customerId": encode("Customer", customer_id, customer_id)} | dict(objects))
    event_id = work.new_id()
    for endpoint_id, branch_ids in listening:
        if branch_ids and owner.branch_id not in branch_ids:
            continue
        delivery = WebhookDelivery(
            customer_id=customer_id,
            id=work.new_id(),
            branch_id=owner.branch_id,
            officer_id=owner.officer_id,
            endpoint_id=endpoint_id,
            event_id=event_id,
            kind=kind,
            body=body,
            state=DeliveryState.WAITING,
            attempts=0,
            created_at=work.now,
            next_at=work.now,
        )
        work.session.add(delivery)
        work.defer("send_webhook", lock=f"webhook_delivery:{delivery.id}", delivery_id=delivery.id)


@use_case(Operation.WEBHOOK_SET)
async def redeliver(work: Work, *, delivery_id: UUID) -> UUID:
    """Have a message sent again, under the same id. Raises NotFound, NotRedeliverable while it waits for its turn."""
    delivery = await queries.delivery_for_update(work.session, work.scope, delivery_id)
    if delivery is None:
        raise NotFound(field="id")
    if delivery.state is DeliveryState.WAITING:
        raise NotRedeliverable
    delivery.state, delivery.attempts = DeliveryState.WAITING, 0
    delivery.next_at, delivery.delivered_at = work.now, None
    work.defer("send_webhook", lock=f"webhook_delivery:{delivery_id}", delivery_id=delivery_id)
    work.touch("webhook_delivery", delivery_id)
    return delivery_id
