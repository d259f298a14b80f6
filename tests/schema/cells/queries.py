"""The rows of Query and Subscription."""

from tests.fixtures.world import STAFF, id_of
from tests.schema.cells.alerts import ALERT_QUERIES
from tests.schema.cells.compliance import COMPLIANCE_QUERIES
from tests.schema.cells.connectors import SOURCES
from tests.schema.cells.form import TOTAL, Cell, Elsewhere, about_oneself, by_id, listed, look, nothing, one
from tests.schema.cells.identity import REVIEWS
from tests.schema.stage import ADMIN_WEST, AUDITOR_WEST, VERSIONS, WEST_POSITIONS

WEST_STAFF = {str(id_of(post.login)) for post in STAFF if "west" in post.branch} | {
    str(id_of(login)) for login in WEST_POSITIONS
}


SEEN = {
    "staff": {"login": "officer.east1"},
    "operation": "customer:reveal",
    "fields": "phone",
    "reason": "核对联系方式",
    "subjects": [{"kind": "customer"}],
}


def figures(name: str) -> Cell:
    """Figures by officer: each sees his own rows, and of another region none."""
    return look(
        f"{{ {name}(by: OFFICER) {{ key count }} }}",
        nothing,
        lambda found, _: [row["key"] for row in found] == ["officer.east1"] and found[0]["count"] > 0,
        right="officer.east1",
        foreign="officer.west1",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    )


QUERIES: dict[str, Cell] = {
    **REVIEWS,
    **SOURCES,
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
    "document": by_id("document", "document"),
    "pictureFindings": look(
        "{ pictureFindings { totalCount nodes { id document { id } firstCustomer { id } } } }",
        nothing,
        lambda found, stage: (
            found["nodes"]
            == [
                {
                    "id": stage["finding"],
                    "document": {"id": stage["document"]},
                    "firstCustomer": {"id": stage["prospect"]},
                }
            ]
        ),
        right="risk.hq",
        foreign=AUDITOR_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.EMPTY,
    ),
    "viewer": about_oneself("{ viewer { staff { login } } }", lambda found, _: found["staff"]["login"] != ""),
    "branches": about_oneself(
        "{ branches { code } }",
        lambda found, _: [row["code"] for row in found] == ["east-1"],
        foreign_good=lambda found, _: [row["code"] for row in found] == ["west-1"],
    ),
    "developerTokens": about_oneself("{ developerTokens { id } }", lambda found, _: found == []),
    "requestOutcome": about_oneself('{ requestOutcome(key: "never sent") { state } }', lambda found, _: found is None),
    "loan": by_id("loan", "loan"),
    "loans": listed("loans", "loan"),
    "borrowerRequests": listed("borrowerRequests", "request"),
    "borrowerRequestText": look(
        "query Look($id: ID!) { borrowerRequestText(id: $id) { text answer } }",
        one("request"),
        lambda found, _: found == {"text": "希望延期还款", "answer": None},
        elsewhere=Elsewhere.NOT_FOUND,
    ),
    "node": by_id("node", "borrower"),
    "search": look(
        '{ search(text: "wxm", limit: 20) { __typename ... on Node { id } } }',
        nothing,
        lambda found, stage: {"__typename": "Customer", "id": stage["borrower"]} in found,
        right="officer.east1",
        foreign="officer.west1",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    ),
    "ratingMigration": look(
        "{ ratingMigration { before after customers } }",
        nothing,
        lambda found, _: sum(row["customers"] for row in found) > 0,
        right="manager.east",
        foreign="manager.west",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found == [],
    ),
    "products": about_oneself("{ products { code } }", lambda found, _: "biz_equal" in [row["code"] for row in found]),
    "scheduleQuote": about_oneself(
        "query Look($input: ScheduleQuoteInput!) { scheduleQuote(input: $input) { apr rows { number } } }",
        lambda found, _: len(found["rows"]) == 12,
        lambda stage: {"input": {"productVersionId": stage["version"], "amount": "30000.00", "termMonths": 12}},
    ),
    "auditTrail": look(
        "{ auditTrail(first: 100) { totalCount nodes { actorId operation } } }",
        nothing,
        lambda found, _: found["totalCount"] > 0,
        right="auditor.hq",
        foreign=AUDITOR_WEST,
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: {row["actorId"] for row in found["nodes"]} <= WEST_STAFF,
    ),
    "dataAccess": look(
        "query Look($id: ID!) { dataAccess(customerId: $id) "
        "{ totalCount nodes { staff { login } operation fields reason subjects { kind } } } }",
        one("borrower"),
        lambda found, _: found["nodes"][-1] == SEEN,
        right="auditor.hq",
        foreign=AUDITOR_WEST,
        elsewhere=Elsewhere.EMPTY,
    ),
    "trustedDocuments": look(
        "{ trustedDocuments(first: 1) { totalCount nodes { name team { code } } } }",
        nothing,
        lambda found, _: found == {"totalCount": len(VERSIONS), "nodes": [{"name": "Who", "team": {"code": "front"}}]},
        right="admin1.hq",
        foreign=ADMIN_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.OWN,
    ),
    "webhooks": look(
        "{ webhooks { totalCount nodes { team { code } state } } }",
        nothing,
        lambda found, _: found == {"totalCount": 1, "nodes": [{"team": {"code": "front"}, "state": "ACTIVE"}]},
        right="admin1.hq",
        foreign=ADMIN_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.OWN,
    ),
    "webhookDeliveries": look(
        "{ webhookDeliveries { totalCount nodes { id } } }",
        nothing,
        lambda found, stage: [row["id"] for row in found["nodes"]] == [stage["delivery"]],
        right="admin1.hq",
        foreign=ADMIN_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.EMPTY,
    ),
    "partnerKeys": look(
        "{ partnerKeys { totalCount nodes { name operations } } }",
        nothing,
        lambda found, _: found == {"totalCount": 1, "nodes": [{"name": "Platform", "operations": ["loan:read"]}]},
        right="admin1.hq",
        foreign=ADMIN_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.OWN,
    ),
    "webhookKinds": look(
        "{ webhookKinds { code labelZh objects } }",
        nothing,
        lambda found, _: "loan.repaid" in {row["code"] for row in found},
        right="admin1.hq",
        foreign=ADMIN_WEST,
        without="officer.east1",
        elsewhere=Elsewhere.OWN,
    ),
    "applicationFigures": figures("applicationFigures"),
    "instalmentFigures": figures("instalmentFigures"),
    "loanFigures": figures("loanFigures"),
    "repaymentFigures": look(
        "{ repaymentFigures { key count amount } }",
        nothing,
        lambda found, _: [row["key"] for row in found] == ["total"] and found[0]["count"] > 0,
        right="officer.east1",
        foreign="officer.west1",
        elsewhere=Elsewhere.OWN,
        foreign_good=lambda found, _: found[0]["count"] == 0,
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

SUBSCRIPTIONS = {
    name: (QUERIES | COMPLIANCE_QUERIES | ALERT_QUERIES)[name]
    for name in ("alerts", "approvalInbox", "document", "loan", "notices")
}
"""Each event of a subscription is the answer of the query of this name."""
