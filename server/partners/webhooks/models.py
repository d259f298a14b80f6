"""Endpoints (reference rows) and deliveries (rows of the customer that they tell of)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.kit.database import Base, Scoped, one_of
from server.partners.webhooks.rules import DeliveryState, EndpointState


class WebhookEndpoint(Base):
    """Where a client team hears of events. An empty `branch_ids` means every branch.

    Secrets are encrypted under the house's key; the former one goes on signing until `former_until`. `failing_since`
    is the first failure after the last success.
    """

    __tablename__ = "webhook_endpoints"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    team_code: Mapped[str] = mapped_column(ForeignKey("client_teams.code"))
    url: Mapped[str]
    kinds: Mapped[list[str]]
    branch_ids: Mapped[list[UUID]]
    secret_cipher: Mapped[bytes] = mapped_column(LargeBinary)
    former_cipher: Mapped[bytes | None] = mapped_column(LargeBinary)
    former_until: Mapped[datetime | None]
    state: Mapped[EndpointState] = mapped_column(one_of(EndpointState))
    failing_since: Mapped[datetime | None]
    trouble: Mapped[str | None]
    created_at: Mapped[datetime]
    created_by: Mapped[UUID]
    version: Mapped[int]

    __table_args__ = (
        CheckConstraint("length(url) BETWEEN 1 AND 500", name="url"),
        CheckConstraint("cardinality(kinds) > 0", name="kinds"),
        CheckConstraint("(former_cipher IS NULL) = (former_until IS NULL)", name="former"),
        Index(None, "team_code"),
    )


class WebhookDelivery(Scoped, Base):
    """One event on its way to one endpoint. `body` is sent byte for byte and holds nothing personal."""

    __tablename__ = "webhook_deliveries"

    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_endpoints.id"))
    event_id: Mapped[UUID]
    kind: Mapped[str]
    body: Mapped[str]
    state: Mapped[DeliveryState] = mapped_column(one_of(DeliveryState))
    attempts: Mapped[int]
    status: Mapped[int | None]
    trouble: Mapped[str | None]
    created_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(state = 'delivered') = (delivered_at IS NOT NULL)", name="delivered"),
        CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", name="waiting"),
        UniqueConstraint("customer_id", "endpoint_id", "event_id"),
        Index("ix_webhook_deliveries_list", "created_at", "id"),
        Index("ix_webhook_deliveries_waiting", "endpoint_id", "next_at", postgresql_where="state = 'waiting'"),
        Index(None, "id"),
        ForeignKeyConstraint(["customer_id"], ["customers.customer_id"]),
    )
