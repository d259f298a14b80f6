"""What waits at a finance desk: payments, a batch, a result, payees, mandates, tills with cash in them."""

import itertools
import json
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody.cash.models import CashDeposit, CashReceipt, Till
from server.custody.cash.rules import DepositState, ReceiptState, TillState
from server.custody.debits.models import DebitMandate, DebitOrder
from server.custody.debits.rules import DebitState, MandateState
from server.custody.files.models import BankBatch, BankResult
from server.custody.files.rules import BatchState, FileKind, ResultState
from server.custody.models import FundingAccount, PaymentOrder
from server.custody.payout.models import EntrustedPayee
from server.custody.payout.rules import Channel, PayeeState
from server.custody.service import account_index
from server.kit import crypto
from server.kit.ids import SystemIds
from tests.factories.custody import plant_funding_account, plant_order
from tests.factories.customers import PLANTED_AT, Planted
from tests.fixtures.world import MASTER_KEY, id_of

PROFILE = "county_csv_gbk"
TODAY = date(2026, 3, 2)
_ids = SystemIds()
_serials = itertools.count(1)


async def plant_file_account(owner: AsyncSession, **columns: Any) -> UUID:
    """A funding account of headquarters whose bank takes files."""
    account_id = await plant_funding_account(owner)
    own = update(FundingAccount).where(FundingAccount.id == account_id)
    await owner.execute(own.values(**({"channel": Channel.FILE, "file_profile": PROFILE} | columns)))
    await owner.commit()
    return account_id


async def plant_waiting(owner: AsyncSession, customer: Planted, account_id: UUID, **columns: Any) -> PaymentOrder:
    """A payment that waits for a file."""
    given: dict[str, Any] = {"channel": Channel.FILE, "send_wanted": False} | columns
    return await plant_order(owner, customer, account_id, **given)


async def plant_batch(owner: AsyncSession, order: PaymentOrder) -> UUID:
    """A batch of one payment that waits for the second person."""
    batch_id = uuid4()
    await owner.execute(
        insert(BankBatch).values(
            id=batch_id,
            kind=FileKind.PAYMENT,
            number=_ids.number(),
            funding_account_id=order.funding_account_id,
            branch_id=id_of("hq"),
            profile=PROFILE,
            value_on=TODAY,
            state=BatchState.MADE,
            order_count=1,
            total_fen=order.amount_fen,
            made_by=id_of("finance.hq"),
            made_at=PLANTED_AT,
            version=1,
        )
    )
    await owner.execute(update(PaymentOrder).where(PaymentOrder.id == order.id).values(batch_id=batch_id))
    await owner.commit()
    return batch_id


async def plant_result(owner: AsyncSession, account_id: UUID) -> UUID:
    """A result whose lines are all taken."""
    result_id = uuid4()
    await owner.execute(
        insert(BankResult).values(
            id=result_id,
            kind=FileKind.PAYMENT,
            funding_account_id=account_id,
            branch_id=id_of("hq"),
            profile=PROFILE,
            file_name="R.csv",
            digest=uuid4().hex * 2,
            blob="0" * 64,
            line_count=1,
            total_fen=1,
            state=ResultState.FINISHED,
            taken_by=id_of("finance.hq"),
            taken_at=PLANTED_AT,
            finished_at=PLANTED_AT,
        )
    )
    await owner.commit()
    return result_id


async def plant_payee(owner: AsyncSession, customer: Planted, application_id: UUID, **columns: Any) -> UUID:
    """A supplier who waits for the second person."""
    payee_id, account = uuid4(), f"62170099{next(_serials):011d}"
    clear = json.dumps({"account": account, "name": "城南农机经营部"}).encode()
    values: dict[str, Any] = {
        **customer.owner_columns,
        "id": payee_id,
        "application_id": application_id,
        "payee_cipher": crypto.encrypt(customer.key, clear, crypto.cell("entrusted_payees", "payee", payee_id)),
        "payee_index": account_index(MASTER_KEY, account),
        "payee_last4": account[-4:],
        "payee_name_masked": "城*****部",
        "bank_name": "农商银行",
        "purpose": "购买收割机",
        "document_id": uuid4(),
        "state": PayeeState.RECORDED,
        "recorded_by": customer.officer_id,
        "recorded_at": PLANTED_AT,
    }
    await owner.execute(insert(EntrustedPayee).values(**(values | columns)))
    await owner.commit()
    return payee_id


