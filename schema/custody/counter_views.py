"""Views of direct debits, tills, cash and papers."""

from datetime import date, datetime

import strawberry

from schema.custody.kinds import PaperKind
from schema.custody.views import FundingAccount
from schema.identity.views import Branch, Staff
from schema.kit.scalars import Money
from schema.loans.views import Loan, Repayment
from schema.reading.declarations import column, many, on, one, reads
from schema.reading.nodes import Node
from server.custody.cash.rules import DepositState, ReceiptState, TillState
from server.custody.cash.sights import CASH_DEPOSITS, CASH_RECEIPTS, TILLS
from server.custody.debits.rules import DebitFailure, DebitState, MandateState
from server.custody.debits.sights import DEBIT_MANDATES, DEBIT_ORDERS
from server.loans.papers.sights import ISSUED_PAPERS

strawberry.enum(MandateState, description="Whether a consent still holds.")
strawberry.enum(DebitState, description="Where a debit stands.")
strawberry.enum(DebitFailure, description="Why a bank took nothing.")
strawberry.enum(TillState, description="A counted till waits for the second person.")
strawberry.enum(DepositState, description="A recorded deposit waits for the second person.")
strawberry.enum(ReceiptState, description="Taken cash waits for the second person.")

DEBITS_SHOWN = 50


@strawberry.type(description="One amount that is taken from a customer's account for a loan.")
@reads(DEBIT_ORDERS)
class DebitOrder(Node):
    """View of a debit."""

    number: str = column("Its number, which is the repayment's reference.")
    amount: Money = column("How much.", "amount_fen")
    due_on: date = column("For which day.")
    attempt: int = column("Which try.")
    state: DebitState = column("Where it stands.")
    failure: DebitFailure | None = column("Why nothing was taken.")
    loan: Loan | None = one("For which loan.", on(customer_id="customer_id", loan_id="id"))


@strawberry.type(description="A customer's consent to direct debits.")
@reads(DEBIT_MANDATES)
class DebitMandate(Node):
    """View of a mandate: masked."""

    account_last4: str = column("Last four digits of the account.", "payer_last4")
    bank_name: str = column("Its bank.")
    agreement: str = column("The bank's number of the consent.")
    limit: Money = column("The most that one debit may take.", "limit_fen")
    valid_from: date = column("From which day.")
    valid_until: date = column("Until which day.")
    state: MandateState = column("Whether it still holds.")
    reason: str | None = column("Why it ended.")
    version: int = column("Rises with every change.")
    debits: list[DebitOrder] = many(
        "The newest debits under it.",
        on(customer_id="customer_id", id="mandate_id"),
        order=("-created_at", "-id"),
        limit=DEBITS_SHOWN,
    )


@strawberry.type(description="Cash that was carried to the bank.")
@reads(CASH_DEPOSITS)
class CashDeposit(Node):
    """View of a deposit."""

    amount: Money = column("How much.", "amount_fen")
    reference: str = column("Number of the bank's slip.")
    state: DepositState = column("Whether a second person has seen the slip.")
    deposited_by: Staff | None = one("Who carried it.", on(deposited_by="id"))
    funding_account: FundingAccount | None = one("Into which account.", on(funding_account_id="id"))


@strawberry.type(description="The cash of a branch on a day.")
@reads(TILLS)
class Till(Node):
    """View of a till."""

    business_date: date = column("On which day.")
    state: TillState = column("Where it stands.")
    opening: Money = column("What was counted in the morning.", "opening_fen")
    opening_difference: Money = column("That, less the last closing count.", "opening_difference_fen")
    taken: Money = column("Cash taken, confirmed by two.", "taken_fen")
    banked: Money = column("Cash banked, confirmed by two.", "banked_fen")
    counted: Money | None = column("What was counted in the evening.", "counted_fen")
    difference: Money | None = column("That, less what must have been there.", "difference_fen")
    difference_reason: str | None = column("Why it differs.")
    version: int = column("Rises with every change.")
    branch: Branch = one("Whose till it is.", on(branch_id="id"))
    opened_by: Staff | None = one("Who opened it.", on(opened_by="id"))
    closed_by: Staff | None = one("Who closed it: the second person.", on(closed_by="id"))
    deposits: list[CashDeposit] = many("What was carried to the bank.", on(id="till_id"), order=("deposited_at", "id"))


@strawberry.type(description="A receipt for cash.")
@reads(CASH_RECEIPTS)
class CashReceipt(Node):
    """View of a receipt."""

    number: str = column("Its number, with a check digit.")
    amount: Money = column("How much.", "amount_fen")
    state: ReceiptState = column("Whether a second person has counted it.")
    taken_at: datetime = column("When it was taken.")
    reason: str | None = column("Why it was refused.")
    loan: Loan | None = one("For which loan.", on(customer_id="customer_id", loan_id="id"))
    repayment: Repayment | None = one("What it has become.", on(customer_id="customer_id", repayment_id="id"))
    taken_by: Staff | None = one("Who took it.", on(taken_by="id"))


@strawberry.type(description="A paper that was issued to a borrower; its PDF is at `/api/papers/{id}`.")
@reads(ISSUED_PAPERS)
class IssuedPaper(Node):
    """View of an issued paper."""

    number: str = column("Its number.")
    kind: PaperKind = column("What it is.")
    issued_at: datetime = column("When it was issued.")
    issued_by: Staff | None = one("Who issued it.", on(issued_by="id"))
