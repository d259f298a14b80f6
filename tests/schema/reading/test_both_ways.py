"""Documents written by hand: every kind of field, answered by plan and by graphql-core alike."""

from typing import Any

import pytest

from tests.fixtures.house import AsStaff, fresh
from tests.schema.reading.ways import Ways
from tests.schema.stage import Stage

pytestmark = pytest.mark.usefixtures("shares_database", "stage")

CUSTOMER = """
  id kind state nameMasked idNumberMasked phoneMasked incomeMonthly debtMonthly version createdAt outstanding committed
  branch { id code name kind parent { code parent { code parent { code } } } }
  officer { id login name state branch { code } positions { code nameZh nameEn } }
  accounts { id bankName numberMasked state verifiedAt }
  documents { id kind state failure receivedAt pictureUrl version warnings }
"""
APPLICATION = """
  id number state amount termMonths purpose tier exposureAfter debtRatio aprPreview version createdAt submittedAt
  decidedAt officer { login } branch { code }
  product { id code nameZh nameEn method amountMin amountMax termMonthsMin rateAnnual purposes }
  findings { code outcome reasonZh reasonEn }
  opinion { amount termMonths reason at by { login } }
  case { id tier state amount exposureAfter votesNeeded stepUpNeeded openedAt version mayDecide
         whyNot { code messageZh messageEn } votes { decision reason at by { login } } }
  contract { id number state pdfUrl pdfDigest drawnAt sentAt signedAt version }
  loan { number } documents { id }
"""
LOAN = """
  id number state principal outstanding rateAnnual termMonths method disbursedOn nextDueOn version
  customer { id } application { id number } product { code }
  instalments { number dueOn principal interest fee penalty paidPrincipal paidInterest paidFee outstanding state }
  nextDue { number outstanding } payment { number state amount reason }
  repayments { id amount paidOn reference principal interest fee penalty excess recordedBy { login } }
"""
PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount"
DOCUMENTS = {
    "customers": f"{{ customers {{ nodes {{ {CUSTOMER} applications {{ number }} loans {{ number }} }} {PAGE} }} }}",
    "applications": f"{{ applications {{ edges {{ cursor node {{ {APPLICATION} }} }} {PAGE} }} }}",
    "loans": f"{{ loans(first: 5) {{ nodes {{ {LOAN} }} edges {{ node {{ id }} cursor }} {PAGE} }} }}",
    "first pages": f"""{{ a: customers(first: 2) {{ nodes {{ id }} {PAGE} }}
        b: customers(first: 2, order: OLDEST) {{ nodes {{ id }} {PAGE} }}
        c: applications(first: 1, order: LARGEST, state: [IN_REVIEW, APPROVED]) {{ nodes {{ id }} {PAGE} }}
        d: loans(overdue: true) {{ nodes {{ id }} totalCount }} }}""",
    "searches": """{ a: customers(search: "wxm") { totalCount nodes { id } }
        b: customers(search: "王小明") { totalCount }
        c: customers(search: "1234") { totalCount } d: applications(search: "1") { totalCount nodes { number } } }""",
    "merged and cut": """query ($no: Boolean = false, $yes: Boolean = true) {
        loans { nodes { number ...A ... on Loan { number again: number customer { kind } } } }
        skipped: loans @skip(if: $yes) { totalCount } kept: loans @include(if: $yes) { totalCount @skip(if: $no) } }
        fragment A on Loan { customer { id @include(if: $no) state } __typename }""",
    "pages in rows": f"""query ($n: Int = 1, $after: String) {{ customers {{ nodes {{ id
        indicators {{ nodes {{ __typename code nameZh nameEn level value unit grade asOf version }} totalCount }}
        few: indicators(first: $n, after: $after, grades: [WARN, CRITICAL]) {{ edges {{ cursor node {{ code }} }}
          {PAGE} }}
        loans {{ ...L all: indicators {{ totalCount }} }} }} }} }}
        fragment L on Loan {{ indicators(first: 3) {{ totalCount nodes {{ code }} __typename }} }}""",
    "names": "{ __typename branches { __typename id code } products { __typename code } }",
    "inbox": f"{{ approvalInbox {{ nodes {{ id mayDecide whyNot {{ code }} application {{ id }} }} {PAGE} }} }}",
    "figures": """{ a: loanFigures { key title count active overdue principal outstanding overdueOutstanding
            averagePrincipal averageRate __typename }
        b: loanFigures(by: REGION, state: [ACTIVE]) { title count } c: loanFigures(by: PRODUCT) { key title principal }
        d: applicationFigures(by: BRANCH) { key title count inReview granted amount grantedAmount averageAmount }
        e: applicationFigures(by: MONTH, since: "2020-01-01") { key count } f: loanFigures(by: OFFICER) { key count }
        g: instalmentFigures(by: MONTH, until: "2030-01-01") { key count due principal interest outstanding }
        h: repaymentFigures(by: OFFICER) { key title count amount principal interest averageAmount }
        i: applicationFigures(by: STATE) { key amount } j: repaymentFigures { count averageAmount } }""",
    "hits": """{ a: search(text: "wxm") { __typename ... on Customer { id nameMasked loans { number } } }
        b: search(text: "1", limit: 20) { __typename ... on Loan { number customer { id } }
            ... on Application { number } }
        c: search(text: "1234") { ... on Node { id } __typename } d: search(text: "王小明") { __typename }
        e: search(text: "没有这个人") { __typename } }""",
    "nothing": '{ loan(id: "Loan_00000000000000000000000000000000") { number } }',
}
LOGINS = ("officer.east1", "reviewer.east1", "manager.east", "manager.west", "committee1.hq", "auditor.hq")


@pytest.fixture(scope="module")
def ways() -> Ways:
    return Ways()


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("name", DOCUMENTS)
async def test_a_document_has_one_answer(ways: Ways, as_staff: AsStaff, login: str, name: str) -> None:
    caller = await as_staff(login)
    found = await ways.both(fresh(caller), DOCUMENTS[name])
    assert found.errors == ()
    assert found.planned is not None
    assert found.planned == found.interpreted


@pytest.mark.parametrize("kind", ["loan", "case", "document", "contract", "in_review", "borrower", "version", "branch"])
async def test_any_node_has_one_answer(ways: Ways, as_staff: AsStaff, stage: Stage, kind: str) -> None:
    text = (
        "query ($id: ID!) { node(id: $id) { __typename id ... on Loan { number } ... on Customer { nameMasked } "
        "... on Application { amount } ... on Branch { code } ... on Contract { number } } }"
    )
    for login in LOGINS:
        found = await ways.both(fresh(await as_staff(login)), text, {"id": stage[kind]})
        assert found.errors == ()
        assert found.planned == found.interpreted
        assert found.planned is not None


async def test_pages_follow_each_other_in_both_ways(ways: Ways, as_staff: AsStaff, stage: Stage) -> None:
    text = "query ($after: String) { customers(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }"
    caller = await as_staff("manager.east")
    after: Any = None
    seen: list[str] = []
    while True:
        found = await ways.both(fresh(caller), text, {"after": after})
        assert found.planned == found.interpreted
        page = dict(dict(found.planned)["customers"])
        seen += [dict(node)["id"] for node in page["nodes"]]
        after = dict(page["pageInfo"])["endCursor"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == len(stage.customers)
