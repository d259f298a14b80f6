"""Webhooks, as the API shows and sets them."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Text, any_

from schema.identity.views import Branch
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import KEY, SEEN, described, mutation, query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.partners.views import ClientTeam
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.descriptions import Test, by_row_id, page
from schema.reading.nodes import Node
from schema.reading.read_back import ReadBack
from schema.reading.terms import Terms
from server.partners.webhooks import announcing, endpoints, rules
from server.partners.webhooks.sights import WEBHOOK_DELIVERIES, WEBHOOK_ENDPOINTS

ORDER = ("-created_at", "-id")

strawberry.enum(rules.EndpointState, name="WebhookState", description="Whether an endpoint takes messages.")
strawberry.enum(rules.DeliveryState, name="WebhookDeliveryState", description="What became of a message.")


def _heard_of(endpoint: Any, branch: Any, _terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = branch.id == any_(endpoint.branch_ids)
    return found


@strawberry.type(description="Where a client team hears of events: signed messages in the form of Standard Webhooks.")
@reads(WEBHOOK_ENDPOINTS)
class WebhookEndpoint(Node):
    """View of an endpoint; its secret is shown when it is made, once."""

    team: ClientTeam = one("Whose it is.", on(team_code="code"))
    url: str = column("Where messages go.")
    kinds: list[str] = column("Which events it hears of.")
    branches: list[Branch] = many("Of which branches; empty means all.", _heard_of, order=("code",))
    state: rules.EndpointState = column("Whether it takes messages.")
    failing_since: datetime | None = column("Since when nothing has arrived; null while messages arrive.")
    trouble: str | None = column("What went wrong last.")
    created_at: datetime = column("When it was opened.")
    version: int = column("Rises with every change.")


@strawberry.type(description="An event on its way to an endpoint.")
@reads(WEBHOOK_DELIVERIES)
class WebhookDelivery(Node):
    """View of a delivery."""

    endpoint: WebhookEndpoint = one("Where to.", on(endpoint_id="id"))
    kind: str = column("What happened.")
    body: str = column("The message: names of objects, nothing personal.")
    state: rules.DeliveryState = column("What became of it.")
    attempts: int = column("How often it was sent.")
    status: int | None = column("HTTP status of the last answer.")
    trouble: str | None = column("What kept the last attempt from arriving.")
    created_at: datetime = column("When it happened.")
    next_at: datetime | None = column("When it is sent next.")
    delivered_at: datetime | None = column("When it was taken.")


@strawberry.type(description="A kind of event that partners can hear of.")
class WebhookKind:
    """View of an entry of the catalogue."""

    code: str = described("Name in messages.")
    label_zh: str = described("What happened, in Chinese.")
    label_en: str = described("What happened, in English.")
    objects: list[str] = described("What the message names in `data`, beside customerId: global ids.")


@strawberry.input(description="An endpoint of a client team.")
class OpenWebhookInput:
    """Input of openWebhook."""

    idempotency_key: str = described(KEY)
    team: str = described("Code of the client team.")
    url: str = described("An https address.")
    kinds: list[str] | None = strawberry.field(default=None, description="Kinds of events; without them all.")
    branch_ids: list[strawberry.ID] | None = strawberry.field(
        default=None, description="Of which branches; without them of all in sight."
    )


@strawberry.input(description="What shall be different about an endpoint.")
class ChangeWebhookInput:
    """Input of changeWebhook."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which endpoint.")
    expected_version: int = described(SEEN)
    url: str | None = strawberry.field(default=None, description="Another address.")
    kinds: list[str] | None = strawberry.field(default=None, description="Other kinds.")
    branch_ids: list[strawberry.ID] | None = strawberry.field(default=None, description="Other branches.")
    state: rules.EndpointState | None = strawberry.field(
        default=None, description="Active again it is sent what waited; ended it stays ended."
    )


@strawberry.input(description="An endpoint whose secret is to be another one.")
class RenewWebhookSecretInput:
    """Input of renewWebhookSecret."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which endpoint.")


@strawberry.input(description="An endpoint to be tried.")
class PingWebhookInput:
    """Input of pingWebhook."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which endpoint.")


@strawberry.input(description="A message to be sent again.")
class RedeliverWebhookInput:
    """Input of redeliverWebhook."""

    idempotency_key: str = described(KEY)
    id: strawberry.ID = described("Which message.")


@strawberry.type(description="The endpoint as it stands now.")
class WebhookPayload:
    """Answer of changeWebhook and pingWebhook."""

    endpoint: WebhookEndpoint = described("The endpoint.")


