"""The events that partners can hear of: public names that outlive ours, each with what its message names."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event. `objects` are names in `data`, each a global id, beside `customerId`, which is always there."""

    code: str
    zh: str
    en: str
    objects: tuple[str, ...]


_ALL = (
    Kind("application.approved", "申请已通过", "an application was approved", ("applicationId",)),
    Kind("application.rejected", "申请已拒绝", "an application was rejected", ("applicationId",)),
    Kind("application.returned", "申请已退回", "an application was returned to its officer", ("applicationId",)),
    Kind("application.submitted", "申请已提交", "an application was submitted", ("applicationId",)),
    Kind("application.withdrawn", "申请已撤回", "an application was withdrawn", ("applicationId",)),
    Kind("contract.signed", "合同已签署", "the borrower signed a contract", ("contractId", "applicationId")),
    Kind("customer.registered", "客户已建档", "a customer was registered", ()),
    Kind("loan.closed", "贷款已结清", "nothing is owed on a loan any more", ("loanId",)),
    Kind("loan.corrected", "贷款流水已冲正", "an act on a loan was taken back", ("loanId",)),
    Kind("loan.disbursed", "贷款已发放", "a loan was paid out", ("loanId", "applicationId")),
    Kind("loan.repaid", "贷款已还款", "a repayment was shared out", ("loanId",)),
)
KINDS: Final = MappingProxyType({kind.code: kind for kind in _ALL})
PING: Final = "webhook.ping"
"""Sent on demand, to whatever kinds the endpoint wants."""
