"""The doors of verification, and the walk through the bank's answers between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy import text

from server.audit import seal
from server.custody import checks as custody
from server.custody import queries as orders
from server.custody.rules import OrderState
from server.identity.actors import VERIFIER
from server.identity.guard import read
from server.identity.operations import Operation
from server.kit.checks import Check, Difference, differences
from server.kit.ports import PaymentAnswer, PaymentState
from server.kit.work import Caller, House, Work
from server.ledger import checks as ledger
from server.loans.closing import checks as closing
from server.loans.verifying import checks as loans

AUDIT_BROKEN: Final = Check("audit.link_broken", "审计链断裂", "a link of the audit chain does not follow", "")
BANK_DIFFERS: Final = Check(
    "bank.order_differs", "付款指令与银行账不一致", "an order is not what the bank's books say (state / fen)", ""
)
CHECKS: Final[tuple[Check, ...]] = (*ledger.CHECKS, *custody.CHECKS, *loans.CHECKS, *closing.CHECKS)
NAMES: Final[dict[str, Check]] = {check.code: check for check in (*CHECKS, AUDIT_BROKEN, BANK_DIFFERS)}
COUNTS: Final = text(
    "SELECT (SELECT count(*) FROM loans) AS loans, (SELECT count(*) FROM repayments) AS repayments, "
    "(SELECT count(*) FROM payment_orders) AS payment_orders, (SELECT count(*) FROM ledger_entries) AS ledger_entries, "
    "(SELECT count(*) FROM audit_records) AS audit_records"
)
PAGE_ROWS: Final = 200
SILENCE_MAX: Final = 3


@dataclass(frozen=True)
class BooksReport:
    """What differs within our own books.

    `counts` says how many rows were looked at, `unsealed` how many audit records wait for their seal: the chain says
    nothing of them yet.
    """

    differences: list[Difference]
    counts: dict[str, int]
    unsealed: int


@dataclass(frozen=True)
class SentOrder:
    """An order that went through the bank link, as our books have it."""

    number: str
    amount_fen: int
    state: OrderState


@dataclass
class BankReport:
    """What differs from the bank's books; `reached` is false when the bank did not answer."""

    differences: list[Difference] = field(default_factory=list)
    compared: int = 0
    reached: bool = True


@read(Operation.BOOKS_VERIFY)
async def verify_books(work: Work) -> BooksReport:
    """Recompute ledger, pools, schedules, splits, exposures, holds and the audit chain, and name what differs."""
    found = await differences(work.session, CHECKS)
    broken = await seal.broken_links(work.session)
    found += [Difference(AUDIT_BROKEN.code, str(number), "follows", "broken") for number in broken]
    row = (await work.session.execute(COUNTS)).one()
    return BooksReport(found, dict(row._mapping), await seal.unsealed_count(work.session))  # noqa: SLF001 - its public name


@read(Operation.BOOKS_VERIFY)
async def sent_orders(work: Work, *, days: int, after: str) -> Sequence[SentOrder]:
    """A page of the orders that went through the bank link in the last days, by number."""
    since = work.now - timedelta(days=days)
    rows = await orders.sent_since(work.session, work.scope, since, after=after, limit=PAGE_ROWS)
    return [SentOrder(row.number, row.amount_fen, row.state) for row in rows]


async def verify_bank(house: House, *, days: int, progress: Callable[[int], None] = lambda _: None) -> BankReport:
    """Ask the bank about every order that it finished in the last days. Gives up when it stays silent."""
    caller, report, after, silent = Caller(house, VERIFIER, request_id="verify"), BankReport(), "", 0
    while page := await sent_orders(caller, days=days, after=after):
        for order in page:
            if order.state not in {OrderState.SETTLED, OrderState.FAILED}:
                continue
            answer = await house.ports.bank.query(order.number)
            silent = silent + 1 if answer.state is PaymentState.UNKNOWN else 0
            if silent >= SILENCE_MAX:
                report.reached = False
                return report
            if not silent:
                report.compared += 1
                report.differences += compare(order, answer)
            progress(report.compared)
        after = page[-1].number
    return report


def compare(order: SentOrder, answer: PaymentAnswer) -> list[Difference]:
    """A settled order is settled at the bank over the same amount; a failed one moved no money there."""
    told = f"{answer.state.value} / {answer.amount_fen if answer.amount_fen is not None else '-'}"
    if order.state is OrderState.SETTLED:
        agrees = answer.state is PaymentState.SETTLED and answer.amount_fen == order.amount_fen
    else:
        agrees = answer.state in {PaymentState.FAILED, PaymentState.NOT_FOUND}
    if agrees:
        return []
    return [Difference(BANK_DIFFERS.code, order.number, f"{order.state.value} / {order.amount_fen}", told)]