async def plant_mandate(owner: AsyncSession, customer: Planted, *, limit_fen: int = 10**7) -> UUID:
    """A consent over the customer's planted account."""
    mandate_id, account = uuid4(), customer.account_number or ""
    clear = json.dumps({"account": account, "name": customer.name}).encode()
    await owner.execute(
        insert(DebitMandate).values(
            **customer.owner_columns,
            id=mandate_id,
            account_id=customer.account_id,
            payer_cipher=crypto.encrypt(customer.key, clear, crypto.cell("debit_mandates", "payer", mandate_id)),
            payer_last4=account[-4:],
            bank_name="工商银行",
            agreement="XY-1",
            limit_fen=limit_fen,
            valid_from=date(2026, 1, 1),
            valid_until=date(2027, 12, 31),
            state=MandateState.ACTIVE,
            recorded_by=customer.officer_id,
            recorded_at=PLANTED_AT,
            version=1,
        )
    )
    await owner.commit()
    return mandate_id


async def plant_taken_debit(owner: AsyncSession, customer: Planted, loan_id: UUID, account_id: UUID) -> UUID:
    """A debit that the bank has taken, and a repayment of it that there is not."""
    mandate_id, batch_id, order_id = await plant_mandate(owner, customer), uuid4(), uuid4()
    made = {"made_by": id_of("finance.hq"), "made_at": PLANTED_AT, "order_count": 1, "total_fen": 100, "version": 1}
    about = {"kind": FileKind.DEBIT, "number": _ids.number(), "profile": PROFILE, "value_on": TODAY}
    where = {"funding_account_id": account_id, "branch_id": id_of("hq"), "state": BatchState.MADE}
    await owner.execute(insert(BankBatch).values(id=batch_id, **about, **where, **made))
    await owner.execute(
        insert(DebitOrder).values(
            **customer.owner_columns,
            id=order_id,
            number=_ids.number(),
            batch_id=batch_id,
            mandate_id=mandate_id,
            loan_id=loan_id,
            funding_account_id=account_id,
            amount_fen=100,
            due_on=TODAY,
            attempt=1,
            state=DebitState.SETTLED,
            repayment_id=uuid4(),
            created_at=PLANTED_AT,
            sent_at=PLANTED_AT,
            finished_at=PLANTED_AT,
        )
    )
    await owner.commit()
    return order_id


async def plant_till(owner: AsyncSession, branch: str, *, counted: bool = False) -> UUID:
    """A till of today with a thousand yuan in it, open or counted."""
    till_id = uuid4()
    values: dict[str, Any] = {
        "id": till_id,
        "branch_id": id_of(branch),
        "business_date": TODAY,
        "state": TillState.OPEN,
        "opening_count": {"10000": 10},
        "opening_fen": 100_000,
        "opening_difference_fen": 0,
        "closing_event_id": uuid4(),
        "taken_fen": 0,
        "banked_fen": 0,
        "opened_by": id_of("finance.hq"),
        "opened_at": PLANTED_AT,
        "version": 1,
    }
    if counted:
        values |= {"state": TillState.COUNTED, "closing_count": {"10000": 10}, "counted_fen": 100_000}
        values |= {"difference_fen": 0, "counted_by": id_of("finance.hq"), "counted_at": PLANTED_AT}
    await owner.execute(insert(Till).values(**values))
    await owner.commit()
    return till_id


@dataclass(frozen=True)
class PlantedCash:
    """A receipt and a deposit that wait for the second person."""

    receipt_id: UUID
    deposit_id: UUID


async def plant_cash(
    owner: AsyncSession, customer: Planted, till_id: UUID, branch: str, loan_id: UUID, account_id: UUID
) -> PlantedCash:
    """Cash for a loan, and cash that was carried to the bank, both by the clerk."""
    receipt_id, deposit_id = uuid4(), uuid4()
    await owner.execute(
        insert(CashReceipt).values(
            **customer.owner_columns,
            id=receipt_id,
            number=_ids.number(),
            till_id=till_id,
            loan_id=loan_id,
            amount_fen=20_000,
            state=ReceiptState.TAKEN,
            taken_by=id_of("finance.hq"),
            taken_at=PLANTED_AT,
        )
    )
    await owner.execute(
        insert(CashDeposit).values(
            id=deposit_id,
            till_id=till_id,
            branch_id=id_of(branch),
            funding_account_id=account_id,
            amount_fen=50_000,
            reference="S-1",
            state=DepositState.RECORDED,
            deposited_by=id_of("finance.hq"),
            deposited_at=PLANTED_AT,
        )
    )
    await owner.commit()
    return PlantedCash(receipt_id, deposit_id)
