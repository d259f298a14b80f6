"""The verbs of endpoints: open, change, exchange the secret, try."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import Field

from server.identity.branches_given import given_branches
from server.identity.guard import read, use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.errors import NotFound, Stale
from server.kit.work import Work
from server.partners.errors import TeamUnknown
from server.partners.queries import team_by_code
from server.partners.webhooks import queries, rules
from server.partners.webhooks.catalogue import KINDS, Kind
from server.partners.webhooks.errors import EndpointEnded, TooManyEndpoints, UrlUnsound
from server.partners.webhooks.models import WebhookEndpoint
from server.partners.webhooks.rules import EndpointState

ENDPOINTS_MAX = 10


@dataclass(frozen=True)
class NewSecret:
    """The secret itself is in the first answer only: a stored outcome, and so a replay, has none."""

    id: UUID
    secret: Annotated[str | None, Field(exclude=True)] = None


@use_case(Operation.WEBHOOK_SET)
async def open_endpoint(
    work: Work, *, team: str, url: str, kinds: Collection[str] = (), branch_ids: Collection[UUID] = ()
) -> NewSecret:
    """Open an endpoint for a client team: an https address, the kinds of events it wants, the branches it hears of.

    No kinds means all of today's, no branches all that are in sight. The secret is shown once. Raises TeamUnknown,
    UrlUnsound, KindUnknown, Invalid and NotFound (branchIds), TooManyEndpoints.
    """
    if await team_by_code(work.session, team) is None:
        raise TeamUnknown(field="team")
    endpoint = WebhookEndpoint(
        id=work.new_id(),
        team_code=team,
        url=_sound_url(work, url),
        kinds=rules.sound_kinds(kinds),
        branch_ids=given_branches(work, branch_ids),
        state=EndpointState.ACTIVE,
        created_at=work.now,
        created_by=work.actor.id,
        version=1,
    )
    if await queries.living(work.session, team) >= ENDPOINTS_MAX:
        raise TooManyEndpoints(field="team", limit=ENDPOINTS_MAX)
    secret = _renew(work, endpoint)
    work.session.add(endpoint)
    work.touch("webhook_endpoint", endpoint.id, team=team, kinds=endpoint.kinds)
    return NewSecret(endpoint.id, rules.secret_text(secret))


@use_case(Operation.WEBHOOK_SET)
async def change_endpoint(
    work: Work,
    *,
    endpoint_id: UUID,
    expected_version: int,
    url: str | None = None,
    kinds: Collection[str] | None = None,
    branch_ids: Collection[UUID] | None = None,
    state: EndpointState | None = None,
) -> UUID:
    """Change what is given of an endpoint. Made active again it is sent what waited; ended it stays ended.

    Raises NotFound, Stale, EndpointEnded, UrlUnsound, KindUnknown, Invalid.
    """
    endpoint = await _for_change(work, endpoint_id)
    if endpoint.version != expected_version:
        raise Stale(field="expectedVersion")
    if url is not None:
        endpoint.url = _sound_url(work, url)
    if kinds is not None:
        endpoint.kinds = rules.sound_kinds(kinds)
    if branch_ids is not None:
        endpoint.branch_ids = given_branches(work, branch_ids)
    if state is not None:
        endpoint.state = state
    if state is EndpointState.ACTIVE:
        endpoint.failing_since = endpoint.trouble = None
        work.defer("send_waiting_webhooks", lock=f"webhook:{endpoint_id}", endpoint_id=endpoint_id)
    endpoint.version += 1
    work.touch("webhook_endpoint", endpoint_id, state=endpoint.state.value, kinds=endpoint.kinds)
    return endpoint_id


@use_case(Operation.WEBHOOK_SET)
async def renew_secret(work: Work, *, endpoint_id: UUID) -> NewSecret:
    """Give an endpoint a new secret, shown once; for a day messages are signed with the former one too.

    Raises NotFound, EndpointEnded.
    """
    endpoint = await _for_change(work, endpoint_id)
    endpoint.former_cipher = endpoint.secret_cipher
    endpoint.former_until = work.now + timedelta(hours=rules.OLD_SECRET_HOURS)
    secret = _renew(work, endpoint)
    endpoint.version += 1
    work.touch("webhook_endpoint", endpoint_id)
    return NewSecret(endpoint_id, rules.secret_text(secret))


@use_case(Operation.WEBHOOK_SET)
async def ping_endpoint(work: Work, *, endpoint_id: UUID) -> UUID:
    """Have a trial message sent; what came of it stands with the endpoint. Raises NotFound, EndpointEnded."""
    endpoint = await _for_change(work, endpoint_id)
    work.defer("ping_webhook", lock=f"webhook:{endpoint_id}", endpoint_id=endpoint_id)
    work.touch("webhook_endpoint", endpoint.id)
    return endpoint.id


@read(Operation.WEBHOOK_READ)
async def kinds(work: Work) -> Sequence[Kind]:
    """The kinds of events that partners can hear of, by name."""
    assert work.actor
    return tuple(KINDS.values())


def secrets_of(work: Work, endpoint: WebhookEndpoint) -> list[bytes]:
    """The secrets that sign at this moment, the present one first (a building block)."""
    sealed = [endpoint.secret_cipher]
    if endpoint.former_cipher is not None and endpoint.former_until is not None and work.now < endpoint.former_until:
        sealed.append(endpoint.former_cipher)
    return [crypto.decrypt(_key(work), one, _place(endpoint.id)) for one in sealed]


def _renew(work: Work, endpoint: WebhookEndpoint) -> bytes:
    secret = secrets.token_bytes(rules.SECRET_BYTES)
    endpoint.secret_cipher = crypto.encrypt(_key(work), secret, _place(endpoint.id))
    return secret


def _key(work: Work) -> bytes:
    return crypto.derive(work.ports.master_key, "webhooks")


def _place(endpoint_id: UUID) -> str:
    return crypto.cell("webhook_endpoints", "secret", endpoint_id)


def _sound_url(work: Work, url: str) -> str:
    sound = rules.sound_url(url.strip(), plain_allowed=bool(work.settings.webhook_networks))
    if rules.names_inside(sound, work.settings.webhook_networks):
        raise UrlUnsound(field="url", reason="an address inside the house")
    return sound


async def _for_change(work: Work, endpoint_id: UUID) -> WebhookEndpoint:
    endpoint = await queries.endpoint_for_update(work.session, endpoint_id)
    if endpoint is None or not work.scope.covers(endpoint.branch_ids):
        raise NotFound(field="id")
    if endpoint.state is EndpointState.ENDED:
        raise EndpointEnded
    return endpoint
