"""Webhooks: endpoints of client teams, and messages on their way to them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import grant, index, owned, scope_rows, word

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "webhook_endpoints",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_code", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("branch_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("secret_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("former_cipher", sa.LargeBinary()),
        sa.Column("former_until", INSTANT),
        word("state", "endpointstate", "active paused ended"),
        sa.Column("failing_since", INSTANT),
        sa.Column("trouble", sa.Text()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(url) BETWEEN 1 AND 500", name="url"),
        sa.CheckConstraint("cardinality(kinds) > 0", name="kinds"),
        sa.CheckConstraint("(former_cipher IS NULL) = (former_until IS NULL)", name="former"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_endpoints")),
        sa.ForeignKeyConstraint(
            ["team_code"], ["client_teams.code"], name=op.f("fk_webhook_endpoints_team_code_client_teams")
        ),
    )
    index("webhook_endpoints", "team_code")
    grant("webhook_endpoints")
    op.create_table(
        "webhook_deliveries",
        *owned(),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        word("state", "deliverystate", "waiting delivered dead"),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.BigInteger()),
        sa.Column("trouble", sa.Text()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("next_at", INSTANT),
        sa.Column("delivered_at", INSTANT),
        sa.CheckConstraint("(state = 'delivered') = (delivered_at IS NOT NULL)", name="delivered"),
        sa.CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", name="waiting"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_webhook_deliveries")),
        sa.UniqueConstraint(
            "customer_id",
            "endpoint_id",
            "event_id",
            name=op.f("uq_webhook_deliveries_customer_id_endpoint_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["endpoint_id"], ["webhook_endpoints.id"], name=op.f("fk_webhook_deliveries_endpoint_id_webhook_endpoints")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_webhook_deliveries_customer_id_customers")
        ),
    )
    index("webhook_deliveries", "id")
    index("webhook_deliveries", "created_at id", name="ix_webhook_deliveries_list")
    index("webhook_deliveries", "endpoint_id next_at", name="ix_webhook_deliveries_waiting", where="state = 'waiting'")
    scope_rows("webhook_deliveries")


def downgrade() -> None:
    op.drop_table("webhook_deliveries")
    op.drop_table("webhook_endpoints")
