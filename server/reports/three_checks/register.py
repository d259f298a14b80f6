"""The register of applications (申请台账) of a period, as a workbook."""

from datetime import date, timedelta
from typing import Final

from server.contracts.rules import percent
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.clock import start_of
from server.kit.errors import Invalid
from server.kit.sheets import xlsx_bytes
from server.kit.work import Work
from server.products.purposes import purpose_zh
from server.reports.three_checks import queries
from server.reports.three_checks.paper import STATES, TIERS
from server.reports.three_checks.wording import told, yuan

ROWS_MAX: Final = 100_000
DAYS_MAX: Final = 400
TITLES: Final = (
    "申请编号",
    "机构",
    "客户经理",
    "客户",
    "证件号码",
    "产品",
    "用途",
    "申请金额",
    "申请期限（月）",
    "核定金额",
    "核定期限（月）",
    "年化综合成本",
    "负债率",
    "审批层级",
    "状态",
    "提交时间",
    "决定时间",
)


class PeriodUnsound(Invalid):
    """No such period, or a longer one than a register covers."""

    code = "report.period_unsound"
    zh = "请选择起止日期，最长{days}天"
    en = "Name a first and a last day, at most {days} days apart"


class RegisterTooLong(Invalid):
    """More rows than one workbook holds."""

    code = "report.register_too_long"
    zh = "该期间申请超过{limit}笔，请缩短期间"
    en = "More than {limit} applications: name a shorter period"


@use_case(Operation.REPORT_DRAW, keyed=False)
async def register_rows(work: Work, *, since: date, until: date) -> list[tuple[str, ...]]:
    """What was submitted in sight from one day to another, titles first; names and numbers masked.

    Who took how many rows is on record.

    Refuses with report.period_unsound, report.register_too_long.
    """
    if not timedelta(0) <= until - since <= timedelta(days=DAYS_MAX):
        raise PeriodUnsound(field="until", days=DAYS_MAX)
    before = start_of(until + timedelta(days=1))
    found = await queries.of_period(work.session, work.scope, start_of(since), before, ROWS_MAX + 1)
    if len(found) > ROWS_MAX:
        raise RegisterTooLong(field="until", limit=ROWS_MAX)
    rows: list[tuple[str, ...]] = [TITLES]
    for application, customer, _, product, officer, branch in found:
        tier = application.tier.value if application.tier else ""
        rows.append(
            (
                application.number,
                branch,
                officer,
                customer.name_masked or "",
                customer.number_masked or "",
                product,
                purpose_zh(application.purpose),
                yuan(application.requested_amount_fen),
                str(application.requested_term_months),
                yuan(application.amount_fen),
                str(application.term_months),
                percent(application.apr) if application.apr is not None else "",
                percent(application.debt_ratio) if application.debt_ratio is not None else "",
                TIERS.get(tier, tier),
                STATES[application.state.value],
                told(application.submitted_at),
                told(application.decided_at),
            )
        )
    work.touch("register", work.new_id(), rows=len(found), since=str(since), until=str(until))
    return rows


def as_workbook(rows: list[tuple[str, ...]]) -> bytes:
    """The rows as a workbook with one sheet."""
    return xlsx_bytes(rows, "申请台账")
