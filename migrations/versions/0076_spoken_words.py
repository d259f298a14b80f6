"""A finding names the utterance that it was made in, and sealed words of cases are revealed for a reason."""

import sqlalchemy as sa
from alembic import op

from migrations.helpers import give_rights, take_rights

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

FINDINGS, UTTERANCES = "speech_findings", "case_utterances"
KEY = f"fk_{FINDINGS}_customer_id_utterance_id_{UTTERANCES}"
RIGHTS = (("contacting", "collection:reveal"), ("collection_leading", "collection:reveal"))


def upgrade() -> None:
    op.add_column(FINDINGS, sa.Column("utterance_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f(KEY), FINDINGS, UTTERANCES, ["customer_id", "utterance_id"], ["customer_id", "id"])
    found = sa.table(FINDINGS, *map(sa.column, ("customer_id", "case_id", "found_at", "contact_id", "utterance_id")))
    said = sa.table(UTTERANCES, *map(sa.column, ("customer_id", "case_id", "recorded_at", "speaker", "id")))
    # both were written in the same instant of one piece of work
    together = (said.c.customer_id == found.c.customer_id, said.c.case_id == found.c.case_id)
    then = (said.c.recorded_at == found.c.found_at, said.c.speaker == "agent", found.c.contact_id.is_(None))
    op.execute(sa.update(found).values(utterance_id=said.c.id).where(*together, *then))
    give_rights(RIGHTS)


def downgrade() -> None:
    take_rights({right for _, right in RIGHTS})
    op.drop_constraint(op.f(KEY), FINDINGS, type_="foreignkey")
    op.drop_column(FINDINGS, "utterance_id")
