"""A photographed ID card becomes an approved, signed, disbursed and partly repaid loan."""

from decimal import Decimal

import pytest

from tests.journeys.phones import Phone
from tests.journeys.running import Running
from tests.journeys.steps import apply_for, contract_and_sign, decide, introduce, pay_out, refused, repay

pytestmark = [pytest.mark.ocr, pytest.mark.timeout(600)]


async def test_a_loan_lives_from_the_photograph_to_its_second_instalment(running: Running) -> None:
    officer = Phone(running.url, "officer.east1").log_in()
    applicant = introduce(officer, 4711)
    application = apply_for(officer, applicant.id, "80000.00")
    assert (application["state"], application["tier"]) == ("IN_REVIEW", "REGIONAL")

    case = application["case"]
    stranger = Phone(running.url, "manager.west").log_in()
    assert refused(decide, stranger, case) == "OBJECT_NOT_FOUND"
    assert refused(decide, officer, case) == "ACCESS_DENIED"
    assert refused(decide, Phone(running.url, "reviewer.east1").log_in(), case) == "APPROVAL_WRONG_POSITION"

    manager = Phone(running.url, "manager.east").log_in()
    waiting = manager.ask("{ approvalInbox { nodes { id mayDecide version amount application { number } } } }")
    assert [node["id"] for node in waiting["approvalInbox"]["nodes"]] == [case["id"]]
    assert decide(manager, case)["application"]["state"] == "APPROVED"

    shown = contract_and_sign(officer, application["id"], running.url)
    assert shown["amount"] == "80000.00"

    assert refused(pay_out, officer, application["id"]) == "ACCESS_DENIED"
    finance = Phone(running.url, "finance.hq").log_in()
    loan = pay_out(finance, application["id"])
    assert (loan["outstanding"], loan["payment"]["state"]) == ("80000.00", "SETTLED")

    for number in (1, 2):
        due = next(row for row in loan["instalments"] if row["outstanding"] != "0.00")
        loan = repay(finance, loan["id"], due["outstanding"], f"R{number}")
        assert [row["state"] for row in loan["instalments"]].count("PAID") == number
    repaid = sum(Decimal(row["principal"]) for row in loan["repayments"])
    assert Decimal(loan["outstanding"]) == Decimal("80000.00") - repaid
    assert running.paid_out() == [8_000_000]
    assert verified(running) == 0


def verified(running: Running) -> int:
    """Exit code of `jiedai verify`."""
    return running.run("verify")[0]
