"""Account flow and the trail of a loan's money: asked over the real link, read, and measured as indicators."""

from decimal import Decimal

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from server.connectors.errors import ElementMissing
from server.kit.work import House
from server.risk.grain import Grain
from tests.factories.connectors import Sources, ask, consented, learn, pursue
from tests.factories.custody import plant_funding_account
from tests.factories.documents import plant_borrower
from tests.factories.loans import plant_loan
from tests.factories.products import plant_product
from tests.fixtures.house import NOON, AsStaff
from tests.server.risk.measuring import measure

DAY = NOON.date()
SPENT = {"amount_fen": 1_500_000, "payee": "securities", "agreed": False, "founded_on": None}


async def test_what_the_bank_says_of_an_account_and_of_a_loan_is_measured(
    as_staff: AsStaff, owner: AsyncSession, asking: House, sources: Sources
) -> None:
    customer = await plant_borrower(owner)
    await consented(as_staff, owner, customer)
    officer = await as_staff("officer.east1")
    version_id, account_id = await plant_product(owner), await plant_funding_account(owner)
    loan = await plant_loan(owner, customer, version_id, account_id)
    told = {"paid_on": "2026-02-16", "spent": [SPENT | {"on": "2026-02-20"}]}
    sources.desk.tell("fund_trail", customer.number, told)
    await learn(asking, owner, officer, customer, "bank_flow", "tax")
    await ask(officer, customer, "fund_trail", application_id=loan.application_id)
    answered = await pursue(asking, owner)
    assert answered.about_id == loan.application_id
    flow = (await measure(owner, Grain.CUSTOMER, DAY))[customer.customer_id]
    always = {"CF-01", "CF-02", "CF-03", "CF-05", "CF-06", "CF-07", "CF-08", "CF-12", "CF-13", "CF-15"}
    assert {code for code in always if flow[code] is None} == set()
    trail = (await measure(owner, Grain.LOAN, DAY))[loan.loan_id]
    half = Decimal("0.5")
    assert [trail[code] for code in ("FU-01", "FU-08", "FU-05", "FU-09")] == [half, half, Decimal(0), None]


async def test_the_trail_of_money_is_asked_for_a_loan_and_never_of_nobody(
    as_staff: AsStaff, owner: AsyncSession, sources: Sources
) -> None:
    customer = await plant_borrower(owner)
    await consented(as_staff, owner, customer)
    with pytest.raises(ElementMissing):
        await ask(await as_staff("officer.east1"), customer, "fund_trail")
    assert sources.asked("fund_trail") == 0
