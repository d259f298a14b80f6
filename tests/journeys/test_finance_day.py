"""A finance clerk's day on the phone: pay out by file, debits with failures, bank against books, the day closed."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy.ext.asyncio import AsyncSession

from server.kit.clock import business_date
from tests.journeys import finance_steps as steps
from tests.journeys.browser_phone import BrowserPhone, phone_in
from tests.journeys.finance_desk import OWN_CHARGE_FEN, WAITING_FEN, CountyBank, Desk, due_of, furnish_desk, rows_of
from tests.journeys.running import Running, running_house

FAILED_PAYMENT = ("1001", "收款账户状态异常")
FAILED_DEBITS = (("2001", "余额不足"), ("2002", "账户已销户"))


@pytest.fixture
def day() -> date:
    """The day that is worked and then closed: yesterday, so that the morning after is now."""
    return business_date(datetime.now(UTC)) - timedelta(days=1)


@pytest.fixture
async def desk(owner: AsyncSession, day: date) -> Desk:
    return await furnish_desk(owner, day)


@pytest.fixture
def house(day: date, app_url: str, tmp_path: Path) -> Iterator[Running]:
    """Server, worker and bank; the server plays on the day, and nobody but the clerk closes one."""
    settings = {"JIEDAI_BUSINESS_DATE": day.isoformat(), "JIEDAI_CLOSE_DAYS": "false"}
    with running_house(tmp_path, app_url, **settings) as running:
        yield running


@pytest.mark.browser
@pytest.mark.timeout(600)
async def test_a_day_of_finance_from_the_payment_file_to_the_closed_books(
    browser: Browser, desk: Desk, house: Running
) -> None:
    bank = CountyBank(house, desk)
    await bank.open()
    async with phone_in(browser, house.url) as clerk, phone_in(browser, house.url) as checker:
        await asyncio.gather(
            steps.begin_day(clerk, "finance.hq", days_back=1), steps.begin_day(checker, "checker.hq", days_back=1)
        )
        await pay_by_file(clerk, checker, desk, bank)
        await collect_by_file(clerk, checker, desk, bank)
        is_clean(clerk, checker)
    lacking_fen = await what_was_not_entered(desk, bank)
    next_morning(house)
    async with phone_in(browser, house.url) as clerk, phone_in(browser, house.url) as checker:
        await asyncio.gather(steps.begin_day(clerk, "finance.hq"), steps.begin_day(checker, "checker.hq"))
        await see_what_differs(clerk, desk, lacking_fen)
        await reconcile(clerk, checker, desk, bank)
        await close(clerk, desk)
        is_clean(clerk, checker)
    verify(house)


async def pay_by_file(clerk: BrowserPhone, checker: BrowserPhone, desk: Desk, bank: CountyBank) -> None:
    """Three loans go out in one file; the bank turns one back."""
    for application, fen in zip(desk.waiting_ids, WAITING_FEN, strict=True):
        await steps.pay_out(clerk, application, steps.shown(fen))
    await steps.enter(clerk, "付款与代扣")
    card = await steps.make_batch(clerk, "生成付款文件")
    await expect(card).to_contain_text(steps.shown(sum(WAITING_FEN)))
    await expect(card.get_by_role("button", name="复核放行")).to_have_count(0)
    await steps.enter(checker, "付款与代扣")
    await steps.release(checker, "付款")
    rows = rows_of(await steps.fetch_file(clerk, "付款"))
    assert sorted(row.amount_fen for row in rows) == list(WAITING_FEN)
    turned_back = next(row for row in rows if row.amount_fen == WAITING_FEN[1])
    answer = bank.answer(rows, {turned_back.number: FAILED_PAYMENT}, collects=False)
    shown = await steps.bring_result(clerk, "付款", answer, "1 笔未成功")
    await expect(shown).to_contain_text(turned_back.number)
    await expect(shown).to_contain_text(FAILED_PAYMENT[1])
    orders = await desk.rows(
        "SELECT amount_fen, state, reason FROM payment_orders WHERE batch_id IS NOT NULL ORDER BY 1"
    )
    told = [(fen, "settled", "成功") for fen in WAITING_FEN]
    told[1] = (WAITING_FEN[1], "failed", FAILED_PAYMENT[1])
    assert orders == told
    loans = await desk.rows(
        "SELECT principal_fen, state FROM loans WHERE opened_at >= :since ORDER BY 1", since=desk.since
    )
    assert loans == [
        (fen, "pending_disbursement" if fen == turned_back.amount_fen else "active") for fen in WAITING_FEN
    ]


async def collect_by_file(clerk: BrowserPhone, checker: BrowserPhone, desk: Desk, bank: CountyBank) -> None:
    """Three debits: one is collected, one account is empty, one is closed."""
    await steps.enter(clerk, "付款与代扣")
    await steps.make_batch(clerk, "生成代扣文件")
    await steps.enter(checker, "付款与代扣")
    await steps.release(checker, "代扣")
    rows = sorted(rows_of(await steps.fetch_file(clerk, "代扣")), key=lambda row: row.amount_fen)
    assert [row.name for row in rows] == [loan.customer.name for loan in desk.running[:3]]
    codes = dict(zip((row.number for row in rows[1:]), FAILED_DEBITS, strict=True))
    shown = await steps.bring_result(clerk, "代扣", bank.answer(rows, codes, collects=True), "2 笔未成功")
    for _, words in FAILED_DEBITS:
        await expect(shown).to_contain_text(words)
    debits = await desk.rows("SELECT number, state, failure FROM debit_orders ORDER BY amount_fen")
    failures = (None, "insufficient_funds", "account_closed")
    states = ("settled", "failed", "failed")
    assert debits == [(row.number, *told) for row, told in zip(rows, zip(states, failures, strict=True), strict=True)]
    repaid = await desk.rows("SELECT reference, amount_fen, paid_on FROM repayments")
    assert repaid == [(rows[0].number, rows[0].amount_fen, desk.day)]
    mandates = await desk.rows("SELECT state, count(*) FROM debit_mandates GROUP BY 1 ORDER BY 1")
    assert mandates == [("active", 2), ("suspended", 1)]


async def what_was_not_entered(desk: Desk, bank: CountyBank) -> int:
    """A borrower pays by himself and names his loan, the bank takes its fee; answers what the books lack."""
    loan = desk.running[3]
    number, due_fen = await due_of(desk, loan)
    customer = loan.customer
    bank.move(due_fen, customer.account_number or "", customer.name, comes=True, remark=f"还款 {number}")
    bank.move(OWN_CHARGE_FEN, "0", "", comes=False, remark="账户管理费")
    return due_fen - OWN_CHARGE_FEN


def next_morning(house: Running) -> None:
    """The server and the worker are started again, on today."""
    for name in ("server", "worker"):
        house.kill(name)
    del house.settings["JIEDAI_BUSINESS_DATE"]
    house.start("server", "worker")
    house.wait_until_ready()


async def see_what_differs(clerk: BrowserPhone, desk: Desk, lacking_fen: int) -> None:
    """The bank's statement comes in; while bank and books differ the day stays open, and the screen says why."""
    await steps.enter(clerk, "银行对账")
    await steps.fetch_statement(clerk, "已核对 3 笔，差异 2 项")
    balance = clerk.page.locator(".card", has_text=desk.account_number)
    await expect(balance).to_contain_text(f"差 {steps.shown(lacking_fen)}")
    await steps.enter(clerk, "日终")
    await clerk.press_by_thumb(clerk.page.locator(".actions button"))
    await expect(clerk.page.get_by_role("alert")).to_contain_text("日结阻断")
    assert await desk.value("SELECT count(*) FROM day_closings") == 0


