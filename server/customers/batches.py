"""Guarded reads for many customers at once."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from server.customers.models import BankAccount, Customer, CustomerExposure
from server.identity.batch import rows_in_order
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.database import within
from server.kit.work import Work


@read(Operation.CUSTOMER_READ)
async def customers_by_ids(work: Work, *, keys: Sequence[UUID]) -> list[Customer | None]:
    """Customers in the order of their ids, None for those out of sight."""
    return await rows_in_order(work, Customer, keys)


@read(Operation.CUSTOMER_READ)
async def exposures_of(work: Work, *, keys: Sequence[UUID]) -> list[CustomerExposure | None]:
    """What each customer owes and was promised."""
    return await rows_in_order(work, CustomerExposure, keys)


@read(Operation.CUSTOMER_READ)
async def accounts_of(work: Work, *, keys: Sequence[UUID]) -> list[list[BankAccount]]:
    """The bank accounts of each customer, the newest first."""
    wanted = select(BankAccount).where(BankAccount.customer_id.in_(keys), within(BankAccount, work.scope))
    rows = (await work.session.execute(wanted.order_by(BankAccount.bound_at.desc(), BankAccount.id))).scalars().all()
    return [[row for row in rows if row.customer_id == key] for key in keys]
