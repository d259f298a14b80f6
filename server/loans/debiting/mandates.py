"""A customer allows direct debits of his own verified account."""

from datetime import date
from uuid import UUID

from server.custody.debits.service import Consent, keep_mandate
from server.customers import service as customers
from server.documents import queries as documents
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import NotFound
from server.kit.work import Work
from server.loans.errors import NoVerifiedAccount


@use_case(Operation.MANDATE_RECORD)
async def record_mandate(
    work: Work,
    *,
    customer_id: UUID,
    agreement: str,
    limit_fen: int,
    valid_from: date,
    valid_until: date,
    document_id: UUID | None = None,
) -> UUID:
    """Record a customer's consent to be debited, over his verified own account. Returns the mandate.

    `agreement` is the bank's number of the consent, `limit_fen` the most that one debit may take, the document its
    evidence. Refuses with NotFound, loan.no_verified_account, debit.mandate_unsound, debit.mandate_active.
    """
    customer = await customers.customer_of(work, customer_id)
    if document_id is not None:
        document = await documents.document_by_id(work.session, work.scope, document_id)
        if document is None or document.customer_id != customer.id:
            raise NotFound(field="documentId")
    account = await customers.verified_account(work, customer_id)
    if account is None:
        raise NoVerifiedAccount(field="customerId")
    identity = await customers.clear_identity(work, customer_id)
    consent = Consent(
        account.id,
        await customers.clear_account(work, account.id),
        identity.name,
        account.bank_name,
        agreement,
        limit_fen,
        valid_from,
        valid_until,
        document_id,
    )
    return await keep_mandate(work, customer_id, consent)
