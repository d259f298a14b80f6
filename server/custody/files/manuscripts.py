"""What goes into the file of a batch, in clear: for the memory of one piece of work."""

import json
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from server.custody import queries as custody
from server.custody.debits import queries as debits
from server.custody.files import queries
from server.custody.files.models import BankBatch
from server.custody.files.rules import FileKind
from server.custody.files.writing import OutLine, Sheet
from server.kit import crypto
from server.kit.data_keys import CustomerKey
from server.kit.database import within
from server.kit.errors import NotFound
from server.kit.work import Work


async def sheet_of(work: Work, batch: BankBatch) -> Sheet:
    """Everything that the file of a batch says, its orders in the order of their ids. Raises NotFound."""
    account = await custody.funding_account(work.session, work.scope, batch.funding_account_id)
    if account is None:
        raise NotFound(field="batchId")
    lines = await (_payments(work, batch.id) if batch.kind is FileKind.PAYMENT else _debits(work, batch.id))
    if len(lines) != batch.order_count or sum(line.amount_fen for line in lines) != batch.total_fen:
        raise NotFound(field="batchId")
    return Sheet(batch.number, batch.value_on, account.account_number, lines)


async def _payments(work: Work, batch_id: UUID) -> Sequence[OutLine]:
    orders = await queries.orders_in(work.session, work.scope, batch_id)
    keys = await keys_of(work, {order.customer_id for order in orders})
    lines = []
    for order in orders:
        cell = crypto.cell("payment_orders", "payee", order.id)
        clear = json.loads(crypto.decrypt(keys[order.customer_id], order.payee_cipher, cell))
        lines.append(OutLine(order.number, order.amount_fen, clear["account"], clear["name"], order.purpose))
    return lines


async def _debits(work: Work, batch_id: UUID) -> Sequence[OutLine]:
    pairs = await debits.orders_with_mandates(work.session, work.scope, batch_id)
    keys = await keys_of(work, {order.customer_id for order, _ in pairs})
    lines = []
    for order, mandate in pairs:
        cell = crypto.cell("debit_mandates", "payer", mandate.id)
        clear = json.loads(crypto.decrypt(keys[order.customer_id], mandate.payer_cipher, cell))
        lines.append(
            OutLine(
                order.number,
                order.amount_fen,
                clear["account"],
                clear["name"],
                "贷款还款",
                mandate.bank_name,
                mandate.agreement,
            )
        )
    return lines


async def keys_of(work: Work, customer_ids: Collection[UUID]) -> dict[UUID, bytes]:
    """The clear data keys of customers in sight, in one statement. Raises NotFound when one is missing."""
    asked = bindparam(None, list(customer_ids), type_=ARRAY(Uuid), unique=True)
    wanted = select(CustomerKey.customer_id, CustomerKey.wrapped).where(
        CustomerKey.customer_id == func.any(asked), within(CustomerKey, work.scope)
    )
    rows = (await work.session.execute(wanted)).all()
    if len(rows) != len(customer_ids):
        raise NotFound
    return {row[0]: crypto.unwrap(work.ports.master_key, row[1], row[0]) for row in rows}
