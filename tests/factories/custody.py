"""Funding accounts with money, and payment orders in any state."""

import itertools
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.models import (
    FundingAccount,
    FundingAllotment,
    FundingHold,
    FundingState,
    PaymentNumber,
    PaymentOrder,
)
from server.custody.rules import FINAL, ON_THE_WAY, OrderState
from server.custody.service import account_index
from server.kit import crypto
from server.kit.ids import check_digit
from server.ledger import rules
from tests.factories import ledger
from tests.factories.customers import PLANTED_AT, Planted
from tests.fixtures.world import MASTER_KEY, id_of

_serials = itertools.count(1)


async def plant_funding_account(
    owner: AsyncSession, *, branch: str = "hq", allotted_fen: int = 10**11, number: str | None = None
) -> UUID:
    """An open funding account; its allotment stands in the ledger too, so `verify` finds nothing."""
    account_id, allotment_id = uuid4(), uuid4()
    own = {"branch_id": id_of(branch)}
    serial = next(_serials)
    # the older account pays: which one that is must not hang on the dice of their ids
    opened_at = PLANTED_AT + timedelta(microseconds=serial)
    number = number or f"31000000{serial:011d}"
    account = {"bank_name": "工商银行", "account_number": number, "state": FundingState.OPEN, "opened_at": opened_at}
    await owner.execute(insert(FundingAccount).values(id=account_id, **own, **account))
    await owner.execute(
        insert(FundingHold).values(id=account_id, **own, allotted_fen=allotted_fen, held_fen=0, paid_fen=0)
    )
    if allotted_fen:
        paper = {"reference": "P-1", "allotted_by": id_of("risk.hq"), "allotted_at": PLANTED_AT}
        await owner.execute(
            insert(FundingAllotment).values(
                id=allotment_id, funding_account_id=account_id, **own, amount_fen=allotted_fen, **paper
            )
        )
        place = rules.Place(rules.HOUSE_ID, id_of(branch), account_id)
        await ledger.send(
            owner, [ledger.plain(rules.funds_allotted(allotment_id, place, allotted_fen, booked_on=ledger.DAY))]
        )
    await owner.commit()
    return account_id


async def plant_order(
    owner: AsyncSession,
    customer: Planted,
    funding_account_id: UUID,
    *,
    amount_fen: int = 1_000_000,
    state: OrderState = OrderState.CREATED,
    loan_id: UUID | None = None,
    at: datetime = PLANTED_AT,
    **columns: Any,
) -> PaymentOrder:
    """A payment order to the customer's planted account, with what it holds of the funding account."""
    order_id, account = uuid4(), customer.account_number
    assert account is not None
    body = f"9{next(_serials):010d}"
    clear = json.dumps({"account": account, "name": customer.name}).encode()
    values: dict[str, Any] = {
        **customer.owner_columns,
        "id": order_id,
        "number": body + check_digit(body),
        "loan_id": loan_id or uuid4(),
        "funding_account_id": funding_account_id,
        "payee_account_id": customer.account_id,
        "payee_cipher": crypto.encrypt(customer.key, clear, crypto.cell("payment_orders", "payee", order_id)),
        "payee_index": account_index(MASTER_KEY, account),
        "payee_last4": account[-4:],
        "amount_fen": amount_fen,
        "purpose": "经营贷放款",
        "state": state,
        "send_wanted": state is OrderState.CREATED,
        "attempts": 0 if state is OrderState.CREATED else 1,
        "asked": 0,
        "created_by": id_of("finance.hq"),
        "created_at": at,
        "sent_at": None if state is OrderState.CREATED else at,
        "finished_at": at if state in FINAL else None,
    }
    order = PaymentOrder(**(values | columns))
    owner.add(order)
    owner.add(PaymentNumber(number=order.number))
    held = amount_fen if state in ON_THE_WAY else 0
    paid = amount_fen if state is OrderState.SETTLED else 0
    await owner.execute(
        update(FundingHold)
        .where(FundingHold.id == funding_account_id)
        .values(held_fen=FundingHold.held_fen + held, paid_fen=FundingHold.paid_fen + paid)
    )
    await owner.commit()
    owner.expunge(order)
    return order
