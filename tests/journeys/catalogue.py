"""Every screen that people see: its route, an address that shows it, and whose eyes see it best.

The addresses are found by asking the running demo.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

Ask = Callable[..., dict[str, Any]]

IDS: Final = {
    "loan_officer": """{
      customers(first: 60) { nodes { id state kind documents { id kind state } } }
      drafts: applications(first: 50, state: DRAFT) { nodes { id customer { id } } }
      approved: applications(first: 1, state: APPROVED) { nodes { id } }
      loans(first: 10, state: ACTIVE) { nodes { id } }
    }""",
    "regional_manager": """{
      approvalInbox(first: 1) { nodes { id } }
      alerts(first: 1, state: [OPEN]) { nodes { id } }
      applications(first: 50, state: IN_REVIEW) { nodes { id decisions { outcome } } }
    }""",
    "risk_officer": """{
      approvalMatrices { id state }
      decisionEditions { id kind state }
      offerCampaigns(first: 1) { nodes { id } }
    }""",
    "collector": "{ collectionCases(first: 1, mine: true) { nodes { id } } }",
}


@dataclass(frozen=True)
class Shown:
    """A picture's name, the route that it shows, an address of that route, and the role of the demo that sees it.

    `word` is what stands in the address where the route has a place for a word.
    """

    name: str
    pattern: str
    address: str
    role: str
    word: str


def ids_of(ask: Ask) -> dict[str, str]:
    """One object of each kind that has something to show. `ask(role, document)` answers the data."""
    of = {role: ask(role, document) for role, document in IDS.items()}
    officer, manager, risk = of["loan_officer"], of["regional_manager"], of["risk_officer"]
    people = officer["customers"]["nodes"]
    prospect = next(one for one in people if one["state"] == "PROSPECT")
    active = next(one for one in people if one["state"] == "ACTIVE" and one["kind"] == "PERSON")
    referred = [
        one for one in manager["applications"]["nodes"] if "REVIEW" in [each["outcome"] for each in one["decisions"]]
    ]
    return {
        "customer": active["id"],
        "document": active["documents"][0]["id"],
        "prospect": prospect["id"],
        "draft": officer["drafts"]["nodes"][0]["id"],
        "approved": officer["approved"]["nodes"][0]["id"],
        "loan": officer["loans"]["nodes"][0]["id"],
        "case": manager["approvalInbox"]["nodes"][0]["id"],
        "alert": manager["alerts"]["nodes"][0]["id"],
        "referred": referred[0]["id"],
        "matrix": next(one["id"] for one in risk["approvalMatrices"] if one["state"] == "DRAFT"),
        "edition": next(one["id"] for one in risk["decisionEditions"] if one["state"] == "PROPOSED"),
        "campaign": risk["offerCampaigns"]["nodes"][0]["id"],
        "debt": of["collector"]["collectionCases"]["nodes"][0]["id"],
    }


# Route, role, and what stands in the place of its ids, in their order.
ROUTES: Final[list[tuple[str, str, tuple[str, ...]]]] = [
    ("/inbox", "regional_manager", ()),
    ("/inbox/batch", "regional_manager", ()),
    ("/inbox/pile", "regional_manager", ()),
    ("/inbox/:id", "regional_manager", ("case",)),
    ("/applications", "loan_officer", ()),
    ("/applications/:id", "loan_officer", ("approved",)),
    ("/applications/:id/visit", "loan_officer", ("draft",)),
    ("/applications/:id/opinion", "loan_officer", ("draft",)),
    ("/applications/:id/why", "risk_officer", ("referred",)),
    ("/customers", "loan_officer", ()),
    ("/customers/import", "administrator", ()),
    ("/customers/merging", "risk_officer", ()),
    ("/customers/:id", "loan_officer", ("customer",)),
    ("/customers/:id/mandates", "loan_officer", ("customer",)),
    ("/counter", "finance_clerk", ()),
    ("/new", "loan_officer", ()),
    ("/new/customer", "loan_officer", ()),
    ("/new/:id", "loan_officer", ("prospect",)),
    ("/new/:id/check/:document", "loan_officer", ("customer", "document")),
    ("/new/:id/register", "loan_officer", ("prospect",)),
    ("/new/:id/terms", "loan_officer", ("customer",)),
    ("/loans", "loan_officer", ()),
    ("/loans/:id", "loan_officer", ("loan",)),
    ("/collection", "collector", ()),
    ("/collection/speech", "branch_manager", ()),
    ("/collection/:id", "collector", ("debt",)),
    ("/law", "risk_officer", ()),
    ("/law/tickets", "risk_officer", ()),
    ("/law/report", "risk_officer", ()),
    ("/law/dossiers", "risk_officer", ()),
    ("/alerts", "regional_manager", ()),
    ("/alerts/digest", "regional_manager", ()),
    ("/alerts/switches", "risk_officer", ()),
    ("/alerts/:id", "regional_manager", ("alert",)),
    ("/notices", "regional_manager", ()),
    ("/money", "finance_checker", ()),
    ("/money/days", "finance_checker", ()),
    ("/money/payments", "finance_checker", ()),
    ("/money/reconcile", "finance_checker", ()),
    ("/risk", "risk_officer", ()),
    ("/risk/book", "risk_officer", ()),
    ("/risk/matrices", "risk_officer", ()),
    ("/risk/matrices/:id", "risk_officer", ("matrix",)),
    ("/risk/matrices/:id/draft", "risk_officer", ("matrix",)),
    ("/risk/editions", "risk_officer", ()),
    ("/risk/editions/:id", "risk_officer", ("edition",)),
    ("/risk/rules/draft", "risk_officer", ()),
    ("/risk/templates", "risk_officer", ()),
    ("/risk/figures", "risk_officer", ()),
    ("/risk/offers", "risk_officer", ()),
    ("/risk/offers/:id", "risk_officer", ("campaign",)),
    ("/outbox", "loan_officer", ()),
    ("/tiles", "regional_manager", ()),
    ("/tiles/reports", "regional_manager", ()),
    ("/tiles/list/:rows", "regional_manager", ("=loans",)),
    ("/desk/:part", "regional_manager", ("=applications",)),
    ("/desk/:part", "regional_manager", ("=customers",)),
    ("/desk/:part", "regional_manager", ("=loans",)),
    ("/desk/:part", "collector", ("=collection",)),
    ("/desk/:part", "finance_checker", ("=breaks",)),
    ("/desk/:part", "risk_officer", ("=law",)),
    ("/desk/:part", "risk_officer", ("=rules",)),
    ("/desk/:part", "risk_officer", ("=matrices",)),
    ("/desk/:part", "administrator", ("=staff",)),
    ("/desk/:part", "auditor", ("=audit",)),
    ("/desk/:part", "administrator", ("=feedback",)),
    ("/desk/:part/:id", "regional_manager", ("=applications", "referred")),
    ("/desk/:part/:id", "loan_officer", ("=customers", "customer")),
    ("/desk/:part/:id", "loan_officer", ("=loans", "loan")),
    ("/desk/:part/:id", "collector", ("=collection", "debt")),
    ("/desk/:part/:id", "risk_officer", ("=rules", "edition")),
    ("/desk/:part/:id", "risk_officer", ("=matrices", "matrix")),
    ("/me", "regional_manager", ()),
    ("/me/stand-ins", "regional_manager", ()),
    ("/me/security", "regional_manager", ()),
    ("/me/diagnostics", "loan_officer", ()),
]


def screens(ids: dict[str, str]) -> list[Shown]:
    """The catalogue with addresses. A place beginning with `=` is a word of the address itself."""
    found = []
    for pattern, role, places in ROUTES:
        values = iter(place[1:] if place.startswith("=") else ids[place] for place in places)
        parts = [next(values) if part.startswith(":") else part for part in pattern.split("/")]
        word = next((place[1:] for place in places if place.startswith("=")), "")
        fixed = [part for part in pattern.split("/") if part and not part.startswith(":")]
        one = [] if all(place.startswith("=") for place in places) else ["one"]
        found.append(Shown("-".join([*fixed, *([word] if word else []), *one]), pattern, "/".join(parts), role, word))
    return found
