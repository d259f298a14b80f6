"""`node(id)` and `search`: objects of any kind, each through the sight of its kind."""

from typing import Annotated

import strawberry

from schema.applications.views import Application
from schema.customers.queries import matching
from schema.customers.views import Customer
from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import query
from schema.loans.views import Loan
from schema.reading.descriptions import Rows, Test, by_key, mixed, nothing
from schema.reading.filters import NUMBER_LENGTH, number_begins
from schema.reading.nodes import Node
from server.applications.errors import NumberMalformed
from server.applications.sights import APPLICATIONS
from server.customers.search import search_for
from server.customers.sights import CUSTOMERS
from server.identity.reads import me
from server.kit.errors import Invalid
from server.kit.work import Caller
from server.loans.sights import LOANS

SearchHit = Annotated[
    Customer | Application | Loan, strawberry.union("SearchHit", description="What a search box can find.")
]
HITS_MAX = 20

KINDS = frozenset(
    {
        "AlertDigest",
        "Application",
        "ApplicationParty",
        "ApprovalCase",
        "ApprovalCondition",
        "ApprovalMatrix",
        "BankAccount",
        "BankBatch",
        "BankResult",
        "Branch",
        "CaseContact",
        "CaseLetter",
        "CaseSignal",
        "CaseUtterance",
        "CaseVisit",
        "CashDeposit",
        "CashReceipt",
        "CollateralCharge",
        "CollateralItem",
        "CollectionCase",
        "Contract",
        "CountedShare",
        "Customer",
        "CustomerAsset",
        "CustomerContact",
        "CustomerGroup",
        "CustomerMerge",
        "DebitMandate",
        "DebitOrder",
        "DecisionEdition",
        "Delegation",
        "Document",
        "Dossier",
        "EntrustedPayee",
        "Erasure",
        "Feedback",
        "FundingAccount",
        "HandOver",
        "IdentityReview",
        "Inquiry",
        "IssuedPaper",
        "LawFinding",
        "LegalHold",
        "LenderFigure",
        "Loan",
        "LoanAct",
        "LoanGround",
        "LoanSurvey",
        "Offer",
        "OfferCampaign",
        "OutgoingPayment",
        "OwnFeedback",
        "PaperTemplate",
        "PaymentPromise",
        "ProductVersion",
        "RelatedParty",
        "Repayment",
        "RiskAlert",
        "SpeechFinding",
        "Staff",
        "StaffNotice",
        "Ticket",
        "TemplateProposal",
        "Till",
    }
)
"""What implements Node; a test holds the list to the schema."""


@strawberry.type
class NodeQuery:
    """Part of the root query."""

    @query(me, "Anything by its global id; null for what is missing or out of sight: the answer is the same.")
    def node(self, id: strawberry.ID) -> Node | None:
        wanted = ids.decode(id, "id")
        return by_key(wanted) if wanted.kind in KINDS else nothing()

    @query(
        CUSTOMERS,
        "What staff type, found wherever it may stand: customers first (see `customers`), then applications and loans "
        "whose number begins so, where the caller may read them.",
    )
    def search(self, info: Info, text: str, limit: int = 5) -> list[SearchHit]:
        if not 1 <= limit <= HITS_MAX:
            raise Invalid(field="limit", reason=f"1-{HITS_MAX}")
        return mixed(*_parts(info.context.caller, text.strip(), limit))


def _parts(caller: Caller, text: str, limit: int) -> list[tuple[str, Rows]]:
    """What is looked for among each kind, at most `limit` of each. Raises Invalid for a text without any."""
    customers = matching(search_for(text, caller.house.ports.master_key))
    if not customers:
        raise Invalid(field="text", reason="empty")
    numbered: tuple[Test, ...] = ()
    if text.isascii() and text.isdigit() and len(text) <= NUMBER_LENGTH:
        numbered = number_begins(text, NumberMalformed)
    beside = (("Application", APPLICATIONS, "-created_at"), ("Loan", LOANS, "-opened_at"))
    return [
        ("Customer", Rows(customers, ("-created_at", "-id"), limit)),
        *(
            (kind, Rows(numbered, (newest, "-id"), limit))
            for kind, sight, newest in beside
            if numbered and sight.operation in caller.actor.operations
        ),
    ]
