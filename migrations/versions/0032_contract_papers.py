"""Templates of papers with days and versions, the cost disclosure, the drawn signature, borrowers' links and requests."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.helpers import (
    give_rights,
    grant,
    index,
    owned,
    references,
    references_owned,
    scope_rows,
    take_rights,
    word,
)

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

NOBODY = UUID(int=0)
WRITTEN_AT = datetime(2020, 1, 1, tzinfo=UTC)
NOTICES = "signing_link signing_code contract_signed loan_paid_out repayment_received repayment_due repayment_overdue"
NEW_NOTICES = ("borrower_link", "borrower_answer")
RIGHTS = {
    "template:publish": ("publishing",),
    "borrower:answer": ("contracting",),
    "borrower:link": ("contracting",),
    "report:draw": ("reader",),
}

CLAUSES = (
    "借款人应按约定用途使用借款，不得用于购房、股票、期货及其他国家禁止的领域；贷款人有权核查资金用途。",
    "贷款人在借款人签署本合同且本人收款账户核验通过后，将借款支付至合同载明的借款人本人账户。利息自实际放款日起计算。",
    "借款人应在每期到期日二十四时前足额还款。到期日为法定节假日的，可顺延至下一工作日，顺延期间不计罚息。",
    "还款按费用、罚息、利息、本金的顺序清偿。逾期本金自逾期之日起按本合同载明的罚息标准计收罚息，直至清偿之日。",
    "借款人可以提前偿还部分或全部借款，利息按实际使用天数计算；除本合同列明外，贷款人不因提前还款收取费用。",
    "贷款人仅在办理、管理本笔借款以及履行法定义务所必需的范围内处理借款人的个人信息，并依法保密。",
    "本笔借款的信息将依法报送金融信用信息基础数据库；报送不良信息前贷款人将事先告知借款人。",
    "因本合同发生的争议，双方先行协商；协商不成的，向贷款人住所地有管辖权的人民法院提起诉讼。",
)
DISCLOSED = (
    "借款人确认：签署本合同前，已阅读并确认贷款人出具的《综合融资成本明示表》，知悉年化综合融资成本为{apr}；"
    "除明示表列明的项目外，贷款人及合作机构不再向借款人收取任何息费。"
)
NOTES = (
    "本表依据《个人贷款业务明示综合融资成本规定》编制，列示借款人在正常履约情形下应当承担的全部息费，以及违约等情形下可能发生的费用。",
    "正常履约情形下，本笔借款的年化综合融资成本为{apr}（内部收益率法，单利年化），应还总额为人民币{total}元。",
    "除本表列明的项目外，{lender}及其合作机构不再向借款人收取任何其他息费。",
    "如有疑问，请在确认前联系客户经理或拨打贷款人客服电话；未经您确认本表，不会进入签约环节。",
)
# kind, number, title, texts, seconds that it must be open before it may be confirmed, first and last day
FIRST: tuple[tuple[str, int, str, tuple[str, ...], int, date, date | None], ...] = (
    ("loan_contract", 1, "借款合同", CLAUSES, 0, date(2020, 1, 1), date(2026, 7, 31)),
    ("loan_contract", 2, "借款合同", (*CLAUSES[:5], DISCLOSED, *CLAUSES[5:]), 0, date(2026, 8, 1), None),
    ("cost_disclosure", 1, "综合融资成本明示表", NOTES, 10, date(2026, 8, 1), None),
)


def upgrade() -> None:
    _templates()
    _contracts()
    _disclosures()
    _links_and_requests()
    _notices([*NOTICES.split(), *NEW_NOTICES])
    give_rights((role, operation) for operation, roles in RIGHTS.items() for role in roles)


def _templates() -> None:
    table = op.create_table(
        "paper_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        word("kind", "templatekind", "loan_contract cost_disclosure"),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("texts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("reading_seconds", sa.BigInteger(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "effective_until IS NULL OR effective_until >= effective_from", name=op.f("ck_paper_templates_period")
        ),
        sa.CheckConstraint("reading_seconds BETWEEN 0 AND 600", name=op.f("ck_paper_templates_reading")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_templates")),
        sa.UniqueConstraint("kind", "number", name=op.f("uq_paper_templates_kind_number")),
    )
    grant("paper_templates", "SELECT, INSERT, UPDATE (effective_until)")
    op.bulk_insert(table, [_first(at, *row) for at, row in enumerate(FIRST)])


def _first(at: int, *row: Any) -> dict[str, Any]:
    names = ("kind", "number", "title", "texts", "reading_seconds", "effective_from", "effective_until")
    texts = {"texts": list(row[3])}
    own = {"id": UUID(f"0192b1a0-0000-7000-8000-0000000032{at:02d}"), "created_by": NOBODY, "created_at": WRITTEN_AT}
    return dict(zip(names, row, strict=True)) | texts | own


def _contracts() -> None:
    op.add_column("contracts", sa.Column("template_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_contracts_template_id_paper_templates"), "contracts", "paper_templates", ["template_id"], ["id"]
    )
    op.add_column("contracts", sa.Column("ink_cipher", sa.LargeBinary(), nullable=True))
    op.add_column("contracts", sa.Column("evidence_blob", sa.Text(), nullable=True))


def _disclosures() -> None:
    op.create_table(
        "disclosures",
        *owned(),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("form", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reading_seconds", sa.BigInteger(), nullable=False),
        sa.Column("pdf_digest", sa.Text(), nullable=True),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR (opened_at IS NOT NULL AND evidence IS NOT NULL"
            " AND confirmed_at >= opened_at + make_interval(secs => reading_seconds))",
            name=op.f("ck_disclosures_read_first"),
        ),
        references_owned("disclosures", "contract_id", "contracts"),
        references("disclosures", "template_id", "paper_templates"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_disclosures")),
        sa.UniqueConstraint("customer_id", "contract_id", name=op.f("uq_disclosures_customer_id_contract_id")),
    )
    scope_rows("disclosures")


def _links_and_requests() -> None:
    op.create_table(
        "borrower_links",
        *owned(),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        references_owned("borrower_links", "application_id", "applications"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_borrower_links")),
    )
    index("borrower_links", "token_hash")
    scope_rows("borrower_links")
    op.create_table(
        "borrower_requests",
        *owned(),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        word("kind", "requestkind", "human_review hardship complaint consent_withdrawal"),
        word("state", "requeststate", "open answered"),
        sa.Column("text_cipher", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_at IS NOT NULL)", name=op.f("ck_borrower_requests_answered")
        ),
        references_owned("borrower_requests", "application_id", "applications"),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_borrower_requests")),
    )
    index("borrower_requests", "id")
    index("borrower_requests", "asked_at id", name="ix_borrower_requests_list")
    scope_rows("borrower_requests")


def _notices(kinds: list[str]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    op.execute("ALTER TABLE notices DROP CONSTRAINT ck_notices_noticekind")
    op.execute(f"ALTER TABLE notices ADD CONSTRAINT ck_notices_noticekind CHECK (kind IN ({listed}))")


def downgrade() -> None:
    take_rights(RIGHTS)
    _notices(NOTICES.split())
    for table in ("borrower_requests", "borrower_links", "disclosures"):
        op.drop_table(table)
    op.drop_constraint(op.f("fk_contracts_template_id_paper_templates"), "contracts")
    for column in ("evidence_blob", "ink_cipher", "template_id"):
        op.drop_column("contracts", column)
    op.drop_table("paper_templates")
