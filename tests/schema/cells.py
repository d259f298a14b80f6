"""For every root field: what is sent, who may, who may not, who may elsewhere, and what each of them is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from uuid import uuid4

from tests.factories.customers import identity_number, phone_number
from tests.fixtures.world import PASSWORD
from tests.schema.stage import ADMIN_WEST, FINANCE_WEST, IDLE, Stage

NEW_PASSWORD = "battery staple 10"
TOTAL = "{ totalCount nodes { id } }"

Variables = Callable[[Stage], dict[str, Any]]
Check = Callable[[Any, Stage], bool]


class Elsewhere(Enum):
    """What the holder of the operation in another region is answered."""

    NULL = auto()
    EMPTY = auto()
    NOT_FOUND = auto()
    REFUSED = auto()
    """By a code of its own that tells no more than "not found" would."""
    OWN = auto()
    """The field is about the caller himself, or about what is no secret inside the house."""


@dataclass(frozen=True)
class Cell:
    """One row of the matrix. `right` None: who is not logged in is the right caller."""

    document: str
    variables: Variables
    right: str | None
    elsewhere: Elsewhere
    foreign: str
    good: Check
    without: str = IDLE
    foreign_good: Check | None = None


def nothing(_: Stage) -> dict[str, Any]:
    return {}


def one(name: str) -> Variables:
    return lambda stage: {"id": stage[name]}


def keyed(**names: str) -> Variables:
    """An input with a fresh key and global ids of the stage by name."""
    return lambda stage: {"idempotencyKey": uuid4().hex} | {field: stage[name] for field, name in names.items()}


def given(base: Variables, **values: Any) -> Variables:
    return lambda stage: base(stage) | values


def change(verb: str, selection: str, values: Variables, right: str | None, **more: Any) -> Cell:
    """A mutation with one input object, as an officer of East."""
    kind = verb[0].upper() + verb[1:] + "Input"
    document = f"mutation Do($input: {kind}!) {{ {verb}(input: $input) {{ {selection} }} }}"
    standard: dict[str, Any] = {"elsewhere": Elsewhere.NOT_FOUND, "foreign": "officer.west1", "without": "auditor.hq"}
    return Cell(document, lambda stage: {"input": values(stage)}, right, **(standard | more))


def look(document: str, variables: Variables, good: Check, **more: Any) -> Cell:
    """A read, as an officer of East."""
    standard: dict[str, Any] = {
        "right": "officer.east1",
        "elsewhere": Elsewhere.NULL,
        "foreign": "officer.west1",
        "without": "admin1.hq",
    }
    return Cell(document, variables, good=good, **(standard | more))


def by_id(field: str, name: str) -> Cell:
    document = f"query Look($id: ID!) {{ {field}(id: $id) {{ id }} }}"
    return look(document, one(name), lambda found, stage: found["id"] == stage[name])


def listed(field: str, name: str, arguments: str = "") -> Cell:
    def good(found: Any, stage: Stage) -> bool:
        return found["totalCount"] > 0 and stage[name] in [node["id"] for node in found["nodes"]]

    return look(f"{{ {field}{arguments} {TOTAL} }}", nothing, good, elsewhere=Elsewhere.EMPTY)


def about_oneself(document: str, good: Check, variables: Variables = nothing, **more: Any) -> Cell:
    return look(document, variables, good, elsewhere=Elsewhere.OWN, **({"without": IDLE} | more))


QUERIES: dict[str, Cell] = {
    "application": by_id("application", "draft"),
    "applications": listed("applications", "draft"),
    "approvalCase": by_id("approvalCase", "case"),
    "approvalInbox": look(
        f"{{ approvalInbox {TOTAL} }}",
        nothing,
        lambda found, stage: [node["id"] for node in found["nodes"]] == [stage["case"]],
        right="manager.east",
        foreign="manager.west",
        elsewhere=Elsewhere.EMPTY,
    ),
    "customer": by_id("customer", "borrower"),
    "customers": listed("customers", "borrower"),
    "viewer": about_oneself("{ viewer { staff { login } } }", lambda found, _: found["staff"]["login"] != ""),
    "branches": about_oneself(
        "{ branches { code } }",
        lambda found, _: [row["code"] for row in found] == ["east-1"],
        foreign_good=lambda found, _: [row["code"] for row in found] == ["west-1"],
    ),
    "requestOutcome": about_oneself('{ requestOutcome(key: "never sent") { state } }', lambda found, _: found is None),
    "loan": by_id("loan", "loan"),
    "loans": listed("loans", "loan"),
    "node": by_id("node", "borrower"),
    "products": about_oneself(
        "{ products { code } }", lambda found, _: [row["code"] for row in found] == ["biz_equal"]
    ),
    "scheduleQuote": about_oneself(
        "query Look($input: ScheduleQuoteInput!) { scheduleQuote(input: $input) { apr rows { number } } }",
        lambda found, _: len(found["rows"]) == 12,
        lambda stage: {"input": {"productVersionId": stage["version"], "amount": "30000.00", "termMonths": 12}},
    ),
    "dashboard": look(
        "{ dashboard { byBranch { branch { code } applications loansActive } tiles { value } } }",
        nothing,
        lambda found, _: sum(row["applications"] for row in found["byBranch"]) > 0,
        right="manager.east",
        foreign="manager.west",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: (
            [row["branch"]["code"] for row in found["byBranch"]] == ["west-1"]
            and {tile["value"] for tile in found["tiles"]} <= {"0", "0.00"}
        ),
    ),
}

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
    "disburseLoan": change(
        "disburseLoan",
        "loan { state principal }",
        given(keyed(applicationId="signed_application"), expectedVersion=1),
        "finance.hq",
        foreign=FINANCE_WEST,
        good=lambda found, _: found["loan"] == {"state": "PENDING_DISBURSEMENT", "principal": "30000.00"},
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

HIRED = {"login": "new.east1", "name": "新人", "branchCode": "east-1", "positions": ["collector"], "password": PASSWORD}
OFFICE: dict[str, Any] = {"foreign": ADMIN_WEST, "without": "officer.east1"}
HIMSELF: dict[str, Any] = {"elsewhere": Elsewhere.OWN, "without": IDLE}

PEOPLE: dict[str, Cell] = {
    "logIn": change(
        "logIn",
        "accessToken",
        lambda _: {"login": "officer.east1", "password": PASSWORD},
        None,
        elsewhere=Elsewhere.OWN,
        without="officer.east1",
        good=lambda found, _: found["accessToken"] != "",
    ),
    "refreshSession": change(
        "refreshSession",
        "accessToken",
        lambda _: {"refreshToken": "filled in by the test"},
        None,
        elsewhere=Elsewhere.OWN,
        without=IDLE,
        good=lambda found, _: found["accessToken"] != "",
    ),
    "stepUp": change(
        "stepUp",
        "viewer { staff { login } }",
        lambda _: {"code": "filled in by the test"},
        "manager.east",
        foreign="manager.west",
        good=lambda found, _: found["viewer"]["staff"]["login"] != "",
        **HIMSELF,
    ),
    "logOut": about_oneself("mutation { logOut { sessionId } }", lambda found, _: found["sessionId"] != ""),
    "endOtherSessions": change(
        "endOtherSessions",
        "ended",
        keyed(),
        "officer.east1",
        good=lambda found, _: found["ended"] == 1,
        **HIMSELF,
        foreign_good=lambda found, _: found["ended"] == 0,
    ),
    "changePassword": change(
        "changePassword",
        "viewer { staff { login } }",
        given(keyed(), old=PASSWORD, new=NEW_PASSWORD),
        "officer.east1",
        good=lambda found, _: found["viewer"]["staff"]["login"] != "",
        **HIMSELF,
    ),
    "hireStaff": change(
        "hireStaff",
        "staff { login branch { code } }",
        given(keyed(), staff=HIRED),
        "admin1.hq",
        good=lambda found, _: found["staff"] == {"login": "new.east1", "branch": {"code": "east-1"}},
        elsewhere=Elsewhere.REFUSED,
        **OFFICE,
    ),
    "importStaff": change(
        "importStaff",
        "created errors { row field code }",
        given(keyed(), rows=[HIRED], dryRun=False),
        "admin1.hq",
        good=lambda found, _: found == {"created": 1, "errors": []},
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: (
            found == {"created": 0, "errors": [{"row": 1, "field": "branchCode", "code": "staff.unknown_branch"}]}
        ),
        **OFFICE,
    ),
    "appointStaff": change(
        "appointStaff",
        "staff { positions { code } }",
        given(keyed(staffId="idle"), positions=["collector"]),
        "admin1.hq",
        good=lambda found, _: found["staff"]["positions"] == [{"code": "collector"}],
        **OFFICE,
    ),
    "resetStaff": change(
        "resetStaff",
        "staff { login }",
        given(keyed(staffId="idle"), password=NEW_PASSWORD),
        "admin1.hq",
        good=lambda found, _: found["staff"]["login"] == IDLE,
        **OFFICE,
    ),
    "disableStaff": change(
        "disableStaff",
        "staff { state }",
        keyed(staffId="idle"),
        "admin1.hq",
        good=lambda found, _: found["staff"]["state"] == "DISABLED",
        **OFFICE,
    ),
    "transferCustomers": change(
        "transferCustomers",
        "customers preview",
        given(keyed(fromStaffId="officer", toStaffId="colleague"), kind="TRANSFER", preview=False),
        "admin1.hq",
        good=lambda found, stage: found == {"customers": len(stage.customers), "preview": False},
        **OFFICE,
    ),
}

MUTATIONS = LENDING | CUSTOMERS | PEOPLE
SUBSCRIPTIONS = {"approvalInbox": QUERIES["approvalInbox"]}