async def reconcile(clerk: BrowserPhone, checker: BrowserPhone, desk: Desk, bank: CountyBank) -> None:
    """What differs is worked off: the transfer is a repayment, the charge is booked by two people."""
    await steps.enter(clerk, "银行对账")
    await steps.break_of(clerk, "还款未入账").get_by_role("button", name="确认为还款").tap()
    await expect(clerk.page.locator(".toast")).to_contain_text("已记为还款")
    await steps.propose_booking(clerk, "银行手续费", "账户管理费，按月收取")
    await expect(steps.break_of(clerk, "银行手续费")).to_contain_text("待同意")
    await expect(clerk.page.get_by_role("button", name="同意处理")).to_have_count(0)
    await steps.enter(checker, "银行对账")
    await steps.break_of(checker, "银行手续费").get_by_role("button", name="同意处理").tap()
    await expect(checker.page.get_by_text("没有待处理的差异")).to_be_visible()
    await expect(checker.page.locator(".card", has_text=desk.account_number)).to_contain_text("账实相符")
    assert await desk.balance_fen(desk.day) == bank.balance_fen()
    ended = await desk.rows("SELECT kind, resolution, proposed_by <> resolved_by FROM statement_breaks ORDER BY kind")
    assert ended == [("bank_charge", "booked", True), ("unbooked_repayment", "repaid", None)]


async def close(clerk: BrowserPhone, desk: Desk) -> None:
    """The day is closed, and the screen shows what it brought."""
    await steps.enter(clerk, "日终")
    card = await steps.close_day(clerk)
    closed = await desk.rows("SELECT state, loans, overdue_loans, interest_fen, penalty_fen FROM day_closings")
    ((state, loans, overdue, interest_fen, penalty_fen),) = closed
    late = await desk.value("SELECT count(*) FROM loans WHERE next_due_on < :day", day=desk.day)
    assert (state, loans, overdue) == ("closed", 6, late)
    await expect(card).to_contain_text(f"6 笔贷款，其中逾期 {late} 笔")
    await expect(card).to_contain_text(steps.shown(interest_fen))
    assert interest_fen > 0
    accrued = await desk.rows("SELECT sum(interest_fen), sum(penalty_fen) FROM loan_accruals")
    assert accrued == [(interest_fen, penalty_fen)]
    paid = "SELECT next_due_on > :day FROM loans WHERE disbursed_on < :day ORDER BY principal_fen"
    assert await desk.rows(paid, day=desk.day) == [(True,), (False,), (False,), (True,)]
    unbalanced = "SELECT count(*) FROM (SELECT entry_id FROM ledger_postings GROUP BY 1 HAVING sum(amount_fen) <> 0) x"
    assert await desk.value(unbalanced) == 0
    charged = "SELECT sum(amount_fen) FROM ledger_postings WHERE account_code = '660301'"
    assert await desk.value(charged) == OWN_CHARGE_FEN


def verify(house: Running) -> None:
    """Loans, orders, books and audit trail agree."""
    _, out, err = house.run("verify", "--no-bank", "--json")
    assert json.loads(out)["differences"] == [], err


def is_clean(*phones: BrowserPhone) -> None:
    """No complaint on the console but the refusals that were provoked, and nobody asked but the lender's server."""
    for phone in phones:
        assert phone.complaints == []
        assert phone.strangers() == []
