"""Lines and books that agree are matched; what is left is named, worked off, and booked by two."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from server.kit.errors import Denied, DomainError, NotFound, Stale, StepUpRequired
from server.reconciliation import by_hand, errors
from server.reconciliation.balances import bank_balances
from server.reconciliation.models import StatementBreak
from server.reconciliation.resolving import (
    agree_to_break,
    confirm_repayment,
    refuse_break,
    resolve_break,
    take_break,
)
from server.reconciliation.rules import BreakKind, BreakState, LineState, Resolution
from server.reconciliation.running import reconcile_account
from tests.factories.reconciliation import DAY
from tests.fixtures.house import fresh
from tests.server.reconciliation.conftest import Desk

BANK, CHARGES, UNIDENTIFIED = "1002", "660301", "224102"


async def only(desk: Desk) -> StatementBreak:
    [found] = await desk.breaks()
    return found


async def propose(
    desk: Desk, found: StatementBreak, how: Resolution = Resolution.BOOKED, login: str = "finance.hq"
) -> None:
    caller = fresh(await desk.caller(login))
    await resolve_break(caller, break_id=found.id, resolution=how, note="已核实", expected_version=found.version)


async def test_money_that_the_books_know_is_matched_by_number_by_loan_and_by_payer(desk: Desk) -> None:
    loan = await desk.loan()
    for amount in (10_000, 20_000, 30_000):
        await desk.repay(loan, amount, reference=f"HK-{amount}")
    desk.paid_by(loan, 10_000, order_number="HK-10000")
    desk.paid_by(loan, 20_000, remark=f"还款 {await desk.number_of(loan)}", day=DAY + timedelta(days=1))
    desk.paid_by(loan, 30_000)
    run = (await desk.import_()).run
    assert (run.matched_lines, run.open_breaks) == (3, 0)
    found = await desk.owner.execute(text("SELECT found_by FROM statement_matches ORDER BY 1"))
    assert list(found.scalars()) == ["loan", "number", "payer"]
    assert {line.state for line in await desk.stored()} == {LineState.MATCHED}


async def test_a_second_run_finds_nothing_new(desk: Desk) -> None:
    loan = await desk.loan()
    await desk.repay(loan, 10_000)
    desk.paid_by(loan, 10_000)
    desk.line(5)
    await desk.import_()
    before = [await desk.count(table) for table in ("statement_matches", "statement_breaks")]
    run = await reconcile_account(await desk.caller(), funding_account_id=desk.account_id)
    assert (run.matched_lines, run.open_breaks) == (0, 1)
    assert [await desk.count(table) for table in ("statement_matches", "statement_breaks")] == before


async def test_a_break_ends_by_itself_when_the_books_catch_up(desk: Desk) -> None:
    loan = await desk.loan()
    desk.paid_by(loan, 10_000)
    await desk.import_()
    assert await desk.kinds() == [BreakKind.LOAN_NOT_NAMED]
    await desk.repay(loan, 10_000)
    await reconcile_account(await desk.caller(), funding_account_id=desk.account_id)
    [ended] = await desk.breaks(is_open=False)
    assert (ended.state, ended.resolution) == (BreakState.RESOLVED, Resolution.MATCHED)


async def test_what_the_bank_never_saw_is_named_after_some_days(desk: Desk) -> None:
    loan = await desk.loan()
    await desk.repay(loan, 10_000, day=DAY - timedelta(days=3))
    desk.line(5, day=DAY - timedelta(days=3))
    await desk.import_(desk.paper(last=DAY - timedelta(days=1)))
    assert await desk.kinds() == [BreakKind.UNKNOWN_PAYER]
    desk.line(6, day=DAY)
    await desk.import_()
    assert await desk.kinds() == [BreakKind.MISSING_IN_BANK, BreakKind.UNKNOWN_PAYER, BreakKind.UNKNOWN_PAYER]


async def test_a_transfer_that_names_a_loan_becomes_a_repayment_in_one_action(desk: Desk) -> None:
    loan = await desk.loan()
    line = desk.paid_by(loan, 50_000, remark=f"还款{await desk.number_of(loan)}")
    await desk.import_()
    found = await only(desk)
    assert (found.kind, found.loan_id, found.amount_fen) == (BreakKind.UNBOOKED_REPAYMENT, loan.loan_id, 50_000)
    clerk, before = fresh(await desk.caller()), await desk.balance(BANK)
    for _ in range(2):  # the same request twice has one effect
        await confirm_repayment(clerk, break_id=found.id)
    assert await desk.balance(BANK) == before + 50_000
    row = (await desk.owner.execute(text("SELECT reference, paid_on, amount_fen FROM repayments"))).one()
    assert tuple(row) == (line.reference, DAY, 50_000)
    assert (await desk.stored())[0].state is LineState.MATCHED
    run = await reconcile_account(await desk.caller(), funding_account_id=desk.account_id)
    assert (run.matched_lines, run.open_breaks) == (0, 0)
    with pytest.raises(errors.BreakSettled):
        await confirm_repayment(fresh(clerk), break_id=found.id)


async def test_nothing_is_booked_by_a_run(desk: Desk) -> None:
    loan = await desk.loan()
    entries = await desk.count("ledger_entries")
    desk.paid_by(loan, 50_000, remark=f"还款{await desk.number_of(loan)}")
    desk.line(-900, other_account="", other_name="", remark="账户管理费")
    await desk.import_()
    assert await desk.count("ledger_entries") == entries
    assert await desk.count("repayments") == 0


async def test_a_charge_comes_into_the_books_when_a_second_person_agrees(desk: Desk) -> None:
    desk.line(-900, other_account="", other_name="", remark="账户管理费")
    await desk.import_()
    found = await only(desk)
    assert found.kind is BreakKind.BANK_CHARGE
    await propose(desk, found)
    proposed = await only(desk)
    with pytest.raises(errors.SecondPersonNeeded):
        await agree_to_break(fresh(await desk.caller()), break_id=found.id, expected_version=proposed.version)
    weak = fresh(await desk.caller("checker.hq", stepped_up=False))
    with pytest.raises(StepUpRequired):
        await agree_to_break(weak, break_id=found.id, expected_version=proposed.version)
    assert await desk.balance(CHARGES) == 0
    checker = fresh(await desk.caller("checker.hq"))
    await agree_to_break(checker, break_id=found.id, expected_version=proposed.version)
    assert await desk.balance(CHARGES) == 900
    run = await reconcile_account(await desk.caller(), funding_account_id=desk.account_id)
    assert (run.matched_lines, run.open_breaks) == (0, 0)


async def test_the_database_itself_wants_two_persons_for_what_is_booked(desk: Desk) -> None:
    desk.line(-900, other_account="", other_name="", remark="账户管理费")
    await desk.import_()
    found = await only(desk)
    await propose(desk, found)
    alone = text(
        "UPDATE statement_breaks SET state = 'resolved', resolved_at = now(), resolved_by = proposed_by WHERE id = :id"
    )
    with pytest.raises(IntegrityError, match="two_persons"):
        await desk.owner.execute(alone, {"id": found.id})


async def test_a_proposal_can_be_sent_back(desk: Desk) -> None:
    desk.line(700)
    await desk.import_()
    await propose(desk, await only(desk))
    checker, proposed = fresh(await desk.caller("checker.hq")), await only(desk)
    await refuse_break(checker, break_id=proposed.id, note="再查", expected_version=proposed.version)
    again = await only(desk)
    assert (again.state, again.resolution, again.note) == (BreakState.OPEN, None, "再查")


async def test_money_whose_owner_is_found_later_leaves_the_account_of_the_unidentified(desk: Desk) -> None:
    loan = await desk.loan()
    desk.line(50_000)
    await desk.import_()
    found = await only(desk)
    assert found.kind is BreakKind.UNKNOWN_PAYER
    await propose(desk, found)
    proposed, bank = await only(desk), await desk.balance(BANK)
    checker = await desk.caller("checker.hq")
    await agree_to_break(fresh(checker), break_id=found.id, expected_version=proposed.version)
    assert (await desk.balance(UNIDENTIFIED), await desk.balance(BANK)) == (-50_000, bank + 50_000)
    await confirm_repayment(fresh(await desk.caller()), break_id=found.id, loan_id=loan.loan_id)
    assert (await desk.balance(UNIDENTIFIED), await desk.balance(BANK)) == (0, bank + 50_000)
    assert await desk.count("repayments") == 1
    run = await reconcile_account(await desk.caller(), funding_account_id=desk.account_id)
    assert (run.matched_lines, run.open_breaks) == (0, 0)


async def test_a_break_is_taken_and_accepted_with_a_note(desk: Desk) -> None:
    loan = await desk.loan()
    await desk.repay(loan, 10_000, reference="HK-1")
    desk.paid_by(loan, 10_001, order_number="HK-1")
    await desk.import_()
    found = await only(desk)
    assert (found.kind, found.amount_fen, found.expected_fen) == (BreakKind.AMOUNT_DIFFERS, 10_001, 10_000)
    clerk = await desk.caller()
    await take_break(fresh(clerk), break_id=found.id)
    taken = await only(desk)
    assert taken.owner_id == clerk.actor.id
    await propose(desk, taken, Resolution.ACCEPTED)
    run = await reconcile_account(await desk.caller(), funding_account_id=desk.account_id)
    assert run.open_breaks == 0
    assert (await desk.stored())[0].state is LineState.SETTLED


async def test_lines_and_events_with_equal_sums_are_matched_by_hand(desk: Desk) -> None:
    loan = await desk.loan()
    for amount in (10_000, 20_000):
        await desk.repay(loan, amount, day=DAY - timedelta(days=5))
    desk.line(30_000, day=DAY, remark="他人代还")
    desk.line(1, day=DAY - timedelta(days=5))
    await desk.import_()
    missing = [one.id for one in await desk.breaks() if one.kind is BreakKind.MISSING_IN_BANK]
    line = next(one for one in await desk.stored() if one.amount_fen == 30_000)
    clerk = await desk.caller()
    with pytest.raises(errors.MatchRefused):
        await by_hand.match_by_hand(fresh(clerk), line_ids=(line.id,), break_ids=(missing[0],), note="不等")
    await by_hand.match_by_hand(fresh(clerk), line_ids=(line.id,), break_ids=tuple(missing), note="代还两笔")
    assert await desk.kinds() == [BreakKind.UNKNOWN_PAYER]
    with pytest.raises(DomainError):
        await by_hand.match_by_hand(fresh(clerk), line_ids=(line.id,), break_ids=tuple(missing), note="再来")


async def test_who_paid_is_revealed_with_a_reason_on_record(desk: Desk) -> None:
    desk.line(700, other_account="6217000000000001234", other_name="赵六", remark="替王还款")
    await desk.import_()
    [line] = await desk.stored()
    assert (line.party_masked, line.party_last4) == ("赵*", "1234")
    clear = await by_hand.reveal_line(await desk.caller(), line_id=line.id, reason="查找付款人")
    assert clear == {"account": "6217000000000001234", "name": "赵六", "remark": "替王还款"}
    looks = text("SELECT count(*) FROM audit_records WHERE operation = 'statement:reveal' AND outcome = 'done'")
    assert (await desk.owner.execute(looks)).scalar_one() == 1
    with pytest.raises(errors.NoteMissing):
        await by_hand.reveal_line(await desk.caller(), line_id=line.id, reason=" ")
    with pytest.raises(Denied):
        await by_hand.reveal_line(await desk.caller("auditor.hq"), line_id=line.id, reason="好奇")


@pytest.mark.parametrize(
    ("how", "refusal"),
    [
        (Resolution.MATCHED, errors.ResolutionRefused),
        (Resolution.REPAID, errors.ResolutionRefused),
        (Resolution.ACCEPTED, errors.ResolutionRefused),
    ],
)
async def test_a_kind_is_resolved_only_in_its_own_ways(desk: Desk, how: Resolution, refusal: type[DomainError]) -> None:
    desk.line(700)
    await desk.import_()
    found = await only(desk)
    with pytest.raises(refusal):
        await propose(desk, found, how)
    assert (await only(desk)).version == found.version


async def test_a_break_that_somebody_has_changed_meanwhile_is_stale(desk: Desk) -> None:
    desk.line(700)
    await desk.import_()
    found = await only(desk)
    await take_break(fresh(await desk.caller()), break_id=found.id)
    with pytest.raises(Stale):
        await propose(desk, found)


async def test_what_cannot_be_a_repayment_is_not_confirmed(desk: Desk) -> None:
    loan = await desk.loan()
    desk.line(-700)
    desk.line(800)
    await desk.import_()
    out, come = sorted(await desk.breaks(), key=lambda one: one.amount_fen or 0)
    clerk = await desk.caller()
    with pytest.raises(errors.NoRepaymentProposed):
        await confirm_repayment(fresh(clerk), break_id=out.id, loan_id=loan.loan_id)
    with pytest.raises(errors.NoRepaymentProposed):
        await confirm_repayment(fresh(clerk), break_id=come.id)
    with pytest.raises(NotFound):
        await confirm_repayment(fresh(clerk), break_id=come.id, loan_id=desk.version_id)
    with pytest.raises(Denied):
        await confirm_repayment(fresh(await desk.caller("officer.east1")), break_id=come.id, loan_id=loan.loan_id)
    assert await desk.count("repayments") == 0


async def test_the_banks_balance_stands_beside_the_books_day_by_day(desk: Desk) -> None:
    clerk = await desk.caller()
    desk.opening_fen = 0  # by value date the books hold nothing yet on that day
    [before] = await bank_balances(clerk, on=DAY)
    assert (before.bank_fen, before.agrees) == (None, False)
    desk.line(-900, other_account="", other_name="", remark="账户管理费")
    await desk.import_()
    [differs] = await bank_balances(clerk, on=DAY)
    assert (differs.difference_fen, differs.agrees, differs.open_breaks) == (-900, False, 1)
    found = await only(desk)
    await propose(desk, found)
    proposed = await only(desk)
    checker = fresh(await desk.caller("checker.hq"))
    await agree_to_break(checker, break_id=found.id, expected_version=proposed.version)
    [agrees] = await bank_balances(clerk, on=DAY)
    assert (agrees.difference_fen, agrees.agrees, agrees.open_breaks) == (0, True, 0)
    [later] = await bank_balances(clerk, on=date(2026, 3, 1))
    assert later.bank_fen is None