@strawberry.type(description="The endpoint and its secret.")
class WebhookSecretPayload:
    """Answer of openWebhook and renewWebhookSecret."""

    secret: str | None = described("What messages are signed with, this once; null when the same key comes again.")
    id: strawberry.ID = described("Global id of the endpoint.")


@strawberry.type(description="The message as it stands now.")
class WebhookDeliveryPayload:
    """Answer of redeliverWebhook."""

    delivery: WebhookDelivery = described("The message.")


@strawberry.type
class WebhookQuery:
    """Part of the root query."""

    @query(WEBHOOK_ENDPOINTS, "Endpoints of client teams, the newest first.")
    def webhooks(
        self, first: int = FIRST_DEFAULT, after: str | None = None, team: str | None = None
    ) -> Connection[WebhookEndpoint]:
        tests = () if team is None else (Test("team", _of_team, {"code": team}),)
        return page(WEBHOOK_ENDPOINTS, ORDER, *tests, first=first, after=after)

    @query(WEBHOOK_DELIVERIES, "Messages to partners, the newest first.")
    def webhook_deliveries(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[WebhookDelivery]:
        return page(WEBHOOK_DELIVERIES, ORDER, first=first, after=after)

    @query(endpoints.kinds)
    async def webhook_kinds(self, info: Info) -> list[WebhookKind]:
        told = await endpoints.kinds(info.context.caller)
        return [WebhookKind(code=k.code, label_zh=k.zh, label_en=k.en, objects=list(k.objects)) for k in told]


@strawberry.type
class WebhookMutation:
    """Part of the root mutation."""

    @mutation(endpoints.open_endpoint)
    async def open_webhook(self, info: Info, input: OpenWebhookInput) -> WebhookSecretPayload:
        made = await endpoints.open_endpoint(
            info.context.keyed(input.idempotency_key),
            team=input.team,
            url=input.url,
            kinds=tuple(input.kinds or ()),
            branch_ids=ids.decode_all("Branch", input.branch_ids or (), "branchIds"),
        )
        return _secret(made)

    @mutation(endpoints.change_endpoint)
    async def change_webhook(self, info: Info, input: ChangeWebhookInput) -> WebhookPayload:
        back = ReadBack(info, _payload)
        outcome = await endpoints.change_endpoint(
            back.caller(input.idempotency_key),
            endpoint_id=_endpoint_id(input.id),
            expected_version=input.expected_version,
            url=input.url,
            kinds=None if input.kinds is None else tuple(input.kinds),
            branch_ids=None if input.branch_ids is None else ids.decode_all("Branch", input.branch_ids, "branchIds"),
            state=input.state,
        )
        return back.answer(outcome)

    @mutation(endpoints.renew_secret)
    async def renew_webhook_secret(self, info: Info, input: RenewWebhookSecretInput) -> WebhookSecretPayload:
        caller = info.context.keyed(input.idempotency_key)
        return _secret(await endpoints.renew_secret(caller, endpoint_id=_endpoint_id(input.id)))

    @mutation(endpoints.ping_endpoint)
    async def ping_webhook(self, info: Info, input: PingWebhookInput) -> WebhookPayload:
        back = ReadBack(info, _payload)
        caller = back.caller(input.idempotency_key)
        return back.answer(await endpoints.ping_endpoint(caller, endpoint_id=_endpoint_id(input.id)))

    @mutation(announcing.redeliver)
    async def redeliver_webhook(self, info: Info, input: RedeliverWebhookInput) -> WebhookDeliveryPayload:
        back = ReadBack(info, lambda row_id: WebhookDeliveryPayload(delivery=by_row_id(row_id)))
        delivery_id = ids.decode_as("WebhookDelivery", input.id, "id")
        return back.answer(await announcing.redeliver(back.caller(input.idempotency_key), delivery_id=delivery_id))


def _payload(endpoint_id: UUID) -> WebhookPayload:
    return WebhookPayload(endpoint=by_row_id(endpoint_id))


def _secret(made: endpoints.NewSecret) -> WebhookSecretPayload:
    return WebhookSecretPayload(secret=made.secret, id=ids.encode("WebhookEndpoint", made.id))


def _endpoint_id(text: str) -> UUID:
    return ids.decode_as("WebhookEndpoint", text, "id")


def _of_team(endpoint: Any, terms: Terms) -> ColumnElement[bool]:
    found: ColumnElement[bool] = endpoint.team_code == terms.own("code", Text())
    return found
