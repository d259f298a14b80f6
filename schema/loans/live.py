"""Root fields that watch loans."""

import strawberry

from schema.kit import ids
from schema.kit.context import Info
from schema.kit.fields import subscription
from schema.loans.views import Loan
from server.identity.passage import WatchPassage
from server.loans import watching

IMPERSONAL = frozenset({"Branch", "Instalment", "Loan", "LoanAct", "LoanPlan", "PaymentOrder", "Repayment"})
"""What leads to an application is read for each person: its case says what keeps him from deciding."""


@strawberry.type
class LoanSubscription:
    """Part of the root subscription."""

    @subscription(watching.watch_loan, Loan | None, impersonal=IMPERSONAL)
    async def loan(self, info: Info, id: strawberry.ID) -> WatchPassage:
        return watching.watch_loan(info.context.caller, loan_id=ids.decode_as("Loan", id, "id"))
