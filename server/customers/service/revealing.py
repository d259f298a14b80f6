"""Personal data in clear, for a reason that stays on record."""

from collections.abc import Sequence
from uuid import UUID

from server.customers import sealing
from server.customers.errors import FieldUnknown, ReasonMissing
from server.customers.models import Customer, CustomerKind
from server.customers.service.lookup import customer_of
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.work import Work

REVEALABLE = ("name", "id_number", "phone", "credit_code", "legal_representative")
REASON_LENGTHS = range(2, 201)


@use_case(Operation.CUSTOMER_REVEAL, keyed=False)
async def reveal(work: Work, *, customer_id: UUID, fields: Sequence[str], reason: str) -> dict[str, str | None]:
    """The named pieces of personal data in clear: name, id_number, phone, credit_code, legal_representative.

    What the customer does not have is None. Who looked at which fields and why is in the audit record. Raises NotFound,
    FieldUnknown, ReasonMissing.
    """
    if not fields or any(field not in REVEALABLE for field in fields):
        raise FieldUnknown(field="fields")
    if len(reason.strip()) not in REASON_LENGTHS:
        raise ReasonMissing(field="reason")
    customer = await customer_of(work, customer_id)
    key = await data_key(work, customer_id)
    work.touch("customer", customer_id, revealed=sorted(set(fields)), reason=reason.strip())
    return {field: _clear(key, customer, field) for field in fields}


def _clear(key: bytes, customer: Customer, field: str) -> str | None:
    if field in {"id_number", "credit_code"}:
        wanted = CustomerKind.PERSON if field == "id_number" else CustomerKind.COMPANY
        return sealing.opened(key, customer, "number") if customer.kind is wanted else None
    return sealing.opened(key, customer, field)
