"""Loans: the payment order, the schedule, what came in, and its entries in the books."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from server.applications.rules import ApplicationState, terms_of
from server.custody.models import PaymentNumber, PaymentOrder
from server.custody.rules import OrderState
from server.identity import catalogue as posts
from server.kit import crypto
from server.kit.clock import business_date
from server.ledger import rules as books
from server.loans.journal.models import LoanAct, LoanPlan
from server.loans.keeping import as_plan, dated, kept, served
from server.loans.models import Instalment, Loan, LoanNumber, Repayment, RepaymentSplit
from server.loans.rules import ActKind, LoanState
from server.loans.standing import parts_of, split_values, values_of
from server.seeds.dice import later, moment
from server.seeds.lender import Funding
from server.seeds.plans import Fate
from server.seeds.repayments import payments
from server.seeds.staff import holders, region_of
from server.seeds.telling import File, Telling
from server.seeds.wording import PAYMENT_REFUSED
from server.terms.running.acts import Receipt
from server.terms.running.applying import apply
from server.terms.running.model import Standing
from server.terms.running.opening import open_standing
from server.terms.running.penalty import reckon_penalty
from server.terms.running.policy import policy_from
from server.terms.schedules import schedule

LAST_DIGITS: Final = 4


def disburse(telling: Telling, file: File, contract: dict[str, Any]) -> None:
    """Open the loan and order the payment; what was paid is on its way back since."""
    plan, borrower = file.plan, file.borrower
    opened_at = later(telling.dice, contract["signed_at"], days=1, minutes=(20, 120))
    funding = telling.funding[region_of(borrower.place).code]
    loan: dict[str, Any] = {
        **borrower.owner,
        "id": telling.ids.at(opened_at),
        "number": telling.ids.number(),
        "application_id": file.id,
        "contract_id": contract["id"],
        "product_version_id": plan.offer.id,
        "funding_account_id": funding.id,
        "principal_fen": plan.amount_fen,
        "rate_annual": plan.offer.rate_annual,
        "term_months": plan.term_months,
        "method": plan.offer.method,
        "convention": plan.offer.convention,
        "penalty_multiple": plan.offer.penalty_multiple,
        **served(plan.offer),
        "plan": None,
        "acts": 0,
        "written_off_fen": 0,
        "excess_fen": 0,
        "state": LoanState.PENDING_DISBURSEMENT,
        "outstanding_fen": 0,
        "opened_by": holders(posts.FINANCE)[0].id,
        "opened_at": opened_at,
        "version": 1,
    }
    telling.rows.add(LoanNumber, {"number": loan["number"]})
    finished_at = later(telling.dice, opened_at, minutes=(1, 4))
    order = _order(telling, file, loan, finished_at)
    borrower.committed_fen += plan.amount_fen
    if plan.fate is Fate.DISBURSED:
        _pay_out(telling, file, loan, (order, finished_at, funding))
    telling.rows.add(Loan, loan)


def _order(telling: Telling, file: File, loan: dict[str, Any], finished_at: datetime) -> dict[str, Any]:
    """A payment that did not go through the bank link: no attempt is on record, the outcome is."""
    borrower = file.borrower
    order_id, paid = telling.ids.at(loan["opened_at"], 1), file.plan.fate is Fate.DISBURSED
    clear = json.dumps({"account": borrower.account_number, "name": borrower.name}).encode()
    order = {
        **borrower.owner,
        "id": order_id,
        "number": telling.ids.number(),
        "loan_id": loan["id"],
        "funding_account_id": loan["funding_account_id"],
        "payee_account_id": borrower.account_id,
        "payee_cipher": crypto.encrypt(borrower.key, clear, crypto.cell("payment_orders", "payee", order_id)),
        "payee_index": borrower.account_index,
        "payee_last4": borrower.account_number[-LAST_DIGITS:],
        "amount_fen": loan["principal_fen"],
        "purpose": f"贷款发放 {loan['number']}",
        "state": OrderState.SETTLED if paid else OrderState.FAILED,
        "send_wanted": False,
        "attempts": 0,
        "asked": 0,
        "reason": None if paid else PAYMENT_REFUSED,
        "created_by": loan["opened_by"],
        "created_at": loan["opened_at"],
        "finished_at": finished_at,
    }
    telling.rows.add(PaymentOrder, order)
    telling.rows.add(PaymentNumber, {"number": order["number"]})
    return order


def _pay_out(
    telling: Telling, file: File, loan: dict[str, Any], paid: tuple[dict[str, Any], datetime, Funding]
) -> None:
    order, at, funding = paid
    day = business_date(at)
    funding.paid_fen += loan["principal_fen"]
    file.row |= {"state": ApplicationState.DISBURSED, "version": file.row["version"] + 1}
    terms = terms_of(file.plan.offer, loan["principal_fen"], loan["term_months"], day)
    rows = schedule(terms)
    _act(telling, loan, order | {"kind": ActKind.DISBURSEMENT, "value_on": day, "at": at})
    loan["plan"] = kept(terms)
    plan = {"id": telling.ids.at(at), "loan_id": loan["id"], "number": 1, "act_id": order["id"]}
    telling.rows.add(LoanPlan, file.borrower.owner | plan | {"rows": as_plan(dated(day, rows))})
    loan |= {"state": LoanState.ACTIVE, "outstanding_fen": loan["principal_fen"], "disbursed_on": day, "version": 2}
    entry = books.loan_disbursed(order["id"], _place(loan), loan["principal_fen"], booked_on=day, value_on=day)
    telling.entries.append((at, entry))
    standing = open_standing(terms, policy_from(loan["servicing"]))
    # keys rise with the number, for rows are locked in the order of their keys
    ids = {line.number: telling.ids.at(at, line.number) for line in standing.lines}
    for payment in payments(telling.dice, rows, telling.today):
        _repay(telling, file, loan, (standing, ids), payment)
    reckon_penalty(standing, telling.today)
    loan["next_due_on"] = standing.next_due_on
    own = file.borrower.owner | {"loan_id": loan["id"]}
    telling.rows.add_all(Instalment, (own | values_of(line) | {"id": ids[line.number]} for line in standing.lines))
    file.borrower.committed_fen -= loan["principal_fen"]
    file.borrower.outstanding_fen += loan["outstanding_fen"]


def _act(telling: Telling, loan: dict[str, Any], told: dict[str, Any]) -> None:
    loan["acts"] += 1
    act = {
        **{name: loan[name] for name in ("customer_id", "branch_id", "officer_id")},
        "id": told["id"],
        "loan_id": loan["id"],
        "number": loan["acts"],
        "kind": told["kind"],
        "value_on": told["value_on"],
        "booked_on": business_date(told["at"]),
        "amount_fen": told["amount_fen"],
        "detail": {},
        "recorded_by": loan["opened_by"],
        "recorded_at": told["at"],
    }
    telling.rows.add(LoanAct, act)


def _repay(
    telling: Telling,
    file: File,
    loan: dict[str, Any],
    lent: tuple[Standing, Mapping[int, UUID]],
    payment: tuple[date, int],
) -> None:
    """Take a repayment the way `loans.repay` does, with the penalty that stands by then, while anything is owed."""
    standing, ids = lent
    paid_on, amount_fen = payment
    reckon_penalty(standing, paid_on)
    if standing.is_settled:
        return
    amount_fen += sum(line.open_penalty_fen for line in standing.lines)
    effect = apply(standing, Receipt(number=loan["acts"] + 1, on=paid_on, amount_fen=amount_fen))
    at = moment(telling.dice, paid_on)
    parts = parts_of(effect)
    repayment = {
        **file.borrower.owner,
        "id": telling.ids.at(at),
        "loan_id": loan["id"],
        "amount_fen": amount_fen,
        "paid_on": paid_on,
        "reference": f"HK{telling.ids.number()}",
        **{name: getattr(parts, name) for name in parts.__slots__},
        "funding_account_id": loan["funding_account_id"],
        "recorded_by": holders(posts.FINANCE)[0].id,
        "recorded_at": at,
    }
    telling.rows.add(Repayment, repayment)
    _act(telling, loan, repayment | {"kind": ActKind.REPAYMENT, "value_on": paid_on, "at": at})
    for position, (number, shared) in enumerate(split_values(effect).items(), 1):
        key = {"id": telling.ids.at(at, position), "instalment_id": ids[number], "repayment_id": repayment["id"]}
        telling.rows.add(RepaymentSplit, file.borrower.owner | key | shared)
    entry = books.repayment_received(repayment["id"], _place(loan), parts, booked_on=paid_on, value_on=paid_on)
    telling.entries.append((at, entry))
    telling.exposures.change(file.borrower, at, -parts.principal_fen)
    loan |= {"outstanding_fen": standing.outstanding_fen, "version": loan["version"] + 1}
    loan["excess_fen"] = standing.excess_fen
    if effect.settled:
        loan |= {"state": LoanState.CLOSED, "closed_on": paid_on}


def _place(loan: dict[str, Any]) -> books.Place:
    return books.Place(loan["customer_id"], loan["branch_id"], loan["funding_account_id"], loan["id"])
