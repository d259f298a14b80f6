"""The rows of what is done to running loans, and of what is asked about them."""

from typing import Any

from tests.schema.cells.form import Cell, Elsewhere, Variables, change, given, keyed, look
from tests.schema.stage import FINANCE_WEST, Stage

TODAY = "2026-03-02"
FINANCE = {"foreign": FINANCE_WEST}
MANAGER = {"foreign": "manager.west"}
VERSION_REPAID = 3
VERSION_WRITTEN_OFF = 3


def about(loan: str = "loan", version: int = 2, **values: Any) -> Variables:
    return given(keyed(loanId=loan), expectedVersion=version, **values)


SERVICING: dict[str, Cell] = {
    "prepayLoan": change(
        "prepayLoan",
        "loan { plans { number } repayments { amount } }",
        about(amount="10000.00", choice="LOWER_INSTALMENT", paidOn=TODAY, reference="P-1"),
        "finance.hq",
        **FINANCE,
        good=lambda found, _: [row["number"] for row in found["loan"]["plans"]] == [1, 2],
    ),
    "payOffLoan": change(
        "payOffLoan",
        "loan { state outstanding }",
        about(amount="30168.00", paidOn=TODAY, reference="O-1"),
        "finance.hq",
        **FINANCE,
        good=lambda found, _: found["loan"] == {"state": "CLOSED", "outstanding": "0.00"},
    ),
    "chargeLoanFee": change(
        "chargeLoanFee",
        "loan { nextDue { fee } }",
        about(amount="50.00", valueOn=TODAY, reason="催告费"),
        "finance.hq",
        **FINANCE,
        good=lambda found, _: found["loan"]["nextDue"]["fee"] == "50.00",
    ),
    "waiveLoan": change(
        "waiveLoan",
        "loan { nextDue { waivedInterest } }",
        about(interest="10.00", valueOn=TODAY, reason="困难减免"),
        "manager.east",
        **MANAGER,
        good=lambda found, _: found["loan"]["nextDue"]["waivedInterest"] == "10.00",
    ),
    "changeLoanRate": change(
        "changeLoanRate",
        "loan { rateAnnual penaltyRate }",
        about(rateAnnual="0.12", valueOn=TODAY, reason="协商调整"),
        "manager.east",
        **MANAGER,
        good=lambda found, _: found["loan"] == {"rateAnnual": "0.12", "penaltyRate": "0.18"},
    ),
    "rescheduleLoan": change(
        "rescheduleLoan",
        "loan { instalments { number } }",
        about(extraPeriods=2, valueOn=TODAY, reason="展期"),
        "manager.east",
        **MANAGER,
        good=lambda found, _: len(found["loan"]["instalments"]) == 14,
    ),
    "grantLoanHoliday": change(
        "grantLoanHoliday",
        "loan { nextDue { principal } }",
        about(periods=1, valueOn=TODAY, reason="受灾"),
        "manager.east",
        **MANAGER,
        good=lambda found, _: found["loan"]["nextDue"]["principal"] == "0.00",
    ),
    "writeOffLoan": change(
        "writeOffLoan",
        "loan { state writtenOff }",
        about(valueOn=TODAY, reason="呆账"),
        "manager.east",
        **MANAGER,
        good=lambda found, _: found["loan"] == {"state": "WRITTEN_OFF", "writtenOff": "30000.00"},
    ),
    "recoverLoan": change(
        "recoverLoan",
        "loan { writtenOff }",
        given(keyed(loanId="written_off_loan"), amount="100.00", paidOn=TODAY, reference="V-1"),
        "finance.hq",
        **FINANCE,
        good=lambda found, _: found["loan"]["writtenOff"] == "9900.00",
    ),
    "refundLoanExcess": change(
        "refundLoanExcess",
        "loan { excess }",
        about("repaid_loan", VERSION_REPAID, amount="500.00", reason="客户申请"),
        "checker.hq",
        **FINANCE,
        good=lambda found, _: found["loan"]["excess"] == "0.00",
    ),
    "reverseLoanAct": change(
        "reverseLoanAct",
        "loan { state acts { kind } repayments { isReversed } }",
        given(keyed(loanId="repaid_loan", actId="act"), expectedVersion=VERSION_REPAID, reason="录入错误"),
        "checker.hq",
        **FINANCE,
        good=lambda found, _: (
            found["loan"]
            == {
                "state": "ACTIVE",
                "acts": [{"kind": "DISBURSEMENT"}, {"kind": "REPAYMENT"}, {"kind": "REVERSAL"}],
                "repayments": [{"isReversed": True}],
            }
        ),
    ),
}


def asked(kind: str, field: str, selection: str, good: Any, **values: Any) -> Cell:
    def variables(stage: Stage) -> dict[str, Any]:
        return {"input": {"loanId": stage["loan"]} | values}

    document = f"query Look($input: {kind}!) {{ {field}(input: $input) {{ {selection} }} }}"
    return look(document, variables, good, elsewhere=Elsewhere.NOT_FOUND)


QUOTES: dict[str, Cell] = {
    "prepaymentQuote": asked(
        "LoanMoneyInput",
        "prepaymentQuote",
        "interest outcomes { choice instalments { number } }",
        lambda found, _: found["interest"] == "168.00" and len(found["outcomes"]) == 2,
        amount="10000.00",
        paidOn=TODAY,
    ),
    "repaymentPreview": asked(
        "LoanMoneyInput",
        "repaymentPreview",
        "excess splits { number interest }",
        lambda found, _: found == {"excess": "0.00", "splits": [{"number": 1, "interest": "100.00"}]},
        amount="100.00",
        paidOn=TODAY,
    ),
    "payOffQuote": asked(
        "PayOffQuoteInput",
        "payOffQuote",
        "total explanation { zh }",
        lambda found, _: found["total"] == "30168.00" and "30168.00" in found["explanation"]["zh"],
        paidOn=TODAY,
    ),
    "instalmentExplanation": asked(
        "LoanPartInput",
        "instalmentExplanation",
        "zh en",
        lambda found, _: "14.4%" in found["zh"] and "14.4%" in found["en"],
        number=1,
    ),
    "loanPlan": asked("LoanPartInput", "loanPlan", "number principal", lambda found, _: len(found) == 12, number=1),
    "repaymentExplanation": look(
        "query Look($id: ID!) { repaymentExplanation(id: $id) { zh } }",
        lambda stage: {"id": stage["repayment"]},
        lambda found, _: "500.00" in found["zh"],
        elsewhere=Elsewhere.NOT_FOUND,
    ),
}
