"""The columns of the sheet: what each is called, and what it holds."""

from collections.abc import Mapping, Sequence
from typing import Final

from server.kit.tables.columns import Column
from server.kit.tables.columns import places as columns_of
from server.kit.tables.errors import TitleWrong

COLUMNS: Final = (
    Column("branch", "机构代码", ("网点代码",)),
    Column("officer", "客户经理"),
    Column("customer_kind", "客户类型"),
    Column("name", "客户名称", ("姓名",)),
    Column("id_number", "证件号码", ("身份证号", "统一社会信用代码", "credit_code")),
    Column("phone", "手机号", ("联系电话",)),
    Column("legal_representative", "法定代表人", optional=True),
    Column("old_number", "原借据号", ("借据号", "原贷款编号")),
    Column("product", "产品代码"),
    Column("principal", "贷款本金", ("放款金额",)),
    Column("rate_annual", "年利率", optional=True),
    Column("rate_percent", "年利率(%)", optional=True),
    Column("term_months", "期限(月)", ("期限",)),
    Column("method", "还款方式"),
    Column("first_day", "起息日", ("放款日",)),
    Column("first_due_day", "首期还款日"),
    Column("instalments_paid", "已还期数"),
    Column("paid_principal", "已还本金"),
    Column("paid_interest", "已还利息"),
    Column("paid_penalty", "已还罚息"),
    Column("paid_fee", "已还费用"),
    Column("arrears_principal", "欠本金", ("逾期本金",)),
    Column("arrears_interest", "欠利息", ("逾期利息",)),
    Column("arrears_penalty", "欠罚息"),
    Column("arrears_fee", "欠费用"),
    Column("excess", "暂收款", ("溢缴款",)),
    Column("balance", "贷款余额", optional=True),
    Column("accrued_interest", "应计利息", optional=True),
    Column("as_of", "基准日"),
)
CONTROLS: Final = (
    Column("branch", "机构代码", ("网点代码",)),
    Column("loans", "笔数"),
    Column("principal", "贷款余额", ("本金余额",)),
    Column("interest", "应收利息"),
    Column("penalty", "应收罚息"),
    Column("fee", "应收费用"),
    Column("excess", "暂收款"),
    Column("accrued", "应计利息", optional=True),
)


def places(columns: Sequence[Column], headings: Sequence[object]) -> Mapping[str, int]:
    """Where each column stands; a rate is told in one of two columns. Raises TitleWrong."""
    found = columns_of(columns, headings)
    if columns is COLUMNS and ("rate_annual" in found) == ("rate_percent" in found):
        raise TitleWrong(field="file", column="年利率")
    return found
