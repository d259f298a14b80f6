"""The lender of the loans' tests, and one whose book has something of everything that a report shows."""

from datetime import timedelta

import pytest

from tests.factories.customers import plant_customer
from tests.factories.loans import plant_loan
from tests.server.loans.conftest import TODAY, Lender, lender

__all__ = ["lender"]

HOUSE = ("officer.east1", "officer2.east1", "officer.east2", "officer.west1")


@pytest.fixture(name="lending")
async def _lending(lender: Lender) -> Lender:
    """Six loans of four officers: two long past due, one repaid in part, one of somebody who has had one before."""
    for number, officer in enumerate((*HOUSE, "officer.east1")):
        customer = await plant_customer(lender.owner, officer=officer)
        since = TODAY - timedelta(days=14 + 30 * number)
        about = (lender.owner, customer, lender.version_id, lender.funding_account_id)
        await plant_loan(*about, principal_fen=1_000_000 + 100_000 * number, disbursed_on=since)
        if number == 1:
            again = await plant_loan(*about, principal_fen=500_000, disbursed_on=TODAY - timedelta(days=1))
            await lender.repay(again.loan_id, 70_000)
    return lender
