"""What the borrower's page shows of application and papers; the loan itself is told by `loans.borrower`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from server.applications.rules import ApplicationState
from server.contracts.borrower import queries
from server.contracts.borrower.requests import Asked, opened
from server.contracts.errors import LinkInvalid
from server.customers import queries as known
from server.customers import service as customers
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit import data_keys
from server.kit.work import Work


@dataclass(frozen=True)
class Overview:
    """The borrower's own view of one application."""

    lender: str
    officer: str
    branch: str
    customer_name_masked: str
    number: str
    state: ApplicationState
    amount_fen: int
    term_months: int
    purpose: str
    decided_at: datetime | None
    reasons: Sequence[tuple[str, str]]
    contract_id: UUID | None
    contract_number: str | None
    signed_at: datetime | None
    is_sealed: bool
    terms: dict[str, Any] | None
    has_disclosure: bool
    account: str | None
    requests: Sequence[Asked]
    consents: Sequence[str]


@read(Operation.BORROWER_ASK)
async def overview(work: Work, *, application_id: UUID) -> Overview:
    """An application, its papers, what was asked and answered; the reasons where it was refused. Raises LinkInvalid."""
    application = await queries.application_of(work.session, work.scope, application_id)
    if application is None:
        raise LinkInvalid
    customer = await customers.customer_of(work, application.customer_id)
    contract, disclosure = await queries.signed_papers(work.session, work.scope, application_id)
    account = await customers.verified_account(work, application.customer_id)
    refused = application.state is ApplicationState.REJECTED
    key = await data_keys.data_key(work, application.customer_id)
    officer, branch = await queries.person_of(work.session, application)
    asked = await queries.requests_of(work.session, work.scope, application_id)
    due = await queries.due_days(work.session, work.scope, application.customer_id)
    return Overview(
        lender=work.settings.lender_name,
        officer=officer,
        branch=branch,
        customer_name_masked=customer.name_masked or "",
        number=application.number,
        state=application.state,
        amount_fen=application.amount_fen,
        term_months=application.term_months,
        purpose=application.purpose,
        decided_at=application.decided_at,
        reasons=await queries.reasons_of(work.session, work.scope, application) if refused else (),
        contract_id=contract.id if contract else None,
        contract_number=contract.number if contract else None,
        signed_at=contract.signed_at if contract else None,
        # one that was signed on paper has no template, and nothing to wait for
        is_sealed=contract is not None and (contract.sealed_blob is not None or contract.template_id is None),
        terms=contract.terms if contract else None,
        has_disclosure=disclosure is not None,
        account=f"{account.bank_name} 尾号{account.number_last4}" if account else None,
        requests=[opened(key, row, due.get(row.id)) for row in asked],
        consents=sorted(await known.standing_consents(work.session, work.scope, application.customer_id)),
    )
