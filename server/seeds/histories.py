"""Applications in the order in which they were started, each told to its end."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from server.applications.rules import ApplicationState
from server.approvals.rules import Tier
from server.kit.rulebook import FindingOutcome
from server.seeds import applications, cases, contracts, loans, securing
from server.seeds.copying import Rows
from server.seeds.dice import later
from server.seeds.plans import Fate, Plan
from server.seeds.posting import Booked
from server.seeds.telling import File, Telling
from server.seeds.wording import WITHDRAWALS

PLANS_AT_ONCE: Final = 100
WITHDRAWN_AS_DRAFT_SHARE: Final = 0.4


def chapters(telling: Telling, plans: Sequence[Plan]) -> Iterator[tuple[Rows, list[Booked], list[bytes]]]:
    """Tell every application; answers rows, entries and blobs of some at a time, ready to be written in this order."""
    telling.friends = securing.choose(plans, telling.today)
    for begin in range(0, len(plans), PLANS_AT_ONCE):
        telling.rows, telling.entries, telling.blobs = Rows(), [], []
        for plan in plans[begin : begin + PLANS_AT_ONCE]:
            tell(telling, plan)
        yield telling.rows, telling.entries, telling.blobs


def tell(telling: Telling, plan: Plan) -> None:
    """Tell one application: started, submitted, decided, signed, paid out, as far as its fate takes it."""
    file = applications.start(telling, plan)
    if plan.fate is Fate.DRAFT:
        file.behind = securing.begin(telling, file, file.row["created_at"], plan.amount_fen)
    if plan.fate is Fate.WITHDRAWN and telling.dice.random() < WITHDRAWN_AS_DRAFT_SHARE:
        _withdraw(telling, file, file.row["created_at"])
    elif plan.fate is not Fate.DRAFT:
        _submit(telling, file)
    cases.finish(telling, file)
    applications.finish(telling, file)
    telling.visits.write(telling.rows, telling.blobs, file)
    securing.finish(telling, file)


def _submit(telling: Telling, file: File) -> None:
    fate = file.plan.fate
    outcome = applications.submit(telling, file)
    if outcome is FindingOutcome.REFUSE:
        file.row |= {"state": ApplicationState.REJECTED, "decided_at": file.row["submitted_at"]}
        return
    if file.row["tier"] is Tier.AUTOMATIC:
        file.row |= {"state": ApplicationState.APPROVED, "decided_at": file.row["submitted_at"]}
    else:
        cases.open_case(telling, file)
    if fate is Fate.IN_REVIEW:
        cases.begin_votes(telling, file)
    elif fate is Fate.WITHDRAWN:
        file.row["decided_at"] = None
        _withdraw(telling, file, file.row["submitted_at"])
    else:
        _decide(telling, file)


def _decide(telling: Telling, file: File) -> None:
    if file.case is not None:
        cases.decide(telling, file)
    if file.row["state"] is not ApplicationState.APPROVED:
        return
    file.row["approved_hash"] = file.content_hash
    telling.exposures.change(file.borrower, file.row["decided_at"], file.plan.amount_fen)
    if file.plan.fate is Fate.APPROVED:
        file.borrower.committed_fen += file.plan.amount_fen
        return
    contract = contracts.sign(telling, file)
    if file.plan.fate is Fate.CONTRACTED:
        file.borrower.committed_fen += file.plan.amount_fen
        return
    loans.disburse(telling, file, contract)


def _withdraw(telling: Telling, file: File, since: datetime) -> None:
    at = later(telling.dice, since, days=2, minutes=(30, 180))
    cases.withdraw_case(file, at)
    reason = telling.dice.choice(WITHDRAWALS)
    more = {"withdrawal_reason": reason, "version": file.row["version"] + 1}
    file.row |= {"state": ApplicationState.WITHDRAWN} | more
