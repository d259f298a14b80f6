"""From rows to the values of the report's layout. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from server.contracts.rules import METHODS_ZH, percent
from server.products.purposes import purpose_zh
from server.reports.three_checks import securing, visiting
from server.reports.three_checks.wording import told, yuan

STATES = {
    "draft": "草稿",
    "in_review": "审批中",
    "approved": "已通过",
    "returned": "已退回",
    "rejected": "已拒绝",
    "withdrawn": "已撤回",
    "contracted": "已签约",
    "disbursed": "已放款",
}
LOAN_STATES = {"pending_disbursement": "待放款", "active": "还款中", "closed": "已结清", "written_off": "已核销"}
OUTCOMES = {"pass": "通过", "warn": "提示", "review": "转人工", "refer": "转人工", "block": "拒绝"}
DECISIONS = {"approve": "同意", "reject": "拒绝", "return": "退回"}
TIERS = {"automatic": "系统", "manual_review": "人工复核", "regional": "区域经理", "committee": "总部委员会"}
DOCUMENTS = {
    "id_front": "身份证人像面",
    "id_back": "身份证国徽面",
    "business_licence": "营业执照",
    "contract": "合同",
    "other": "其他资料",
}
REQUESTS = {
    "human_review": "人工复核",
    "hardship": "还款困难",
    "complaint": "投诉",
    "consent_withdrawal": "撤回授权",
}
PICTURES_MAX = 8
VISIT_PICTURES_MAX = 6
REPAYMENTS_MAX = 12
Pairs = list[list[str]]


@dataclass(frozen=True)
class Records:
    """All that is known of one application, as rows."""

    head: Any
    opinions: Sequence[Any] = ()
    findings: Sequence[Any] = ()
    votes: Sequence[Any] = ()
    contracts: Sequence[Any] = ()
    loans: Sequence[Any] = ()
    repayments: Sequence[Any] = ()
    requests: Sequence[Any] = ()
    documents: Sequence[Any] = ()
    parties: Sequence[Any] = ()
    charges: Sequence[Any] = ()
    visits: Sequence[Any] = ()
    visit_lines: Sequence[Any] = ()
    visit_photos: Sequence[Any] = ()


@dataclass(frozen=True)
class Thumbnail:
    """A picture made small: its file's name in the paper, which document it is, and who took it in or which photo."""

    file: str
    document: Any
    about: Any
    data: bytes = field(repr=False)


def papers_shown(records: Records) -> list[tuple[Any, Any]]:
    """The documents whose pictures are shown: the photos of the visit, then the first of the other papers."""
    photos = [(document, photo) for photo, document in records.visit_photos[:VISIT_PICTURES_MAX]]
    taken = {photo.document_id for photo, _ in records.visit_photos}
    papers = [(document, by or "") for document, by in records.documents if document.id not in taken]
    return photos + papers[:PICTURES_MAX]


def values(records: Records, shots: Sequence[Thumbnail], *, lender: str, drawn_at: datetime) -> dict[str, Any]:
    """What the layout shows."""
    application, _, _, _, officer, branch = records.head
    return {
        "number": application.number,
        "lender": lender,
        "branch": branch,
        "officer": officer,
        "drawn_at": told(drawn_at),
        "applicant": _applicant(records.head),
        "opinion": _opinion(records.opinions[0]) if records.opinions else None,
        "documents": str(len(records.documents)),
        "pictures": [_shot(shot) for shot in shots if isinstance(shot.about, str)],
        "parties": [securing.party(*row) for row in records.parties],
        "charges": [securing.charge(*row) for row in records.charges],
        "visit": visiting.told_of(records.visits[0], records.visit_lines) if records.visits else None,
        "photos": [visiting.photo(shot.file, shot.about) for shot in shots if not isinstance(shot.about, str)],
        "findings": [_finding(row[0]) for row in records.findings],
        "decision": _decision(application, records.votes),
        "votes": [_vote(*row[1:]) for row in records.votes if row[1] is not None],
        "contract": _contract(*records.contracts[0]) if records.contracts else [],
        "loan": _loan(*records.loans[0]) if records.loans else [],
        "repayments": [_repayment(row[0]) for row in records.repayments[-REPAYMENTS_MAX:]],
        "requests": [_request(row[0]) for row in records.requests],
    }


