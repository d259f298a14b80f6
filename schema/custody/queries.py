"""Root fields that read funding accounts, bank files, debits and tills."""

from typing import Any

import strawberry
from sqlalchemy import ColumnElement, and_, literal_column, or_

from schema.custody.counter_views import CashReceipt, DebitMandate, Till
from schema.custody.views import BankBatch, BankResult, EntrustedPayee, FundingAccount, OutgoingPayment
from schema.kit.fields import query
from schema.kit.paging import FIRST_DEFAULT, Connection
from schema.reading.descriptions import Test, page, rows
from schema.reading.filters import in_states, refers_to
from schema.reading.terms import Terms
from server.custody.cash.rules import ReceiptState, TillState
from server.custody.cash.sights import CASH_RECEIPTS, TILLS
from server.custody.debits.rules import MandateState
from server.custody.debits.sights import DEBIT_MANDATES
from server.custody.files.rules import BatchState, ResultState
from server.custody.files.sights import BANK_BATCHES, BANK_RESULTS
from server.custody.payout.rules import Channel, PayeeState
from server.custody.payout.sights import ENTRUSTED_PAYEES, FUNDING_ACCOUNTS, OUTGOING
from server.custody.rules import OrderState


def _waits(order: Any, _terms: Terms) -> ColumnElement[bool]:
    """Not sent: a second person has to let it go, or no file has taken it."""
    unfiled = and_(order.channel == literal_column(f"'{Channel.FILE.value}'"), order.batch_id.is_(None))
    created = order.state == literal_column(f"'{OrderState.CREATED.value}'")
    return and_(created, or_(order.release_wanted, unfiled))


WAITING = Test("waiting", _waits)


@strawberry.type
class CustodyQuery:
    """Part of the root query."""

    @query(FUNDING_ACCOUNTS, "The lender's own bank accounts in sight.")
    def funding_accounts(self) -> list[FundingAccount]:
        return rows(order=("opened_at", "id"))

    @query(OUTGOING, "Payments that wait for a second person or for a file, oldest first.")
    def waiting_payments(self, first: int = FIRST_DEFAULT, after: str | None = None) -> Connection[OutgoingPayment]:
        return page(OUTGOING, ("created_at", "id"), WAITING, first=first, after=after)

    @query(ENTRUSTED_PAYEES, "Suppliers whom borrowers have entrusted, newest first.")
    def entrusted_payees(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[PayeeState] | None = None
    ) -> Connection[EntrustedPayee]:
        return page(ENTRUSTED_PAYEES, ("-recorded_at", "-id"), *in_states(state), first=first, after=after)

    @query(BANK_BATCHES, "Batches that go to banks in files, newest first.")
    def bank_batches(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[BatchState] | None = None
    ) -> Connection[BankBatch]:
        return page(BANK_BATCHES, ("-made_at", "-id"), *in_states(state), first=first, after=after)

    @query(BANK_RESULTS, "Result files of banks, newest first.")
    def bank_results(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[ResultState] | None = None
    ) -> Connection[BankResult]:
        return page(BANK_RESULTS, ("-taken_at", "-id"), *in_states(state), first=first, after=after)

    @query(DEBIT_MANDATES, "Consents to direct debits, newest first.")
    def debit_mandates(
        self,
        first: int = FIRST_DEFAULT,
        after: str | None = None,
        *,
        state: list[MandateState] | None = None,
        customer_id: strawberry.ID | None = None,
    ) -> Connection[DebitMandate]:
        tests = (*in_states(state), *refers_to("customer_id", customer_id, "Customer", "customerId"))
        return page(DEBIT_MANDATES, ("-recorded_at", "-id"), *tests, first=first, after=after)

    @query(TILLS, "Tills, the newest day first.")
    def tills(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[TillState] | None = None
    ) -> Connection[Till]:
        return page(TILLS, ("-business_date", "-id"), *in_states(state), first=first, after=after)

    @query(CASH_RECEIPTS, "Receipts for cash, newest first.")
    def cash_receipts(
        self, first: int = FIRST_DEFAULT, after: str | None = None, *, state: list[ReceiptState] | None = None
    ) -> Connection[CashReceipt]:
        return page(CASH_RECEIPTS, ("-taken_at", "-id"), *in_states(state), first=first, after=after)
