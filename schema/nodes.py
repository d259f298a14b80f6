"""`node(id)`: any object by its global id, through the sight of its kind."""

import strawberry

from schema.kit import ids
from schema.kit.fields import query
from schema.reading.descriptions import by_key, nothing
from schema.reading.nodes import Node
from server.identity.reads import me

KINDS = frozenset(
    {
        "Application",
        "ApprovalCase",
        "BankAccount",
        "BankBatch",
        "BankResult",
        "Branch",
        "CashDeposit",
        "CashReceipt",
        "Contract",
        "Customer",
        "DebitMandate",
        "DebitOrder",
        "Document",
        "EntrustedPayee",
        "FundingAccount",
        "IssuedPaper",
        "Loan",
        "OutgoingPayment",
        "ProductVersion",
        "Repayment",
        "Staff",
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
