"""A loan's history told again: what is paid and what is owed always adds up, whatever happens in whatever order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.terms.allocation import Part
from server.terms.convention import PROFILES
from server.terms.model import Method, Terms
from server.terms.replay import cumulative, progressive
from server.terms.replay.book import PARTS, Book, Posted, total
from server.terms.replay.history import (
    Advance,
    Allocation,
    Charge,
    ChargeTime,
    Drawing,
    Entry,
    FutureRule,
    NewRate,
    Receipt,
    Reckoned,
    Relief,
    Relieved,
    Rest,
    Servicing,
)
from server.terms.rescheduling import Rescheduling

START = date(2024, 1, 1)
DAILY = Terms(500_000, Decimal("0.12"), Method.EQUAL_INSTALMENT, 6, START, convention=PROFILES["fineract_cumulative"])
BALANCE = replace(DAILY, convention=PROFILES["fineract_progressive"])
ADVANCED = Servicing(allocation=Allocation(by_day=True), recalculates=True)
DRAWN = Drawing(START, 500_000)


def on(month: int, day: int) -> date:
    return date(2024, month, day)


def money_adds_up(book: Book, history: list[Entry]) -> None:
    received = sum(entry.amount_fen or 0 for entry in history if isinstance(entry, Receipt))
    paid = sum(each.paid_fen for each in book.instalments)
    assert paid + book.excess_fen == received
    assert total(book.instalments, Part.PRINCIPAL) == book.drawn_fen
    assert book.outstanding_fen() >= 0
    for each in book.instalments:
        assert all(0 <= each.paid[part] <= each.owed[part] for part in PARTS)
        assert (each.settled_on is not None) == (each.open_fen == 0 and each.paid_fen > 0)
        assert each.in_advance_fen + each.late_fen <= each.paid_fen
    for posting in book.postings:
        if posting.kind is Posted.RECEIPT:
            assert sum(posting.parts.values()) <= posting.amount_fen


days = st.integers(0, 240).map(lambda offset: START + timedelta(days=offset))
receipts = st.lists(st.builds(Receipt, on=days, amount_fen=st.integers(1, 250_000)), max_size=6)
servicing = st.builds(
    Servicing,
    allocation=st.builds(Allocation, by_day=st.booleans(), future=st.sampled_from(FutureRule)),
    recalculates=st.booleans(),
    rest=st.sampled_from(Rest),
    advance=st.sampled_from(Advance),
)


@settings(max_examples=150)
@given(receipts, servicing)
def test_a_loan_by_period_adds_up_after_any_receipts(came: list[Receipt], how: Servicing) -> None:
    history: list[Entry] = [DRAWN, *sorted(came, key=lambda receipt: receipt.on)]
    money_adds_up(cumulative.replay(DAILY, how, history), history)


@settings(max_examples=150)
@given(receipts, servicing.filter(lambda how: how.allocation.by_day), st.integers(0, 3))
def test_a_loan_by_balance_adds_up_after_any_receipts(came: list[Receipt], how: Servicing, grace: int) -> None:
    history: list[Entry] = [DRAWN, *sorted(came, key=lambda receipt: receipt.on)]
    money_adds_up(progressive.replay(replace(BALANCE, grace_principal=grace), how, history), history)


@given(days)
def test_a_pay_off_leaves_nothing_on_any_day(when: date) -> None:
    book = progressive.replay(BALANCE, ADVANCED, [DRAWN, Receipt(when, None)])
    assert book.outstanding_fen() == 0
    assert not list(book.open_instalments())


def test_paying_on_time_gives_the_schedule_as_agreed() -> None:
    rows = progressive.replay(BALANCE, ADVANCED, [DRAWN]).instalments
    history: list[Entry] = [DRAWN, *(Receipt(row.due_on, row.total_fen) for row in rows)]
    book = progressive.replay(BALANCE, ADVANCED, history)
    assert [row.owed for row in book.instalments] == [row.owed for row in rows]
    assert [row.settled_on for row in book.instalments] == [row.due_on for row in rows]


def test_overdue_principal_bears_interest_until_the_day_reckoned_for() -> None:
    agreed = progressive.replay(BALANCE, ADVANCED, [DRAWN])
    late = progressive.replay(BALANCE, ADVANCED, [DRAWN, Reckoned(on(3, 1), accrues=False)])
    assert late.instalments[0].owed == agreed.instalments[0].owed
    # the whole of February on the whole principal, as none of it came back on 1 February
    assert late.instalments[1].owed[Part.INTEREST] == 5_000
    assert agreed.instalments[1].owed[Part.INTEREST] < 5_000
    assert late.instalments[1].total_fen == agreed.instalments[1].total_fen


def test_early_money_costs_only_the_interest_of_its_days() -> None:
    book = progressive.replay(BALANCE, ADVANCED, [DRAWN, Receipt(on(1, 16), None)])
    interest = total(book.instalments, Part.INTEREST)
    assert interest == round(Decimal(5_000) * 15 / 31)
    assert book.postings[-1].amount_fen == 500_000 + interest


def test_early_money_can_shorten_lower_or_skip() -> None:
    history: list[Entry] = [DRAWN, Receipt(on(2, 1), 200_000)]
    books = {
        advance: cumulative.replay(DAILY, Servicing(recalculates=True, advance=advance), history).instalments
        for advance in Advance
    }
    assert len(books[Advance.SHORTEN_TERM]) == 5
    assert len(books[Advance.LOWER_INSTALMENT]) == 6
    assert books[Advance.LOWER_INSTALMENT][1].total_fen < books[Advance.SHORTEN_TERM][1].total_fen
    skipped = books[Advance.SKIP_NEXT][1]
    assert (skipped.owed[Part.PRINCIPAL], skipped.owed[Part.INTEREST] > 0) == (0, True)


def test_a_new_rate_holds_from_its_day_and_earlier_receipts_are_told_again() -> None:
    first = progressive.replay(BALANCE, ADVANCED, [DRAWN]).instalments
    paid: list[Entry] = [DRAWN, Receipt(on(2, 1), first[0].total_fen), Receipt(on(3, 1), first[1].total_fen)]
    book = progressive.replay(BALANCE, ADVANCED, [*paid, NewRate(on(2, 1), Decimal("0.06"))])
    assert book.instalments[0].owed == first[0].owed
    assert book.instalments[1].total_fen < first[1].total_fen
    assert book.instalments[2].paid_fen == first[1].total_fen - book.instalments[1].total_fen
    money_adds_up(book, paid)


def test_charges_fall_due_with_their_instalment_and_penalties_once() -> None:
    fee = Charge(ChargeTime.ON_DAY, on=on(1, 20), amount_fen=700)
    each = Charge(ChargeTime.WITH_EACH_INSTALMENT, amount_fen=100)
    upfront = Charge(ChargeTime.WITH_DRAWING, share=Decimal("0.01"))
    late = Reckoned(on(3, 5), overdue_share=Decimal("0.015"))
    book = cumulative.replay(DAILY, Servicing(), [fee, each, upfront, DRAWN, late, late])
    assert [row.owed[Part.FEE] for row in book.instalments] == [800, 100, 100, 100, 100, 100]
    assert book.upfront[Part.FEE] == 5_000
    assert [bool(row.owed[Part.PENALTY]) for row in book.instalments] == [True, True, False, False, False, False]
    base = book.instalments[0].owed[Part.PRINCIPAL] + book.instalments[0].owed[Part.INTEREST]
    assert book.instalments[0].owed[Part.PENALTY] == round(base * Decimal("0.015"))
    assert sum(posting.kind is Posted.ACCRUAL for posting in book.postings) == 2


def test_a_charge_after_the_last_due_date_makes_an_instalment_of_its_own() -> None:
    book = cumulative.replay(DAILY, Servicing(), [DRAWN, Charge(ChargeTime.ON_DAY, on=on(8, 1), amount_fen=900)])
    assert (len(book.instalments), book.instalments[-1].total_fen) == (7, 900)


@pytest.mark.parametrize(
    ("rule", "paid"),
    [
        (FutureRule.NEXT, [100, 50, 0]),
        (FutureRule.LAST, [0, 50, 100]),
        (FutureRule.ALL, [50, 50, 50]),
    ],
)
def test_early_money_goes_where_the_rule_says(rule: FutureRule, paid: list[int]) -> None:
    terms = replace(BALANCE, rate_annual=Decimal(0), periods=3)
    how = Servicing(Allocation(by_day=True, future=rule), down_payment=Decimal("0.25"), takes_down_payment=True)
    book = progressive.replay(terms, how, [Drawing(START, 400), Receipt(on(1, 10), 150)])
    assert [row.paid_fen for row in book.instalments] == [100, *paid]
    assert [posting.kind for posting in book.postings] == [Posted.DRAWING, Posted.DOWN_PAYMENT, Posted.RECEIPT]


def test_what_is_waived_is_owed_no_more_and_was_never_paid() -> None:
    history: list[Entry] = [DRAWN, Relieved(Relief.WAIVER, on(2, 1), 1_000, Part.INTEREST)]
    book = cumulative.replay(DAILY, Servicing(), history)
    plain = cumulative.replay(DAILY, Servicing(), [DRAWN])
    assert sum(each.open_fen for each in book.instalments) == sum(each.open_fen for each in plain.instalments) - 1_000
    assert sum(each.paid_fen for each in book.instalments) == 0
    assert book.instalments[0].waived[Part.INTEREST] == 1_000


@pytest.mark.parametrize("engine", [cumulative, progressive])
def test_a_loan_written_off_owes_nothing_and_one_charged_off_all_of_it(engine: ModuleType) -> None:
    terms = DAILY if engine is cumulative else BALANCE
    paid = Receipt(on(2, 1), 50_000)
    for kind, owes in ((Relief.WRITE_OFF, False), (Relief.CHARGE_OFF, True)):
        book = engine.replay(terms, ADVANCED, [DRAWN, paid, Relieved(kind, on(5, 15))])
        assert any(each.open_fen for each in book.instalments) is owes
        assert book.postings[-1].parts[Part.PRINCIPAL] == 500_000 - sum(
            each.paid[Part.PRINCIPAL] for each in book.instalments
        )


@pytest.mark.parametrize("engine", [cumulative, progressive])
def test_a_receipt_charged_back_is_owed_again_and_what_was_too_much_is_used_first(engine: ModuleType) -> None:
    terms = replace(DAILY if engine is cumulative else BALANCE, rate_annual=Decimal(0))
    history: list[Entry] = [DRAWN, Receipt(on(2, 1), 500_700), Relieved(Relief.CHARGEBACK, on(2, 20), 1_000)]
    book = engine.replay(terms, ADVANCED, history)
    assert sum(each.open_fen for each in book.instalments) == 300
    assert (book.excess_fen, book.outstanding_fen()) == (0, 300)


def test_credit_goes_back_as_far_as_there_is_any() -> None:
    history: list[Entry] = [DRAWN, Receipt(on(2, 1), 600_000), Relieved(Relief.CREDIT_REFUND, on(2, 2), 40_000)]
    terms = replace(DAILY, rate_annual=Decimal(0))
    assert cumulative.replay(terms, Servicing(), history).excess_fen == 60_000


def test_further_periods_spread_what_is_left_anew_from_the_next_row() -> None:
    history: list[Entry] = [DRAWN, Receipt(on(2, 1), 86_275), Rescheduling(on(2, 15), extra_periods=3)]
    book = progressive.replay(BALANCE, ADVANCED, history)
    plain = progressive.replay(BALANCE, ADVANCED, history[:2])
    assert len(book.instalments) == len(plain.instalments) + 3
    assert book.instalments[0].total_fen == plain.instalments[0].total_fen
    assert book.instalments[1].total_fen < plain.instalments[1].total_fen
    totals = [each.total_fen for each in book.instalments[1:]]
    assert max(totals) - min(totals) < 10
    money_adds_up(book, history)
