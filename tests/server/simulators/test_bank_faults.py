"""Each scripted fault, through the real adapter: the link may fail in every way, the books never do."""

import itertools
from collections.abc import Iterator

import pytest

from server.custody.bank_http import HttpBank
from server.kit.ports import PaymentState
from server.simulators.bank.faults import throw
from tests.server.simulators.bank_process import CUSTOMER, NAME, SECRET, BankProcess, Lender, lender_listening, order

NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BankProcess, Lender]]:
    """One process for all faults: starting one takes longer than any of these tests."""
    with lender_listening() as listening:
        options = ("--callback-url", listening.url, "--settle-seconds", "0", "--seed", "7")
        process = BankProcess(tmp_path_factory.mktemp("bank"), options).start()
        yield process, listening
        process.kill()


@pytest.fixture
def bank_process(shared: tuple[BankProcess, Lender]) -> BankProcess:
    """The shared process without anybody's faults."""
    with shared[0].client() as client:
        client.clear_faults()
    return shared[0]


@pytest.fixture
def lender(bank_process: BankProcess, shared: tuple[BankProcess, Lender]) -> Lender:
    """The shared lender, told everything of before and then made to forget it."""
    assert bank_process.undelivered_at_rest() == []
    shared[1].forget()
    return shared[1]


@pytest.fixture
def number() -> str:
    """An order number of its own for each test."""
    return f"N{next(NUMBERS)}"


@pytest.fixture
async def impatient(bank_process: BankProcess) -> HttpBank:
    return HttpBank(bank_process.url, SECRET, timeout_seconds=1.5)


def paid(bank: BankProcess, number: str) -> list[int]:
    """The entries of one number, by amount."""
    entries = bank.books()["entries"]
    return sorted(int(str(entry["amount_fen"])) for entry in entries if entry["order_number"] == number)


@pytest.mark.parametrize("kind", ["no_answer", "late_answer", "server_error"])
async def test_an_order_that_was_taken_without_an_answer_is_found_by_its_number(
    bank_process: BankProcess, impatient: HttpBank, link: HttpBank, kind: str, number: str
) -> None:
    bank_process.fault(kind, order_number=number, seconds=60, times=1)
    assert (await impatient.pay(order(number))).state is PaymentState.UNKNOWN
    assert (await link.query(number)).state is PaymentState.SETTLED
    assert (await link.pay(order(number))).state is PaymentState.SETTLED
    assert paid(bank_process, number) == [-4_000_000, 4_000_000]
    await impatient.aclose()


async def test_an_order_that_never_arrived_is_not_found_and_may_be_sent_again(
    bank_process: BankProcess, impatient: HttpBank, link: HttpBank, number: str
) -> None:
    bank_process.fault("not_received", order_number=number, times=1)
    assert (await impatient.pay(order(number))).state is PaymentState.UNKNOWN
    assert (await link.query(number)).state is PaymentState.NOT_FOUND
    assert paid(bank_process, number) == []
    assert (await link.pay(order(number))).state is PaymentState.SETTLED
    await impatient.aclose()


async def test_a_query_may_stay_without_an_answer_too(
    bank_process: BankProcess, impatient: HttpBank, number: str
) -> None:
    bank_process.fault("no_answer", operation="query")
    assert (await impatient.query(number)).state is PaymentState.UNKNOWN
    await impatient.aclose()


