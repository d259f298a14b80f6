"""Row policies that PostgreSQL can estimate: the same rows in sight, half of a table expected instead of none of it."""

from alembic import op

from migrations.helpers import SCOPE

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = (
    "application_findings",
    "application_opinions",
    "applications",
    "approval_cases",
    "approval_votes",
    "bank_accounts",
    "compliance_checks",
    "confirmed_identities",
    "consents",
    "contracts",
    "customer_exposures",
    "customer_keys",
    "customers",
    "decision_assessments",
    "document_confirmations",
    "document_readings",
    "documents",
    "identity_claims",
    "identity_reviews",
    "instalments",
    "loans",
    "notices",
    "payment_orders",
    "repayment_splits",
    "repayments",
    "signing_links",
)
SIDES = (("branch_id", "branches"), ("officer_id", "officers"), ("customer_id", "customers"))
BEFORE = " AND ".join(
    f"((SELECT current_setting('jiedai.{setting}', true)) = '*'"
    f" OR {column} = ANY ((SELECT jiedai_ids('{setting}'))::uuid[]))"
    for column, setting in SIDES
)


def upgrade() -> None:
    _scope_by(SCOPE)


def downgrade() -> None:
    _scope_by(BEFORE)


def _scope_by(predicate: str) -> None:
    for table in TABLES:
        op.execute(f"ALTER POLICY scope ON {table} USING ({predicate}) WITH CHECK ({predicate})")
