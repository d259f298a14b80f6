"""The rows of payments by file, direct debits, the counter and papers."""

from typing import Any

from tests.schema.cells.form import TOTAL, Cell, Elsewhere, change, given, keyed, look, nothing
from tests.schema.stage import FINANCE_WEST, RISK_WEST, Stage

DESK: dict[str, Any] = {"foreign": FINANCE_WEST}
COUNT = [{"denomination": "100.00", "pieces": 10}]
MONEY = {"amount": "200.00"}


def maker(verb: str, selection: str, values: Any, good: Any, **more: Any) -> Cell:
    return change(verb, selection, values, "finance.hq", good=good, **(DESK | more))


def checker(verb: str, selection: str, values: Any, good: Any, **more: Any) -> Cell:
    return change(verb, selection, values, "checker.hq", good=good, **(DESK | more))


def desk_list(field: str, name: str) -> Cell:
    def good(found: Any, stage: Stage) -> bool:
        return stage[name] in [node["id"] for node in found["nodes"]]

    document = f"{{ {field} {TOTAL} }}"
    return look(document, nothing, good, right="finance.hq", foreign=FINANCE_WEST, elsewhere=Elsewhere.EMPTY)


def state_is(kind: str, state: str) -> Any:
    return lambda found, _: found[kind]["state"] == state


CUSTODY: dict[str, Cell] = {
    "setFundingChannel": change(
        "setFundingChannel",
        "fundingAccount { channel cutOffMinute }",
        given(keyed(fundingAccountId="funding"), channel="FILE", fileProfile="county_csv_gbk", cutOff="16:30"),
        "risk.hq",
        foreign=RISK_WEST,
        good=lambda found, _: found["fundingAccount"] == {"channel": "FILE", "cutOffMinute": 990},
    ),
    "makePaymentBatch": maker(
        "makePaymentBatch",
        "batch { state orderCount }",
        keyed(fundingAccountId="file_account"),
        lambda found, _: found["batch"] == {"state": "MADE", "orderCount": 1},
    ),
    "releaseBatch": checker(
        "releaseBatch",
        "batch { state }",
        given(keyed(batchId="batch"), expectedVersion=1),
        state_is("batch", "RELEASED"),
    ),
    "cancelBatch": maker("cancelBatch", "batch { state }", keyed(batchId="batch"), state_is("batch", "CANCELLED")),
    "releasePayment": checker(
        "releasePayment",
        "payment { waitsForRelease }",
        keyed(paymentId="held_payment"),
        lambda found, _: found["payment"] == {"waitsForRelease": False},
    ),
    "refusePayment": checker(
        "refusePayment",
        "payment { state reason }",
        given(keyed(paymentId="held_payment"), reason="账号有误"),
        lambda found, _: found["payment"] == {"state": "FAILED", "reason": "账号有误"},
    ),
    "entrustPayee": change(
        "entrustPayee",
        "payee { state accountLast4 }",
        given(
            keyed(applicationId="draft", documentId="document"),
            name="城南农机经营部",
            account="6217009900000001234",
            bankName="农商银行",
            purpose="购买收割机",
        ),
        "officer.east1",
        good=lambda found, _: found["payee"] == {"state": "RECORDED", "accountLast4": "1234"},
    ),
    "confirmPayee": maker("confirmPayee", "payee { state }", keyed(payeeId="payee"), state_is("payee", "CONFIRMED")),
    "withdrawPayee": maker("withdrawPayee", "payee { state }", keyed(payeeId="payee"), state_is("payee", "WITHDRAWN")),
    "recordMandate": change(
        "recordMandate",
        "mandate { state limit }",
        given(
            keyed(customerId="borrower"),
            agreement="XY-9",
            limit="5000.00",
            validFrom="2026-03-02",
            validUntil="2027-03-01",
        ),
        "officer.east1",
        good=lambda found, _: found["mandate"] == {"state": "ACTIVE", "limit": "5000.00"},
    ),
    "revokeMandate": maker(
        "revokeMandate",
        "mandate { state }",
        given(keyed(mandateId="mandate"), reason="客户要求"),
        state_is("mandate", "REVOKED"),
    ),
    "makeDebitBatch": maker(
        "makeDebitBatch",
        "batch { kind orderCount }",
        given(keyed(fundingAccountId="file_account"), on="2026-03-02"),
        lambda found, _: found["batch"] == {"kind": "DEBIT", "orderCount": 1},
    ),
    "openTill": maker(
        "openTill",
        "till { state opening }",
        given(keyed(branchId="branch"), count=COUNT),
        lambda found, _: found["till"] == {"state": "OPEN", "opening": "1000.00"},
    ),
    "countTill": maker(
        "countTill",
        "till { state difference }",
        given(keyed(tillId="quiet_till"), count=COUNT),
        lambda found, _: found["till"] == {"state": "COUNTED", "difference": "0.00"},
    ),
    "closeTill": checker("closeTill", "till { state }", keyed(tillId="counted_till"), state_is("till", "CLOSED")),
    "takeCash": maker(
        "takeCash",
        "receipt { state amount }",
        given(keyed(tillId="till", loanId="loan"), **MONEY),
        lambda found, _: found["receipt"] == {"state": "TAKEN", "amount": "200.00"},
    ),
    "confirmCash": checker(
        "confirmCash",
        "receipt { state repayment { amount } }",
        keyed(receiptId="receipt"),
        lambda found, _: found["receipt"] == {"state": "CONFIRMED", "repayment": {"amount": "200.00"}},
    ),
    "refuseCash": checker(
        "refuseCash",
        "receipt { state }",
        given(keyed(receiptId="receipt"), reason="退回"),
        state_is("receipt", "REFUSED"),
    ),
    "bankCash": maker(
        "bankCash",
        "deposit { state }",
        given(keyed(tillId="till", fundingAccountId="funding"), reference="S-2", **MONEY),
        state_is("deposit", "RECORDED"),
    ),
    "confirmDeposit": checker(
        "confirmDeposit", "deposit { state }", keyed(depositId="deposit"), state_is("deposit", "CONFIRMED")
    ),
    "issuePaper": maker(
        "issuePaper",
        "paper { kind }",
        given(keyed(loanId="loan"), kind="STATEMENT"),
        lambda found, _: found["paper"] == {"kind": "STATEMENT"},
    ),
}

CUSTODY_QUERIES: dict[str, Cell] = {
    "fundingAccounts": look(
        "{ fundingAccounts { id funds { free } } }",
        nothing,
        lambda found, stage: stage["funding"] in [row["id"] for row in found],
        right="finance.hq",
        foreign=FINANCE_WEST,
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    ),
    "waitingPayments": desk_list("waitingPayments", "waiting_payment"),
    "entrustedPayees": desk_list("entrustedPayees", "payee"),
    "bankBatches": desk_list("bankBatches", "batch"),
    "bankResults": desk_list("bankResults", "result"),
    "debitMandates": desk_list("debitMandates", "mandate"),
    "tills": desk_list("tills", "till"),
    "cashReceipts": desk_list("cashReceipts", "receipt"),
}
