"""`verify`: the bank's books beside ours."""

from dataclasses import replace
from datetime import timedelta

from server.custody.bank import ScriptedBank, Unanswered
from server.kit.checks import Difference
from server.kit.clock import FixedClock
from server.kit.ports import PaymentState
from server.loans.verifying.service import verify_bank
from tests.server.loans.conftest import Lender


async def paid_through_the_bank(lender: Lender) -> str:
    """Number of an order that the bank settled."""
    loan_id = await lender.disburse(await lender.ready())
    await lender.work(2)
    return (await lender.order(loan_id)).number


async def test_the_banks_books_say_the_same(lender: Lender) -> None:
    await lender.running()
    await paid_through_the_bank(lender)
    lender.bank.script.append(PaymentState.FAILED)
    await paid_through_the_bank(lender)
    lender.bank.script.append(Unanswered.RECEIVED)
    await lender.disburse(await lender.ready())
    report = await verify_bank(lender.house, days=7)
    assert (report.differences, report.compared, report.reached) == ([], 2, True)


async def test_a_bank_that_says_otherwise_is_a_difference(lender: Lender, clock: FixedClock) -> None:
    number = await paid_through_the_bank(lender)
    order = lender.bank.books[number]
    cases: list[tuple[ScriptedBank, str]] = [
        (ScriptedBank(), "not_found / -"),
        (ScriptedBank(books={number: order}, states={number: PaymentState.FAILED}), "failed / 3000000"),
        (
            ScriptedBank(books={number: replace(order, amount_fen=1)}, states={number: PaymentState.SETTLED}),
            "settled / 1",
        ),
    ]
    for bank, told in cases:
        house = replace(lender.house, ports=replace(lender.house.ports, bank=bank))
        report = await verify_bank(house, days=7)
        assert report.differences == [Difference("bank.order_differs", number, "settled / 3000000", told)]
    clock.advance(timedelta(days=8))
    assert (await verify_bank(lender.house, days=7)).compared == 0


async def test_a_silent_bank_is_told_and_is_no_difference(lender: Lender) -> None:
    for _ in range(4):
        await paid_through_the_bank(lender)
    lender.bank.is_down, lender.bank.asked = True, []
    report = await verify_bank(lender.house, days=7)
    assert (report.differences, report.reached, len(lender.bank.asked)) == ([], False, 3)
