"""What stands in a dossier, table by table. The conditions take ids of loans, applications and customers."""

from dataclasses import dataclass
from typing import Final

BY_LOAN: Final = "t.loan_id = ANY(:loans)"
BY_APPLICATION: Final = "t.application_id = ANY(:applications)"
BY_CUSTOMER: Final = "t.customer_id = ANY(:customers)"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one table under a title."""

    table: str
    zh: str
    en: str
    condition: str
    order: str = "t.id"


SECTIONS: Final = (
    Section("customers", "客户（脱敏）", "Customers, masked", BY_CUSTOMER),
    Section("consents", "同意", "Consents", BY_CUSTOMER, "t.given_at"),
    Section("applications", "申请", "Applications", "t.id = ANY(:applications)"),
    Section("application_opinions", "客户经理意见", "Officers' opinions", BY_APPLICATION, "t.given_at"),
    Section("application_findings", "规则结论", "What rules found", BY_APPLICATION, "t.submission, t.position"),
    Section("application_parties", "共同借款人与保证人", "Parties", BY_APPLICATION, "t.added_at"),
    Section("collateral_charges", "抵押与质押", "Charges", BY_APPLICATION, "t.charged_at"),
    Section("decision_assessments", "决策评估", "Assessments", BY_APPLICATION, "t.recorded_at"),
    Section("compliance_checks", "合规检查", "Checks of the law", BY_CUSTOMER, "t.recorded_at"),
    Section("compliance_findings", "合规问题", "Findings of the law", BY_CUSTOMER, "t.found_on"),
    Section("approval_cases", "审批", "Approval cases", "t.subject_id = ANY(:applications)", "t.opened_at"),
    Section(
        "approval_votes",
        "表决",
        "Votes",
        "t.case_id IN (SELECT c.id FROM approval_cases c WHERE c.subject_id = ANY(:applications))",
        "t.decided_at",
    ),
    Section("contracts", "合同", "Contracts", BY_APPLICATION, "t.drawn_at"),
    Section(
        "disclosures",
        "综合融资成本明示表",
        "Cost disclosures",
        "t.contract_id IN (SELECT c.id FROM contracts c WHERE c.application_id = ANY(:applications))",
        "t.drawn_at",
    ),
    Section(
        "contract_signers",
        "其他签署人",
        "Signers beside the borrower",
        "t.contract_id IN (SELECT c.id FROM contracts c WHERE c.application_id = ANY(:applications))",
        "t.position",
    ),
    Section("loans", "贷款", "Loans", "t.id = ANY(:loans)"),
    Section("payment_orders", "付款指令", "Payment orders", BY_LOAN, "t.created_at"),
    Section("instalments", "还款计划", "Instalments", BY_LOAN, "t.loan_id, t.number"),
    Section("loan_acts", "贷款业务记录", "Acts", BY_LOAN, "t.loan_id, t.number"),
    Section("repayments", "还款", "Repayments", BY_LOAN, "t.recorded_at"),
    Section("collection_contacts", "催收联系", "Contacts", BY_LOAN, "t.planned_at"),
    Section("compliance_tickets", "客户诉求", "Tickets", BY_CUSTOMER, "t.opened_at"),
    Section("legal_holds", "法定保全", "Legal holds", BY_CUSTOMER, "t.placed_at"),
    Section("documents", "影像资料", "Documents", BY_CUSTOMER, "t.received_at"),
)
ACCESS: Final = ("data_access", "数据访问", "Who looked at clear data")
TRAIL: Final = ("audit_trail", "操作记录", "Audit trail")
HIDDEN: Final = ("_cipher", "_index", "token_hash", "code_hash")
"""Columns that stay out: sealed values and search keys tell nothing without the system."""