async def test_a_scripted_failure_pays_nothing_and_is_told(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    bank_process.fault("fail", order_number=number, code="ACCOUNT_FROZEN")
    answer = await link.pay(order(number))
    [told] = await lender.wait_for(1)
    assert (answer.state, told.answer.state) == (PaymentState.FAILED, PaymentState.FAILED)
    assert (answer.reason, told.answer.reason) == ("ACCOUNT_FROZEN", "ACCOUNT_FROZEN")
    assert paid(bank_process, number) == []


async def test_a_wrong_amount_is_wrong_in_the_telling_and_right_in_the_books(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    bank_process.fault("wrong_amount", order_number=number, amount_delta_fen=-1)
    assert (await link.pay(order(number))).amount_fen == 3_999_999
    [told] = await lender.wait_for(1)
    assert told.answer.amount_fen == 3_999_999
    assert paid(bank_process, number) == [-4_000_000, 4_000_000]


async def test_a_doubled_callback_bears_the_same_message_id(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    bank_process.fault("callback_twice", order_number=number)
    await link.pay(order(number))
    first, second = await lender.wait_for(2)
    assert first == second
    assert paid(bank_process, number) == [-4_000_000, 4_000_000]


async def test_a_lost_callback_leaves_only_the_query(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    bank_process.fault("callback_lost", order_number=number)
    await link.pay(order(number))
    await link.pay(order(number + "b"))
    told = await lender.wait_for(1)
    assert [callback.answer.number for callback in told] == [number + "b"]
    assert bank_process.undelivered_at_rest() == []
    assert (await link.query(number)).state is PaymentState.SETTLED


async def test_callbacks_may_come_late_and_out_of_order(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    bank_process.fault("callback_late", order_number=number, seconds=0.4)
    bank_process.fault("callback_reordered", order_number=number)
    await link.pay(order(number))
    told = await lender.wait_for(2)
    assert [callback.answer.state for callback in told] == [PaymentState.SETTLED, PaymentState.PROCESSING]
    assert told[0].message_id != told[1].message_id


async def test_a_forged_callback_is_refused_and_the_true_one_taken(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    bank_process.fault("callback_forged", order_number=number)
    bank_process.fault("fail", order_number=number)
    await link.pay(order(number))
    [told] = await lender.wait_for(1)
    assert told.answer.state is PaymentState.FAILED
    assert lender.refused == ["signature"]


async def test_a_lender_that_refuses_is_told_until_it_takes(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    lender.status = 500
    await link.pay(order(number))
    lender.status = 204
    assert len(await lender.wait_for(1)) == 1
    assert bank_process.undelivered_at_rest() == []


async def test_an_order_stuck_in_processing_can_be_finished_from_outside(
    bank_process: BankProcess, lender: Lender, link: HttpBank, number: str
) -> None:
    bank_process.fault("late_settlement", order_number=number)
    assert (await link.pay(order(number))).state is PaymentState.PROCESSING
    assert (await link.query(number)).state is PaymentState.PROCESSING
    with bank_process.client() as client:
        assert client.settle(number)["state"] == "SETTLED"
        assert client.settle(number)["state"] == "SETTLED"
    assert len(await lender.wait_for(1)) == 1
    assert paid(bank_process, number) == [-4_000_000, 4_000_000]


async def test_a_check_may_say_no_or_nothing(bank_process: BankProcess, impatient: HttpBank, link: HttpBank) -> None:
    elements = {"account": CUSTOMER, "name": NAME, "id_number": "1", "phone": "1"}
    bank_process.fault("account_mismatch", operation="verify", order_number=CUSTOMER, times=1)
    assert (await link.verify_account(**elements)).matches is False
    bank_process.fault("no_answer", operation="verify", times=1)
    assert (await impatient.verify_account(**elements)).matches is None
    assert (await link.verify_account(**elements)).matches is True
    await impatient.aclose()


async def test_probability_depends_on_seed_and_number_and_not_on_arrival(
    bank_process: BankProcess, link: HttpBank
) -> None:
    bank_process.fault("fail", probability=0.5)
    numbers = [f"P{n}" for n in range(20)]
    failed = [number for number in reversed(numbers) if (await link.pay(order(number))).state is PaymentState.FAILED]
    assert sorted(failed) == sorted(number for number in numbers if throw(7, 1, number) < 0.5)
    assert 0 < len(failed) < len(numbers)
    with bank_process.client() as client:
        client.clear_faults()
    assert (await link.pay(order("P100"))).state is PaymentState.SETTLED
