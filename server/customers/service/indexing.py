"""Keys of names for customers who were registered before names were found by their pinyin."""

from sqlalchemy import select, update

from server.customers.models import Customer
from server.customers.sealing import name_columns, opened
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit import crypto
from server.kit.data_keys import CustomerKey
from server.kit.work import Work

PAGE_CUSTOMERS = 500


@use_case(Operation.CUSTOMER_INDEX, keyed=False)
async def index_names(work: Work, *, page_customers: int = PAGE_CUSTOMERS) -> int:
    """Give the next customers whose name has no keys theirs, `page_customers` at most; answers how many.

    Nothing that is read of them changes. Who is being changed at this moment is left for the next time.
    """
    waiting = (
        select(Customer, CustomerKey.wrapped)
        .join(CustomerKey, CustomerKey.customer_id == Customer.customer_id)
        .where(Customer.name_index.is_(None), Customer.name_cipher.is_not(None), CustomerKey.wrapped != b"")
        .limit(page_customers)
        .with_for_update(of=Customer, skip_locked=True)
    )
    master_key = work.ports.master_key
    found = (await work.session.execute(waiting)).all()
    for customer, wrapped in found:
        key = crypto.unwrap(master_key, wrapped, customer.customer_id)
        name = opened(key, customer, "name") or ""
        told = name_columns(master_key, key, customer.customer_id, name, customer.kind)
        mine = update(Customer).where(Customer.customer_id == customer.customer_id, Customer.id == customer.id)
        await work.session.execute(
            mine.values(name_index=told["name_index"]).execution_options(synchronize_session=False)
        )
    work.changes["customers"] = len(found)
    return len(found)
