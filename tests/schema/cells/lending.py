"""The rows of mutations on applications, cases, contracts, loans and customers."""

from tests.factories.customers import identity_number, phone_number
from tests.schema.cells.connectors import ASKING
from tests.schema.cells.form import Cell, Elsewhere, change, given, keyed
from tests.schema.cells.identity import MERGES
from tests.schema.stage import FINANCE_WEST

APPLICATION = "application { id state }"
WISH = {"amount": "40000.00", "termMonths": 12, "purpose": "equipment"}
OPINION = {"amount": "30000.00", "termMonths": 12, "reason": "经营稳定，建议批准"}

LENDING: dict[str, Cell] = {
    "startApplication": change(
        "startApplication",
        APPLICATION,
        given(keyed(customerId="borrower", productVersionId="version"), **WISH),
        "officer.east1",
        good=lambda found, _: found["application"]["state"] == "DRAFT",
    ),
    "amendApplication": change(
        "amendApplication",
        "application { amount }",
        given(keyed(applicationId="draft", productVersionId="version"), expectedVersion=1, **WISH),
        "officer.east1",
        good=lambda found, _: found["application"]["amount"] == "40000.00",
    ),
    "submitApplication": change(
        "submitApplication",
        APPLICATION,
        given(keyed(applicationId="draft"), expectedVersion=1, opinion=OPINION),
        "officer.east1",
        good=lambda found, _: found["application"]["state"] == "APPROVED",
    ),
    "withdrawApplication": change(
        "withdrawApplication",
        APPLICATION,
        given(keyed(applicationId="draft"), expectedVersion=1, reason="客户放弃"),
        "officer.east1",
        good=lambda found, _: found["application"]["state"] == "WITHDRAWN",
    ),
    "decideCase": change(
        "decideCase",
        "case { state application { state } }",
        given(keyed(caseId="case"), decision="APPROVE", reason="已核实", expectedVersion=1),
        "manager.east",
        foreign="manager.west",
        good=lambda found, _: found["case"] == {"state": "APPROVED", "application": {"state": "APPROVED"}},
    ),
    "drawUpContract": change(
        "drawUpContract",
        "contract { state }",
        keyed(applicationId="approved"),
        "officer.east1",
        good=lambda found, _: found["contract"]["state"] == "DRAWING",
    ),
    "sendContract": change(
        "sendContract",
        "contract { state }",
        keyed(contractId="contract"),
        "officer.east1",
        good=lambda found, _: found["contract"]["state"] == "SENT",
    ),
    "answerBorrowerRequest": change(
        "answerBorrowerRequest",
        "request { state kind }",
        given(keyed(requestId="request"), text="已安排面谈", expectedVersion=1),
        "officer.east1",
        good=lambda found, _: found["request"] == {"state": "ANSWERED", "kind": "HARDSHIP"},
    ),
    "sendBorrowerLink": change(
        "sendBorrowerLink",
        APPLICATION,
        keyed(applicationId="signed_application"),
        "officer.east1",
        good=lambda found, _: found["application"]["state"] == "CONTRACTED",
    ),
    "revokeBorrowerLinks": change(
        "revokeBorrowerLinks",
        APPLICATION,
        keyed(applicationId="signed_application"),
        "officer.east1",
        good=lambda found, _: found["application"]["state"] == "CONTRACTED",
    ),
    "disburseLoan": change(
        "disburseLoan",
        "loan { state principal }",
        given(keyed(applicationId="signed_application"), expectedVersion=1),
        "finance.hq",
        foreign=FINANCE_WEST,
        good=lambda found, _: found["loan"] == {"state": "PENDING_DISBURSEMENT", "principal": "30000.00"},
    ),
    "rescindContract": change(
        "rescindContract",
        "application { state contract { state } }",
        given(keyed(applicationId="signed_application"), expectedVersion=1, reason="收款账户已销户"),
        "reviewer.east1",
        foreign="reviewer.west1",
        good=lambda found, _: found["application"] == {"state": "WITHDRAWN", "contract": None},
    ),
    "repayLoan": change(
        "repayLoan",
        "loan { repayments { amount } }",
        given(keyed(loanId="loan"), amount="500.00", paidOn="2026-03-02", reference="R-1"),
        "finance.hq",
        foreign=FINANCE_WEST,
        good=lambda found, _: found["loan"]["repayments"] == [{"amount": "500.00"}],
    ),
}

CUSTOMERS: dict[str, Cell] = {
    **ASKING,
    **MERGES,
    "beginProspect": change(
        "beginProspect",
        "customer { branch { code } }",
        keyed(),
        "officer.east1",
        elsewhere=Elsewhere.OWN,
        good=lambda found, _: found["customer"]["branch"]["code"] == "east-1",
        foreign_good=lambda found, _: found["customer"]["branch"]["code"] == "west-1",
    ),
    "registerCustomer": change(
        "registerCustomer",
        "customer { state }",
        given(
            keyed(customerId="prospect"),
            kind="PERSON",
            name="李小红",
            phone=phone_number(5_000),
            consent=True,
            idNumber=identity_number(5_000),
        ),
        "officer.east1",
        good=lambda found, _: found["customer"]["state"] == "ACTIVE",
    ),
    "recordCustomerFacts": change(
        "recordCustomerFacts",
        "customer { rating { cause reasons { code } parts { code points known } } }",
        given(
            keyed(customerId="borrower"),
            facts=[
                {"code": "education", "word": "degree", "source": "DOCUMENT"},
                {"code": "assets_fen", "amount": "500000.00", "source": "TOLD"},
            ],
        ),
        "officer.east1",
        good=lambda found, _: {"code": "A3", "points": 50, "known": True} in found["customer"]["rating"]["parts"],
    ),
    "bindAccount": change(
        "bindAccount",
        "customer { accounts { state } }",
        given(
            keyed(customerId="borrower"), account="6217009900000999999", bankName="工商银行", phone=phone_number(5_000)
        ),
        "officer.east1",
        good=lambda found, _: "PENDING" in [row["state"] for row in found["customer"]["accounts"]],
    ),
    "revealCustomer": change(
        "revealCustomer",
        "data { name }",
        lambda stage: {"customerId": stage["borrower"], "fields": ["name"], "reason": "核对身份"},
        "officer.east1",
        good=lambda found, stage: found["data"]["name"] == stage.customers["borrower"].name,
    ),
    "confirmDocument": change(
        "confirmDocument",
        "document { state }",
        given(keyed(documentId="document"), expectedVersion=1, fields=[{"name": "valid_until", "value": "2036-01-01"}]),
        "officer.east1",
        good=lambda found, _: found["document"]["state"] == "CONFIRMED",
    ),
}
