"""The officer records whom a borrower has the lender pay in his stead (受托支付), with its evidence."""

from uuid import UUID

from server.applications import queries as applications
from server.applications.rules import ApplicationState
from server.custody.payout.entrusting import Supplier, record_payee
from server.documents import queries as documents
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.errors import Conflict, NotFound
from server.kit.work import Work

OVER = frozenset({ApplicationState.REJECTED, ApplicationState.WITHDRAWN, ApplicationState.DISBURSED})


@use_case(Operation.PAYEE_ENTRUST)
async def entrust_payee(work: Work, *, application_id: UUID, document_id: UUID, supplier: Supplier) -> UUID:
    """Record the supplier to be paid for an application; a second person confirms him before money goes out.

    The document is the evidence of the purchase, of the same customer. Returns the payee. Refuses with NotFound,
    object.conflict (the application is over), payout.payee_unsound, payout.payee_recorded.
    """
    application = await applications.application_for_update(work.session, work.scope, application_id)
    if application is None:
        raise NotFound(field="applicationId")
    if application.state in OVER:
        raise Conflict(field="applicationId")
    document = await documents.document_by_id(work.session, work.scope, document_id)
    if document is None or document.customer_id != application.customer_id:
        raise NotFound(field="documentId")
    return await record_payee(
        work,
        customer_id=application.customer_id,
        application_id=application.id,
        document_id=document.id,
        supplier=supplier,
    )
