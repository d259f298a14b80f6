"""A bank that is silent, late, says things twice or out of order: one order, one number, one payment."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from schema.kit.ids import encode
from server.custody.models import PaymentOrder
from server.products.models import ProductVersion
from server.simulators.bank.client import BankClient
from tests.factories.customers import plant_customer
from tests.factories.loans import plant_contracted
from tests.journeys.phones import Phone, eventually
from tests.journeys.running import SECRET, Running
from tests.journeys.steps import LOAN, active, refused
from tests.journeys.test_first_loan import verified

pytestmark = pytest.mark.timeout(600)

AT_ONCE_SECONDS = 0.2
FIRST_AMOUNT_FEN = 3_000_000
FAULTS: list[list[dict[str, Any]]] = [
    [{"kind": "no_answer", "seconds": AT_ONCE_SECONDS}, {"kind": "callback_lost"}],
    [{"kind": "late_answer", "seconds": 2.0}, {"kind": "callback_twice"}],
    [{"kind": "server_error"}, {"kind": "callback_late", "seconds": 2.0}, {"kind": "callback_reordered"}],
    [{"kind": "late_settlement", "seconds": 2.0}, {"kind": "callback_forged"}],
]
"""Each row meets one order. The first is settled by asking alone: nothing that the bank says of itself arrives."""


@dataclass
class Cashier:
    """Finance with contracted applications of different amounts, and the bank's books beside it."""

    running: Running
    phone: Phone
    owner: AsyncSession
    contracted: Iterator[int]

    async def application(self) -> str:
        version_id = (await self.owner.execute(select(ProductVersion.id))).scalar_one()
        customer = await plant_customer(self.owner)
        amount_fen = next(self.contracted)
        row_id = await plant_contracted(self.owner, customer, version_id, amount_fen=amount_fen)
        return str(encode("Application", row_id, customer.customer_id))

    def disburse(self, application: str) -> dict[str, Any]:
        query = "query Version($id: ID!) { application(id: $id) { version } }"
        version = self.phone.ask(query, id=application)["application"]["version"]
        selection = f"loan {{ {LOAN} }}"
        loan: dict[str, Any] = self.phone.do(
            "disburseLoan", selection, applicationId=application, expectedVersion=version
        )["loan"]
        return loan

    def payment(self, loan: str) -> dict[str, Any]:
        query = "query Payment($id: ID!) { loan(id: $id) { state payment { number state } } }"
        found: dict[str, Any] = self.phone.ask(query, id=loan)["loan"]["payment"]
        return found

    def numbers_paid(self) -> list[str]:
        """The number of every order that the bank has ever seen and settled; it fails on any other."""
        orders = self.running.books()["orders"]
        assert {order["state"] for order in orders} <= {"SETTLED"}
        return [order["order_number"] for order in orders]

    async def order(self, number: str) -> PaymentOrder:
        await self.owner.rollback()
        wanted = select(PaymentOrder).where(PaymentOrder.number == number).execution_options(populate_existing=True)
        return (await self.owner.execute(wanted)).scalar_one()


@pytest.fixture
def cashier(running: Running, owner: AsyncSession) -> Cashier:
    amounts = iter(range(FIRST_AMOUNT_FEN, FIRST_AMOUNT_FEN + 100, 1))
    return Cashier(running, Phone(running.url, "finance.hq").log_in(), owner, amounts)


async def test_an_order_without_any_answer_is_unknown_and_asked_about_by_its_number_until_the_bank_is_back(
    cashier: Cashier,
) -> None:
    cashier.running.fault("not_received", operation="pay")
    cashier.running.fault("not_received", operation="query", seconds=AT_ONCE_SECONDS)
    application = await cashier.application()
    loan = cashier.disburse(application)
    number = loan["payment"]["number"]
    eventually(lambda: cashier.payment(loan["id"])["state"] == "UNKNOWN", "the order is unknown")
    asked = (await cashier.order(number)).asked
    assert refused(cashier.disburse, application) == "LOAN_DISBURSEMENT_RUNNING"
    assert cashier.numbers_paid() == []

    with closing(BankClient(cashier.running.bank_url, SECRET)) as bank:
        bank.clear_faults()
    paid = eventually(lambda: active(cashier.phone, loan["id"]), "the bank is back and has paid")
    assert paid["payment"] == {"number": number, "state": "SETTLED", "amount": "30000.00"}
    assert cashier.numbers_paid() == [number]
    order = await cashier.order(number)
    assert order.asked > asked
    assert order.attempts > 1, "the same order was sent again under its own number"
    assert refused(cashier.disburse, application) == "LOAN_ALREADY_DISBURSED"
    assert verified(cashier.running) == 0


async def test_a_late_a_doubled_a_lost_and_a_forged_word_of_the_bank_pay_once(cashier: Cashier) -> None:
    numbers = []
    for faults in FAULTS:
        for fault in faults:
            cashier.running.fault(times=1, **fault)
        loan = cashier.disburse(await cashier.application())
        paid = eventually(lambda: active(cashier.phone, loan["id"]), f"paid in spite of {faults}")  # noqa: B023 - now
        assert paid["payment"]["number"] == loan["payment"]["number"]
        numbers.append(loan["payment"]["number"])
    eventually(lambda: cashier.running.books()["undelivered"] == [], "every callback is taken")
    assert cashier.numbers_paid() == numbers
    assert cashier.running.paid_out() == [FIRST_AMOUNT_FEN + place for place in range(len(FAULTS))]
    assert verified(cashier.running) == 0
