"""What is wrong with a sheet, with a row of it, or with what somebody wants to do with a batch."""

from server.kit.errors import Conflict, Denied, Invalid


class UnknownProduct(Invalid):
    """No product of that code."""

    code = "import.unknown_product"
    zh = "产品代码不存在"
    en = "No product has this code"


class NoFundingAccount(Invalid):
    """The branch has no account that its loans belong to."""

    code = "import.no_funding_account"
    zh = "该机构没有资金账户"
    en = "The branch has no funding account"


class MethodDiffers(Invalid):
    """The product pays back in another way."""

    code = "import.method_differs"
    zh = "还款方式与产品不符（产品为：{expected}）"
    en = "The product pays back in another way: {expected}"


class ScheduleUnsound(Invalid):
    """No schedule follows from these terms."""

    code = "import.schedule_unsound"
    zh = "贷款要素无法生成还款计划：{zh_reason}"
    en = "No schedule follows from these terms: {reason}"


class PaidDiffers(Invalid):
    """Paid and in arrears together are not what the schedule says was due."""

    code = "import.paid_differs"
    zh = "已还与欠款之和与还款计划不符：应为 {expected}，表中为 {found}"
    en = "Paid and in arrears together differ from the schedule: expected {expected}, found {found}"


class PaidToDiffers(Invalid):
    """The number of instalments paid is not what the paid amounts cover."""

    code = "import.paid_to_differs"
    zh = "已还期数与已还金额不符：金额足以还清 {expected} 期"
    en = "The amounts paid cover {expected} instalments"


class PenaltyWithoutDue(Invalid):
    """Penalty before anything was due."""

    code = "import.penalty_without_due"
    zh = "尚无到期期次，不应有罚息"
    en = "Nothing is due yet, so there is no penalty"


class AccruedDiffers(Invalid):
    """The interest of the running period is not what the schedule says to that day."""

    code = "import.accrued_differs"
    zh = "应计利息与还款计划不符：应为 {expected}，表中为 {found}"
    en = "Accrued interest differs from the schedule: expected {expected}, found {found}"


class BalanceDiffers(Invalid):
    """Principal less what is paid is not the balance."""

    code = "import.balance_differs"
    zh = "贷款余额不等于本金减已还本金：应为 {expected}，表中为 {found}"
    en = "The balance is not principal less principal paid: expected {expected}, found {found}"


class NothingOpen(Invalid):
    """A loan of which nothing is owed does not run any more."""

    code = "import.nothing_open"
    zh = "该笔贷款已无余额，无需导入"
    en = "Nothing is owed on this loan"


class StartUnsound(Invalid):
    """The loan began after the day the figures are of."""

    code = "import.start_unsound"
    zh = "起息日不得晚于基准日"
    en = "The loan began after the day that the figures are of"


class DayUnsound(Invalid):
    """The day of the figures is the same in all rows, not in the future and not in a closed month."""

    code = "import.day_unsound"
    zh = "基准日须全表一致、不晚于今天、不在已结账月份"
    en = "The day of the figures is one for the whole sheet, not in the future, not in a closed month"


class LoanTwice(Invalid):
    """The number stands in the sheet twice, or was brought in before."""

    code = "import.loan_twice"
    zh = "原借据号重复或已导入"
    en = "This loan stands in the sheet twice, or was brought in before"


class CustomerDiffers(Invalid):
    """The number is a customer's who has another name, officer or branch."""

    code = "import.customer_differs"
    zh = "该证件号码对应客户的姓名、类型、机构或客户经理与表中不一致"
    en = "The number belongs to a customer of another name, kind, branch or officer"


class PhoneTaken(Invalid):
    """Another customer has this phone."""

    code = "import.phone_taken"
    zh = "该手机号属于其他客户"
    en = "Another customer has this phone"


class ControlMissing(Invalid):
    """Nothing is written without the sheet's own totals."""

    code = "import.control_missing"
    zh = "缺少控制总数（第二张工作表或 --control 文件）"
    en = "The control totals are missing: a second sheet, or the file of --control"


class ControlDiffers(Invalid):
    """A control total is not the sum of the rows."""

    code = "import.control_differs"
    zh = "控制总数不符：机构 {branch}，{pool}：控制数 {expected}，明细 {found}"
    en = "A control total differs: branch {branch}, {pool}: told {expected}, rows {found}"


class RowsRefused(Invalid):
    """Rows are not sound; nothing is written."""

    code = "import.rows_refused"
    zh = "第 {line} 行等 {count} 处有误"
    en = "{count} faults, the first in line {line}"


class AlreadyImported(Conflict):
    """The same sheet was brought in."""

    code = "import.already_imported"
    zh = "该文件已导入（批次 {batch}）"
    en = "This sheet was brought in already (batch {batch})"


class ConfirmedByOneself(Denied):
    """Who prepared a batch does not confirm it."""

    code = "import.confirmed_by_oneself"
    zh = "复核人不得与导入经办人相同"
    en = "Whoever prepared the batch does not confirm it"


class WrongState(Conflict):
    """The batch does not stand where this could be done."""

    code = "import.wrong_state"
    zh = "批次当前状态不允许此操作"
    en = "The state of the batch does not allow this"


class SheetDiffers(Conflict):
    """Not the sheet that was prepared."""

    code = "import.sheet_differs"
    zh = "文件与已准备的批次不一致"
    en = "This is not the sheet that the batch was prepared from"


class BooksDiffer(Conflict):
    """What was booked is not what the control totals say."""

    code = "import.books_differ"
    zh = "入账金额与控制总数不符：机构 {branch}，{pool}"
    en = "What was booked differs from the control totals: branch {branch}, {pool}"


class LoansTouched(Conflict):
    """Something happened to loans of the batch since."""

    code = "import.loans_touched"
    zh = "该批次已有 {count} 笔贷款发生业务，不能撤销"
    en = "Something has happened to {count} loans of this batch since: it cannot be undone"
