"""The bank as a process: what it acknowledged survives kill -9, and no number is ever paid twice."""

import asyncio
import random
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from server.custody.bank_http import HttpBank
from server.kit.clock import clock_on
from server.kit.ports import PaymentState
from tests.server.simulators.bank_process import CUSTOMER, LENDER, NAME, ROOT, SECRET, BankProcess, Lender, order


def entries_by_number(bank: BankProcess) -> Counter[str]:
    entries = bank.books()["entries"]
    assert sum(int(str(entry["amount_fen"])) for entry in entries) == 0
    return Counter(str(entry["order_number"]) for entry in entries)


async def test_a_payment_settles_once_however_often_it_is_sent(bank_process: BankProcess, link: HttpBank) -> None:
    answers = [await link.pay(order("N1")) for _ in range(3)]
    answers += await asyncio.gather(*(link.pay(order("N1")) for _ in range(10)))
    assert {answer.state for answer in answers} == {PaymentState.SETTLED}
    assert len({answer.bank_reference for answer in answers}) == 1
    assert answers[0].amount_fen == 4_000_000
    assert entries_by_number(bank_process) == {"N1": 2}


async def test_the_same_number_with_other_content_is_refused_and_leaves_the_books_alone(
    bank_process: BankProcess, link: HttpBank
) -> None:
    await link.pay(order("N1"))
    answer = await link.pay(order("N1", 4_000_001))
    assert (answer.state, answer.reason) == (PaymentState.UNKNOWN, "ORDER_CONFLICT")
    assert (await link.query("N1")).amount_fen == 4_000_000
    assert entries_by_number(bank_process) == {"N1": 2}


async def test_a_number_that_the_bank_never_saw_is_not_found(link: HttpBank) -> None:
    assert (await link.query("N9")).state is PaymentState.NOT_FOUND


async def test_a_collection_brings_money_in(bank_process: BankProcess, link: HttpBank) -> None:
    wanted = order("C1", 5_000)
    answer = await link.collect(
        type(wanted)(wanted.number, wanted.amount_fen, CUSTOMER, LENDER, "小额贷款公司", "还款")
    )
    assert answer.state is PaymentState.SETTLED
    moved = {str(entry["account"]): entry["amount_fen"] for entry in bank_process.books()["entries"]}
    assert moved == {CUSTOMER: -5_000, LENDER: 5_000}


@pytest.mark.parametrize("seed", [1, 2])
async def test_kill_9_loses_nothing_that_was_acknowledged_and_doubles_nothing(
    bank_process: BankProcess, link: HttpBank, seed: int
) -> None:
    dice = random.Random(seed)
    numbers = [f"K{n:03d}" for n in range(60)]
    acknowledged: set[str] = set()

    few = asyncio.Semaphore(4)  # at most so many answers can be under way when the bank dies

    async def pay(number: str) -> None:
        async with few:
            if (await link.pay(order(number))).state is PaymentState.SETTLED:
                acknowledged.add(number)
                if len(acknowledged) == victims:
                    bank_process.kill()

    victims = dice.randrange(5, 40)
    await asyncio.gather(*(pay(number) for number in numbers))
    assert len(acknowledged) < len(numbers)
    bank_process.start()
    for number in acknowledged:
        assert (await link.query(number)).state is PaymentState.SETTLED
    again = await asyncio.gather(*(link.pay(order(number)) for number in numbers))
    assert {answer.state for answer in again} == {PaymentState.SETTLED}
    assert entries_by_number(bank_process) == dict.fromkeys(numbers, 2)


async def test_half_a_last_line_is_cut_off_and_the_rest_kept(bank_process: BankProcess, link: HttpBank) -> None:
    await link.pay(order("N1"))
    bank_process.kill()
    journal = bank_process.data_dir / "bank-journal.jsonl"
    with journal.open("ab") as file:
        file.write(b'{"kind":"order_settled","order_number":"N2"')
    bank_process.start()
    assert (await link.query("N1")).state is PaymentState.SETTLED
    await link.pay(order("N3"))
    bank_process.kill()
    bank_process.start()
    assert entries_by_number(bank_process) == {"N1": 2, "N3": 2}


def test_damaged_or_foreign_books_are_refused_with_their_own_exit_code(bank_process: BankProcess) -> None:
    command = [sys.executable, "-m", "server.simulators.bank", "--port", "0", "--secret", SECRET, "--data-dir"]
    held = subprocess.run([*command, str(bank_process.data_dir)], cwd=ROOT, capture_output=True, check=False)
    assert (held.returncode, b"JournalInUse" in held.stderr) == (3, True)
    bank_process.kill()
    (bank_process.data_dir / "bank-journal.jsonl").write_bytes(b"nonsense\n{}\n")
    damaged = subprocess.run([*command, str(bank_process.data_dir)], cwd=ROOT, capture_output=True, check=False)
    assert (damaged.returncode, b"JournalDamaged" in damaged.stderr) == (3, True)
    assert (bank_process.data_dir / "bank-journal.jsonl").read_bytes() == b"nonsense\n{}\n"


