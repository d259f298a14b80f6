"""The desk of findings, registers, contacts with debtors, tickets of customers, legal holds and erasures."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import APP, SCOPE, give_rights, grant, index, owned, scope_branch_rows, scope_rows, word

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

NOW = sa.DateTime(timezone=True)
REGISTERS = (
    "marketing partner pricing_model collection_form impact_assessment privacy_audit incident transfer log_deletion "
    "watch_list suspicious_case beneficial_owner authorisation credit_report large_report sharing fund_use"
)
RIGHTS = {
    "compliance:read": ("complying", "auditing", "overseeing"),
    "compliance:register": ("complying",),
    "compliance:mend": ("complying",),
    "compliance:waive": ("complying", "deciding"),
    "compliance:suspicion": ("complying",),
    "contact:plan": ("contacting",),
    "customer:erase": ("complying", "erasing"),
    "customer:hand_over_data": ("complying",),
    "customer:hold": ("complying", "erasing"),
    "dossier:draw": ("complying", "auditing"),
    "ticket:answer": ("complying",),
    "ticket:file": ("intake", "complying", "overseeing"),
}
NEW_ROLES = (
    ("complying", "合规", "Complying", "risk_officer"),
    ("erasing", "数据销毁复核", "Erasing", "committee_member"),
    ("contacting", "催收联系", "Contacting debtors", "collector"),
)
TABLES = ("compliance_sweeps", "compliance_findings", "compliance_entries", "collection_contacts")


def upgrade() -> None:
    _findings()
    _entries()
    _contacts()
    _tickets()
    _keeping()
    _rights_of_a_house_with_roles()


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _uuid(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, NOW, nullable=nullable)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _check(table: str, name: str, text: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(text, name=op.f(f"ck_{table}_{name}"))


def _of_customer(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f(f"fk_{table}_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f(f"pk_{table}")),
    )


def _findings() -> None:
    table = "compliance_findings"
    op.create_table(
        table,
        _uuid("id"),
        _uuid("branch_id"),
        _uuid("customer_id", nullable=True),
        _text("rule_code"),
        _whole("rule_version"),
        word("severity", "severity", "block review warn"),
        word("outcome", "findingoutcome", "pass review refuse"),
        _text("subject_kind"),
        _uuid("subject_id"),
        _text("reason_zh"),
        _text("reason_en"),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        _day("found_on"),
        _day("seen_on"),
        _day("due_on"),
        _uuid("owner_id", nullable=True),
        word("state", "findingstate", "open mended waived"),
        _text("note", nullable=True),
        _day("mended_on", nullable=True),
        _uuid("mended_by", nullable=True),
        _text("waiver_reason", nullable=True),
        _day("waiver_until", nullable=True),
        _uuid("waiver_proposed_by", nullable=True),
        _at("waiver_proposed_at", nullable=True),
        _uuid("waiver_agreed_by", nullable=True),
        _at("waiver_agreed_at", nullable=True),
        _whole("version"),
        _check(table, "days", "due_on >= found_on AND seen_on >= found_on"),
        _check(table, "mended", "(state = 'mended') = (mended_on IS NOT NULL)"),
        _check(table, "waived", "state <> 'waived' OR waiver_agreed_by IS NOT NULL"),
        _check(table, "four_eyes", "waiver_agreed_by <> waiver_proposed_by"),
        _check(table, "waiver", "num_nulls(waiver_reason, waiver_until, waiver_proposed_by) IN (0, 3)"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    living = "state <> 'mended'"
    index(table, "rule_code subject_kind subject_id", name=f"uq_{table}_living", unique=True, where=living)
    index(table, "state due_on id", name=f"ix_{table}_desk")
    index(table, "customer_id")
    scope_branch_rows(table)
    op.create_table(
        "compliance_sweeps",
        _day("business_date"),
        _text("part"),
        _whole("found"),
        _whole("mended"),
        _at("swept_at"),
        sa.PrimaryKeyConstraint("business_date", "part", name=op.f("pk_compliance_sweeps")),
    )
    grant("compliance_sweeps")


def _entries() -> None:
    table = "compliance_entries"
    op.create_table(
        table,
        _uuid("id"),
        _uuid("branch_id"),
        _uuid("officer_id"),
        _uuid("customer_id", nullable=True),
        word("kind", "registerkind", REGISTERS),
        _text("name"),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        _day("entered_on"),
        _uuid("entered_by"),
        _at("entered_at"),
        _day("ended_on", nullable=True),
        _uuid("ended_by", nullable=True),
        _text("end_reason", nullable=True),
        _check(table, "name_length", "length(name) BETWEEN 1 AND 200"),
        _check(table, "ended", "num_nulls(ended_on, ended_by, end_reason) IN (0, 3)"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    index(table, "kind entered_on id")
    index(table, "customer_id")
    # lists and partners are the house's, and asked about by whoever takes an application
    sight = f"customer_id IS NULL OR ({SCOPE})"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY scope ON {table} TO {APP} USING ({sight}) WITH CHECK ({sight})")
    grant(table)


def _contacts() -> None:
    table = "collection_contacts"
    op.create_table(
        table,
        *owned(),
        _uuid("loan_id"),
        word("channel", "contactchannel", "call message letter visit"),
        word("party", "contactparty", "self contact"),
        word("message_kind", "messagekind", "demand reminder call_back"),
        sa.Column("number_index", sa.LargeBinary(), nullable=True),
        _uuid("planned_by"),
        _at("planned_at"),
        _day("local_date"),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        _uuid("check_id"),
        sa.Column("connected", sa.Boolean(), nullable=True),
        sa.Column("refused_further", sa.Boolean(), nullable=False),
        sa.Column("recorded", sa.Boolean(), nullable=True),
        _text("recording_blob", nullable=True),
        _day("recording_deleted_on", nullable=True),
        _at("noted_at", nullable=True),
        _check(table, "forbidden", "allowed OR connected IS NULL"),
        _check(table, "noted", "num_nulls(connected, recorded, noted_at) IN (0, 3)"),
        *_of_customer(table),
    )
    for columns in ("id", "customer_id planned_at", "number_index local_date"):
        index(table, columns)
    scope_rows(table)


def _tickets() -> None:
    table = "compliance_tickets"
    answer = "num_nulls(answer_cipher, outcome, answered_on, answered_by, answered_at) IN (0, 5)"
    op.create_table(
        table,
        *owned(),
        word("kind", "ticketkind", "complaint objection human_review data_access withdrawal erasure"),
        word("state", "ticketstate", "open answered"),
        _text("source"),
        _uuid("loan_id", nullable=True),
        sa.Column("question_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("answer_cipher", sa.LargeBinary(), nullable=True),
        _text("outcome", nullable=True),
        _day("opened_on"),
        _day("due_on"),
        _uuid("opened_by"),
        _at("opened_at"),
        _day("answered_on", nullable=True),
        _uuid("answered_by", nullable=True),
        _at("answered_at", nullable=True),
        _whole("version"),
        _check(table, "answered", "(state = 'answered') = (answered_at IS NOT NULL)"),
        _check(table, "answer", answer),
        _check(table, "days", "due_on >= opened_on"),
        *_of_customer(table),
    )
    index(table, "id")
    index(table, "due_on id", name=f"ix_{table}_open", where="state = 'open'")
    scope_rows(table)


def _keeping() -> None:
    op.create_table(
        "legal_holds",
        *owned(),
        _text("reason"),
        _text("ordered_by"),
        _uuid("placed_by"),
        _at("placed_at"),
        _uuid("lifted_by", nullable=True),
        _at("lifted_at", nullable=True),
        _text("lift_reason", nullable=True),
        _check("legal_holds", "lifted", "num_nulls(lifted_by, lifted_at, lift_reason) IN (0, 3)"),
        _check("legal_holds", "four_eyes", "lifted_by <> placed_by"),
        *_of_customer("legal_holds"),
    )
    index("legal_holds", "id")
    index("legal_holds", "customer_id", name="uq_legal_holds_standing", unique=True, where="lifted_at IS NULL")
    scope_rows("legal_holds")
    op.create_table(
        "erasures",
        *owned(),
        _text("reason"),
        _day("ended_on"),
        _uuid("proposed_by"),
        _at("proposed_at"),
        _uuid("done_by", nullable=True),
        _at("done_at", nullable=True),
        _check("erasures", "done", "num_nulls(done_by, done_at) IN (0, 2)"),
        _check("erasures", "four_eyes", "done_by <> proposed_by"),
        *_of_customer("erasures"),
    )
    index("erasures", "id")
    index("erasures", "customer_id", name="uq_erasures_one", unique=True)
    scope_rows("erasures")


def _rights_of_a_house_with_roles() -> None:
    """A new house gets its roles from the catalogue, after the migrations; an old one gets the new rights here."""
    positions = sa.table("position_roles", sa.column("position_code"), sa.column("role_code"))
    held = sa.table("roles", sa.column("code"), sa.column("name_zh"), sa.column("name_en"))
    posts = sa.table("positions", sa.column("code"))
    for code, zh, en, post in NEW_ROLES:
        there = sa.exists().select_from(posts).where(posts.c.code == post)
        row = sa.select(sa.literal(code), sa.literal(zh), sa.literal(en)).where(there)
        op.execute(postgresql.insert(held).from_select(["code", "name_zh", "name_en"], row).on_conflict_do_nothing())
        given = sa.select(sa.literal(post), sa.literal(code)).where(there)
        op.execute(
            postgresql.insert(positions).from_select(["position_code", "role_code"], given).on_conflict_do_nothing()
        )
    give_rights((role, operation) for operation, roles in RIGHTS.items() for role in roles)


def downgrade() -> None:
    for table in ("erasures", "legal_holds", "compliance_tickets", *reversed(TABLES)):
        op.drop_table(table)
