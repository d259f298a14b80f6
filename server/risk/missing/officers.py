"""OF."""

from typing import Final

from server.risk.lacking import Missing

MISSING: Final = (
    Missing(
        "OF-15",
        "员工本人银行账户的申报登记（合规部门持有）；流水只有对手账号的盲索引，无从判断是否为员工账户",
        "the accounts that employees declare as their own (compliance would have them): statements tell payers by a "
        "blind index, and nothing says which of them belongs to staff",
    ),
)
