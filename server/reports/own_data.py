"""The answer to a person who asks what is stored of him (个保法 45): a copy of all of it, by two steps on record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from server.compliance.tickets import queries as tickets
from server.compliance.tickets.service import opened
from server.customers import service as customers
from server.customers.models import BankAccount
from server.customers.sealing import opened_account
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.kit.data_keys import data_key
from server.kit.database import within
from server.kit.work import Work
from server.reports.dossier.sections import HIDDEN

TABLES = text(
    "SELECT DISTINCT c.table_name FROM information_schema.columns c WHERE c.table_schema = 'public' "
    "AND c.column_name = 'customer_id' AND c.table_name NOT IN ('customer_keys', 'compliance_entries') "
    "AND has_table_privilege(format('%I', c.table_name)::regclass, 'SELECT') ORDER BY 1"
)
"""Everything that carries a customer's id, but for keys and registers: no case of suspicion is told (反洗钱法 7)."""


@use_case(Operation.CUSTOMER_HAND_OVER_DATA, keyed=False, step_up=False)
async def hand_over_data(work: Work, *, customer_id: UUID) -> Mapping[str, Any]:
    """All that is stored of a customer, in clear where it is sealed: identity, accounts, tickets, and every row of his.

    For the answer to a ticket of his; that it was drawn is on record. Raises NotFound, NotRegistered, KeyDestroyed.
    """
    identity = await customers.clear_identity(work, customer_id)
    key = await data_key(work, customer_id)
    own = {
        "name": identity.name,
        "number": identity.id_number,
        "phone": identity.phone,
        "birth_date": identity.birth_date.isoformat() if identity.birth_date else None,
        "legal_representative": identity.legal_representative,
    }
    accounts = select(BankAccount).where(BankAccount.customer_id == customer_id, within(BankAccount, work.scope))
    numbers = [opened_account(key, one) for one in (await work.session.execute(accounts)).scalars()]
    asked = [opened(key, one) for one in await tickets.tickets_of(work.session, work.scope, customer_id)]
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in (await work.session.execute(TABLES)).scalars().all():
        found = await _rows_of(work, table, customer_id)
        if found:
            rows[table] = found
    work.touch("customer", customer_id, handed_over=sorted(rows))
    return {
        "identity": own,
        "accounts": [{"number": number, "phone": phone} for number, phone in numbers],
        "tickets": [{"question": one.question, "answer": one.answer} for one in asked],
        "records": rows,
    }


async def _rows_of(work: Work, table: str, customer_id: UUID) -> list[dict[str, Any]]:
    statement = f'SELECT to_jsonb(t) FROM "{table}" t WHERE t.customer_id = :customer'  # noqa: S608 - a table of ours, as the database names it
    found = (await work.session.execute(text(statement), {"customer": customer_id})).scalars()
    return [{name: value for name, value in row.items() if not name.endswith(HIDDEN)} for row in found]
