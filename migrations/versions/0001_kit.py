"""Settings function of the row policies, job tables, idempotency keys."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

from migrations.helpers import APP, scope_actor_rows

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IDS_OF_SETTING = """
CREATE FUNCTION jiedai_ids(setting text) RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN coalesce(current_setting('jiedai.' || setting, true), '') IN ('', '*') THEN '{}'::uuid[]
              ELSE string_to_array(current_setting('jiedai.' || setting, true), ',')::uuid[] END
$$
"""


def upgrade() -> None:
    op.execute(f"GRANT USAGE ON SCHEMA public TO {APP}")
    op.execute(IDS_OF_SETTING)
    _job_tables()
    op.create_table(
        "idempotency_keys",
        sa.Column("actor_id", sa.Uuid(), primary_key=True),
        sa.Column("operation", sa.Text(), primary_key=True),
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("outcome", postgresql.JSONB()),
        sa.Column("code", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('running', 'applied', 'refused')", name=op.f("ck_idempotency_keys_keystate")),
        sa.PrimaryKeyConstraint("actor_id", "operation", "key", name=op.f("pk_idempotency_keys")),
    )
    scope_actor_rows("idempotency_keys")


def _job_tables() -> None:
    """Procrastinate's own schema, whole: its script holds functions, so it goes through the simple protocol."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    connection.run_async(lambda driver: driver.execute(SchemaManager.get_schema()))
    for kind in ("TABLES", "SEQUENCES", "FUNCTIONS"):
        rights = {"TABLES": "SELECT, INSERT, UPDATE, DELETE", "SEQUENCES": "USAGE", "FUNCTIONS": "EXECUTE"}[kind]
        op.execute(f"GRANT {rights} ON ALL {kind} IN SCHEMA public TO {APP}")
    op.execute(f"REVOKE ALL ON TABLE alembic_version FROM {APP}")
    op.execute(f"GRANT SELECT ON TABLE alembic_version TO {APP}")


def downgrade() -> None:
    op.drop_table("idempotency_keys")
    for table in ("events", "periodic_defers", "jobs", "workers"):
        op.execute(f"DROP TABLE procrastinate_{table} CASCADE")
    op.execute(
        "DO $$ DECLARE f record; BEGIN "
        "FOR f IN SELECT p.oid::regprocedure AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname = 'public' AND p.proname LIKE 'procrastinate%' "
        "LOOP EXECUTE 'DROP FUNCTION ' || f.signature || ' CASCADE'; END LOOP; END $$"
    )
    for name in ("procrastinate_job_to_defer_v1", "procrastinate_job_event_type", "procrastinate_job_status"):
        op.execute(f"DROP TYPE {name}")
    op.execute("DROP FUNCTION jiedai_ids(text)")
