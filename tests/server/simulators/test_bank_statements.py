"""The bank's statements: what its books say, or what a script has spoilt, while the books stay right."""

import itertools
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime

import pytest

from server.custody.bank_http import HttpBank
from server.kit.clock import business_date
from server.kit.errors import DomainError
from server.kit.ports import PaymentState
from server.reconciliation.formats import reading
from server.reconciliation.proofs import proofread
from tests.server.simulators.bank_process import (
    CUSTOMER,
    LENDER,
    NAME,
    SECRET,
    BankProcess,
    Lender,
    lender_listening,
    order,
)

NUMBERS = itertools.count(1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[BankProcess, Lender]]:
    """One bank for all of these, and somebody whom it tells."""
    with lender_listening() as listening:
        options = ("--callback-url", listening.url, "--settle-seconds", "0")
        process = BankProcess(tmp_path_factory.mktemp("bank"), options).start()
        yield process, listening
        process.kill()


@pytest.fixture
def bank(shared: tuple[BankProcess, Lender]) -> BankProcess:
    with shared[0].client() as client:
        client.clear_faults()
    return shared[0]


@pytest.fixture
async def link(bank: BankProcess) -> AsyncIterator[HttpBank]:
    opened = HttpBank(bank.url, SECRET)
    yield opened
    await opened.aclose()


def stranger(bank: BankProcess, amount_fen: int, remark: str = "还款", payee: str = LENDER) -> str:
    with bank.client() as client:
        told = {"payer_account": "6222020200099999999", "payer_name": "李四", "payee_account": payee}
        return client.transfer(**told, amount_fen=amount_fen, remark=remark)


async def test_a_statement_shows_orders_transfers_and_charges_and_adds_up_in_both_forms(
    bank: BankProcess, link: HttpBank
) -> None:
    today = business_date(datetime.now(UTC))
    account = "1000000000000008"
    answer = await link.pay(order(f"S{next(NUMBERS)}"))
    assert answer.state is PaymentState.SETTLED
    stranger(bank, 5_000, "还款 贷款", account)
    with bank.client() as client:
        charge = {"payer_account": account, "payee_account": "0", "amount_fen": 250, "remark": "账户管理费"}
        client.transfer(**charge)
        papers = [client.statement(account, today, today, form) for form in ("camt.053", "csv")]
    told = [reading.read(paper) for paper in (*papers, await link.statement(account=account, day=today) or b"")]
    for one in told:
        proofread(one, today)
        moved = [(line.amount_fen, line.other_account, line.remark) for line in one.lines]
        assert moved == [(5_000, "6222020200099999999", "还款 贷款"), (-250, "", "账户管理费")]
    orders = reading.read(await link.statement(account=LENDER, day=today) or b"")
    assert [(line.amount_fen, line.other_account, line.other_name) for line in orders.lines] == [
        (-4_000_000, CUSTOMER, NAME)
    ]
    assert sum(int(str(entry["amount_fen"])) for entry in bank.books()["entries"]) == 0


async def test_a_killed_bank_tells_the_same_statement_again(tmp_path_factory: pytest.TempPathFactory) -> None:
    process = BankProcess(tmp_path_factory.mktemp("killed"), ("--settle-seconds", "0")).start()
    today = business_date(datetime.now(UTC))
    stranger(process, 700)
    with process.client() as client:
        before = client.statement(LENDER, today, today, "csv")
    process.kill()
    process.start()
    with process.client() as client:
        assert client.statement(LENDER, today, today, "csv") == before
    process.kill()


@pytest.mark.parametrize("kind", ["line_missing", "line_doubled", "line_off"])
async def test_a_spoilt_statement_is_noticed_and_the_next_one_is_right(
    bank: BankProcess, link: HttpBank, kind: str
) -> None:
    today, account = business_date(datetime.now(UTC)), f"10000000000001{next(NUMBERS):02d}"
    stranger(bank, 700, payee=account)
    bank.fault(kind, operation="statement", times=1)
    with pytest.raises(DomainError):
        proofread(reading.read(await link.statement(account=account, day=today) or b""), today)
    proofread(reading.read(await link.statement(account=account, day=today) or b""), today)


async def test_a_statement_that_does_not_come_is_none(bank: BankProcess, link: HttpBank) -> None:
    today = business_date(datetime.now(UTC))
    assert await link.statement(account="999", day=today) is None
    stranger(bank, 700)
    bank.fault("server_error", operation="statement", times=1)
    assert await link.statement(account=LENDER, day=today) is None


async def test_the_bank_tells_words_in_any_order_and_may_contradict_itself(
    bank: BankProcess, shared: tuple[BankProcess, Lender], link: HttpBank
) -> None:
    lender, number = shared[1], f"S{next(NUMBERS)}"
    assert bank.undelivered_at_rest() == []
    lender.forget()
    bank.fault("callback_contradicted", order_number=number)
    await link.pay(order(number))
    told = await lender.wait_for(2)
    assert [one.answer.state for one in told] == [PaymentState.SETTLED, PaymentState.FAILED]
    assert told[0].message_id != told[1].message_id
    lender.forget()
    words = [{"message_id": f"W{at}", "state": state} for at, state in enumerate(("FAILED", "PROCESSING", "SETTLED"))]
    with bank.client() as client:
        assert client.tell(number, [*words, {**words[0], "amount_fen": 1}]) == [200] * 4
    said = [(one.answer.state, one.answer.amount_fen) for one in await lender.wait_for(4)]
    states = [PaymentState.FAILED, PaymentState.PROCESSING, PaymentState.SETTLED]
    assert said == [*((state, 4_000_000) for state in states), (PaymentState.FAILED, 1)]


async def test_the_outcome_may_be_told_before_the_order_is_answered(
    bank: BankProcess, shared: tuple[BankProcess, Lender], link: HttpBank
) -> None:
    lender, number = shared[1], f"S{next(NUMBERS)}"
    assert bank.undelivered_at_rest() == []
    lender.forget()
    bank.fault("callback_early", order_number=number, seconds=20)
    await link.pay(order(number))
    assert [one.answer.number for one in lender.taken] == [number]


def test_what_moved_before_the_bank_was_asked_is_told_in_one_go_and_stands_in_its_statements(bank: BankProcess) -> None:
    account, day = "1000000000000077", date(2026, 2, 27)
    paid = {"payer_account": account, "payee_account": CUSTOMER, "payee_name": NAME, "remark": "贷款发放"}
    come = {"payer_account": CUSTOMER, "payer_name": NAME, "payee_account": account, "remark": "还款"}
    with bank.client() as client:
        holder = {"name": "示例小额贷款有限公司", "id_number": "91310000MA00000000", "phone": "02100000000"}
        client.open_accounts([{"account": account, "balance_fen": 1_000_000} | holder])
        past = [
            paid | {"amount_fen": 30_000, "order_number": "S-OLD-1", "at": f"{day}T10:00:00+08:00"},
            come | {"amount_fen": 4_500, "transaction": "ZJ-1", "at": f"{day}T11:00:00+08:00"},
        ]
        assert client.history(past) == 2
        refused = client.call("POST", "/v1/histories", {"transfers": [past[0], {"amount_fen": -1}]})
        told = reading.read(client.statement(account, day, day))
    assert (refused.status_code, refused.json()["code"]) == (400, "MALFORMED")
    assert [(line.amount_fen, line.order_number, line.other_name) for line in told.lines] == [
        (-30_000, "S-OLD-1", NAME),
        (4_500, "", NAME),
    ]
    assert told.lines[1].transaction == "ZJ-1"
    assert (told.opening_fen, told.closing_fen) == (1_000_000, 974_500)
