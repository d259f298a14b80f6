"""What the law asks of a contract before it is drawn up (a building block)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from server.applications.assessing import require_lawful
from server.applications.models import Application
from server.compliance import service as compliance
from server.compliance.rules import Trigger
from server.compliance.service import About
from server.contracts.capitals import capitals
from server.customers import service as customers
from server.kit.work import Work
from server.terms.apr import apr_of
from server.terms.dates import add_months
from server.terms.model import Row, Terms

KIND: Final = "小额贷款"
CURRENCY: Final = "CNY"
"""What every paper of the house says of itself: a loan contract in yuan."""
OF_GUARANTEES: Final = frozenset({"CT-05"})
"""Asked where somebody guarantees."""
ASKED: Final = frozenset({"CT-01", "CT-02", "MC-10", "PR-07", "PR-08", "PR-13"})


async def require_lawful_terms(
    work: Work, application: Application, agreed: dict[str, Any], terms: Terms, rows: Sequence[Row]
) -> None:
    """Ask of the figures that a contract is to say, keep the answer, refuse where a rule refuses.

    Raises BlockedByRule.
    """
    customer = await customers.customer_of(work, application.customer_id)
    fen = agreed["principal_fen"]
    facts = {
        "contract_terms": {name: value for name, value in agreed.items() if name != "rows"}
        | {"kind": KIND, "currency": CURRENCY},
        "amount_fen": fen,
        "amount_words": capitals(fen),
        "contract_purpose": agreed["purpose"],
        "days_since_disbursement": 0,
        "use_evidence": 0,
        "contract_apr": agreed["apr"],
        "apr_method": "irr",
        "apr": str(apr_of(terms, rows).nominal),
        "rates_shown": [{"name": "contract", "apr_method": "irr", "label": ""}],
        "penalty_multiple": str(Decimal(agreed["penalty_multiple"])),
        "penalty_reason": "overdue",
    }
    about = About(application.customer_id, application.branch_id, application.officer_id, "application", application.id)
    trigger = Trigger.CONTRACT
    ends = guarantee_ends(agreed)
    codes = ASKED | (OF_GUARANTEES if ends else frozenset())
    facts |= {"guarantee_ends": ends, "debt_due": agreed["rows"][-1]["due_on"]}
    found = await compliance.ask(work, about, trigger, facts, kind=customer.kind.value, codes=codes)
    require_lawful(found, field="applicationId")


def guarantee_ends(agreed: Mapping[str, Any]) -> list[str]:
    """When each guarantee of a contract ends, as ISO dates: its months after the last instalment is due."""
    due = date.fromisoformat(agreed["rows"][-1]["due_on"])
    months = [each["months_after_due"] for each in agreed.get("parties", ()) if "guarantee" in each]
    return [add_months(due, each).isoformat() for each in months]
