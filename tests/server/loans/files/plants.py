"""Rows at the desk and the counter that do not agree with the rest, and the checks that find them."""

from tests.factories.loans import PlantedLoan
from tests.factories.money_files import plant_taken_debit, plant_till
from tests.server.loans.conftest import Lender


async def plant_till_without_entry(lender: Lender, _planted: PlantedLoan) -> None:
    await plant_till(lender.owner, "east-1")


async def plant_debit_without_repayment(lender: Lender, planted: PlantedLoan) -> None:
    await plant_taken_debit(lender.owner, planted.customer, planted.loan_id, lender.funding_account_id)


PLANTED = [
    (plant_till_without_entry, {"custody.till_differs"}),
    (plant_debit_without_repayment, {"custody.debit_differs"}),
]
