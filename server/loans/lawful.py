"""What the law asks of a payment just before its order is written (a building block)."""

from typing import Final

from server.applications.assessing import require_lawful
from server.applications.models import Application
from server.compliance import service as compliance
from server.compliance.registers.queries import list_hits
from server.compliance.rules import Trigger
from server.compliance.service import About
from server.custody import queries as custody
from server.custody.models import FundingState
from server.custody.service import Payee
from server.customers import service as customers
from server.kit.work import Work
from server.loans import queries
from server.loans.models import Loan

ASKED: Final = frozenset({"BK-01", "BK-02", "KY-04", "MC-03", "MC-04", "MC-11", "PR-01"})
"""What a payment can break; the signature (CT-04) is looked at by the sweep, once the worker has sealed the paper."""


async def require_lawful_payment(work: Work, application: Application, loan: Loan, payee: Payee) -> None:
    """Ask, keep the answer, and refuse where a rule refuses. Raises BlockedByRule."""
    customer = await customers.customer_of(work, loan.customer_id)
    accounts = await custody.funding_accounts(work.session, work.scope)
    facts = {
        "principal_fen": loan.principal_fen,
        "paid_out_fen": loan.principal_fen,
        "fees_withheld_fen": 0,
        "amount_fen": loan.principal_fen,
        "new_amount_fen": loan.principal_fen,
        "paid_to_supplier": payee.entrusted_id is not None,
        "purpose": application.purpose,
        "balances_by_purpose": await queries.owed_by_purpose(work.session, work.scope, loan.customer_id),
        "money_accounts": [one.account_number for one in accounts if one.id == loan.funding_account_id],
        "registered_accounts": [one.account_number for one in accounts if one.state is FundingState.OPEN],
        "watch_list_hits": await list_hits(work.session, customer.number_index or b"", work.today),
    }
    about = About(loan.customer_id, loan.branch_id, loan.officer_id, "loan", loan.id)
    trigger = Trigger.DISBURSEMENT
    found = await compliance.ask(work, about, trigger, facts, kind=customer.kind.value, codes=ASKED)
    require_lawful(found, field="applicationId")
