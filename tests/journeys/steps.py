"""The steps of a loan's life, as staff take them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx

from server.kit.clock import SHANGHAI
from tests.factories.photographs import Photographed, photographed
from tests.journeys.phones import Borrower, Phone, RefusedError, eventually

APPLICATION = """id number state tier amount exposureAfter debtRatio version
  findings { code outcome } case { id version tier mayDecide }"""
LOAN = """id number state principal outstanding version payment { number state amount }
  instalments { number dueOn principal interest fee paidPrincipal paidInterest outstanding state }
  repayments { amount principal interest fee penalty excess }"""


@dataclass
class Applicant:
    """A customer of an officer's, registered with a confirmed card and a verified account."""

    id: str
    card: Photographed


def introduce(officer: Phone, seed: int, income: str | None = "30000.00") -> Applicant:
    """Prospect, photograph, reading, confirmation, registration, bank account."""
    card = photographed("id_front", f"journey {seed}")
    customer = officer.do("beginProspect", "customer { id state }")["customer"]["id"]
    uploaded = officer.upload(customer, "id_front", card.data)
    assert uploaded.status_code == httpx.codes.CREATED, uploaded.text
    document = read_document(officer, uploaded.json()["documentId"])
    fields = [{"name": field["name"], "value": field["proposed"]} for field in document["fields"] if field["proposed"]]
    officer.do(
        "confirmDocument",
        "document { state }",
        documentId=document["id"],
        expectedVersion=document["version"],
        fields=fields,
    )
    read = {field["name"]: field["proposed"] for field in document["fields"]}
    officer.do(
        "registerCustomer",
        "customer { id }",
        customerId=customer,
        kind="PERSON",
        name=read["name"],
        idNumber=read["id_number"],
        phone=f"199{seed:08d}",
        consent=True,
        incomeMonthly=income,
        debtMonthly="0.00",
    )
    bind_account(officer, customer, f"62220202{seed:011d}", f"199{seed:08d}")
    return Applicant(customer, card)


def read_document(officer: Phone, document: str) -> dict[str, Any]:
    """Wait until the worker has read a picture."""
    query = """query Document($id: ID!) { node(id: $id) { ... on Document {
      id state failure version fields { name proposed confidence sure reason } } } }"""

    def look() -> dict[str, Any] | None:
        found: dict[str, Any] = officer.ask(query, id=document)["node"]
        assert found["state"] != "FAILED", found
        return found if found["state"] == "READ" else None

    return eventually(look, "the picture is read")


def bind_account(officer: Phone, customer: str, account: str, phone: str) -> None:
    officer.do("bindAccount", "customer { id }", customerId=customer, account=account, bankName="工商银行", phone=phone)
    query = "query Accounts($id: ID!) { customer(id: $id) { accounts { state } } }"

    def look() -> bool:
        states = [row["state"] for row in officer.ask(query, id=customer)["customer"]["accounts"]]
        assert "FAILED" not in states
        return states == ["VERIFIED"]

    eventually(look, "the account is verified")


def apply_for(officer: Phone, customer: str, amount: str, months: int = 12) -> dict[str, Any]:
    """Start and submit with the officer's opinion; answers the application."""
    version = officer.ask("{ products { id purposes } }")["products"][0]
    started = officer.do(
        "startApplication",
        f"application {{ {APPLICATION} }}",
        customerId=customer,
        productVersionId=version["id"],
        amount=amount,
        termMonths=months,
        purpose=version["purposes"][0],
    )["application"]
    submitted: dict[str, Any] = officer.do(
        "submitApplication",
        f"application {{ {APPLICATION} }}",
        applicationId=started["id"],
        expectedVersion=started["version"],
        opinion={"amount": amount, "termMonths": months, "reason": "经营稳定，流水充足，建议批准。"},
    )["application"]
    return submitted


def decide(phone: Phone, case: dict[str, Any], decision: str = "APPROVE") -> dict[str, Any]:
    decided: dict[str, Any] = phone.do(
        "decideCase",
        f"case {{ id state version votes {{ decision }} application {{ {APPLICATION} }} }}",
        caseId=case["id"],
        decision=decision,
        reason="资料齐全，同意。",
        expectedVersion=case["version"],
    )["case"]
    return decided


def contract_and_sign(officer: Phone, application: str, url: str) -> dict[str, Any]:
    """Draw up, wait for the paper, send, sign on the customer's phone; answers what the signing page showed."""
    contract = officer.do("drawUpContract", "contract { id state }", applicationId=application)["contract"]["id"]
    query = "query Contract($id: ID!) { node(id: $id) { ... on Contract { state } } }"
    eventually(lambda: officer.ask(query, id=contract)["node"]["state"] == "DRAWN", "the paper is set")
    officer.do("sendContract", "contract { state }", contractId=contract)
    return Borrower(url).sign()


def pay_out(finance: Phone, application: str) -> dict[str, Any]:
    """Disburse and wait until the bank has paid; answers the loan."""
    query = "query Version($id: ID!) { application(id: $id) { version } }"
    version = finance.ask(query, id=application)["application"]["version"]
    loan = finance.do("disburseLoan", f"loan {{ {LOAN} }}", applicationId=application, expectedVersion=version)["loan"][
        "id"
    ]
    return eventually(lambda: active(finance, loan), "the loan is paid out")


def active(phone: Phone, loan: str) -> dict[str, Any] | None:
    found: dict[str, Any] = phone.ask(f"query Loan($id: ID!) {{ loan(id: $id) {{ {LOAN} }} }}", id=loan)["loan"]
    return found if found["state"] == "ACTIVE" else None


def repay(finance: Phone, loan: str, amount: str, reference: str) -> dict[str, Any]:
    today = datetime.now(UTC).astimezone(SHANGHAI).date()
    paid: dict[str, Any] = finance.do(
        "repayLoan",
        f"loan {{ {LOAN} }}",
        loanId=loan,
        amount=amount,
        paidOn=today.isoformat(),
        reference=reference,
    )["loan"]
    return paid


def refused(act: Any, *args: Any, **given: Any) -> str:
    """The code with which an act is refused; fails when it is not."""
    try:
        act(*args, **given)
    except RefusedError as refusal:
        return refusal.code
    raise AssertionError("it was not refused")
