"""The lender's own accounts: which one pays, what is left of it, and who may change that."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from server.custody import funding, service
from server.custody.errors import (
    FundingAmountRefused,
    FundingReferenceMissing,
    FundingReferenceUsed,
    FundsInsufficient,
    NoFundingAccount,
)
from server.custody.models import FundingAccount, FundingState
from server.custody.service import Payee
from server.identity.actors import BANK
from server.identity.guard import use_case
from server.identity.operations import Operation
from server.identity.passage import enter
from server.kit.errors import Denied, DomainError, NotFound
from server.kit.work import House, Work
from tests.factories.custody import plant_funding_account
from tests.factories.customers import plant_customer
from tests.fixtures.house import AsStaff, fresh
from tests.fixtures.world import id_of
from tests.server.custody.conftest import Desk


@use_case(Operation.LOAN_DISBURSE)
async def order_money(work: Work, *, customer_id: UUID, funding_account_id: UUID) -> UUID:
    """Opens an order over ten yuan, as `loans` does it."""
    order = await service.open_order(
        work,
        customer_id=customer_id,
        loan_id=work.new_id(),
        funding_account_id=funding_account_id,
        amount_fen=1000,
        payee=Payee(work.new_id(), "6217009900000000001", "王小明"),
        purpose="测试",
    )
    return order.id


@use_case(Operation.LOAN_DISBURSE)
async def account_for(work: Work, *, branch_id: UUID) -> UUID:
    """Which account pays for a branch."""
    return (await funding.account_for(work, branch_id)).id


@use_case(Operation.LENDER_SET)
async def open_account(work: Work, *, branch_id: UUID) -> UUID:
    """Opens a funding account."""
    return await funding.open_account(work, branch_id=branch_id, bank_name="工商银行", account_number="3100000000")


async def held(owner: AsyncSession, account_id: UUID) -> tuple[int, int, int]:
    await owner.rollback()
    wanted = text("SELECT allotted_fen, held_fen, paid_fen FROM funding_holds WHERE id = :id")
    row = (await owner.execute(wanted, {"id": account_id})).one()
    return row[0], row[1], row[2]


async def test_of_twenty_rivals_for_ten_portions_exactly_ten_get_one(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, account_id = await plant_customer(owner), await plant_funding_account(owner, allotted_fen=10_000)
    caller = await as_staff("finance.hq")
    rivals = (
        order_money(
            fresh(caller),
            customer_id=customer.customer_id,
            funding_account_id=account_id,
        )
        for _ in range(20)
    )
    results = await asyncio.gather(*rivals, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["FundsInsufficient"] * 10 + ["UUID"] * 10
    assert await held(owner, account_id) == (10_000, 10_000, 0)
    orders = (await owner.execute(text("SELECT count(*), count(DISTINCT number) FROM payment_orders"))).one()
    assert tuple(orders) == (10, 10)


async def test_a_refused_order_leaves_nothing(as_staff: AsStaff, owner: AsyncSession) -> None:
    customer, account_id = await plant_customer(owner), await plant_funding_account(owner, allotted_fen=999)
    with pytest.raises(FundsInsufficient):
        await order_money(await as_staff("finance.hq"), customer_id=customer.customer_id, funding_account_id=account_id)
    assert await held(owner, account_id) == (999, 0, 0)
    for table in ("payment_orders", "payment_numbers", "procrastinate_jobs"):
        assert (await owner.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0  # noqa: S608 - names of ours


async def test_the_region_pays_before_headquarters_and_a_closed_account_not_at_all(
    as_staff: AsStaff, owner: AsyncSession
) -> None:
    caller = await as_staff("finance.hq")
    with pytest.raises(NoFundingAccount):
        await account_for(caller, branch_id=id_of("east-1"))
    hq = await plant_funding_account(owner)
    east = await plant_funding_account(owner, branch="east")
    for branch, wanted in (("east-1", east), ("east-2", east), ("west-1", hq)):
        assert await account_for(fresh(caller), branch_id=id_of(branch)) == wanted
    await owner.execute(update(FundingAccount).where(FundingAccount.id == east).values(state=FundingState.CLOSED))
    await owner.commit()
    assert await account_for(fresh(caller), branch_id=id_of("east-1")) == hq


async def test_an_allotment_raises_the_bound_once_a_paper(as_staff: AsStaff, owner: AsyncSession) -> None:
    caller = await as_staff("risk.hq")
    account_id = await open_account(caller, branch_id=id_of("hq"))
    await funding.allot_funds(fresh(caller), funding_account_id=account_id, amount_fen=500, reference=" A-1 ")
    with pytest.raises(FundingReferenceUsed):
        await funding.allot_funds(fresh(caller), funding_account_id=account_id, amount_fen=500, reference="A-1")
    assert await held(owner, account_id) == (500, 0, 0)


@pytest.mark.parametrize(
    ("amount_fen", "reference", "refusal", "field"),
    [
        (0, "A", FundingAmountRefused, "amount"),
        (-1, "A", FundingAmountRefused, "amount"),
        (10**15 + 1, "A", FundingAmountRefused, "amount"),
        (1, "  ", FundingReferenceMissing, "reference"),
        (1, "A" * 65, FundingReferenceMissing, "reference"),
    ],
)
async def test_a_senseless_allotment_is_refused(
    as_staff: AsStaff, owner: AsyncSession, amount_fen: int, reference: str, refusal: type[DomainError], field: str
) -> None:
    account_id = await plant_funding_account(owner, allotted_fen=0)
    with pytest.raises(refusal) as refused:
        await funding.allot_funds(
            await as_staff("risk.hq"), funding_account_id=account_id, amount_fen=amount_fen, reference=reference
        )
    assert refused.value.field == field
    assert await held(owner, account_id) == (0, 0, 0)


async def test_only_who_sets_the_lenders_figures_allots(as_staff: AsStaff, owner: AsyncSession) -> None:
    account_id = await plant_funding_account(owner, allotted_fen=0)
    for login in ("finance.hq", "officer.east1", "manager.east", "admin1.hq"):
        with pytest.raises(Denied):
            await funding.allot_funds(await as_staff(login), funding_account_id=account_id, amount_fen=1, reference="A")
    with pytest.raises(NotFound):
        await funding.allot_funds(await as_staff("risk.hq"), funding_account_id=uuid4(), amount_fen=1, reference="A")
    assert await held(owner, account_id) == (0, 0, 0)


@pytest.mark.parametrize("column", ["number = '1'", "amount_fen = 1", "payee_account_id = id", "payee_index = ''"])
async def test_number_amount_and_payee_of_an_order_cannot_be_changed(desk: Desk, column: str) -> None:
    await desk.order()
    async with desk.house.database.session() as session:
        await enter(session, BANK)
        with pytest.raises(DBAPIError, match="permission denied"):
            await session.execute(text(f"UPDATE payment_orders SET {column}"))  # noqa: S608 - columns of ours


async def test_the_database_itself_keeps_the_bound_and_one_active_order_a_loan(desk: Desk, house: House) -> None:
    order = await desk.order()
    async with house.database.session() as session:
        await enter(session, BANK)
        with pytest.raises(DBAPIError, match="within_allotment"):
            await session.execute(text("UPDATE funding_holds SET held_fen = allotted_fen + 1"))
    with pytest.raises(DBAPIError, match="uq_payment_orders_active"):
        await desk.order(loan_id=order.loan_id)