def _applicant(head: Any) -> Pairs:
    application, customer, version, product, _, _ = head
    ratio = application.debt_ratio
    return [
        ["客户", customer.name_masked or "—"],
        ["证件号码", customer.number_masked or "—"],
        ["产品", product],
        ["还款方式", METHODS_ZH[version.method]],
        ["申请金额", f"{yuan(application.requested_amount_fen)} 元 / {application.requested_term_months} 个月"],
        ["核定金额", f"{yuan(application.amount_fen)} 元 / {application.term_months} 个月"],
        ["用途", purpose_zh(application.purpose)],
        ["月收入", yuan(customer.income_monthly_fen)],
        ["月还债", yuan(customer.debt_monthly_fen)],
        ["负债率", percent(ratio) if ratio is not None else "—"],
        ["年化综合成本", percent(application.apr) if application.apr is not None else "—"],
        ["授信后敞口", yuan(application.exposure_after_fen)],
        ["建档时间", told(customer.created_at)],
        ["提交时间", told(application.submitted_at)],
    ]


def _opinion(row: Any) -> dict[str, Any]:
    opinion, by = row
    return {
        "reason": opinion.reason,
        "amount": yuan(opinion.amount_fen),
        "term_months": str(opinion.term_months),
        "by": by,
        "at": told(opinion.given_at),
    }


def _shot(shot: Thumbnail) -> dict[str, str]:
    kind = DOCUMENTS.get(shot.document.kind.value, shot.document.kind.value)
    return {"file": shot.file, "kind": kind, "by": shot.about, "at": told(shot.document.received_at)}


def _finding(finding: Any) -> list[str]:
    outcome = OUTCOMES.get(finding.outcome.value, finding.outcome.value)
    return [outcome, finding.reason_zh, f"v{finding.rule_version}", told(finding.found_at)]


def _decision(application: Any, votes: Sequence[Any]) -> Pairs:
    opened = votes[0][0].opened_at if votes else application.submitted_at
    tier = application.tier.value if application.tier else ""
    return [
        ["审批层级", TIERS.get(tier, tier or "—")],
        ["结果", STATES[application.state.value]],
        ["受理时间", told(opened)],
        ["决定时间", told(application.decided_at)],
    ]


def _vote(vote: Any, name: str | None, voice: str | None) -> list[str]:
    who = name or "—"
    if voice is not None and vote.voice != vote.decided_by:
        who += f"（代{voice}）"
    decision = DECISIONS.get(vote.decision.value, vote.decision.value)
    tier = TIERS.get(vote.tier.value, vote.tier.value)
    return [tier, who, decision, vote.reason, told(vote.decided_at)]


def _contract(contract: Any, disclosure: Any | None) -> Pairs:
    rows = [
        ["合同编号", contract.number],
        ["制作时间", told(contract.drawn_at)],
        ["发送时间", told(contract.sent_at)],
        ["签署时间", told(contract.signed_at)],
    ]
    if disclosure is not None:
        rows += [["明示表打开", told(disclosure.opened_at)], ["明示表确认", told(disclosure.confirmed_at)]]
    return rows


def _loan(loan: Any, rows: int | None, paid: int | None, overdue: int | None, overdue_fen: int | None) -> Pairs:
    return [
        ["贷款编号", loan.number],
        ["状态", LOAN_STATES.get(loan.state.value, loan.state.value)],
        ["放款日", str(loan.disbursed_on or "—")],
        ["贷款金额", yuan(loan.principal_fen)],
        ["剩余本金", yuan(loan.outstanding_fen)],
        ["下一到期日", str(loan.next_due_on or "—")],
        ["已还期数", f"{paid or 0} / {rows or 0}"],
        ["逾期", f"{overdue} 期，{yuan(overdue_fen)} 元" if overdue else "无"],
    ]


def _repayment(row: Any) -> list[str]:
    amounts = (row.amount_fen, row.principal_fen, row.interest_fen, row.penalty_fen + row.fee_fen)
    return [str(row.paid_on), *map(yuan, amounts), row.reference]


def _request(row: Any) -> list[str]:
    state = "已答复" if row.answered_at else "待答复"
    return [REQUESTS[row.kind.value], state, told(row.asked_at), told(row.answered_at)]
