"""Terms of security: what a contract says of co-borrowers, guarantors and collateral, as a text of its own."""

from datetime import UTC, date, datetime
from uuid import UUID

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

NOBODY = UUID(int=0)
FIRST_ID = UUID("0192b1a0-0000-7000-8000-000000005001")
TABLES = ("paper_templates", "template_proposals")
BEFORE = ("loan_contract", "cost_disclosure")
KIND = "security_terms"
TEXTS = (
    "共同借款人与借款人对本合同项下的全部债务承担共同还款责任，贷款人有权向其中任何一方请求清偿全部债务。",
    (
        "保证人按《当事人表》载明的保证方式、最高金额和保证期间承担保证责任；保证期间自主债务履行期限届满之日起计算。"
        "保证范围包括本金、利息、罚息以及实现债权的合理费用，以载明的最高金额为限。"
    ),
    "抵押人、出质人以《担保物清单》所列财产按载明的顺位和担保金额提供担保；依法应当登记的，登记完成前贷款人不发放借款。",
    "担保期间，抵押人应妥善保管担保物并按约投保；担保物毁损、灭失或者价值明显减少的，应立即通知贷款人。",
    "主债务清偿后，保证责任消灭；贷款人应在十个工作日内协助办理担保物权的注销登记。",
    "共同借款人与保证人确认：签署前已完整阅读本合同以及所出示的融资成本文件，知悉人民币{amount}元借款的年化综合融资成本为{apr}。",
)


def upgrade() -> None:
    _take((*BEFORE, KIND))
    columns = (
        "id",
        "kind",
        "number",
        "title",
        "texts",
        "reading_seconds",
        "effective_from",
        "created_by",
        "created_at",
    )
    table = sa.table("paper_templates", *(sa.column(name) for name in columns))
    table.c.texts.type = postgresql.ARRAY(sa.Text())
    row = {"id": FIRST_ID, "kind": KIND, "number": 1, "title": "共同借款与担保条款", "texts": list(TEXTS)}
    row |= {"reading_seconds": 0, "effective_from": date(2020, 1, 1), "created_by": NOBODY}
    op.execute(table.insert().values(**row, created_at=datetime(2020, 1, 1, tzinfo=UTC)))


def _take(kinds: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_templatekind")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_templatekind CHECK (kind IN ({listed}))")


def downgrade() -> None:
    for name in TABLES[::-1]:
        table = sa.table(name, sa.column("kind"))
        op.execute(table.delete().where(table.c.kind == KIND))
    _take(BEFORE)
