"""From a settled case to the values of its minutes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from server.approvals.models import ActKind, ApprovalAct, ApprovalCase, Condition, Vote
from server.approvals.offered import Offered
from server.approvals.rules import CaseDecision, CaseState
from server.kit.clock import SHANGHAI
from server.kit.money import Money

DECISIONS: Final = {CaseDecision.APPROVE: "同意", CaseDecision.RETURN: "退回", CaseDecision.REJECT: "拒绝"}
STATES: Final = {
    CaseState.APPROVED: "同意",
    CaseState.RETURNED: "退回补充",
    CaseState.REJECTED: "拒绝",
    CaseState.WITHDRAWN: "撤回",
    CaseState.OPEN: "未决",
}
ACTS: Final = {
    ActKind.TRANSFERRED: "转交",
    ActKind.SIGNER_ADDED: "加签",
    ActKind.URGED: "催办",
    ActKind.RECUSED: "回避",
    ActKind.REMINDED: "超时提醒",
    ActKind.ESCALATED: "超时升级",
    ActKind.ADVANCED: "进入下一环节",
}
SYSTEM: Final = "系统"


@dataclass(frozen=True)
class Held:
    """Everything that the minutes of a case tell. `names` are those of staff by id."""

    case: ApprovalCase
    votes: Sequence[Vote]
    acts: Sequence[ApprovalAct]
    conditions: Sequence[Condition]
    names: Mapping[UUID, str]
    number: str
    borrower: str
    product: str


def values(held: Held, *, lender: str) -> dict[str, Any]:
    """The values of the template. The borrower is named in masked form only."""
    case = held.case
    return {
        "lender": lender,
        "number": held.number,
        "pairs": [
            ["申请编号", held.number],
            ["借款人", held.borrower],
            ["产品", held.product],
            ["申请金额", f"{Money(case.amount_fen)} 元"],
            ["本笔后总敞口", f"{Money(case.exposure_after_fen)} 元"],
            ["送审时间", _time(case.opened_at)],
            ["决议时间", _time(case.settled_at)],
            ["表决规则", f"须 {max(case.quorum, case.votes_needed)} 人表决，{case.votes_needed} 票同意"],
            ["矩阵版本", str(case.tier_version)],
            ["决议", STATES[case.state]],
            ["批复条件", _offered(Offered.from_json(case.offered))],
        ],
        "votes": [_vote(vote, held.names) for vote in held.votes],
        "recusals": [
            [_name(act.done_by, held.names), act.reason, _time(act.done_at)]
            for act in held.acts
            if act.kind is ActKind.RECUSED
        ],
        "acts": [_act(act, held.names) for act in held.acts if act.kind is not ActKind.RECUSED],
        "conditions": [[str(each.number), each.text, _name(each.laid_by, held.names)] for each in held.conditions],
        "content_hash": case.content_hash,
    }


def _vote(vote: Vote, names: Mapping[UUID, str]) -> list[str]:
    by = _name(vote.decided_by, names)
    voice = by if vote.voice == vote.decided_by else f"{by}（代 {_name(vote.voice, names)}）"
    return [str(vote.step), voice, DECISIONS[vote.decision], vote.reason, _time(vote.decided_at), vote.vote_hash[:16]]


def _act(act: ApprovalAct, names: Mapping[UUID, str]) -> list[str]:
    colleague = "" if act.colleague is None else _name(act.colleague, names)
    return [_name(act.done_by, names), ACTS[act.kind], colleague, act.reason, _time(act.done_at)]


def _offered(offered: Offered) -> str:
    told = []
    if offered.amount_fen is not None:
        told.append(f"金额 {Money(offered.amount_fen)} 元")
    if offered.term_months is not None:
        told.append(f"期限 {offered.term_months} 个月")
    if offered.rate_annual is not None:
        told.append(f"年利率 {(offered.rate_annual * 100).normalize():f}%")
    return "；".join(told) or "按申请"


def _name(staff_id: UUID, names: Mapping[UUID, str]) -> str:
    return names.get(staff_id, SYSTEM)


def _time(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