async def test_an_accepted_order_is_settled_after_a_restart_and_told(
    bank_process: BankProcess, lender: Lender, link: HttpBank
) -> None:
    bank_process.fault("late_settlement", order_number="N1", seconds=0.3)
    assert (await link.pay(order("N1"))).state is PaymentState.PROCESSING
    bank_process.kill()
    bank_process.start()
    [told] = await lender.wait_for(1)
    assert (told.answer.number, told.answer.state) == ("N1", PaymentState.SETTLED)
    assert entries_by_number(bank_process) == {"N1": 2}


async def test_an_outcome_that_nobody_took_is_told_again_after_kill_9(
    bank_process: BankProcess, lender: Lender, link: HttpBank
) -> None:
    lender.status = 503
    await link.pay(order("N1"))
    bank_process.kill()
    lender.status = 200
    bank_process.start()
    [told] = await lender.wait_for(1)
    assert (told.answer.amount_fen, told.payee_account) == (4_000_000, CUSTOMER)
    assert bank_process.undelivered_at_rest() == []


async def test_scripted_faults_survive_kill_9(bank_process: BankProcess, link: HttpBank) -> None:
    bank_process.fault("fail", order_number="N1", code="ACCOUNT_CLOSED")
    bank_process.kill()
    bank_process.start()
    answer = await link.pay(order("N1"))
    assert (answer.state, answer.reason) == (PaymentState.FAILED, "ACCOUNT_CLOSED")


async def test_the_four_elements_are_compared_and_only_hashes_are_kept(
    bank_process: BankProcess, link: HttpBank
) -> None:
    elements = {"account": CUSTOMER, "name": NAME, "id_number": "11010519491231002X", "phone": "13900000000"}
    assert (await link.verify_account(**elements)).matches is True
    assert (await link.verify_account(**elements)).matches is True
    for member, other in {"name": "别人", "id_number": "110105194912310038", "phone": "13900000001"}.items():
        assert (await link.verify_account(**elements | {member: other})).matches is False
    assert (await link.pay(order("N1"))).state is PaymentState.SETTLED
    answer = await link.pay(type(order("N2"))("N2", 1, LENDER, CUSTOMER, "别人", "放款"))
    assert (answer.state, answer.reason) == (PaymentState.FAILED, "PAYEE_NAME_MISMATCH")
    journal = (bank_process.data_dir / "bank-journal.jsonl").read_text()
    assert "11010519491231002X" not in journal
    assert "13900000000" not in journal


async def test_an_account_without_cover_fails_the_collection(bank_process: BankProcess, link: HttpBank) -> None:
    holder = {"account": CUSTOMER, "name": NAME, "id_number": "1", "phone": "1", "balance_fen": 100}
    with bank_process.client() as client:
        assert client.open_accounts([holder]) == 1
    answer = await link.collect(type(order("C1"))("C1", 101, CUSTOMER, LENDER, "公司", "还款"))
    assert (answer.state, answer.reason) == (PaymentState.FAILED, "INSUFFICIENT_FUNDS")
    assert entries_by_number(bank_process) == {}


async def test_unsigned_forged_stale_and_malformed_calls_are_refused(bank_process: BankProcess) -> None:
    with bank_process.client() as client:
        assert client.client.get("/v1/books").status_code == 401
        client.secret = "another"
        assert client.call("GET", "/v1/books").status_code == 401
        client.secret = SECRET
        signed = client.call("GET", "/v1/books").request.headers
        assert client.client.delete("/v1/faults", headers=dict(signed)).status_code == 401
        good = {"order_number": "N1", "amount_fen": 1, "payer_account": "1", "payee_account": "2"}
        good |= {"payee_name": "n", "purpose": "p"}
        bad = (
            {"amount_fen": 0},
            {"amount_fen": 1.5},
            {"amount_fen": True},
            {"payee_account": "x"},
            {"order_number": "a/b"},
        )
        for change in bad:
            answer = client.call("POST", "/v1/payments", good | change)
            assert (answer.status_code, answer.json()["field"]) == (400, next(iter(change)))
        assert client.call("POST", "/v1/faults", {"kind": "nonsense"}).status_code == 400
        assert client.call("POST", "/v1/payments", []).status_code == 400
        assert client.books()["orders"] == []


def test_the_bank_stops_on_a_signal(bank_process: BankProcess) -> None:
    assert bank_process.stop() in {0, -15}


async def test_a_bank_on_another_date_believes_only_those_on_its_date(tmp_path: Path) -> None:
    bank = BankProcess(tmp_path, ("--date", "2026-02-28", "--settle-seconds", "0")).start()
    today, then = HttpBank(bank.url, SECRET), HttpBank(bank.url, SECRET, clock=clock_on(date(2026, 2, 28)))
    try:
        assert (await today.pay(order("N1"))).reason == "SIGNATURE"
        assert (await then.pay(order("N1"))).state is PaymentState.SETTLED
    finally:
        await today.aclose()
        await then.aclose()
        bank.kill()
