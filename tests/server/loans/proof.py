"""The proof that a loan is what its journal says: the books agree, and a fresh replay gives the same rows."""

from server.loans.keeping import terms_kept
from server.loans.rules import LoanState
from server.loans.standing import acts_of, line_of, parts_in, parts_of, policy_of
from server.loans.verifying.service import verify_books
from server.terms.running.applying import replay
from tests.server.loans.servicing import Desk


async def proved(desk: Desk) -> None:
    """Verification finds nothing, and rows, loan and repayments equal a fresh replay of the journal."""
    assert (await verify_books(desk.lender.verifier())).differences == []
    loan, rows = await desk.lender.loan(desk.loan_id), await desk.lender.instalments(desk.loan_id)
    assert loan.plan is not None
    journal = await desk.journal()
    acts = acts_of(journal)
    marks = [row.penalty_until for row in rows if row.penalty_until is not None]
    until = max([act.on for act in acts] + marks, default=None)
    standing, effects = replay(terms_kept(loan.plan), policy_of(loan), acts, until)
    assert [line_of(row) for row in rows] == standing.lines
    assert (loan.outstanding_fen, loan.excess_fen) == (standing.outstanding_fen, standing.excess_fen)
    assert (loan.rate_annual, loan.penalty_rate) == (standing.rate_annual, standing.penalty_rate)
    assert loan.next_due_on == (standing.next_due_on if loan.state is LoanState.ACTIVE else None)
    ids = {row.number: row.id for row in journal}
    for number, effect in effects.items():
        if effect.splits or effect.excess_fen > 0:
            assert parts_in(await desk.lender.repayment(ids[number])) == parts_of(effect)
